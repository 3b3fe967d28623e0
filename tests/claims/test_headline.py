from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.claims.headline import find_date, find_title

DAY = date(2024, 5, 28)


@pytest.mark.parametrize(
    "line",
    [
        "Tuesday, May 28, 2024 - 11:20 PM",
        "28 May 2024",
        "2024-05-28",
        "2024/05/28",
        "May 28, 2024",
        "May 28 2024",
        "MAY 28, 2024",
        "28th May, 2024",
        "28th of May 2024",
        "Tue 28 May 2024 11.20 BST",
        "Published: 28 May 2024 at 11:20",
        "Published on May 28, 2024.",
        "By Jane Doe | May 28, 2024 | 3 min read",
        "By Jane Doe, 28 May 2024",
        "Posted by Jane Doe on May 28, 2024 at 9:00 a.m.",
        "Updated 2024-05-28T23:20:00Z",
        "HONG KONG, May 28, 2024 (Agency) -- The gap is narrowing, said one of the founders of the firm on Tuesday.",
        "Hong Kong, 28 May 2024 – The gap is narrowing, said one of the founders of the firm on Tuesday, and more.",
        "May 28, 2024 — The gap is narrowing.",
    ],
)
def test_a_dateline_gives_the_day(line: str):
    assert find_date(f"A headline of some kind\n\n{line}\n\nText.") == DAY
    assert find_date(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "On May 28, 2024, the firm said that it would build twice as many chips in the year to come.",
        "The rule took effect on 17 November 2023.",
        "In force since 17 November 2023 is the rule that",  # a line of a text that is broken at 50 characters
        "the rule of October 7, 2022 was changed and then",
        "Order 2024-05-28-17 of the office",
        "Version 1.2024-05-28",
        "31 February 2024",
        "2024-13-01",
        "May 2024",
        "28/05/2024",  # could be no other day, but 05/06/2024 could
        "Sometime in 2024",
    ],
)
def test_a_date_within_a_sentence_or_an_unclear_one_gives_none(line: str):
    assert find_date(f"A headline of some kind\n\n{line}\nmore of the text follows here.\n") is None


def test_publication_goes_before_update_and_both_before_the_headline():
    text = "Briefing, 27 May 2024\n\nUpdated 29 May 2024\nPublished 28 May 2024\n\nText."
    assert find_date(text) == DAY
    assert find_date(text.replace("Published 28 May 2024\n", "")) == date(2024, 5, 29)
    assert find_date("Briefing, 27 May 2024\n\nText.") == date(2024, 5, 27)


def test_only_the_first_lines_are_searched():
    assert find_date("A line\n" * 14 + "28 May 2024") == DAY
    assert find_date("A line\n" * 15 + "28 May 2024") is None


def test_a_headline_is_short_followed_by_a_blank_line_and_no_sentence():
    assert find_title("\n\n  Gap narrows: founder \n\nText.") == "Gap narrows: founder"
    assert find_title("# Is the gap closing?\n \nText.") == "Is the gap closing?"
    assert find_title("The gap narrows.\n\nText.") is None
    assert find_title("The gap narrows”.\n\nText.") is None
    assert find_title("Gap narrows\nText.") is None
    assert find_title("Gap narrows") is None
    assert find_title("gap " * 41 + "\n\nText") is None
    assert find_title("28 May 2024\n\nText.") is None
    assert find_title("") is None


@given(st.text(alphabet=st.sampled_from("May 28,204-/\nThe Published on.|—:"), max_size=200))
def test_any_text_is_searched(text: str):
    assert find_date(text) is None or find_date(text).year >= 1900
    assert find_title(text) is None or "\n" not in find_title(text)
