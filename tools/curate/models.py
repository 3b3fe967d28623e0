"""Training compute: record-setting and large models from Epoch's tables, one row for each value a vintage held."""

import polars as pl

from common import CC_BY, EPOCH, SHARED, iso, link, tags, write

VINTAGES = {
    "2024-11-05": (
        "all_ml_systems.csv",
        {"System": "Model", "Country (from Organization)": "Country (of organization)"},
    ),
    "2025-06-11": ("all_ml_systems.csv", {}),
    "2026-03-30": ("all_ai_models.csv", {}),
    "2026-07-19": ("notable_ai_models.csv", {}),
}
TOP = 6  # models kept for each country group: those among the six largest yet at their release
LARGE = 1e25  # and every model at least this large, FLOP


def read(day: str) -> pl.DataFrame:
    name, renames = VINTAGES[day]
    table = pl.read_csv(SHARED / "epoch" / "models" / day / name, infer_schema_length=0)
    table = table.rename({key: value for key, value in renames.items() if key in table.columns})
    return (
        table.select(
            "Model", "Organization", "Publication date", "Training compute (FLOP)", "Confidence", "Link",
            "Model accessibility", "Country (of organization)",
        )
        .with_columns(flop=pl.col("Training compute (FLOP)").str.replace_all(",", "").cast(pl.Float64))
        .filter(pl.col("flop") > 0, pl.col("Publication date").str.contains(r"^20\d\d-\d\d-\d\d$"))
        .with_columns(
            iso=pl.col("Country (of organization)").map_elements(iso, return_dtype=pl.String, skip_nulls=False),
            known_on=pl.lit(day),
        )
        .filter(pl.col("Publication date").is_between(pl.lit("2012-01-01"), pl.lit(day)))
        .unique("Model", keep="first", maintain_order=True)
    )  # fmt: skip


def kept(table: pl.DataFrame) -> set[str]:
    """Name the models among the largest so far of the US, of China and of the rest, and the very large ones."""
    group = (
        pl.when(pl.col("iso").str.contains("US"))
        .then(pl.lit("US"))
        .when(pl.col("iso").str.contains("CN|HK"))
        .then(pl.lit("CN"))
        .otherwise(pl.lit("other"))
    )
    names: set[str] = set(table.filter(pl.col("flop") >= LARGE)["Model"])
    for _, part in table.with_columns(group=group).sort("Publication date", "flop").group_by("group"):
        so_far: list[float] = []
        for model, flop in part.select("Model", "flop").iter_rows():
            so_far = sorted([*so_far, flop], reverse=True)[:TOP]
            if flop >= so_far[-1]:
                names.add(model)
    return names


def main() -> None:
    tables = {day: read(day) for day in VINTAGES}
    names = set().union(*(kept(table) for table in tables.values()))
    rows, last = [], {}
    for day, table in tables.items():
        for row in table.filter(pl.col("Model").is_in(names)).iter_rows(named=True):
            told = (row["Publication date"], row["flop"], row["Confidence"], row["iso"])
            if last.get(row["Model"]) == told:
                continue  # the vintage repeats what was known
            last[row["Model"]] = told
            access = row["Model accessibility"] or ""
            rows.append(
                {
                    "entity": " ".join(row["Model"].split()),
                    "organization": (row["Organization"] or "").replace(",", ";"),
                    "country": row["iso"],
                    "tags": tags(
                        confidence=row["Confidence"],
                        weights="open" if access.startswith("Open weights") else "closed" if access else None,
                    ),
                    "metric": "training_compute",
                    "date": row["Publication date"],
                    "value": float(f"{row['flop']:.4g}"),
                    "low": None,
                    "high": None,
                    "unit": "FLOP",
                    "known_on": day,
                    "link": link(row["Link"], "https://epoch.ai/data/ai-models"),
                    "read": "table",
                    "note": None,
                }
            )
    write(
        "epoch_models",
        rows,
        f"""\
title: Epoch AI, Data on AI Models
publisher: {EPOCH}
url: https://epoch.ai/data/ai-models
licence: {CC_BY}
cite: Epoch AI, "Data on AI Models". Retrieved 2024-11-05 to 2026-07-19 from epoch.ai.
retrieved: 2026-07-19
metrics: [training_compute]
note: >-
  Kept are the models that were among the {TOP} largest yet of the US, of China or of the rest when they came out,
  and all of at least {LARGE:.0e} FLOP. A row says from which retrieval on a figure is known; a later row revises it.
  Labs stopped stating training compute at the frontier after 2025.
""".replace("1e+25", "1e25"),
    )
