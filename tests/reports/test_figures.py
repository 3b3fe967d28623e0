"""Numbers are written as short as they are known, at every size."""

import math

import pytest

from parity.reports.figures import interval, number, percent


@pytest.mark.parametrize(
    ("value", "short", "long"),
    [
        (0.0, "0", "0"),
        (999.6, "1,000", "999.6"),
        (1287.3, "1,287", "1,287"),  # a rating: three digits would move it by several points
        (12345.0, "12,300", "12,340"),  # half to even, as Python rounds
        (999_999.0, "1 million", "1 million"),
        (999.4e6, "999 million", "999.4 million"),
        (1e15, "10¹⁵", "10¹⁵"),
        (0.0999, "0.0999", "0.0999"),
        (-9.999, "−10", "−9.999"),
        (math.nan, "–", "–"),
        (-math.inf, "−∞", "−∞"),
    ],
)
def test_a_number_keeps_three_digits_or_four(value: float, short: str, long: str):
    assert number(value).replace("\xa0", " ") == short
    assert number(value, digits=4).replace("\xa0", " ") == long


def test_an_open_interval_shows_its_open_side():
    assert interval(2037.5, 2031.2, None, "year").replace("\xa0", " ") == "2037.5 [2031.2, –]"
    assert interval(None, None, None, "x") == "–"


@pytest.mark.parametrize("probability", [0.0, 0.004, 0.996, 1.0])
def test_near_certainty_is_never_certainty(probability: float):
    assert percent(probability).startswith(("under", "over"))
