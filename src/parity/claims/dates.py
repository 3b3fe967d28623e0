"""Dates in a sentence: when a claim holds, and when a forecast falls due; partial where the text is."""

import re
from datetime import date

MONTHS = "january february march april may june july august september october november december".split()
MONTH = (
    {name: number for number, name in enumerate(MONTHS, 1)}
    | {name[:3]: n for n, name in enumerate(MONTHS, 1)}
    | {"sept": 9}
)
NAMES = "|".join(sorted(MONTH, key=len, reverse=True))
YEAR = r"(?:19[5-9]\d|20[0-6]\d)"
DAY = re.compile(
    rf"\b(?P<month>{NAMES})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>{YEAR}))?\b", re.IGNORECASE
)
MONTH_YEAR = re.compile(rf"\b(?P<month>{NAMES})\.?,? (?:of )?(?P<year>{YEAR})\b", re.IGNORECASE)
LONE_MONTH = re.compile(r"^(?P<a>[A-Z][a-z]+):|\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ll]ast) (?P<b>[A-Z][a-z]+)\b")
LONE_YEAR = re.compile(rf"(?<![\d.,$-]){YEAR}(?!\d|[.,]\d|s\b)")
PART = re.compile(rf"\b(?P<part>early|mid|late|end of|the end of)[ -](?:the )?(?P<year>{YEAR}s?)", re.IGNORECASE)
DUE = re.compile(
    rf"\b(?:by|in|before|until|through|for|as early as|as soon as|around|of|with|target)"
    rf"\b[^.;]{{0,24}}?(?P<year>{YEAR})(?P<s>s?)\b",
    re.IGNORECASE,
)
DUE_MONTH = re.compile(
    rf"\b(?:by|in|until|before)\s+(?:the end of |late |early )?(?P<month>{NAMES})\b(?!\.? \d)", re.IGNORECASE
)


def iso(published: date | None) -> str | None:
    """Write the article's date."""
    return published.isoformat() if published else None


def as_of(text: str, published: date | None) -> tuple[str | None, bool]:
    """Return when a statement holds, and whether the text says so.

    >>> as_of("In 2024, investment grew to $109 billion", date(2025, 4, 7))
    ('2024', True)
    >>> as_of("The gap is closing", date(2025, 4, 7))
    ('2025-04-07', False)
    """
    day = DAY.search(text)
    if day is not None and 1 <= int(day["day"]) <= 31:
        year = day["year"] or (str(published.year) if published else None)
        if year:
            return f"{year}-{MONTH[day['month'].lower()]:02d}-{int(day['day']):02d}", True
    both = MONTH_YEAR.search(text)
    if both is not None:
        return f"{both['year']}-{MONTH[both['month'].lower()]:02d}", True
    lone = LONE_MONTH.search(text)
    name = (lone["a"] or lone["b"]).lower() if lone else ""
    if name in MONTH and published is not None:
        return f"{_last_such(MONTH[name], published)}-{MONTH[name]:02d}", True
    years = [hit[0] for hit in LONE_YEAR.finditer(text) if published is None or int(hit[0]) <= published.year]
    if years:
        first, last = min(years), max(years)
        return (first if first == last else f"{first}/{last}"), True
    return iso(published), False


def _last_such(month: int, published: date) -> int:
    return published.year if month <= published.month else published.year - 1


def due(text: str, published: date | None) -> str | None:
    """Return when a forecast falls due, if the text says so.

    >>> due("China aims to lead by 2030", None)
    '2030'
    >>> due("EUV for 5nm in the late 2030s", None)
    'late 2030s'
    """
    part = PART.search(text)
    if part is not None:
        return f"{part['part'].lower().removeprefix('the ')} {part['year']}".replace("mid 20", "mid-20")
    both = MONTH_YEAR.search(text)
    if both is not None and (published is None or int(both["year"]) >= published.year) and both["month"]:
        stamp = f"{both['year']}-{MONTH[both['month'].lower()]:02d}"
        if published is None or stamp > published.isoformat()[:7]:
            return stamp
    years = [hit["year"] + hit["s"] for hit in DUE.finditer(text)]
    years = [year for year in years if published is None or int(year[:4]) >= published.year]
    if years:
        return years[-1]
    month = DUE_MONTH.search(text)
    if month is not None and published is not None:
        number = MONTH[month["month"].lower()]
        return f"{published.year + (number < published.month)}-{number:02d}"
    lowered = text.lower()
    if "end of the decade" in lowered or "end of this decade" in lowered:
        return "2030" if published is None or published.year <= 2030 else str(published.year // 10 * 10 + 10)
    if published is not None and "next year" in lowered:
        return str(published.year + 1)
    if published is not None and ("this year" in lowered or "end of the year" in lowered):
        return str(published.year)
    return None


def horizon(low: float | None, high: float | None, unit: str, published: date | None) -> str | None:
    """Return the months a forecast of so many years or months reaches, as `from/to`.

    >>> horizon(3, 5, "years", date(2025, 2, 4))
    '2028-02/2030-02'
    """
    if published is None or unit not in ("years", "months"):
        return None
    factor = 12 if unit == "years" else 1
    ends = [_shift(published, value * factor) for value in (low, high) if value is not None and value * factor < 1200]
    return "/".join(dict.fromkeys(ends)) or None


def _shift(day: date, months: float) -> str:
    total = day.year * 12 + day.month - 1 + round(months)
    return f"{total // 12:04d}-{total % 12 + 1:02d}"
