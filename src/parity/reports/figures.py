"""How numbers, dates and probabilities are written in a report: few digits, a unit, never more than is known."""

from datetime import date
from math import floor, isfinite, isinf, isnan, log10

from parity.reports.outside import one_line

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
GAP = "\u00a0"  # no line break between a number and its unit
NONE = "\u2013"
_TIMES = frozenset({"x", "times", "ratio", "×"})
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_WORDS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def day(on: date) -> str:
    """Write a date as people read it, in any locale.

    >>> day(date(2024, 5, 28))
    '28 May 2024'
    """
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def power(exponent: int) -> str:
    """Write a power of ten.

    >>> power(25)
    '10²⁵'
    """
    return "10" + str(exponent).translate(_SUPERSCRIPT)


def number(value: float | None, unit: str = "", *, digits: int = 3) -> str:
    r"""Write a number with a few significant digits, a rating in the thousands to the point; a missing one is a dash.

    >>> number(9.1234), number(-0.52), number(1287.3), number(1240000.0), number(3.8e25), number(2029.46, "year")
    ('9.12', '−0.52', '1,287', '1.24\xa0million', '3.8\xa0×\xa010²⁵', '2029.5')
    """
    if value is None or isnan(value):
        return NONE
    if isinf(value):
        return "∞" if value > 0 else "−∞"
    sign, size = ("−" if value < 0 else ""), abs(value)
    if unit == "year":
        return f"{sign}{size:.1f}"
    return sign + _magnitude(size, digits).replace(" ", GAP)


def _magnitude(size: float, digits: int) -> str:
    if size >= 1e15 or 0 < size < 1e-4:
        mantissa, exponent = f"{size:.{digits - 1}e}".split("e")
        lead = mantissa.rstrip("0").rstrip(".")
        return power(int(exponent)) if lead == "1" else f"{lead} × {power(int(exponent))}"
    for least, word in _WORDS:
        if float(f"{size:.{digits}g}") >= least:
            return f"{_rounded(size / least, digits)} {word}"
    return _rounded(size, max(digits, 4) if 1e3 <= size < 1e4 else digits)


def _rounded(size: float, digits: int) -> str:
    if size == 0:
        return "0"
    rounded = float(f"{size:.{digits}g}")
    places = max(0, digits - 1 - floor(log10(rounded)))
    written = f"{rounded:,.{places}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def with_unit(written: str, unit: str) -> str:
    """Put the unit behind a written number: `9.1×`, `42 %`, `14 months`.

    >>> with_unit("9.1", "x"), with_unit("14", "months"), with_unit("–", "x")
    ('9.1×', '14\\xa0months', '–')
    """
    if written == NONE or unit in ("", "year"):
        return written
    if unit in _TIMES:
        return f"{written}×"
    return f"{written}{GAP}{one_line(unit)}"


def unit_words(unit: str) -> str:
    """Name a unit where no number stands before it.

    >>> unit_words("x"), unit_words("months")
    ('times', 'months')
    """
    return "times" if unit in _TIMES else one_line(unit)


def interval(median: float | None, low: float | None, high: float | None, unit: str) -> str:
    """Write a median with its 90 % interval and unit.

    >>> interval(9.1, 6.2, 13.44, "x").replace(GAP, " ")
    '9.1× [6.2, 13.4]'
    """
    middle = with_unit(number(median, unit), unit)
    if low is None and high is None:
        return middle
    return f"{middle} [{number(low, unit)},{GAP}{number(high, unit)}]"


def percent(probability: float | None) -> str:
    """Write a probability; near certainty is never rounded to it.

    >>> percent(0.824), percent(0.999), percent(0.0), percent(None)
    ('82\\xa0%', 'over\\xa099\\xa0%', 'under\\xa01\\xa0%', '–')
    """
    if probability is None or not isfinite(probability):
        return NONE
    if probability < 0.005:
        return f"under{GAP}1{GAP}%"
    if probability > 0.995:
        return f"over{GAP}99{GAP}%"
    return f"{100 * probability:.0f}{GAP}%"
