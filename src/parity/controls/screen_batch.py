"""Screening many names at once: a row for every list a name may be on, and one for every name that is like none."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from parity.controls.listings import Listing
from parity.controls.screening import LONGEST, Screened, matches, screen_match
from parity.errors import BadInput

__all__ = ["Asked", "read_names", "screen_batch"]

NAME, ON = "name", "on"
MOST = 64 << 20
"""Bytes of a batch at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One name of a batch, and the day it is asked about, where the batch says one."""

    name: str
    on: date | None
    row: int


def read_names(path: Path) -> tuple[Asked, ...]:
    """Read a batch from CSV: a column `name`, and `on` where days differ; other columns are left alone.

    Raises `BadInput` naming the file, and the row and column of what cannot be used.
    """
    if not path.is_file():
        raise BadInput(f"{path}: no such file; --batch wants a CSV with a column 'name'.")
    if path.stat().st_size > MOST:
        raise BadInput(f"{path.name}: more than {MOST >> 20} MiB; split it.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path.name}: not UTF-8 (byte {error.start}); save it as UTF-8.") from None
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise BadInput(f"{path.name}: not readable as CSV: {error}.") from None
    if not rows or NAME not in rows[0]:
        raise BadInput(f"{path.name}: expected a header with a column 'name', and at least one row.")
    return tuple(_asked(row, number, path.name) for number, row in enumerate(rows, 2))


def _asked(row: dict[str, Any], number: int, where: str) -> Asked:
    name, on = (row[NAME] or "").strip(), (row.get(ON) or "").strip()
    if not name:
        raise BadInput(f"{where}, row {number}, column 'name': it is empty.")
    if len(name) > LONGEST:
        raise BadInput(f"{where}, row {number}, column 'name': {len(name):,} characters; a name has at most {LONGEST}.")
    try:
        return Asked(name, date.fromisoformat(on) if on else None, number)
    except ValueError:
        raise BadInput(f"{where}, row {number}, column 'on': {on!r} is not a day as 2024-05-28.") from None


def screen_batch(names: Sequence[Asked], *, on: date) -> Iterator[dict[str, Any]]:
    """Yield for every name one row a list that a firm it may mean is on by the day, or one that says `none`.

    `since` is the day of effect of the first act on that list, `until` that of its removal, `acts` how many there are.
    Not legal advice.

    >>> [row["list"] for row in screen_batch([Asked("Wingtech", None, 2)], on=date(2025, 1, 1))]
    ['entity-list']
    """
    known: dict[tuple[str, date], list[dict[str, Any]]] = {}
    for one in names:
        day = one.on or on
        if (one.name, day) not in known:
            known[one.name, day] = list(_rows(one.name, day))
        for row in known[one.name, day]:
            yield {"row": one.row, **row}


def _rows(name: str, day: date) -> Iterator[dict[str, Any]]:
    said: dict[str, Any] = {"name": name, "on": day.isoformat()}
    found = matches(name)
    for match in found:
        screened = screen_match(match, on=day)
        about = {"match": match.kind, "firm": match.firm, "as": match.name, "why": match.why}
        yield from ({**said, **about, **lists} for lists in _lists(screened))
    if not found:
        yield {**said, "match": "none", "firm": "", "as": "", "why": "", **EMPTY}


EMPTY: dict[str, Any] = {
    "list": "", "since": "", "until": "", "acts": 0, "citation": "", "certainty": "", "link": "",
}  # fmt: skip


def _lists(screened: Screened) -> Iterator[dict[str, Any]]:
    acts: dict[str, list[Listing]] = {}
    for one in screened.listings:
        acts.setdefault(one.list, []).append(one)
    for name, some in acts.items():
        first, last = some[0], some[-1]
        yield {
            "list": name, "since": first.effective.isoformat(),
            "until": last.effective.isoformat() if last.action == "removed" else "", "acts": len(some),
            "citation": first.citation, "certainty": first.certainty, "link": first.link,
        }  # fmt: skip
    for name in screened.unread:
        yield {**EMPTY, "list": name, "certainty": "not known for this day; listed in a later edition"}
    if not acts and not screened.unread:
        yield EMPTY
