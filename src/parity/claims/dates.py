"""Dates in a sentence: when a claim holds, and when a forecast falls due; partial where the text is."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

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
    rf"\b(?:by|in|until|before)\s+(?:the end of |late |early )?(?:(?P<month>{NAMES})\b(?!\.? \d)|(?P<feast>Christmas))",
    re.IGNORECASE,
)
NTH = {word: number for number, word in enumerate("first second third fourth".split(), start=1)}
SPAN_OF_YEAR = re.compile(
    r"\b(?:(?P<nth>first|second|third|fourth) (?P<part>half|quarter)(?: of)?|(?P<mark>[HQ][1-4]|[1-4][HQ]))"
    rf"[ ’']{{0,2}}(?:of )?(?P<when>{YEAR}|\d\d\b(?!,)|(?:this|the|next) year\b)",
    re.IGNORECASE,
)
END_OF_YEAR = re.compile(
    rf"\b(?:end|close)(?:[ -]of)?[ -](?P<year>{YEAR})(?!s)|\byear-end (?P<last>{YEAR})", re.IGNORECASE
)
FROM_YEAR_ON = re.compile(
    rf"(?<![\d.,$-])(?P<first>{YEAR})(?:[-–/]| and | or )(?:early |late |mid-)?(?P<last>{YEAR})(?!\d|s\b)"
)
SEASON = re.compile(r"\b(?:this|next) (?:spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
FEW_YEARS = re.compile(r"\b(?:over|in|within|during) the (?:next|coming) (?:couple of|two) years\b", re.IGNORECASE)
END_OF_DECADE = re.compile(r"\bend of (?:the|this) decade\b", re.IGNORECASE)
NEXT = re.compile(
    r"\b(?P<end>end of )?(?P<which>next|this|the) year\b(?<!(?<!end of )the year)"
    r"|\b(?P<ten>(?:within|over|in) the (?:next|coming) (?:decade|ten years))\b",
    re.IGNORECASE,
)


MONTHS_NAMED = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
)
DATED = re.compile(r"\d|\b(?:[Aa]go|[Ee]arlier|[Bb]efore|[Ll]ast|previous|prior|[Ss]ince|[Uu]ntil|[Bb]y|[Ii]n)\b|^\w+:")
OPENING = 12  # characters within which a date opens a sentence and holds for all of it
CUT = re.compile(r"(?<!\d), (?!(?:19|20)\d\d)|(?<=\d), (?!(?:19|20)\d\d)|; |: | — | – |—| but | while | whereas ")
MOVED = re.compile(rf"\b[Ff]rom (?P<first>{YEAR}) to (?P<last>{YEAR})\b|\b[Bb]etween (?:{YEAR}) and (?:{YEAR})\b")
PART_OF_YEAR = re.compile(rf"\b(?:(?P<mid>mid)|(?:the )?end of|year-end|late)[ -](?P<year>{YEAR})(?!s)", re.IGNORECASE)
NUMBERS = {word: number for number, word in enumerate(
    "a two three four five six seven eight nine ten eleven twelve".split(), start=1)} | {"one": 1}  # fmt: skip
AGO = re.compile(
    rf"\b(?P<many>{'|'.join(NUMBERS)}|\d{{1,2}}) (?P<unit>year|month)s? (?:ago|earlier|before)\b"
    r"|\b[Ll]ast (?P<last>year|month)\b|\bthe (?:previous|prior) (?P<past>year)\b",
    re.IGNORECASE,
)


def iso(published: date | None) -> str | None:
    """Write the article's date."""
    return published.isoformat() if published else None


def as_of(
    text: str, published: date | None, place: int | None = None, *, span: bool = False
) -> tuple[str | None, bool]:
    """Return when a statement holds, and whether the text says so.

    `place` is the character the statement stands at: of several dates the one of its clause counts; a `span` is of
    all of them.

    >>> as_of("In 2024, investment grew to $109 billion", date(2025, 4, 7))
    ('2024', True)
    >>> as_of("The gap is closing", date(2025, 4, 7))
    ('2025-04-07', False)
    >>> as_of("It had 9 last year, against 7 in 2021", date(2025, 4, 7), 7)
    ('2024', True)
    """
    found = [one for one in _all_stated(text, published) if place is None or not one[0] <= place < one[1]]
    if not found:
        return iso(published), False
    values = list(dict.fromkeys(stamp for _, _, stamp in found))
    if span and len(values) > 1:
        years = sorted(value[:4] for value in values)
        return (years[0] if years[0] == years[-1] else f"{years[0]}/{years[-1]}"), True
    if place is None:
        return values[-1], True
    stamp = _nearest(text, found, place)
    return (stamp, True) if stamp else (iso(published), False)


