"""The accessibility-gap dashboard of 2026-02-08, recomputed on its own scores."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import tables
from rows import Result, band

from parity.estimates import DAYS_A_MONTH, Estimate, Pair, catch_up, compare, lag, ratio
from parity.estimates.catch_up import durations
from parity.series import Bloc

DRAWS = 2000
ON = date(2026, 2, 8)


def accessibility_gap() -> list[Result]:
    """Return mean gaps, catch-ups and current gaps: US to China, and closed to open."""
    return [
        *_framing("US to China", (tables.US, tables.CHINA), "us_china", "7.5 [6.9, 8.2]", "7.9 (at least 6.1)"),
        *_framing(
            "Closed to open", (tables.CLOSED, tables.OPEN), "open_closed", "4.8 [4.4, 5.2]", "8.3 (at least 6.1)"
        ),
    ]


def _framing(name: str, sides: tuple[Bloc, Bloc], listed: str, mean: str, current: str) -> list[Result]:
    noisy = tables.metric("linear", "ECI points", shared_error=tables.SCORES_ERROR)
    exact = compare(
        tables.index_scores(errors=False), tables.metric("linear", "ECI points"), *sides, on=ON, draws=1
    )  # fmt: skip
    drawn = compare(tables.index_scores(errors=True), noisy, *sides, on=ON, draws=DRAWS)
    told, ours = catch_up(exact.leader, exact.follower, on=ON), catch_up(drawn.leader, drawn.follower, on=ON)
    if told is None or ours is None:
        raise ValueError(f"no record of {name} by {ON}")
    theirs, same = _listed(exact, listed)
    return [
        Result(
            f"{name}: mean gap over score levels, months", mean,
            f"{_over_levels(exact)[0]:.1f} as told; {band(Estimate(_over_levels(drawn), 'months', ON))} with errors",
            "same frontiers and levels; the published interval is that of a mean over 100 grid levels taken as "
            "independent, ours that of the scores",
        ),
        Result(
            f"{name}: catch-ups listed, months", ", ".join(f"{one:.1f}" for one in theirs),
            f"{same} of {len(theirs)} equal when a model one point below counts as level, as there; "
            f"{told.matched:.0f} reached when it must be level",
            "the tolerance turns GPT-4's months into 13.8, for one: level was reached "
            f"{_longest(exact):.1f} months after it",
        ),
        Result(
            f"{name}: mean of the catch-ups that happened, months", f"{np.mean(theirs):.1f} (mean of the list)",
            f"{told.mean_matched_only.median:.1f} as told; {band(ours.mean_matched_only)} with errors",
            "no tolerance; biased low whichever way",
        ),
        Result(
            f"{name}: median of all catch-ups, open ones included, months", "not given",
            f"{band(ours.median)} (Kaplan-Meier); mean over {ours.horizon:.0f} months {band(ours.restricted_mean)}",
            "the open ones are the ones that take long: leaving them out is biased low",
        ),
        Result(
            f"{name}: current gap, months", current, band(lag(drawn.leader, drawn.follower, on=ON)),
            "they fit a log-normal to the matched gaps; ours is how long ago the leader was where the follower is",
        ),
        Result(
            f"{name}: current gap, points", "6.5",
            f"{ratio(noisy, exact.leader, exact.follower, on=ON).median:.1f} as told; "
            f"{band(ratio(noisy, drawn.leader, drawn.follower, on=ON))} with errors", "same definition",
        ),
    ]  # fmt: skip


def _listed(exact: Pair, name: str) -> tuple[list[float], int]:
    """Matched gaps that the dashboard lists, and how many of them ours equal with its tolerance of one point."""
    table = pl.read_csv(tables.SHARED / "peers" / f"iaps_{name}_gaps.csv").filter(pl.col("matched"))
    theirs = table["gap_months"].to_list()
    near = replace(exact.follower, score=exact.follower.score + 1.0)
    found = durations(exact.leader, near, on=ON)
    if found is None:
        return theirs, 0
    months, matched, counts, _ = found
    ours = months[counts & matched]
    return theirs, sum(abs(a - b) < 0.06 for a, b in zip(theirs, ours.tolist(), strict=False))


def _longest(pair: Pair) -> float:
    found = durations(pair.leader, pair.follower, on=ON)
    return float(found[0][found[1] & found[2]].max()) if found else float("nan")


def _over_levels(pair: Pair) -> np.ndarray:
    """Mean horizontal distance of the frontiers over a hundred levels both have passed, months, in each draw."""
    a, b = pair.leader.until(ON), pair.follower.until(ON)
    low, high = np.maximum(a.score[:, 0], b.score[:, 0]), np.minimum(a.score[:, -1], b.score[:, -1])
    levels = low[:, None] + np.linspace(0, 1, 100) * (high - low)[:, None]
    first = [side.days[np.minimum(side.first_reaching(levels), side.days.size - 1)] for side in (a, b)]
    return np.asarray((first[1] - first[0]).mean(axis=1) / DAYS_A_MONTH)
