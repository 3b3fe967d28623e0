"""Amounts are read as journalists write them; each expectation was worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.claims.numbers import ONES, TENS, number_at
from parity.claims.phrases import Words
from parity.claims.quantities import quantities
from parity.claims.quantity import Quantity


def read(text: str) -> list[Quantity]:
    return [amount for amount in quantities(Words.of(text)) if amount.kind != "bare"]


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("a tenfold gap", "times", 10, 10),
        ("10x faster", "times", 10, 10),
        ("10× faster", "times", 10, 10),
        ("ten times as many", "times", 10, 10),
        ("three to five times", "times", 3, 5),
        ("5x to 10x", "times", 5, 10),
        ("an order of magnitude", "times", 10, 10),
        ("two orders of magnitude", "times", 100, 100),
        ("twice as fast", "times", 2, 2),
        ("double the speed", "times", 2, 2),
        ("a tenth of the price", "fraction", 10, 10),
        ("one-fifth the cost", "fraction", 20, 20),
        ("half the performance", "fraction", 50, 50),
        ("less than half as much", "fraction", None, 50),
        ("two-thirds of it", "fraction", 200 / 3, 200 / 3),
        ("1/20th the cost", "fraction", 5, 5),
        ("between one-fifth to less than one-tenth the cost", "fraction", 10, 20),
        ("60 percent of it", "percent", 60, 60),
        ("90% cheaper", "percent", 90, 90),
        ("40 to 50% above", "percent", 40, 50),
        ("more than 75 per cent", "percent", 75, None),
        ("as low as 20%", "percent", 20, None),
        ("ahead by 2 percentage points", "points", 2, 2),
        ("1-3 years behind", "years", 1, 3),
        ("three to six months", "months", 3, 6),
        ("six to nine months behind", "months", 6, 9),
        ("two quarters late", "months", 6, 6),
        ("a year and a half behind", "years", 1.5, 1.5),
        ("a few years behind", "years", 3, 3),
        ("a decade behind", "years", 10, 10),
        ("its multi-year lead", "years", 2, None),
        ("a generation or two", "generations", 1, 2),
        ("half a generation", "generations", 0.5, 0.5),
        ("the N-2 process", "generations", 2, 2),
        ("nanoseconds behind", "months", None, None),
        ("years behind", "years", None, None),
        ("$5.6 million", "money", 5.6e6, 5.6e6),
        ("$5.5 to $6.5 million", "money", 5.5e6, 6.5e6),
        ("200 million dollars", "money", 2e8, 2e8),
        ("RMB 300 billion", "money", 3e11, 3e11),
        ("$109.1bn", "money", 109.1e9, 109.1e9),
        ("2.788M H800 GPU hours", "count", 2.788e6, 2.788e6),
        ("2,048 GPUs", "count", 2048, 2048),
        ("tens of thousands of GPUs", "count", 10_000, None),
        ("hundreds of thousands of GPUs", "count", 100_000, None),
        ("hundreds of millions of $", "money", 1e8, None),
        ("billions of dollars", "money", 1e9, None),
        ("between US$3 billion and $5 billion", "money", 3e9, 5e9),
        ("at least two million of the chips", "count", 2e6, None),
        ("a 700-watt card", "power", 700, 700),
        ("seven million stacks of HBM", "count", 7e6, 7e6),
        ("40 notable AI models", "count", 40, 40),
        ("671B parameters", "count", 671e9, 671e9),
        ("5 nm", "nm", 5, 5),
        ("a 7-nanometer chip", "nm", 7, 7),
        ("2 GW", "power", 2, 2),
        ("2.2e24 FLOP", "flop", 2.2e24, 2.2e24),
        ("10^26 FLOP", "flop", 1e26, 1e26),
        ("3 x 10^25 FLOP", "flop", 3e25, 3e25),
        ("in 2024", "year", 2024, 2024),
        ("24 of the top 100 supercomputers", "count", 24, 24),
    ],
)
def test_an_amount_is_read(text: str, kind: str, low: float | None, high: float | None) -> None:
    (amount,) = read(text)
    assert amount.kind == kind
    assert amount.low == (None if low is None else pytest.approx(low))
    assert amount.high == (None if high is None else pytest.approx(high))


@pytest.mark.parametrize(
    "text", ["the H100 chip", "GPT-4 is old", "the 910C", "A100s and H200s", "first half of the game"]
)
def test_names_and_idioms_are_no_amounts(text: str) -> None:
    assert read(text) == []


def test_a_change_from_one_figure_to_another_is_two_amounts() -> None:
    assert [amount.low for amount in read("shrank from 9% to 3%")] == [9, 3]


WORDED = dict(enumerate(ONES)) | {20 + 10 * n: word for n, word in enumerate(TENS)}


@given(st.integers(0, 999))
def test_number_words_round_trip(number: int) -> None:
    assert number_at(Words.of(in_words(number)), 0).low == number  # type: ignore[union-attr]


def in_words(number: int) -> str:
    if number >= 100:
        rest = number % 100
        return f"{WORDED[number // 100]} hundred" + (f" and {in_words(rest)}" if rest else "")
    if number in WORDED:
        return WORDED[number]
    return f"{WORDED[number // 10 * 10]}-{WORDED[number % 10]}"


@given(st.floats(0.1, 900, allow_nan=False), st.sampled_from(["million", "billion", "thousand"]))
def test_scales_multiply(value: float, scale: str) -> None:
    factor = {"million": 1e6, "billion": 1e9, "thousand": 1e3}[scale]
    (amount,) = read(f"${value:.2f} {scale}")
    assert amount.low == pytest.approx(float(f"{value:.2f}") * factor)


@given(st.text(alphabet="0123456789.,-+$%x/^e nmtofhalf", max_size=80))
def test_ranges_are_ordered_and_words_in_range_whatever_the_text(text: str) -> None:
    words = Words.of(text)
    place = 0
    for amount in quantities(words):
        assert place <= amount.first < amount.last <= len(words)
        place = amount.last
        if amount.low is not None and amount.high is not None:
            assert amount.low <= amount.high


def test_a_sum_given_in_two_currencies_is_one() -> None:
    (amount,) = read("The plan sets aside 20 billion yuan (about $2.8 billion).")
    assert (amount.unit, amount.low) == ("USD", 2.8e9)


@pytest.mark.parametrize(("text", "unit"), [("HK$80", "HKD"), ("NT$5 billion", "TWD"), ("US$5 billion", "USD")])
def test_dollars_are_those_of_the_letters_before_them(text: str, unit: str) -> None:
    assert read(text)[0].unit == unit


def test_a_sum_or_a_percentage_is_no_range() -> None:
    assert [(one.kind, one.low) for one in read("It spends $40bn or 60% less")] == [("money", 4e10), ("percent", 60)]
