"""SPEC CPU rate-1 results by suite, and a few Geekbench scores; hardly any row says when it was measured."""

import polars as pl

from parity.sources.columns import countries_of_organisations, tags
from parity.sources.table import Table

FILES = "https://github.com/jiegec/blog-source/blob/HEAD/"
GEEKBENCH = {
    "geekbench6_single": "Geekbench 6 single-core points",
    "geekbench6_multi": "Geekbench 6 multi-core points",
    "antutu10": "AnTuTu 10 points",
}


def rate1(table: Table) -> pl.DataFrame:
    """Make a fact of each result; those of several runs of a processor stand side by side, told apart by the run."""
    table.rows = table.rows.with_columns(maker=pl.col("cpu").str.extract(r"^(\S+)"))
    suite = pl.col("suite").str.split("_")
    return table.rows.select(
        "row",
        entity="cpu",
        organization="maker",
        country=countries_of_organisations(table, "maker"),
        tags=tags(
            flags=pl.col("flags"),
            dataset=pl.col("dataset"),
            run=pl.col("path").str.extract(r"_(\d+)\.txt$"),
            date_is=pl.when(pl.col("day").is_null()).then(pl.lit("retrieved")),
        ),
        metric=pl.format("spec_cpu{}_{}_rate1", suite.list.get(0), suite.list.get(1)),
        date=pl.col("day").fill_null(table.retrieved),
        value="score",
        unit=pl.lit("SPECrate base, one copy"),
        link=pl.lit(FILES) + pl.col("path").str.replace_all(" ", "%20"),
        read=pl.lit("table"),
    )


def geekbench(table: Table) -> pl.DataFrame:
    """Make a fact of each score; none is dated, so none feeds the metric that soc_benchmarks feeds."""
    table.leave_out(pl.all_horizontal(pl.col(one).is_null() for one in GEEKBENCH), "no score")
    table.rows = table.rows.with_columns(maker=pl.col("soc").str.extract(r"^(\S+)"))
    rows = table.rows.with_columns(country=countries_of_organisations(table, "maker"))
    scores = rows.unpivot(list(GEEKBENCH), index=["row", "soc", "maker", "country", "link", "note"])
    return scores.drop_nulls("value").select(
        "row",
        "country",
        "value",
        "link",
        "note",
        entity="soc",
        organization="maker",
        tags=tags(date_is="retrieved"),
        metric="variable",
        date=pl.lit(table.retrieved),
        unit=pl.col("variable").replace_strict(GEEKBENCH),
        read=pl.lit("table"),
    )
