"""Epoch AI's accelerators: throughput, memory, efficiency and price of every chip with a day of release."""

import polars as pl

from parity.sources.columns import countries_of_organisations, first_link, tags
from parity.sources.table import Table

PAGE = "https://epoch.ai/data/machine-learning-hardware"

FLOOR = 20e12
"""FLOP/s at 16 bit: below it a chip is no training or inference accelerator of its time."""

FIRMS = {"Kunlunxin Baidu": "Baidu", "Amazon AWS": "Amazon", "Moore Threads (Tencent)": "Moore Threads"}

MAKERS_PAGES = (
    r"nvidia\.com|amd\.com|intel\.com|google|huawei\.com|hotchips\.org|mthreads\.com|ai\.meta\.com|microsoft\.com|aws"
    r"|nvdam\.widen\.net|perma\.cc|ieeexplore|dl\.acm\.org"
)
"""A page of the maker, or its talk or paper: what it states was public at the launch."""

CLASSES = {
    "consumer": r"GeForce|TITAN|Titan|Radeon RX",
    "workstation": r"Quadro|RTX A\d|RTX 6000|RTX Pro",
}
"""What a chip is sold for, by its name; any other goes into data centres."""


SPEED = pl.max_horizontal("tensor_16", "vector_16")
"""Like is compared with like: 16 bit is the one number format that all makers state."""

ABLE = SPEED >= FLOOR
ALL = pl.lit(value=True)

FIGURES: tuple[tuple[str, pl.Expr, str, pl.Expr, str | None], ...] = (
    ("chip_performance", SPEED, "FLOP/s", ABLE, None),
    ("chip_memory_bandwidth", pl.col("bandwidth"), "byte/s", ABLE, None),
    ("chip_efficiency", SPEED / pl.col("power"), "FLOP/J", ABLE, "throughput divided by thermal design power"),
    ("compute_price", pl.col("price") / (SPEED / 1e12), "USD per TFLOP/s", ABLE, "price divided by throughput"),
    ("chip_memory", pl.col("memory"), "byte", ALL, None),
    ("chip_power", pl.col("power"), "W", ALL, None),
    ("chip_price", pl.col("price"), "USD", ALL, None),
)
"""Metric, its value, unit, the chips it counts, and how it is derived."""


def chips(table: Table) -> pl.DataFrame:
    """Make up to seven facts of each chip whose day of release is stated."""
    table.leave_out(pl.col("day").is_null(), "no day of release")
    table.leave_out(pl.col("day") > table.retrieved, "not released by the retrieval")
    table.leave_out_repeats("chip", reason="another row of the same chip")
    silent = pl.all_horizontal(pl.col("memory", "power", "price").is_null())
    table.leave_out(silent & ~ABLE.fill_null(value=False), "no figure on our metrics")
    rows = table.rows.with_columns(
        first_link("link", PAGE).alias("page"), country=countries_of_organisations(table, "maker")
    )
    return pl.concat([_facts(rows, table, *figure) for figure in FIGURES])


def _facts(
    rows: pl.DataFrame, table: Table, metric: str, value: pl.Expr, unit: str, counted: pl.Expr, note: str | None
) -> pl.DataFrame:
    priced = "price" in metric
    page = first_link("price_link", PAGE) if priced else pl.col("page")
    # What the maker's page states was public at the launch; prices rest on reports of any day.
    told = pl.lit(value=False) if priced else pl.col("page").str.contains(MAKERS_PAGES)
    sold_for = pl.coalesce(
        [pl.when(pl.col("chip").str.contains(names)).then(pl.lit(one)) for one, names in CLASSES.items()]
        + [pl.lit("datacentre")]
    )
    return rows.filter(counted & value.is_not_null()).select(
        "row",
        "country",
        entity="chip",
        organization=pl.col("maker").replace(FIRMS),
        tags=tags(
            # A price means something else for a card in a shop, so prices alone are told apart.
            **{"class": sold_for if priced else None},
            date_precision=pl.when(pl.col("day_precision") != "day").then(pl.col("day_precision")),
        ),
        metric=pl.lit(metric),
        date="day",
        value=value,
        unit=pl.lit(unit),
        known_on=pl.when(told).then("day").otherwise(pl.lit(table.retrieved)),
        link=page,
        read=pl.lit("derived") if note else pl.when(told).then(pl.lit("datasheet")).otherwise(pl.lit("table")),
        note=pl.lit(note, dtype=pl.String),
    )
