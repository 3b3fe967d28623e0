import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.claims.llm.parts import LONGEST, halves, merged, parts_of
from parity.claims.llm.quotes import Passage
from parity.claims.sentences import sentences
from parity.errors import BadInput

TEXT = (
    "China is eight months\n  behind the US.  "
    "\u201cIt\u2019s a 10\u00a0times gap\u200b \u2014 or so,\u201d said Xu.\n\n"
    "Nothing else."
)


def passage(text: str) -> Passage:
    return Passage(text, sentences(text), 0, len(text))


def found(quote: str, text: str = TEXT) -> str | None:
    place = passage(text).find(quote)
    return text[slice(*place)] if place else None


def test_a_quote_is_found_character_for_character():
    assert found("behind the US.") == "behind the US."


def test_white_space_and_the_shape_of_marks_may_differ_and_the_place_is_exact():
    assert found("China is eight months behind the US.") == "China is eight months\n  behind the US."
    assert found('"It\'s a 10 times gap - or so,"') == "\u201cIt\u2019s a 10\u00a0times gap\u200b \u2014 or so,\u201d"


@pytest.mark.parametrize(
    "quote",
    [
        "China is nine months behind the US.",
        "china is eight months behind the us.",
        "China is eight months ... behind the US.",
        "China is behind the US.",
        "the US.",
        "",
        "       \n ",
        "It's a 10 times gap - or so, said",
        TEXT + TEXT,
    ],
)
def test_an_invented_shortened_or_reworded_quote_is_not_found(quote: str):
    assert found(quote) is None


def test_a_quote_from_beyond_the_passage_is_not_found():
    part = Passage(TEXT, sentences(TEXT), 0, 40)
    assert part.find("Nothing else.") is None


def test_the_sentence_is_the_one_that_holds_most_of_the_quote():
    text = "One is short. Two is quite a bit longer than one. Three ends it."
    here = passage(text)
    low, high = here.find("short. Two is quite a bit longer")
    assert here.sentence(low, high).text == "Two is quite a bit longer than one."
    assert [one.text for one in here.touching(low, high)] == ["One is short.", "Two is quite a bit longer than one."]


@given(st.text(alphabet="ab \n\t\u00a0\u2019'\u200b", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_every_stretch_of_a_text_is_found_where_its_words_are(text: str, a: int, b: int):
    quote = text[min(a, b) : max(a, b)]
    place = passage(text).find(quote)
    if len(quote.strip()) >= 8 and place is not None:
        low, high = place
        assert "".join(text[low:high].split()).replace("\u2019", "'").replace("\u200b", "") == "".join(
            quote.split()
        ).replace("\u2019", "'").replace("\u200b", "")
    elif len(quote.strip()) >= 8:
        raise AssertionError(quote)


def long_text(count: int) -> str:
    return " ".join(
        f"Sentence number {n} says that China is {n} months behind the United States." for n in range(count)
    )


def test_a_short_article_is_one_part_and_an_empty_one_none():
    assert len(parts_of(TEXT)) == 1
    assert parts_of(" \n") == []


def test_a_long_article_is_cut_between_sentences_with_overlap_and_nothing_is_left_out():
    text = long_text(300)
    parts = parts_of(text)
    assert len(parts) == 4
    assert all(part.end - part.start <= LONGEST for part in parts)
    starts = {one.start for one in sentences(text)}
    assert all(part.start in starts for part in parts)
    for before, after in itertools.pairwise(parts):
        shared = before.touching(after.start, before.end)
        assert len(shared) == 3
    covered = {one.start for part in parts for one in part.touching(part.start, part.end)}
    assert covered == starts


def test_halves_meet_and_one_sentence_has_none():
    (part,) = parts_of(long_text(9))
    one, two = halves(part)
    assert (one.start, two.end) == (part.start, part.end)
    assert part.text[one.end : two.start].strip() == ""
    assert halves(Passage("Alone.", sentences("Alone."), 0, 6)) == ()


def test_a_text_that_is_no_article_is_refused_before_anything_is_asked():
    with pytest.raises(BadInput, match=r"has [\d,]+ characters; --extractor llm reads up to some 360,000"):
        parts_of(long_text(6000))


def test_merging_nothing_is_nothing():
    assert merged([]) == ()
