"""Sentences keep their exact places and break where a reader would break them."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.claims.sentences import LONGEST, sentences

PROSE = st.text(alphabet=st.sampled_from(list("abcXYZ.!?\"'“”‘’()[]… \n\t\r-•0123456789,;:\u200f\0—")), max_size=400)


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. leads. China follows.", ["The U.S. leads.", "China follows."]),
        ("Dr. J. K. Wu of the U.S. Army spoke.", ["Dr. J. K. Wu of the U.S. Army spoke."]),
        ("It moved to the U.S. The rest stayed.", ["It moved to the U.S.", "The rest stayed."]),
        ("It rose 3.5 percent. Then it fell.", ["It rose 3.5 percent.", "Then it fell."]),
        ('"Why now?" he asked. She left.', ['"Why now?" he asked.', "She left."]),
        ("“We trail.” They said so.", ["“We trail.”", "They said so."]),
        ("First part. [...] Second part.", ["First part.", "Second part."]),
        ("Wait… what? Yes!", ["Wait… what?", "Yes!"]),
        ("- one point\n- another point", ["one point", "another point"]),
        ("1. First item\n2. Second item", ["First item", "Second item"]),
        ("Foo Inc. said so. Bar Corp. did not.", ["Foo Inc. said so.", "Bar Corp. did not."]),
        ("all in lower case. the next too.", ["all in lower case.", "the next too."]),
        ("Chips, e.g. the large ones, sell.", ["Chips, e.g. the large ones, sell."]),
        ("No. 5 won. No. That is all.", ["No. 5 won.", "No.", "That is all."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_headline_byline_and_date_are_not_glued_to_the_first_sentence() -> None:
    text = "A Headline Without A Stop\n\nSome Body's Photo\nby Some Body\nTuesday, May 7, 2024\n\nIt begins here."
    assert texts(text)[-1] == "It begins here."
    assert texts(text)[0] == "A Headline Without A Stop"


def test_a_line_broken_for_width_stays_one_sentence() -> None:
    text = "The chip that the company showed on Tuesday is made at home and\nruns at half the speed of its rival."
    assert len(texts(text)) == 1


@given(PROSE)
def test_offsets_slice_back_to_the_sentence(text: str) -> None:
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip() == sentence.text != ""


@given(PROSE)
def test_sentences_are_in_order_do_not_overlap_and_are_bounded(text: str) -> None:
    found = sentences(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(len(sentence.text) <= LONGEST for sentence in found)


@given(PROSE)
def test_only_space_bullets_and_cuts_are_left_out(text: str) -> None:
    kept = "".join(sentence.text for sentence in sentences(text))
    assert [c for c in kept if c.isalpha()] == [c for c in text if c.isalpha()]


@pytest.mark.parametrize("unit", ["9", ".", ". ", "\n ", '"“', "A", "1. ", "- ", "[...]", "U.S. "])
def test_a_million_characters_take_linear_time(unit: str) -> None:
    begun = time.perf_counter()
    sentences(unit * (1_000_000 // len(unit)))
    assert time.perf_counter() - begun < 20
