"""Inputs of Epoch AI's chip counts: revenue, its mix, prices, owners' shares, and two data centres."""

from functools import cache
from pathlib import Path

import polars as pl

from parity.sources.chip_figures import figures
from parity.sources.ranges import SHARE, Labels, between, ranges, shares, stated
from parity.sources.table import Table

FOLDER = Path(__file__).parent
LINK = pl.lit("https://github.com/epoch-research/ai-chip-counts").alias("link")
RECOVERED = (
    "nvidia_revenue", "nvidia_prices", "nvidia_ownership", "amd_revenue", "amd_mix", "amd_prices", "amd_ownership",
    "tpu_revenue", "tpu_mix", "tpu_prices",
)  # fmt: skip
BILLION = 1e9


def _labels(table: Table, designer: str | None = None, **more: pl.Expr | str | None) -> Labels:
    return {"designer": designer, **more, "inputs": "recovered" if table.layout.id in RECOVERED else "published"}


def _all(facts: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(facts).with_columns(LINK)


@cache
def _told() -> pl.DataFrame:
    return pl.read_csv(FOLDER / "columns.csv", schema_overrides={"times": pl.Float64})


def _columns(table: Table, of_whom: str, entity: pl.Expr | str, firm: str, designer: str | None) -> list[pl.DataFrame]:
    """Make facts of the columns that `columns.csv` lists."""
    return [
        stated(table, entity, metric, unit, pl.col(name) * times, firm=firm, labels=_labels(table, designer, of=of))
        for _, name, metric, unit, times, of in _told().filter(of_whom=of_whom).rows()
        if name in table.rows.columns
    ]


def _one(
    table: Table, entity: pl.Expr | str, metric: str, unit: str, maker: str, *, times: float = 1, **more: str
) -> pl.DataFrame:
    """Make facts of the one range of a narrow table."""
    labels = _labels(table, maker, **more)
    return _all([between(table, "low", "high", entity, metric, unit, firm=maker, labels=labels, times=times)])


@cache
def _ends() -> pl.DataFrame:
    return pl.read_csv(FOLDER / "fiscal_quarters.csv", schema_overrides={"end": pl.Date})


def _quarters(table: Table, firm: str) -> None:
    """Give each quarter its last day: `Q1_FY23`, `FY24 Q1`, `Q1 2024`, `FY22Q4`; AMD's are those of the calendar."""
    year = 2000 + pl.col("quarter").str.extract(r"(?:FY|20)(\d\d)").cast(pl.Int32)
    number = pl.col("quarter").str.extract(r"Q([1-4])").cast(pl.Int8)
    if firm == "AMD":
        table.rows = table.rows.with_columns(end=pl.date(year, number * 3, 1).dt.month_end())
    else:
        name = pl.format("FY{}Q{}", year - 2000, number)
        ends = _ends().filter(firm=firm).select(pl.col("quarter").alias("name"), "end")
        table.rows = table.rows.with_columns(name=name).join(ends, on="name", how="left", maintain_order="left")
    table.refuse(pl.col("end").is_null(), "quarter", f"a quarter of {firm} that fiscal_quarters.csv holds")


def _years(table: Table) -> None:
    """A figure of a year stands on its last day, or on the retrieval if that came first."""
    table.rows = table.rows.with_columns(end=pl.min_horizontal("year", pl.lit(table.retrieved)))


def _held(table: Table) -> None:
    """Keep what was so by the retrieval; plans are left out."""
    table.leave_out(pl.col("date") > table.retrieved, "a day after the retrieval")
    table.rows = table.rows.with_columns(end="date")


def nvidia_quarters(table: Table) -> pl.DataFrame:
    """NVIDIA's revenue, what of it is for data centres and for chips, and each chip's share of that."""
    made = _columns(table, "NVIDIA", "NVIDIA", "NVIDIA", "NVIDIA")
    return _all([*made, *shares(table, "revenue_share", firm="NVIDIA", labels=_labels(table, "NVIDIA", of="compute"))])


def nvidia_year_prices(table: Table) -> pl.DataFrame:
    """What NVIDIA's chips cost in a year."""
    _years(table)
    return _all(ranges(table, "chip_price", "USD", firm="NVIDIA", labels=_labels(table, "NVIDIA")))


def broadcom_quarters(table: Table) -> pl.DataFrame:
    """Broadcom's revenue from AI chips and Google's TPUs, and each TPU's share of the latter."""
    made = _columns(table, "Broadcom", "Broadcom", "Broadcom", None)
    made.append(between(table, "p5", "p95", "Broadcom", "chip_revenue", "USD", times=BILLION, firm="Broadcom",
                        labels=_labels(table, of="TPU")))  # fmt: skip
    return _all([*made, *ranges(table, "revenue_share", SHARE, firm="Google",
                                labels=_labels(table, "Google", of="TPU"))])  # fmt: skip


def tpu_revenue(table: Table) -> pl.DataFrame:
    """Broadcom's revenue from TPUs, and its margin on it."""
    labels = _labels(table, of="TPU")
    return _all([
        between(table, "revenue_p5", "revenue_p95", "Broadcom", "chip_revenue", "USD", times=BILLION,
                firm="Broadcom", labels=labels),
        between(table, "margin_p5", "margin_p95", "Broadcom", "revenue_margin", SHARE, firm="Broadcom", labels=labels),
    ])  # fmt: skip


def tpu_mix(table: Table) -> pl.DataFrame:
    """Each TPU's share of Broadcom's revenue from them."""
    _quarters(table, "Broadcom")
    return _one(table, "TPU " + pl.col("chip"), "revenue_share", SHARE, "Google", of="TPU")


def tpu_prices(table: Table) -> pl.DataFrame:
    """What a TPU costs to make; the table names no time, so it stands on the retrieval."""
    table.rows = table.rows.with_columns(end=pl.lit(table.retrieved))
    return _one(table, "TPU " + pl.col("chip"), "chip_cost", "USD", "Google", dated="no")


def amd_mix(table: Table) -> pl.DataFrame:
    """Each AMD chip's share of the Instinct revenue; of one, the sum sold."""
    _quarters(table, "AMD")
    chip, labels = "Instinct " + pl.col("chip"), _labels(table, "AMD", of="Instinct")
    made = [between(table, "low", "high", chip, "revenue_share", SHARE, firm="AMD", labels=labels)]
    if "sales" in table.rows.columns:
        made.append(stated(table, chip, "chip_revenue", "USD", pl.col("sales"), firm="AMD", labels=labels))
    return _all(made)


def amd_revenue(table: Table) -> pl.DataFrame:
    """AMD's revenue from Instinct chips."""
    _quarters(table, "AMD")
    return _one(table, "AMD", "chip_revenue", "USD", "AMD", times=BILLION, of="Instinct")


def amd_prices(table: Table) -> pl.DataFrame:
    """What AMD's chips cost; the table names no time, so it stands on the retrieval."""
    table.rows = table.rows.with_columns(end=pl.lit(table.retrieved))
    return _one(table, "Instinct " + pl.col("chip"), "chip_price", "USD", "AMD", dated="no")


def amd_ownership(table: Table) -> pl.DataFrame:
    """Owners' shares of a year's Instinct chips."""
    _years(table)
    return _all(ranges(table, "owner_share", SHARE, labels=_labels(table, "AMD")))


def nvidia_ownership(table: Table) -> pl.DataFrame:
    """Owners' shares of a quarter's revenue from data centres, with the model's uncertainty factor as a tag."""
    _quarters(table, "NVIDIA")
    factor = pl.col("uncertainty").round(4).cast(pl.String)
    labels = _labels(table, "NVIDIA", uncertainty=factor)
    return _all([*shares(table, "owner_share", labels=labels),
                 *ranges(table, "owner_share", SHARE, labels=_labels(table, "NVIDIA"))])  # fmt: skip


def other_totals(table: Table) -> pl.DataFrame:
    """Chips of other owners, and of those among them that are named."""
    return figures(table, "cumulative")


def other_chip_quarters(table: Table) -> pl.DataFrame:
    """Chips of other owners by quarter."""
    return figures(table, "quarter")


def named_chip_quarters(table: Table) -> pl.DataFrame:
    """Chips of named owners by quarter: the file repeats the cumulative one, whose rows are no amounts of a quarter."""
    table.leave_out(pl.col("name").str.contains("cumulative"), "a cumulative row in the table of quarters")
    return figures(table, "quarter")


def xai_chips(table: Table) -> pl.DataFrame:
    """Chips in xAI's data centres on a day."""
    _held(table)
    kind = pl.when(pl.col("basis") == "Estimate").then(pl.lit("Likely")).otherwise(pl.lit("Confident"))
    owner = pl.col("owner").str.extract(r"^([^#]+?)\s*(?:#|$)")
    labels = _labels(table, "NVIDIA", owner=owner, chip=pl.col("chip"), span="in place", confidence=kind)
    return _all([stated(table, pl.col("site"), "chip_units", "chips", pl.col("units"), firm="xAI", labels=labels)])


def xai_sites(table: Table) -> pl.DataFrame:
    """Power, compute and cost of xAI's data centres on a day."""
    _held(table)
    return _all(_columns(table, "site", pl.col("site"), "xAI", None))


amd_mix_published = amd_mix
nvidia_revenue = nvidia_quarters
nvidia_prices = nvidia_year_prices
other_chips = other_totals
named_totals = other_totals
named_chips = other_totals
