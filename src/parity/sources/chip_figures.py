"""Tables of Epoch AI's about many chips at once: whose they are, and their compute, units, power and cost as facts."""

from functools import cache
from pathlib import Path

import polars as pl

from parity.sources.columns import tags
from parity.sources.table import Table

__all__ = ["OWNERS_PAGE", "SALES_PAGE", "figures", "names_of"]

FOLDER = Path(__file__).parent / "epoch_chips"
OWNERS_PAGE = "https://epoch.ai/data/ai-chip-owners"
SALES_PAGE = "https://epoch.ai/data/ai-chip-sales"
MEASURES = (
    ("h100e", "chip_units_compute", "H100-equivalents"),
    ("units", "chip_units", "chips"),
    ("power", "chip_units_power", "MW"),
    ("cost", "chip_units_cost", "USD"),
)
ENDS = {"value": "", "low": "_low", "high": "_high"}
H100E_OF_A_CHIP = (0.02, 30)


@cache
def names_of(table: str) -> pl.DataFrame:
    """Return `designers.csv` or `owners.csv`: what the publisher calls them, and whose they are."""
    return pl.read_csv(FOLDER / f"{table}.csv", infer_schema=False)


@cache
def _designers() -> pl.DataFrame:
    return names_of("designers").rename({"country": "designer_country"})


def figures(table: Table, span: str) -> pl.DataFrame:
    """Make a fact of each row's compute, units, power and cost; check that low, value and high stand in order."""
    rows = table.rows
    if "tdp" in rows.columns:  # in watts, more exact than the rounded megawatts beside it
        rows = rows.with_columns(
            (pl.col(f"tdp{tail}") / 1e6).fill_null(pl.col(f"power{tail}")).alias(f"power{tail}")
            for tail in ("", "_low", "_high")
        )
    table.rows = _named(table, rows)
    _check(table)
    stated = [one for one in MEASURES if one[0] in table.rows.columns]
    shared = table.rows.select(
        "row",
        "entity",
        "organization",
        "country",
        tags=tags(
            owner=pl.col("owner_name"),
            designer=pl.col("designer_name"),
            chip=pl.col("chip_name"),
            span=span,
            without=pl.col("without"),
            incomplete=pl.when("partly").then(pl.lit("yes")),
        ),
        date="end",
        link=pl.lit(OWNERS_PAGE if "owner" in table.layout.columns else SALES_PAGE),
        read=pl.lit("table"),
    )
    # The measures below each other, column by column: what they share is worked out once.
    made = pl.concat([shared] * len(stated)).with_columns(
        metric=pl.concat([pl.repeat(metric, shared.height, eager=True) for _, metric, _ in stated]),
        unit=pl.concat([pl.repeat(unit, shared.height, eager=True) for _, _, unit in stated]),
        **{ours: pl.concat([table.rows[name + tail] for name, _, _ in stated]) for ours, tail in ENDS.items()},
    )
    return made.filter(pl.col("value").is_not_null())


def _named(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Say whose each row is: by owner where the table has owners, else by designer."""
    if "owner" not in rows.columns:
        rows = rows.with_columns(owner=pl.lit(None, dtype=pl.String))
    if "chip" not in rows.columns:
        rows = rows.with_columns(chip=pl.lit(None, dtype=pl.String))
    rows = rows.join(_designers(), on="designer", how="left", maintain_order="left")
    rows = rows.join(names_of("owners"), on="owner", how="left", suffix="_owner", maintain_order="left")
    if rows["name"].null_count():
        table.unknown.update(f"designer {name!r}" for name in rows.filter(pl.col("name").is_null())["designer"])
    if rows["stock"].null_count() > rows["owner"].null_count():
        strange = pl.col("owner").is_not_null() & pl.col("stock").is_null()
        table.unknown.update(f"owner {name!r}" for name in rows.filter(strange)["owner"])
    owned = pl.col("owner").is_not_null()
    designer = pl.coalesce("name", "designer")
    return rows.with_columns(
        designer_name=designer,
        owner_name=pl.when(pl.col("entity") == "Other owners").then(pl.lit("Other")).otherwise(
            pl.coalesce("entity", "owner")),
        chip_name=pl.col("chip"),
        kept=pl.when(owned).then(pl.col("entity") == pl.col("keeper")).otherwise(pl.col("keeper").is_not_null()),
        entity=pl.when(owned).then(pl.coalesce("entity", "owner")).otherwise(pl.coalesce("chip", designer)),
        organization=pl.when(owned).then("organization").otherwise(designer),
        country=pl.when(owned).then("country").otherwise("designer_country"),
        partly=pl.col("incomplete").fill_null(value=False)
        | pl.col("notes").str.starts_with("Incomplete").fill_null(value=False),
        without=pl.when(pl.col("owner") == "Other").then(
            pl.col("notes").str.extract(r"(?:Excludes|Other = Total -) ([^.]+)\.").str.replace_all(", ", ",")),
    )  # fmt: skip


def _check(table: Table) -> None:
    rules = []
    for name, _, _ in MEASURES:
        if name in table.rows.columns:
            rules.append((pl.col(f"{name}_low") > pl.col(name), f"{name}_low", "at most the median"))
            rules.append((pl.col(f"{name}_high") < pl.col(name), f"{name}_high", "at least the median"))
    # Below some hundred chips the rounding shows.
    each = pl.when(pl.col("units") > 100).then(pl.col("h100e") / pl.col("units"))
    least, most = H100E_OF_A_CHIP
    outside = ~each.is_between(least, most)
    table.refuse_first(*rules, (outside, "h100e", f"between {least} and {most} H100-equivalents for each chip"))