Stated = tuple[int, int, str]


@lru_cache(maxsize=4)  # the claims of one sentence ask one after another
def _all_stated(text: str, published: date | None) -> tuple[Stated, ...]:
    return tuple(sorted(_stated(text, published))) if DATED.search(text) else ()


def _stated(text: str, published: date | None) -> Iterator[Stated]:
    """Yield the dates of a sentence that are not to come: where each begins and ends, and what it is."""
    taken: list[tuple[int, int]] = []
    for start, end, stamp in _forms(text, published):
        if any(start < high and low < end for low, high in taken):
            continue
        taken.append((start, end))
        if published is None or stamp <= published.isoformat()[: len(stamp)]:
            yield start, end, stamp


def _forms(text: str, published: date | None) -> Iterator[Stated]:
    """Yield what looks like a date, the most exact forms first."""
    named, dated = MONTHS_NAMED.search(text) is not None, LONE_YEAR.search(text) is not None
    for day in DAY.finditer(text) if named else ():
        year = day["year"] or (str(published.year) if published else None)
        if year and 1 <= int(day["day"]) <= 31:
            yield day.start(), day.end(), f"{year}-{MONTH[day['month'].lower()]:02d}-{int(day['day']):02d}"
    for both in MONTH_YEAR.finditer(text) if named and dated else ():
        yield both.start(), both.end(), f"{both['year']}-{MONTH[both['month'].lower()]:02d}"
    for part in PART_OF_YEAR.finditer(text) if dated else ():
        yield part.start(), part.end(), f"{part['year']}-{'06' if part['mid'] else '12'}"
    if published is not None:
        folded = text.lower()
        for lone in LONE_MONTH.finditer(text) if named else ():
            name = (lone["a"] or lone["b"]).lower()
            if name in MONTH:
                yield lone.start(), lone.end(), f"{_last_such(MONTH[name], published)}-{MONTH[name]:02d}"
        for ago in AGO.finditer(text) if "year" in folded or "month" in folded else ():
            many = NUMBERS.get((ago["many"] or "").lower()) or int(ago["many"] or 1)
            month = (ago["unit"] or "") == "month" or ago["last"] == "month"
            yield ago.start(), ago.end(), _shift(published, -many) if month else str(published.year - many)
    for year_only in LONE_YEAR.finditer(text) if dated else ():
        yield year_only.start(), year_only.end(), year_only[0]


def _nearest(text: str, found: list[Stated], place: int) -> str | None:
    """Choose the date of the clause a statement stands in: after it, then before it, then one that opens the text."""
    low = max((cut.end() for cut in CUT.finditer(text, 0, place)), default=0)
    after = CUT.search(text, place)
    high = after.start() if after is not None else len(text)
    years = MOVED.search(text)
    if years is not None and years["first"] != years["last"]:
        before = text[max(0, place - 24) : place].lower()
        if re.search(r"\bfrom\b(?!.*\bto\b)", before):
            return years["first"]  # "from 2015 to 2024 it grew from 10,000 to 52,000"
        if re.search(r"\bto\b", before):
            return years["last"]
    inside = [one for one in found if low <= one[0] < high]
    following, before_it = [one for one in inside if one[0] >= place], [one for one in inside if one[0] < place]
    opening = [one for one in found if one[0] < OPENING]
    order = following[:1] or before_it[-1:] or opening[:1] or [one for one in found if one[0] < place][-1:]
    return order[0][2] if order else None


def _last_such(month: int, published: date) -> int:
    return published.year if month <= published.month else published.year - 1


