"""Numbers that are years or days and so no amounts: "in 2024", "between 2019 and 2022", "April 20"."""

from parity.claims.numbers import Number
from parity.claims.phrases import Words

FIRST_YEAR, LAST_YEAR = 1950, 2060
DIGITS = 4  # of a year
LONGEST_MONTH = 31  # days
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec".split()
)
BEFORE_YEAR = MONTHS - {
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
} | frozenset(
    "in of by since their its for during until from to the through around early mid late end before after between"
    " , - ( s".split()
)


def is_year(words: Words, start: int, number: Number, *, counts: bool) -> bool:
    """Whether a number is a year; one that `counts` what follows is one only where years stand.

    >>> is_year(Words.of("in 2024"), 1, Number(2024, 2024, 2), counts=False)
    True
    """
    low = number.low
    if low is None or number.worded or not FIRST_YEAR <= low <= LAST_YEAR or len(words.words[start]) != DIGITS:
        return False
    return not counts or start == 0 or words.words[start - 1] in BEFORE_YEAR


def are_years(words: Words, number: Number) -> bool:
    """Whether a range is one of years.

    >>> are_years(Words.of("between 2019 and 2022"), Number(2019, 2022, 4))
    True
    """
    low, high = number.low or 0, number.high or 0
    return not number.worded and FIRST_YEAR <= low < high <= LAST_YEAR and len(words.words[number.last - 1]) == DIGITS


def is_day(words: Words, start: int, number: Number) -> bool:
    """Whether a number is the day of a month.

    >>> is_day(Words.of("on April 20"), 2, Number(20, 20, 3))
    True
    """
    low = number.low or 0
    return words.words[max(0, start - 1)] in MONTHS and number.low == number.high and 1 <= low <= LONGEST_MONTH
