"""The work on a batch of articles, in whatever process it runs: each becomes one plain row, whatever it holds."""

import io
import re
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from parity.claims.article import read_article
from parity.claims.corpus.records import Record
from parity.claims.encoding import printable
from parity.claims.extract import extract
from parity.claims.headline import find_date
from parity.claims.judging import judge
from parity.claims.judging.conflicts import conflicts
from parity.claims.judging.desk import Desk
from parity.claims.judging.outlook import last_day
from parity.claims.verdict import Reading, Verdict
from parity.errors import ParityError
from parity.store.facts import facts_of

__all__ = ["Row", "Settings", "work"]

Row = dict[str, Any]

CLAIM = (
    "sentence char_start char_end kind metric leader follower leader_entity follower_entity actor actor_entity "
    "value_low value_high unit value_semantics direction as_of_date target_date speaker hedged negated"
).split()
SMALL = frozenset("the of and to in is a that for on with as by it are has was from its an at be".split())
STATED = re.compile(r"\d{4}(-\d{2}(-\d{2}(T.*)?)?)?\Z")
_local = threading.local()  # a worker of a cluster may run several threads, a desk serves one


@dataclass(frozen=True, slots=True)
class Settings:
    """What every article of a run is judged by."""

    on: date
    draws: int
    seed: int
    published: date | None = None
    """For articles that state no date."""


def work(records: Sequence[Record], settings: Settings) -> list[Row]:
    """Judge a batch.  The rows do not depend on the process, the batch or what came before."""
    return [_row(record, settings) for record in records]


def _desk(settings: Settings) -> Desk:
    kept: tuple[Settings, Desk] | None = getattr(_local, "desk", None)
    if kept is None or kept[0] != settings:
        kept = _local.desk = (settings, Desk(facts_of, settings.draws, settings.seed, lean=True))
    return kept[1]


def _row(record: Record, settings: Settings) -> Row:
    row: Row = {"id": record.id, "title": record.title, "url": record.url, "outlet": record.outlet, "date": None}
    try:
        why = record.problem or _judged(record, settings, row)
    except ParityError as problem:
        why = _reason(str(problem), record)
    except Exception as defect:  # noqa: BLE001 - one article must not end a run over thousands
        why = f"a defect of ours: {type(defect).__name__}"
    return {**row, "claims": [], "conflicts": [], "left_out": why} if why else {**row, "left_out": None}


def _judged(record: Record, settings: Settings, row: Row) -> str | None:
    """Fill a row with what was found; return why the article is left out, if it is."""
    text, stated = record.text, _day(record.date, settings.on)
    if record.page is not None:
        read = read_article("-", stdin=io.BytesIO(record.page))
        text, stated = read.text, stated or read.date
        row["title"] = row["title"] or read.title
    if not text or not text.strip():
        return "empty"
    day = stated or find_date(text) or settings.published
    if day is None:
        return "no date"
    row["date"] = day.isoformat()
    if day > settings.on:
        return "a date in the future"
    claims = extract(text, published=day)
    if not claims:
        return "no claim" if _english(text) else "not in English"
    desk = _desk(settings)
    row["claims"] = [_told(judge(one, published=day, on=settings.on, desk=desk, depth="word")) for one in claims]
    row["conflicts"] = [asdict(one) for one in conflicts(claims)]
    return None


def _day(text: str | None, on: date) -> date | None:
    """Read a stated date: a full one, or the last day so far of a month or year."""
    text = (text or "").strip()
    day = last_day(text[:10]) if STATED.match(text) else None
    return min(day, on) if day and len(text) < 10 and day.year == on.year else day


def _english(text: str) -> bool:
    """Whether a text has the small words of English prose."""
    words = re.findall(r"[^\W\d_]+", text[:5000].casefold())
    return sum(word in SMALL for word in words) * 25 >= len(words)


def _reason(message: str, record: Record) -> str:
    """Shorten an error to what many articles may have in common: not the name of one."""
    told = printable(message.removeprefix("- ").removeprefix(record.id)).split(";")[0]
    return f"not readable: {told[:100]}"


def _told(one: Verdict) -> Row:
    return {
        **{name: getattr(one.claim, name) for name in CLAIM},
        "verdict": one.verdict,
        "probability": one.probability,
        "because": one.because,
        "reading": one.reading,
        "estimate_metric": one.estimate_metric,
        "then": _reading(one.then),
        "now": _reading(one.now),
        "known_then": _reading(one.known_then),
        "sources": [cited.url for cited in one.sources],
    }


def _reading(one: Reading | None) -> Row | None:
    if one is None:
        return None
    kept = {"on": one.on.isoformat(), "median": one.median, "low": one.low, "high": one.high, "unit": one.unit}
    return {**kept, "verdict": one.verdict, "probability": one.probability}