def due(text: str, published: date | None, place: int | None = None) -> str | None:
    """Return when a forecast falls due, if the text says so; of several dates the one nearest to `place`.

    >>> due("China aims to lead by 2030", None)
    '2030'
    >>> due("EUV for 5nm in the late 2030s", None)
    'late 2030s'
    >>> due("It will catch up by 2028 and lead by 2035", None, 12)
    '2028'
    """
    found = _all_due(text, published)
    if place is None or len(found) < 2:
        return found[-1][2] if found else None
    after = CUT.search(text, place)
    high = after.start() if after is not None else len(text)
    following = [one for one in found if one[0] >= place]
    inside = [one for one in following if one[0] < high]
    return (inside[:1] or [one for one in found if one[0] < place][-1:] or following[:1])[0][2]


@lru_cache(maxsize=4)  # a forecast asks for the sentence, and again for each of its claims
def _all_due(text: str, published: date | None) -> tuple[Stated, ...]:
    return tuple(sorted(_dues(text, published)))


def _dues(text: str, published: date | None) -> Iterator[Stated]:
    """Yield the days to come that a sentence names: where each begins and ends, and what it is."""
    dated = "19" in text or "20" in text
    exact = list(_spans(text, published, dated=dated))
    if exact:
        yield from exact
        return
    for part in PART.finditer(text) if dated else ():
        stamp = f"{part['part'].lower().removeprefix('the ')} {part['year']}".replace("mid 20", "mid-20")
        yield part.start(), part.end(), stamp
        return
    months = [
        (both.start(), both.end(), f"{both['year']}-{MONTH[both['month'].lower()]:02d}")
        for both in (MONTH_YEAR.finditer(text) if dated else ())
    ]
    coming = [one for one in months if published is None or one[2] > published.isoformat()[:7]]
    if coming:
        yield from coming
        return
    hits = DUE.finditer(text) if dated else ()
    years = [(hit.start("year"), hit.end(), hit["year"] + hit["s"]) for hit in hits]
    years = [one for one in years if published is None or int(one[2][:4]) >= published.year]
    if years:
        yield from years
        return
    month = DUE_MONTH.search(text)
    if month is not None and published is not None:
        number = MONTH["december" if month["feast"] else month["month"].lower()]
        yield month.start(), month.end(), f"{published.year + (number < published.month)}-{number:02d}"
        return
    decade = END_OF_DECADE.search(text)
    if decade is not None:
        last = 2030 if published is None or published.year <= 2030 else published.year // 10 * 10 + 10
        yield decade.start(), decade.end(), str(last)
    for season in SEASON.finditer(text) if published is not None else ():
        assert published is not None
        yield season.start(), season.end(), str(published.year + (season[0][:4].lower() == "next"))
    for few in FEW_YEARS.finditer(text) if published is not None and decade is None else ():
        assert published is not None
        yield few.start(), few.end(), str(published.year + 2)
    for near in NEXT.finditer(text) if published is not None and decade is None else ():
        assert published is not None
        if near["ten"]:
            yield near.start(), near.end(), _shift(published, 120)
        else:
            year = published.year + (near["which"] or "").lower().startswith("next")
            yield near.start(), near.end(), f"{year}-12-31" if near["end"] else str(year)


def _spans(text: str, published: date | None, *, dated: bool) -> Iterator[Stated]:
    """Yield the parts of a year, the ends of years and the pairs of years that are still to come.

    >>> [stamp for _, _, stamp in _spans("in the second half of 2027, or by the end of 2028", None, dated=True)]
    ['2027-07/2027-12', '2028-12-31']
    """
    this_year = published.year if published is not None else 0
    for hit in SPAN_OF_YEAR.finditer(text):
        mark, when = (hit["mark"] or "").lower(), hit["when"].lower()
        number = NTH[hit["nth"].lower()] if hit["nth"] else int(mark.strip("hq"))
        months = 6 if hit["part"] == "half" or "h" in mark else 3
        year = this_year + when.startswith("next") if when[0].isalpha() else int(when) + 2000 * (len(when) == 2)
        if number * months <= 12 and year >= max(this_year, 1):
            start = (number - 1) * months + 1
            yield hit.start(), hit.end(), f"{year}-{start:02d}/{year}-{start + months - 1:02d}"
    if not dated:
        return
    for end in END_OF_YEAR.finditer(text):
        year = int(end["year"] or end["last"])
        if year >= this_year:
            yield end.start(), end.end(), f"{year}-12-31"
    for pair in FROM_YEAR_ON.finditer(text):
        if int(pair["last"]) > int(pair["first"]) >= this_year:
            yield pair.start(), pair.end(), f"{pair['first']}/{pair['last']}"


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
