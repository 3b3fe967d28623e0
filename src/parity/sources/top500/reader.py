"""TOP500: Linpack performance of each system of each list, and of each system when it first stood with a figure."""

import polars as pl

from parity.sources.columns import countries, tags
from parity.sources.table import Table

PAGE = "https://top500.org/lists/top500/"
JUMP = 50.0
"""Times by which the first system never outdid the first of the list before; more is a changed unit."""


def lists(table: Table) -> pl.DataFrame:
    """Make a fact of every listing, and one of every system's new figure."""
    _refuse_other_units(table)
    table.refuse(~pl.struct("list", "rank").is_first_distinct(), "rank", "a rank of its own on its list")
    month = pl.col("list").dt.strftime("%Y-%m")
    listed = table.rows.select(
        "row",
        entity=pl.concat_str("computer", pl.lit(" ("), "site", pl.lit(")")),
        organization=pl.col("manufacturer").str.replace_all(r"\s*[/;]\s*", ";"),
        country=countries(table, "country"),
        tags=tags(rank=pl.col("rank").cast(pl.Int64), segment=pl.col("segment"), date_precision="month"),
        metric=pl.lit("supercomputer_listed"),
        date=pl.col("list").dt.month_end(),
        value="rmax",
        unit=pl.lit("TFlop/s"),
        known_on=pl.col("list").dt.month_end(),
        link=pl.concat_str(pl.lit(PAGE), pl.col("list").dt.strftime("%Y/%m/")),
        read=pl.lit("table"),
    )
    # Lists round a figure differently, so four digits tell whether it is a new one.
    figure = pl.col("value").round_sig_figs(4)
    new = listed.with_columns(month=table.rows.select(month).to_series()).sort("date", "row")
    new = new.filter(pl.struct("entity", figure).is_first_distinct())
    enlarged = ~pl.col("entity").is_first_distinct()
    name = pl.when(enlarged).then(pl.format("{} [{}]", "entity", "month")).otherwise("entity")
    new = new.with_columns(entity=name, metric=pl.lit("supercomputer_rmax")).drop("month")
    return pl.concat([listed, new.select(listed.columns)])


def _refuse_other_units(table: Table) -> None:
    """Refuse a first system that is out of all proportion to the first of the list before."""
    first = table.rows.filter(pl.col("rank") == 1).sort("list")
    before = pl.col("rmax").shift()
    wrong = first.filter((pl.col("rmax") > JUMP * before) | (pl.col("rmax") < before / JUMP))
    if wrong.height:
        row = wrong.row(0, named=True)
        raise table.problem(int(row["row"]), "rmax_tflops", f"{row['rmax']:g}", "in TFlop/s, as on the list before")
