"""Published results beside ours, on the publishers' own data."""

from datetime import date

import numpy as np
import tables
from dashboard import accessibility_gap
from index_fit import index_fit
from rows import Result, band, month, years

from parity.estimates import (
    Estimate,
    Regression,
    compare,
    lag_through,
    regression_lag,
)
from parity.series import bloc, day_number, metric
from parity.sources import shipped_facts

DRAWS = 2000
CLASSES = {"Confident": 3, "Likely": 10, "Speculative": 30}


def results() -> list[Result]:
    """Return all rows of the table; needs the publishers' files."""
    return [*average_lag(), *accessibility_gap(), *chinese_compute(), *open_closed(), *index_fit()]


def average_lag() -> list[Result]:
    """Return China's average lag since 2023, on the edition of 2025-12-20."""
    on = date(2025, 12, 20)
    of = metric("capability")
    pair = compare(shipped_facts("epoch_eci"), of, bloc("US"), bloc("China"), on=on, vintage=on, draws=DRAWS)
    start = max(day_number(date(2023, 1, 1)), int(pair.leader.days[0]), int(pair.follower.days[0]))
    through = lag_through(pair.leader, pair.follower, np.arange(start, day_number(on) + 1))
    exact = compare(
        shipped_facts("epoch_eci").with_columns(low=None, high=None),
        of, bloc("US"), bloc("China"), on=on, vintage=on, draws=1,
    )  # fmt: skip
    now = exact.follower.until(on)
    risen = now.days[np.append(True, np.diff(now.score[0]) > 0)]
    releases = lag_through(exact.leader, exact.follower, risen)[0]
    ends = [Estimate(one, "months", on) for one in (through.mean(1), through.min(1), through.max(1))]
    return [
        Result(
            "China behind the US on the capability index since 2023, months",
            "7 on average, from 4 to 14",
            f"{band(ends[0])} as an average over all days, from {band(ends[1])} to {band(ends[2])}, with errors; "
            f"as told and on the days that lifted China's frontier alone {releases.mean():.1f}, from "
            f"{releases.min():.1f} to {releases.max():.1f}",
            "the lag is least on the day of a release and grows by a day a day until the next, so days and releases "
            "average differently; errors move the longest lag most, since it is where the leader's frontier is flat",
        )
    ]


def chinese_compute() -> list[Result]:
    """Return growth and lag of training compute, Chinese against other language models since 2018."""
    rows = []
    exact = tables.metric("log", "FLOP")
    classed = tables.metric("log", "FLOP", confidence=CLASSES, shrink_to_trend=True)
    for edition, retrieved, china, others, ahead in (
        ("nov24", "2024-11-05", "2.84 [1.77, 5.93]", "4.66 [4.08, 5.21]", "2.69 [1.88, 3.35]"),
        ("jun25", "2025-06-11", "4.52 [2.47, 5.88]", "5.02 [4.52, 5.61]", "1.56 [1.24, 2.12]"),
    ):
        told = tables.trends_frontier(edition)
        pair = compare(told, exact, tables.US, tables.CHINA, on=told["date"].max(), draws=DRAWS)  # type: ignore[arg-type]
        theirs = regression_lag(pair, k=1000, shapes=("straight", "kink"), reselect=False)
        day = date.fromisoformat(retrieved)
        own = [
            regression_lag(
                compare(
                    tables.training_compute(retrieved, classes=errors), of, tables.US, tables.CHINA, on=day, draws=DRAWS
                ),
                k=10, since=date(2018, 1, 1), only="field=language", shapes=("straight", "kink"),
            )
            for of, errors in ((exact, False), (classed, True))
        ]  # fmt: skip
        n = theirs.models
        when = theirs.breaks[1]
        rows += [
            Result(
                f"Growth of Chinese training compute after its kink, data of {retrieved}, x a year", china,
                f"{band(theirs.follower_slope, 2)} through the {n[1]} models they chose; "
                f"{band(own[0].follower_slope, 2)} with selection resampled; "
                f"{band(own[1].follower_slope, 2)} with errors too",
                f"a median of the bootstrap where they print the fit to all models; the kink falls on {month(when)} "
                f"in the middle draw; our own selection, top ten at release of all fields, keeps the same "
                f"{own[0].models[1]} language models, and resampling it tells how little they say of the slope",
            ),
            Result(
                f"Growth of other training compute, data of {retrieved}, x a year", others,
                f"{band(theirs.slope, 2)} through the {n[0]} models they chose; {band(own[0].slope, 2)} with "
                f"selection resampled; {band(own[1].slope, 2)} with errors too",
                f"our own selection keeps {own[0].models[0]} models: compute they entered by hand (Claude 3 Sonnet; "
                "in 2024 GPT-4o and Gemini 1.5 too) is not in the table of that day, and a few at the edge differ",
            ),
            Result(
                f"Years China's line needs to reach where the others' is, data of {retrieved}", ahead,
                f"{years(theirs.ahead)}; {years(own[0].ahead)} with selection resampled; {years(own[1].ahead)} with "
                f"errors too. Our lag, at the others' slope: {years(theirs.lag)}",
                "they divide every bootstrap's gap by the slope of the one fit to all models, ours by its own: the "
                "slope is the least sure part; and theirs is called a lag but looks ahead at China's slope",
            ),
        ]  # fmt: skip
    return rows


def open_closed() -> list[Result]:
    """Return growth and lag of open against closed models."""
    day, since = date(2024, 11, 5), date(2020, 1, 1)
    exact = tables.metric("log", "FLOP")
    classed = tables.metric("log", "FLOP", confidence=CLASSES, shrink_to_trend=True)
    plain, noisy = (
        compare(
            tables.language(tables.training_compute("2024-11-05", classes=errors)),
            of,
            tables.CLOSED,
            tables.OPEN,
            on=day,
            draws=DRAWS,
        )
        for of, errors in ((exact, False), (classed, True))
    )
    found: list[Regression] = [
        regression_lag(plain, since=since, reselect=False),
        regression_lag(plain, since=since),
        regression_lag(noisy, since=since),
    ]
    own = regression_lag(plain, since=since, shapes=("straight", "straight"), reselect=False)
    why = (
        f"the list of their 20 models is not published; language models from scratch since 2020 that led at release "
        f"are {sum(found[0].models)}"
    )
    return [
        Result(
            "Open behind closed, parallel lines, months", "15.6 [11.6, 19.8]",
            f"{band(found[0].lag)}; {band(found[1].lag)} with selection resampled; {band(found[2].lag)} with errors "
            "too", why,
        ),
        Result(
            "Growth of both, parallel lines, x a year", "4.60 [3.78, 5.61]",
            f"{band(found[0].slope, 2)}; {band(found[1].slope, 2)} with selection resampled; "
            f"{band(found[2].slope, 2)} with errors too", "as above",
        ),
        Result(
            "Growth of closed and of open, a slope each, x a year", "4.56 [3.34, 5.44] and 4.65 [3.28, 8.79]",
            f"{band(own.slope, 2)} and {band(own.follower_slope, 2)}", "as above",
        ),
        Result(
            "Open behind closed, a slope each, months", "15.4 [6.5, 21.9]", f"{band(own.lag)}",
            "as above; ours is taken on the day of the data, where lines that are not parallel are further apart",
        ),
    ]  # fmt: skip
