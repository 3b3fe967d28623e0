"""Federal Register citations of a list's entry: page, day of print, and how sure the day is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

__all__ = ["PRINTED", "Act", "citations", "dated"]

CITATION = re.compile(
    r"(?P<volume>\d{2,3}) FR (?P<page>\d{1,6})(?: preview citation details)?"
    r"(?:\s*,?\s*(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2}))?"
)
PRINTED = "as printed"
"""Certainty of a day that the file itself gives with the citation."""
FIRST_YEAR = 1935
"""Volume n of the Federal Register is that of the year n + 1935."""


@dataclass(frozen=True, slots=True)
class Act:
    """One page of the Federal Register that put a name on a list or changed its entry."""

    citation: str
    published: date | None
    """Day of print; None where the file gives none."""
    certainty: str


def citations(text: str, mend: Mapping[str, str]) -> tuple[Act, ...]:
    """Take the citations of one cell apart, in their order; `mend` replaces declared misprints.

    Raises `ValueError` for words that are no citation, for impossible days and for volumes of another year.

    >>> [(one.citation, str(one.published)) for one in citations("84 FR 54004, 10/9/19.\\n85 FR 34505 6/5/20", {})]
    [('84 FR 54004', '2019-10-09'), ('85 FR 34505', '2020-06-05')]
    """
    text = " ".join(text.split())
    mended = mend.get(text, text)
    acts = tuple(_act(found, mended != text) for found in CITATION.finditer(mended))
    rest = CITATION.sub("", mended).strip(" .,;")
    if not acts or re.search(r"\w", rest):
        raise ValueError(f"{rest or text!r} is not a citation as '84 FR 54004, 10/9/19'")
    return acts


def _act(found: re.Match[str], mended: bool) -> Act:
    citation = f"{found['volume']} FR {found['page']}"
    if found["year"] is None:
        return Act(citation, None, "no day in the file")
    short = int(found["year"])
    year = short if short > 99 else short + (1900 if short > 35 else 2000)
    try:
        day = date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        raise ValueError(f"{found[0]!r} has no day of the calendar") from None
    if year != int(found["volume"]) + FIRST_YEAR:
        raise ValueError(f"{found[0]!r}: volume {found['volume']} is that of {int(found['volume']) + FIRST_YEAR}")
    return Act(citation, day, "misprint in the file mended" if mended else PRINTED)


def dated(entries: Iterable[tuple[Act, ...]]) -> dict[str, date]:
    """Return the day of every citation, as most entries give it.

    >>> one, other = Act("1 FR 2", date(1936, 3, 1), PRINTED), Act("1 FR 2", date(1936, 3, 2), PRINTED)
    >>> dated([(one,), (one,), (other,)])
    {'1 FR 2': datetime.date(1936, 3, 1)}
    """
    counts: dict[str, dict[date, int]] = {}
    for acts in entries:
        for act in acts:
            if act.published is not None:
                days = counts.setdefault(act.citation, {})
                days[act.published] = days.get(act.published, 0) + 1
    return {citation: max(sorted(days), key=days.__getitem__) for citation, days in counts.items()}


def agreed(acts: tuple[Act, ...], days: Mapping[str, date]) -> tuple[Act, ...]:
    """Give every citation the day that most entries give it, and say where that was not this entry's own."""
    return tuple(
        act
        if act.published == days.get(act.citation)
        else replace(act, published=days[act.citation], certainty="day as other entries of the file give it")
        for act in acts
    )
