"""What the other rooms ask of the rules: may this chip go there, since when not, and what a day's ruling was."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from parity.controls.batch import rule_batch
from parity.controls.catalogue import chip
from parity.controls.destinations import destination
from parity.controls.ruling import Ruling, rule_on
from parity.controls.timeline import Span, timeline

__all__ = ["allowed", "allowed_by_quarter", "restricted_since", "ruling_on"]


def ruling_on(name: str, on: date, to: str = "CN", hq: str | None = None) -> Ruling:
    """Return the ruling on a chip of the catalogue; `known_on` of it is when the youngest text it rests on was public.

    >>> ruling_on("H20", date(2025, 4, 16)).outcome
    'LICENCE_LETTER'
    """
    return rule_on(chip(name), on=on, where=destination(to, hq))


def allowed(name: str, on: date, to: str = "CN", hq: str | None = None) -> bool | None:
    """Whether a chip needed no licence under the chip rules on a day; None where that is not decided.

    A licence exception is not "allowed": NAC needs BIS's confirmation.

    >>> allowed("A800", date(2023, 4, 1)), allowed("A800", date(2024, 4, 1))
    (True, False)
    """
    return ruling_on(name, on, to, hq).free


def allowed_by_quarter(names: Iterable[str], quarters: Iterable[date], to: str = "CN") -> pl.DataFrame:
    """Return chip, on and allowed (null where not decided) for every chip on every day given, such as quarters' ends.

    >>> allowed_by_quarter(["H800"], [date(2023, 3, 31), date(2023, 12, 31)])["allowed"].to_list()
    [True, False]
    """
    asked = pl.DataFrame({"chip": list(names)}).join(pl.DataFrame({"on": list(quarters)}), how="cross")
    table = asked.with_columns(pl.col("on").cast(pl.String), to=pl.lit(to))
    free = pl.col("outcome").str.starts_with("NO_")
    found = rule_batch(table).select("on", allowed=pl.when(pl.col("outcome") != "UNDECIDED").then(free))
    return found.with_columns(chip=asked["chip"]).select("chip", "on", "allowed")


def restricted_since(name: str, to: str = "CN", *, on: date | None = None) -> Span | None:
    """Return the span in which a chip's present restriction began, by a day; None if it is free on that day.

    >>> str(restricted_since("H20").since), restricted_since("L20")
    ('2025-04-09', None)
    """
    spans = [one for one in timeline(chip(name), where=destination(to)) if on is None or one.since <= on]
    since = None
    for one in spans:
        if one.ruling.free:
            since = None
        elif since is None:
            since = one
    return since
