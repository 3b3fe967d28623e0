"""An article's title and date, from the first lines of its text."""

import re
from collections.abc import Iterator
from datetime import date

from parity.claims.encoding import printable

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
FORMS = tuple(
    re.compile(rf"(?<![0-9A-Za-z/.-]){form}(?![0-9A-Za-z/]|-[0-9])", re.IGNORECASE)
    for form in (
        rf"{MONTH}\s{{1,3}}{DAY},?\s{{1,3}}{YEAR}",  # May 28, 2024
        rf"{DAY}\s{{1,3}}(?:of\s{{1,3}})?{MONTH},?\s{{1,3}}{YEAR}",  # 28 May 2024
        rf"{YEAR}[-/](?P<month>[01]?[0-9])[-/](?P<day>[0-3]?[0-9])(?:T[0-9:.]{{4,15}}(?:Z|[+-][0-9:]{{4,6}})?)?",
    )
)
FIRST_LINES = 15
SHORT = 160  # characters of a headline or a dateline
LABEL = re.compile(r"\b(published|posted|updated|modified|dated?|by|issued|released|first|last)\b", re.IGNORECASE)
LATER = re.compile(r"\b(updated|modified|edited|corrected)\b", re.IGNORECASE)
PLACE = re.compile(
    r"(?!(?i:on|since|until|before|after|from|in|by)\b)(?:[^a-z.!?]{0,40}|(?:\w+[ ,]{1,2}){0,3})[\s,(/—–-]*\Z"
)  # "HONG KONG, ", "Hong Kong, "
DASH = re.compile(r"\s*(?:\([^)]{1,40}\))?\s*(?:[—–:|]|-+(?=\s))")
# What makes a date part of a sentence rather than of a dateline: the word before it, or a common word after it.
PROSE_BEFORE = re.compile(
    r"\b(on|since|until|before|after|from|of|the|in|to|between|as|for|through|by)\W*\Z", re.IGNORECASE
)
PROSE_AFTER = re.compile(r"[,.]?\s+(?!(?:at|by|am|pm|a\.m|p\.m|updated|published|edited)\b)[a-z]")
WORDS = 12  # beside the date, in a dateline
WEEKDAY = re.compile(r"\b(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\b[.,]*", re.IGNORECASE)


def find_title(text: str) -> str | None:
    """The first line, if it looks like a headline: short, followed by a blank line, and no sentence.

    >>> (
    ...     find_title("Gap narrows, says founder\\n\\nA founder said on Tuesday that it does."),
    ...     find_title("It does.\\n\\n"),
    ... )
    ('Gap narrows, says founder', None)
    """
    lines = text.lstrip().split("\n", 2)
    first = printable(lines[0]).lstrip("# ")
    followed = len(lines) > 1 and not lines[1].strip()
    if not followed or not 3 <= len(first) <= SHORT or re.search(r"[.,;:][\"'”’)]*\Z", first):
        return None
    return None if any(found.span() == (0, len(first)) for found, _ in _dates(first)) else first


def find_date(text: str) -> date | None:
    """The day of publication, if a dateline among the first lines gives it in a usual form.

    A dateline is a short line that is no sentence, or the head of the first paragraph up to its dash.  A date inside
    a sentence is the day of something else.  A line of publication goes before one of an update, and both before a
    headline that has a date in it.

    >>> find_date("Gap narrows\\n\\nTuesday, May 28, 2024 - 11:20 PM\\n\\nOn 3 June 2023 it was wider.")
    datetime.date(2024, 5, 28)
    >>> find_date("HONG KONG, 28 May 2024 (Agency) - The gap narrows."), find_date("On 3 June 2023 it was wider.")
    (datetime.date(2024, 5, 28), None)
    """
    ranked: list[tuple[int, int, date]] = []
    lines = [printable(line[:2000]) for line in text[:20_000].split("\n") if line.strip()][:FIRST_LINES]
    title = find_title(text)
    for place, line in enumerate(lines):
        for found, day in _dates(line):
            before, after = line[: found.start()], line[found.end() :]
            if _is_dateline(line, before, after):
                rank = 2 if place == 0 and title else 1 if LATER.search(before) else 0
                ranked.append((rank, len(ranked), day))
    return min(ranked)[2] if ranked else None


def _is_dateline(line: str, before: str, after: str) -> bool:
    if PLACE.match(WEEKDAY.sub("", before)) and DASH.match(after):
        return True
    if len(line) > SHORT or len(before.split()) + len(after.split()) > WORDS:
        return False
    labelled = bool(LABEL.search(before))
    before = WEEKDAY.sub("", before)
    in_prose = bool(PROSE_BEFORE.search(before) and not labelled) or bool(PROSE_AFTER.match(after))
    ends_sentence = line.endswith((".", "!", "?")) and not line.lower().endswith(("a.m.", "p.m."))
    return not in_prose and (labelled or not ends_sentence)


def _dates(line: str) -> Iterator[tuple[re.Match[str], date]]:
    """Every date in a line, in its order."""
    found = [(match, match.groupdict()) for form in FORMS for match in form.finditer(line)]
    for match, part in sorted(found, key=lambda one: one[0].start()):
        month = MONTHS.get(part["month"].lower()) or int(part["month"])
        try:
            yield match, date(int(part["year"]), month, int(part["day"]))
        except ValueError:  # 30 February
            continue
