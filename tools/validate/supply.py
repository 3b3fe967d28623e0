"""The supply model beside the published one: its own assumptions give its figures, ours are held against them."""

import csv
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import NamedTuple

import numpy as np
import tables

from parity.estimates.montecarlo import Floats, Run
from parity.estimates.stock import world
from parity.estimates.stock.holdings import Holdings, total

DRAWS = 40_000
LEVELS = (5, 50, 95)
MOST_MEDIAN, MOST_END = 0.10, 0.20
SINCE = "2023Q1"
YEAR_ENDS = ("2023Q4", "2024Q4", "2025Q4")
OTHERS = ("Other owners", "Other US owners")

WHY: dict[tuple[str, str], str] = {}
"""Why rows miss; what is not named here says so on the page."""


class Compared(NamedTuple):
    """Published and our own 5, 50 and 95 % points of one series and quarter, H100-equivalents."""

    designer: str
    owner: str
    quarter: str
    published: tuple[float, float, float]
    ours: tuple[float, float, float]

    @property
    def off(self) -> tuple[float, float]:
        """How far the median is off, and the farther of the two ends."""
        low, middle, high = (o / p - 1 for o, p in zip(self.ours, self.published, strict=True))
        return middle, low if abs(low) > abs(high) else high


def supply() -> list[str]:
    """Return the lines of the section; needs the publishers' files."""
    return [
        "### Compute from supply", "", *_same(), "", *_beside(),
    ]  # fmt: skip


@cache
def _stocks(assumptions: str) -> dict[tuple[str, str], Floats]:
    """In service by designer and owner, shape `(draws, quarters)`; what was bought or made, without diverted chips."""
    found = world(assumptions)
    holdings = Holdings(Run(found.model, draws=DRAWS, seed=1))
    # What China got round the rules was bought by others first, and the published tables count it there or apart.
    parts = [part for part in found.parts if part.channel in ("bought", "own")]
    keys = sorted({(part.designer, part.owner) for part in parts})
    return {
        key: holdings.retired(total(holdings.flow(one) for one in parts if (one.designer, one.owner) == key))
        for key in keys
    }


def _points(assumptions: str, quarter: str, designer: str, owner: str) -> tuple[float, float, float]:
    place = world(assumptions).model.axes["quarter"].labels.index(quarter)
    wanted = {"": None, "Other": OTHERS}.get(owner, (owner,))
    mine = [
        one
        for (by, whose), one in _stocks(assumptions).items()
        if by == designer and (wanted is None or whose in wanted)
    ]
    low, middle, high = np.percentile(total(mine)[:, place], LEVELS).tolist()
    return low, middle, high


def _published() -> Iterator[tuple[str, str, str, tuple[float, float, float]]]:
    """Yield designer, owner (blank: all), quarter and points of the tables of 2026-04-22."""
    names = {"Nvidia": "NVIDIA"}
    for folder, stem in (
        ("chip_sales", "nvidia_cumulative_totals"), ("chip_sales", "tpu_cumulative_totals"),
        ("chip_sales", "amd_cumulative_totals"), ("chip_sales", "trainium_cumulative_totals"),
        ("chip_owners", "nvidia_owners_cumulative_totals"),
        ("chip_owners", "amd_owners_cumulative_totals"),
    ):  # fmt: skip
        path = tables.SHARED / "epoch" / folder / "2026-04-22" / f"{stem}.csv"
        for row in csv.DictReader(path.read_text("utf-8-sig").splitlines()):
            if row.get("Incomplete"):
                continue
            end = datetime.strptime(row["End date"], "%m/%d/%Y")  # noqa: DTZ007
            quarter = f"{end.year}Q{(end.month + 2) // 3}"
            medians = [value for key, value in row.items() if "H100e" in key and "median" in key]
            ends = [value for key, value in row.items() if "H100e" in key and "percentile" in key]
            low, high = sorted(float(one) for one in ends)
            maker = names.get(row["Chip manufacturer"], row["Chip manufacturer"])
            yield maker, row.get("Owner") or "", quarter, (low, float(medians[0]), high)
    # The publisher's table of other owners leaves out those named elsewhere; this is what its model leaves over.
    path = tables.SHARED / "peers" / "chips_cumulative_h100e_by_owner_quarter.csv"
    for row in csv.DictReader(path.read_text("utf-8").splitlines()):
        if row["maker"] == "Nvidia" and row["owner"] == "Other" and row["quarter"] != "Q1 2026":
            quarter = f"{row['quarter'][3:]}{row['quarter'][:2]}"
            yield "NVIDIA", "Other", quarter, (float(row["p5"]), float(row["p50"]), float(row["p95"]))


