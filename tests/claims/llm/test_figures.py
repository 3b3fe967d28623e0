from datetime import date

import pytest

from parity.claims.llm.figures import norm, unit_of, where_from
from parity.claims.llm.schema import Found

PUBLISHED = date(2024, 5, 28)


def told(value: float, text: str, semantics: str = "none", unit: str = "none") -> str | None:
    return where_from(value, Found(quote="", kind="level", value_semantics=semantics, unit=unit), text, PUBLISHED)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (10, "a tenfold gap"),
        (10, "an order of magnitude behind"),
        (10, "ten times as much"),
        (5.6e6, "It cost $5.6 million."),
        (5.6, "It cost $5.6 million."),
        (2.788e6, "It took 2.788M GPU hours."),
        (3, "a few months behind"),
        (1, "1-3 years behind"),
        (3, "1-3 years behind"),
        (50, "half as fast"),
        (20, "a fifth of the power"),
        (80, "Four of five, or 80%"),
        (1e26, "a model of 10²⁶ operations"),
        (1500, "some 1,500 researchers"),
        (5, "a 5 nm process"),
        (5, "the 5nm process"),
    ],
)
def test_a_number_in_digits_or_words_is_written(value: float, text: str):
    assert told(value, text) == "written"


@pytest.mark.parametrize(
    ("value", "text", "semantics", "unit"),
    [
        (10, "It is 90% cheaper.", "leader_pct_of_follower", "percent"),
        (20, "It is 5x cheaper.", "leader_pct_of_follower", "percent"),
        (60, "It makes $2.4 billion, they $4 billion.", "follower_pct_of_leader", "percent"),
        (5, "It has a fifth of the power.", "advantage", "x"),
        (1.3, "It is 30 percent faster.", "advantage", "x"),
        (1, "It matches the H100.", "advantage", "x"),
        (3.2, "It scores 44.9 against 41.7.", "difference", "percent"),
        (0, "The two are at parity.", "difference", "percent"),
        (18, "It is 1.5 years behind.", "lag", "months"),
        (16, "It matches a machine of 2008.", "lag", "years"),
        (1, "It has the fastest machine.", "rank", "none"),
        (2, "It came second.", "rank", "none"),
        (1, "It tops the list.", "rank", "none"),
        (-25, "It cut its spending by 25%.", "growth", "percent"),
        (0, "No such chip was made.", "absolute", "none"),
    ],
)
def test_a_number_one_step_away_is_derived(value: float, text: str, semantics: str, unit: str):
    assert told(value, text, semantics, unit) == "derived"


@pytest.mark.parametrize(
    ("value", "text", "semantics"),
    [
        (7, "a tenfold gap", "advantage"),
        (100, "the H100 is ahead", "absolute"),
        (4, "GPT-4 is ahead", "absolute"),
        (10, "It is 90% cheaper.", "absolute"),
        (1, "The H100 is ahead.", "advantage"),
        (2.4e9, "It makes $2.4 million.", "absolute"),
        (99, "no number here", "share_of_total"),
        (5, "1 2 3 4 6 8 9 10 12 14 of them", "difference"),
    ],
)
def test_any_other_number_is_invented(value: float, text: str, semantics: str):
    assert told(value, text, semantics) is None


def test_a_unit_that_the_text_does_not_speak_of_is_none():
    yuan = Found(quote="", kind="level", unit="USD")
    assert unit_of(yuan, "It spent 2 billion yuan.") == "none"
    assert unit_of(yuan, "It spent $2 billion.") == "USD"


def test_a_value_is_restated_as_how_many_times_better_by_what_it_means():
    def of(semantics: str, low: float | None, high: float | None, unit: str = "percent") -> tuple[float | None, ...]:
        return norm(
            Found(quote="", kind="ratio_gap", value_low=low, value_high=high, value_semantics=semantics, unit=unit)
        )

    assert of("advantage", 10, None, "x") == (10, None)
    assert of("advantage", 30, 30) == (1.3, 1.3)
    assert of("follower_pct_of_leader", 60, 60) == (1.6667, 1.6667)
    assert of("leader_pct_of_follower", None, 20) == (5.0, None)
    assert of("follower_pct_of_leader", 0, 50) == (2.0, None)
    assert of("difference", 3, 3) == (None, None)
    more = Found(quote="", kind="ratio_gap", value_low=40, value_high=50, value_semantics="difference", unit="percent")
    assert norm(more, "It costs 40 to 50% more.") == (1.4, 1.5)
    assert norm(more, "It leads by 40 to 50 percentage points.") == (None, None)
