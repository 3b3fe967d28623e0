"""Publishers' own files as facts, with the errors they state or none, as the published analyses took them."""

import os
from pathlib import Path

import polars as pl

from parity.facts import SCHEMA
from parity.series import Bloc, Metric
from parity.series import metric as defined

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("PARITY_SHARED") or ROOT.parent / "shared") / "data"

CHINESE = ("Alibaba", "Baichuan", "DeepSeek", "Moonshot", "Z.ai (Zhipu AI)", "01.AI")
AMERICAN = (
    "Anthropic", "Google DeepMind", "Meta AI", "Microsoft", "Microsoft Research", "MosaicML", "NVIDIA", "OpenAI", "xAI",
    "Salesforce", "Databricks", "Hugging Face", "Prime Intellect", "Cerebras Systems",
)  # fmt: skip

SCORES_ERROR = defined("capability").shared_error
"""How index scores' errors correlate: what the product itself takes."""

US, CHINA = Bloc("US", "country", None, ("US",), ()), Bloc("China", "country", None, ("CN",), ())
OPEN, CLOSED = (Bloc(kind, "tag", None, (f"weights={kind}",), ()) for kind in ("open", "closed"))


def metric(scale: str, unit: str, **how: object) -> Metric:
    """A record metric of figures taken as they are told."""
    return Metric.model_validate({
        "id": "published", "label": "Published", "question": "?", "unit": unit, "kind": "record", "better": "higher",
        "scale": scale, "vintage": "latest", "sources": ("file",), **how,
    })  # fmt: skip


def facts(table: pl.DataFrame, **columns: pl.Expr) -> pl.DataFrame:
    """Facts of a table: `entity, date, value, country` at least; the rest is filled in."""
    plain = {
        "organization": pl.lit(None), "country": pl.lit(None), "tags": pl.lit(None), "metric": pl.lit("published"),
        "low": pl.lit(None), "high": pl.lit(None), "unit": pl.lit(""), "known_on": columns["date"],
        "link": pl.lit("https://example.org"), "read": pl.lit("table"), "note": pl.lit(None), "source": pl.lit("file"),
        "known_until": pl.lit(None),
    }  # fmt: skip
    named = [expression.cast(SCHEMA[name]).alias(name) for name, expression in {**plain, **columns}.items()]
    return table.select(named).select(list(SCHEMA)).drop_nulls(["entity", "date", "value"])


def index_scores(*, errors: bool) -> pl.DataFrame:
    """Scores of the accessibility-gap dashboard on 2026-02-08, countries by firm, open or closed weights."""
    table = pl.read_csv(SHARED / "peers" / "iaps_eci_scores_2026-02-08.csv")
    half = pl.col("eci_std") * 1.6449 if errors else pl.lit(0.0)
    first = pl.col("Organization").str.split(",").list.first()
    return facts(
        table,
        entity=pl.col("Model"), date=pl.col("date").str.to_date(), value=pl.col("eci"), low=pl.col("eci") - half,
        high=pl.col("eci") + half,
        country=pl.when(first.is_in(CHINESE)).then(pl.lit("CN")).when(first.is_in(AMERICAN)).then(pl.lit("US")),
        tags=pl.when(pl.col("Model accessibility") == "Open weights")
        .then(pl.lit("weights=open")).otherwise(pl.lit("weights=closed")),
    )  # fmt: skip


def trends_frontier(edition: str) -> pl.DataFrame:
    """Models that the analysis of Chinese training compute selected, as recovered: `nov24` or `jun25`."""
    table = pl.read_csv(SHARED / "peers" / f"china_trends_frontier_top10_{edition}.csv")
    china = pl.when(pl.col("category") == "China").then(pl.lit("CN")).otherwise(pl.lit("US"))
    return facts(
        table, entity=pl.col("Model"), date=pl.col("date").str.to_date(), value=10 ** pl.col("log_flop"), country=china
    )


def training_compute(retrieved: str, *, classes: bool = False) -> pl.DataFrame:
    """Models trained from scratch, from Epoch's table of a day; tags tell language models and the confidence class."""
    table = pl.read_csv(SHARED / "epoch" / "models" / retrieved / "all_ml_systems.csv", infer_schema_length=0)
    old = {"System": "Model", "Country (from Organization)": "Country (of organization)"}
    table = table.rename({name: new for name, new in old.items() if name in table.columns})
    table = table.filter(
        pl.col("Base model").is_null(),
        pl.col("Publication date").str.contains(r"^20\d\d-\d\d-\d\d$"),
    ).unique("Model", keep="first", maintain_order=True)  # fmt: skip
    access, flop = pl.col("Model accessibility"), pl.col("Training compute (FLOP)").str.replace_all(",", "")
    weights = pl.when(access.str.starts_with("Open")).then(pl.lit("open")).otherwise(pl.lit("closed"))
    field = (
        pl.when(pl.col("Domain").str.contains("Language|Multimodal"))
        .then(pl.lit("language"))
        .otherwise(pl.lit("other"))
    )
    tag = pl.format("weights={};field={};confidence={}", weights, field, pl.col("Confidence").fill_null("Speculative"))
    return facts(
        table,
        entity=pl.col("Model"), date=pl.col("Publication date").str.to_date(),
        value=flop.cast(pl.Float64, strict=False),
        country=pl.when(pl.col("Country (of organization)").str.contains("China|Hong Kong"))
        .then(pl.lit("CN")).otherwise(pl.lit("US")),
        tags=tag if classes else pl.format("weights={};field={}", weights, field),
    ).filter(pl.col("value") > 0)  # fmt: skip


def language(models: pl.DataFrame) -> pl.DataFrame:
    """Language models alone, so that they are held against each other only."""
    return models.filter(pl.col("tags").str.contains("field=language", literal=True))
