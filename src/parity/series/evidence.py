"""The facts in force: what was known on a vintage, revised and cleaned as the metric says."""

from datetime import date

import polars as pl

from parity.errors import BadInput, NotObserved
from parity.series.bloc import Bloc, Membership
from parity.series.metric import Metric

__all__ = ["in_force", "uncounted"]

REVISED_BY = {"record": ["entity"], "flow": ["entity", "date"], "stock": ["entity", "tags", "date"]}
"""A later row with the same key revises an earlier one."""


def in_force(
    facts: pl.DataFrame,
    metric: Metric,
    blocs: tuple[Bloc, ...],
    *,
    vintage: date | None = None,
    counting: str | None = None,
    membership: Membership = "any",
) -> pl.DataFrame:
    """Return the facts of the first source that knows all the blocs on the vintage, in a fixed order.

    Raises `NotObserved` if no source knows them, `BadInput` if the counting is not one of the metric's.
    """
    known = _known(facts, vintage)
    known = known.filter(~pl.col("entity").is_in([one.entity for one in metric.leave_out]))
    known = _counted(known, metric, counting)
    if metric.vintage == "edition":
        known = known.filter(pl.col("known_on") == pl.col("known_on").max().over("source"))
    known = known.sort("known_on", "date", "entity", "tags", "value", nulls_last=True)
    known = known.unique(["source", *REVISED_BY[metric.kind]], keep="last", maintain_order=True)
    missing: Bloc | None = None
    for source in metric.sources:
        part = known.filter(pl.col("source") == source)
        missing = next((one for one in blocs if not one.members(part, membership=membership).any()), None)
        if missing is None:
            return part.sort("date", "entity", "tags", nulls_last=True)
    raise NotObserved(_nothing_known(facts, metric, missing, vintage))


def _known(facts: pl.DataFrame, vintage: date | None) -> pl.DataFrame:
    """What was known on a day and not yet superseded: a table retrieved anew replaces what it said before."""
    ended = pl.col("known_until")
    if vintage is None:
        return facts.filter(ended.is_null())
    return facts.filter(pl.col("known_on") <= vintage, ended.is_null() | (ended > vintage))


def _counted(facts: pl.DataFrame, metric: Metric, counting: str | None) -> pl.DataFrame:
    name = counting or metric.default_counting
    if name is None:
        return facts
    if name not in metric.countings:
        choices = ", ".join(metric.countings) or "none"
        raise BadInput(f"No counting {name!r} of {metric.id}; there is: {choices}.")
    return facts.filter(~uncounted(metric, name))


def uncounted(metric: Metric, counting: str) -> pl.Expr:
    """Tell which facts a counting leaves out: those that carry all tags of one of its entries."""
    left_out = pl.lit(value=False)
    for entry in metric.countings[counting].leave_out:
        tagged = pl.lit(value=True)
        for key, value in entry.items():
            tagged = tagged & pl.concat_str(pl.lit(";"), pl.col("tags").fill_null(""), pl.lit(";")).str.contains(
                f";{key}={value};", literal=True
            )
        left_out = left_out | tagged
    return left_out


def _nothing_known(facts: pl.DataFrame, metric: Metric, bloc: Bloc | None, vintage: date | None) -> str:
    who = bloc.id if bloc else "these blocs"
    if vintage is not None and bloc is not None:
        ever = facts.filter(bloc.members(facts))
        if ever.height:
            (first,) = ever.select(pl.col("known_on").min()).row(0)
            return f"Nothing was known of {metric.id} of {who} by {vintage}; the first vintage is {first}."
    return f"No fact on {metric.id} of {who} is shipped."
