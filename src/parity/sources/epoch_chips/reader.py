"""Epoch AI's chips: how many of which designer's were made and who owns them, in units, compute, power and cost.

The tables overlap (totals, by chip, by quarter, by owner).  Every figure becomes a fact of a metric of its own, and
each series of compute_stock is fed by one table alone: by owner for NVIDIA and AMD, by designer for those whose chips
stay with one owner, by chip for Huawei, whose total has no interval.
"""

import math

import polars as pl

from parity.sources.chip_figures import OWNERS_PAGE, SALES_PAGE, figures, names_of
from parity.sources.columns import countries, countries_of_organisations, tags
from parity.sources.table import Table

SPECS = (
    ("ops", "chip_performance_8bit", "OP/s"),
    ("flops", "chip_performance_16bit", "FLOP/s"),
    ("tdp", "chip_power", "W"),
    ("price", "chip_price", "USD"),
    ("memory", "chip_memory", "byte"),
    ("bandwidth", "chip_bandwidth", "byte/s"),
)
US_PART = (0.4064813027653982, 0.6674595627747252, 0.7976012193317467)
"""Least, middle and largest US share of the known NVIDIA clusters of other owners outside China at five half-year ends
of 2023 to 2025, by H100-equivalents: `tools/curate/chips.py` computes it from Epoch AI's GPU clusters."""


def _stock(rows: pl.DataFrame, **columns: pl.Expr) -> pl.DataFrame:
    """Make facts of compute_stock of rows that feed it; a quarter not yet whole feeds nothing."""
    whole = rows.filter(~pl.col("partly"))
    given = {"read": pl.lit("table"), "note": pl.lit(None, dtype=pl.String), **columns}
    return whole.select(
        "row",
        "entity",
        "organization",
        "country",
        tags=tags(owner=pl.col("owner_name"), designer=pl.col("designer_name"), channel=pl.col("channel")),
        metric=pl.lit("compute_stock"),
        date="end",
        value="h100e",
        low="h100e_low",
        high="h100e_high",
        unit=pl.lit("H100-equivalents"),
        link=pl.lit(OWNERS_PAGE),
        **given,
    )


def _keepers(rows: pl.DataFrame) -> pl.DataFrame:
    """Whose the chips of a designer are that stay with one owner."""
    owner = pl.col("keeper")
    return rows.filter(pl.col("keeper").is_not_null()).with_columns(
        entity=owner,
        owner_name=owner,
        organization=pl.when(pl.col("designer_country") == "US").then(owner),
        country=pl.col("designer_country"),
    )


def designer_totals(table: Table) -> pl.DataFrame:
    """Sums by designer; the chips of Google, Amazon and Cambricon stay with one owner."""
    made = figures(table, "cumulative")
    own = _keepers(table.rows.filter(pl.col("designer") != "Huawei"))
    return pl.concat([made, _stock(own)], how="diagonal_relaxed")


def chip_totals(table: Table) -> pl.DataFrame:
    """Sums by type of chip."""
    return figures(table, "cumulative")


def chip_quarters(table: Table) -> pl.DataFrame:
    """Chips by type and quarter; Huawei's are summed to its stock, up to the first quarter that is not there."""
    made = figures(table, "quarter")
    number = pl.col("end").dt.year() * 4 + pl.col("end").dt.quarter()
    quarters = (
        table.rows.filter(pl.col("designer") == "Huawei")
        .group_by("end")
        .agg(pl.sum("h100e", "h100e_low", "h100e_high"), pl.col("partly").any(),
             pl.first("keeper", "designer_name", "designer_country", "channel"))
        .sort("end")
        .filter((number - number.first()) == pl.int_range(pl.len()))
        .with_columns(pl.col("h100e", "h100e_low", "h100e_high").cum_sum(), row=pl.lit(None, dtype=pl.Int64))
    )  # fmt: skip
    note = "sum of chips and quarters, errors taken as fully shared"
    stock = _stock(_keepers(quarters), read=pl.lit("derived"), note=pl.lit(note))
    return pl.concat([made, stock], how="diagonal_relaxed")


def chip_fiscal_quarters(table: Table) -> pl.DataFrame:
    """Chips by type and the designer's own fiscal quarter."""
    return figures(table, "fiscal quarter")


