"""Scores of models on benchmarks: a table read strictly into arrays that do not depend on the order of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parity.errors import BadInput
from parity.estimates.index.connected import parts

__all__ = ["KNOWN", "Scores", "read_scores", "scores_of"]

USED = ("model", "benchmark", "performance", "model_version", "chance")
KNOWN = (
    *USED, "model_id", "benchmark_id", "benchmark_release_date", "optimized", "is_math", "is_coding", "date", "source",
    "Model", "model_group", "Model aggregation", "Model Aggregation Date",
)  # fmt: skip
"""Columns that may stand in a table: those read, and those of the published tables that are not needed."""


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Scores in order of benchmark and model; `dropped` counts what was left out, by reason."""

    models: tuple[str, ...]
    benchmarks: tuple[str, ...]
    model: NDArray[np.int64]
    """Place of each score's model, shape `(scores,)`."""
    benchmark: NDArray[np.int64]
    """Place of each score's benchmark, shape `(scores,)`, ascending."""
    score: NDArray[np.float64]
    """Shares of 1, shape `(scores,)`."""
    chance: NDArray[np.float64]
    """Score that guessing gives, shape `(benchmarks,)`; 0 where the table says nothing."""
    dropped: Mapping[str, int]


def read_scores(path: Path | str, *, min_scores: int = 4, linked: bool = True) -> Scores:
    """Read a CSV table of scores; raise `BadInput` naming the row and column that cannot be used.

    It has the columns `model`, `benchmark` and `performance` (a share of 1; blank where missing), and may have
    `model_version`, whose best score stands for the model, and `chance`, the score that guessing gives.
    """
    place = Path(path)
    if not place.is_file():
        raise BadInput(f"{place}: no such file; name a CSV table with columns model, benchmark, performance.")
    try:
        table = pl.read_csv(place, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise BadInput(f"{place}: not a CSV table: {str(error).splitlines()[0]}") from None
    return scores_of(table, origin=str(place), min_scores=min_scores, linked=linked)


def scores_of(table: pl.DataFrame, *, origin: str = "table", min_scores: int = 4, linked: bool = True) -> Scores:
    """Check a table of text columns and turn it into arrays; models of fewer than `min_scores` are dropped and counted.

    Raises `BadInput` for an unknown or missing column, a name left blank, a score that is no number between 0 and 1, a
    model's benchmark given twice, fewer than two models, and (if `linked`) models that nothing links to the others.
    """
    _check_columns(table, origin)
    rows = table.select(
        pl.col(one).cast(pl.String).fill_null("").str.strip_chars() for one in USED if one in table.columns
    )
    rows = rows.with_row_index("row", offset=2)
    for name in ("model", "benchmark"):
        blank = rows.filter(pl.col(name) == "")
        if blank.height:
            raise BadInput(f"{origin}: row {blank['row'][0]}, column {name}: no name; fill it in or drop the row.")
    missing = rows.filter(pl.col("performance") == "").height
    rows = _numbers(rows.filter(pl.col("performance") != ""), "performance", origin)
    rows, merged = _merged(_chances(rows, origin), origin)
    counts = rows.group_by("model").len()
    few = counts.filter(pl.col("len") < min_scores)
    kept = rows.join(few, on="model", how="anti").sort("benchmark", "model")
    models, benchmarks = (tuple(kept[name].unique().sort().to_list()) for name in ("model", "benchmark"))
    if linked and len(models) < 2:
        raise BadInput(
            f"{origin}: {len(models)} of {counts.height} models have {min_scores} scores or more; an index compares at "
            "least two, so add scores or ask for fewer (--min-scores)."
        )
    model, benchmark = (
        kept[name].replace_strict(dict(zip(names, range(len(names)), strict=True)), return_dtype=pl.Int64).to_numpy()
        for name, names in (("model", models), ("benchmark", benchmarks))
    )
    if linked:
        _check_linked(models, benchmarks, model, benchmark, origin)
    chance = dict(kept.select("benchmark", "chance").unique().iter_rows())
    return Scores(
        models,
        benchmarks,
        model,
        benchmark,
        score=kept["performance"].to_numpy(),
        chance=np.array([chance[name] for name in benchmarks], dtype=np.float64),
        dropped={
            "models_with_too_few_scores": few.height,
            "scores_of_these": rows.height - kept.height,
            "benchmarks_left_without_scores": rows["benchmark"].n_unique() - len(benchmarks),
            "scores_missing": missing,
            "scores_of_lesser_versions": merged,
        },
    )


def _check_columns(table: pl.DataFrame, origin: str) -> None:
    lacking = [name for name in USED[:3] if name not in table.columns]
    unknown = [name for name in table.columns if name not in KNOWN]
    if lacking:
        has = ", ".join(table.columns[:12])
        raise BadInput(f"{origin}: no column {lacking[0]!r}; it has {has}. Needed: model, benchmark, performance.")
    if unknown:
        raise BadInput(f"{origin}: unknown column {unknown[0]!r}; drop it, or name it as one of {', '.join(USED)}.")


def _numbers(rows: pl.DataFrame, column: str, origin: str) -> pl.DataFrame:
    """Read a column of shares; the first that is none is named."""
    value = pl.col(column).cast(pl.Float64, strict=False)
    bad = rows.filter(~value.is_between(0, 1).fill_null(value=False))
    if bad.height:
        row, text = bad.select("row", column).row(0)
        hint = " (a percentage? write 85.2 as 0.852)" if text.replace(".", "", 1).isdigit() else ""
        raise BadInput(f"{origin}: row {row}, column {column}: {text!r} is not a number between 0 and 1{hint}.")
    return rows.with_columns(value)


def _chances(rows: pl.DataFrame, origin: str) -> pl.DataFrame:
    if "chance" not in rows.columns:
        return rows.with_columns(chance=pl.lit(0.0))
    rows = _numbers(rows.with_columns(pl.col("chance").replace("", "0")), "chance", origin)
    other = rows.filter(
        (pl.col("chance") != pl.col("chance").first().over("benchmark", order_by="row")) | (pl.col("chance") >= 1)
    )
    if other.height:
        row, name, value = other.select("row", "benchmark", "chance").row(0)
        raise BadInput(
            f"{origin}: row {row}, column chance: {value:g} is not below 1, or not what other rows of {name!r} have."
        )
    return rows


def _merged(rows: pl.DataFrame, origin: str) -> tuple[pl.DataFrame, int]:
    """Keep the best version of a model on a benchmark; refuse a score given twice for one version."""
    keys = ["model", "benchmark"]
    version = pl.col("model_version") if "model_version" in rows.columns else pl.lit("")
    rows = rows.with_columns(version=version)
    twice = rows.filter(pl.len().over(*keys, "version") > 1).sort("row")
    if twice.height:
        model, benchmark, version_ = twice.select(*keys, "version").row(0)
        same = twice.filter(pl.col("model") == model, pl.col("benchmark") == benchmark, pl.col("version") == version_)
        first, second = same["row"].to_list()[:2]
        raise BadInput(
            f"{origin}: rows {first} and {second}, column performance: {model!r} on {benchmark!r} is given twice; keep "
            "one, or tell versions apart in a column model_version."
        )
    best = rows.sort("performance", descending=True).unique(keys, keep="first", maintain_order=True)
    return best, rows.height - best.height


def _check_linked(
    models: tuple[str, ...],
    benchmarks: tuple[str, ...],
    model: NDArray[np.int64],
    benchmark: NDArray[np.int64],
    origin: str,
) -> None:
    found = parts(model, benchmark, len(models), len(benchmarks))
    if len(found) > 1:
        told = "; ".join(
            f"{', '.join(repr(models[i]) for i in some[:2].tolist())}{' ...' if some.size > 2 else ''} "
            f"({some.size} models on {', '.join(repr(benchmarks[i]) for i in tests[:2].tolist())}"
            f"{' ...' if tests.size > 2 else ''})"
            for some, tests in found[:3]
        )
        raise BadInput(
            f"{origin}: columns model, benchmark: the table falls into {len(found)} parts that share no benchmark, so "
            f"they cannot be put on one scale: {told}."
        )