def _same() -> list[str]:
    """The published assumptions: how far from the published figures, in standard errors and in percent."""
    path = tables.SHARED / "peers" / "nvidia_owners_highprec_1M_and_mc_se.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    off = [
        (value / float(row[f"hp_p{level}"]) - 1) / float(row[f"relSE5000_p{level}"])
        for row in rows
        for level, value in zip(
            LEVELS,
            _points("published", row["quarter"], "NVIDIA", {"Total": ""}.get(row["owner"], row["owner"])),
            strict=True,
        )
    ]
    lines = [
        "With the published assumptions (`--assumptions published`: correlations of 0.5, no retirement, revenue and",
        f"mix exact) the published figures come back. Of {len(off)} percentiles of NVIDIA's owners by quarter, held",
        "against a reference of a million draws of the published model, the farthest is",
        f"{np.abs(off).max():.2f} standard errors of the published 5,000 draws away, and their spread is",
        f"{np.std(off):.2f} ({DRAWS:,} draws here).",
        "",
        "| designer | percentiles | median difference | largest difference |", "|---|---:|---:|---:|",
    ]  # fmt: skip
    for designer in ("NVIDIA", "Google", "AMD", "Amazon"):
        gaps = [
            abs(ours / told - 1)
            for maker, owner, quarter, points in _published()
            if maker == designer
            for ours, told in zip(_points("published", quarter, maker, owner), points, strict=True)
            if told
        ]
        lines.append(f"| {designer} | {len(gaps)} | {np.median(gaps):.2%} | {max(gaps):.2%} |")
    return lines


def compared() -> list[Compared]:
    """Return every published series and quarter since 2023 beside ours."""
    return [
        Compared(maker, owner, quarter, points, _points("ours", quarter, maker, owner))
        for maker, owner, quarter, points in _published()
        if quarter >= SINCE and points[1] > 0
    ]


def _beside() -> list[str]:
    """Our own assumptions beside the published figures: worst quarter and year ends."""
    rows = compared()
    keys = list(dict.fromkeys((one.designer, one.owner) for one in rows))
    lines = [
        "With our own assumptions (errors of revenue and mix, shares that cannot exceed the whole, retirement) every",
        f"quarter from {SINCE} on is held against the published one: medians within {MOST_MEDIAN:.0%}, ends within",
        f"{MOST_END:.0%}. Year ends are shown in thousands of H100-equivalents, published / ours.",
        "", f"| designer, owner | quarters | worst median | worst end | {' | '.join(YEAR_ENDS)} | |",
        f"|---|---:|---:|---:|{'---|' * len(YEAR_ENDS)}---|",
    ]  # fmt: skip
    missed = []
    for designer, owner in keys:
        mine = {one.quarter: one for one in rows if (one.designer, one.owner) == (designer, owner)}
        middle = max((one.off[0] for one in mine.values()), key=abs)
        end = max((one.off[1] for one in mine.values()), key=abs)
        cells = [_cell(mine.get(quarter)) for quarter in YEAR_ENDS]
        misses = abs(middle) > MOST_MEDIAN or abs(end) > MOST_END
        name = f"{designer}, {owner}" if owner else f"**{designer}**"
        said = "misses" if misses else ""
        lines.append(f"| {name} | {len(mine)} | {middle:+.1%} | {end:+.1%} | {' | '.join(cells)} | {said} |")
        if misses:
            when = max(mine.values(), key=lambda one: max(abs(one.off[0]) / MOST_MEDIAN, abs(one.off[1]) / MOST_END))
            missed.append((name, when.quarter, WHY.get((designer, owner), "not explained yet")))
    lines += ["", f"{len(keys) - len(missed)} of {len(keys)} rows are within both bounds in every quarter."]
    lines += [f"- {name}, worst in {quarter}: {why}." for name, quarter, why in missed]
    return lines


def _cell(one: Compared | None) -> str:
    if one is None:
        return "-"
    return " / ".join(
        f"{points[1] / 1e3:,.0f} [{points[0] / 1e3:,.0f}, {points[2] / 1e3:,.0f}]"
        for points in (one.published, one.ours)
    )