def owner_totals(table: Table) -> pl.DataFrame:
    """Sums by owner: all of them feed the stock but others that leave out firms no series has, and chips kept."""
    made = figures(table, "cumulative")
    narrow = pl.col("without").str.contains("xAI").fill_null(value=False)
    rows = table.rows.filter((pl.col("stock") == "yes") & ~pl.col("kept").fill_null(value=False) & ~narrow)
    channel = pl.col("channel_owner")
    stock = _stock(rows.with_columns(channel=channel))
    other = rows.filter(pl.col("owner") == "Other").with_columns(channel=channel)
    return pl.concat([made, stock, _us_part(other)], how="diagonal_relaxed")


def _us_part(rows: pl.DataFrame) -> pl.DataFrame:
    """The US part of other owners; its spread joins that of the figure and of the share, on the log scale."""
    low, share, high = US_PART

    def spread(figure: pl.Expr, of_share: float) -> pl.Expr:
        return (figure.log().pow(2) + of_share**2).sqrt().exp()

    value = pl.col("h100e") * share
    note = f"other owners x US share {share:.2f} [{low:.2f}, {high:.2f}] of known clusters"
    part = rows.with_columns(
        h100e=value,
        h100e_low=value / spread(pl.col("h100e") / pl.col("h100e_low"), math.log(share / low)),
        h100e_high=value * spread(pl.col("h100e_high") / pl.col("h100e"), math.log(high / share)),
        entity=pl.lit("Other US owners"),
        owner_name=pl.lit("Other US owners"),
        country=pl.lit("US"),
    )
    return _stock(part, read=pl.lit("derived"), note=pl.lit(note)).with_columns(tags=pl.col("tags") + ";part=us")


def owners_by_designer(table: Table) -> pl.DataFrame:
    """Sums by owner in the newer table; its other owners, and those taken from among them, feed nothing."""
    made = figures(table, "cumulative")
    fed = (pl.col("stock") == "yes") & ~pl.col("kept").fill_null(value=False) & (pl.col("owner") != "Other")
    stock = _stock(table.rows.filter(fed).with_columns(channel=pl.col("channel_owner")))
    return pl.concat([made, stock], how="diagonal_relaxed")


def owner_quarters(table: Table) -> pl.DataFrame:
    """Amounts by owner and quarter."""
    return figures(table, "quarter")


designer_totals_of_one = designer_totals
owner_chip_totals = chip_totals
owner_chip_quarters = owner_quarters


def chip_types(table: Table) -> pl.DataFrame:
    """What one chip of each type can do, takes and costs, on the day it came out."""
    table.leave_out(pl.col("released").is_null(), "no day of release")
    rows = table.rows.join(names_of("designers").select("designer", "name", "country"), on="designer", how="left",
                           maintain_order="left")  # fmt: skip
    table.unknown.update(f"designer {one!r}" for one in rows.filter(pl.col("name").is_null())["designer"])
    rows = rows.with_columns(tdp=pl.coalesce("tdp", "tdp_estimated"), guess=pl.col("tdp").is_null())
    made = [
        rows.filter(pl.col(name).is_not_null()).select(
            "row",
            "country",
            entity="chip",
            organization=pl.coalesce("name", "designer"),
            tags=tags(
                designer=pl.coalesce("name", "designer"),
                market=pl.when("for_china").then(pl.lit("China")),
                confidence=pl.when(pl.col("guess")).then(pl.lit("Likely")) if name == "tdp" else None,
            ),
            metric=pl.lit(metric),
            date="released",
            value=name,
            unit=pl.lit(unit),
            link=pl.lit(SALES_PAGE),
            read=pl.lit("table"),
        )
        for name, metric, unit in SPECS
    ]
    return pl.concat(made)


def organizations(table: Table) -> pl.DataFrame:
    """Firms and their countries: no figure, but each must be where Parity thinks it is."""
    rows = table.rows.with_columns(ours=countries_of_organisations(table, "name"), theirs=countries(table, "country"))
    for name, ours, theirs in rows.filter(pl.col("ours") != pl.col("theirs")).select("name", "ours", "theirs").rows():
        table.notes.append(f"{name} is of {theirs} here, of {ours} in facts/organisations.csv")
    table.leave_out(pl.lit(value=True), "states no figure")
    return pl.DataFrame(schema={"row": pl.Int64, "date": pl.Date})
