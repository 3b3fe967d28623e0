"""Capability: near-frontier models of the US and China from the Epoch Capabilities Index, two editions."""

import polars as pl

from common import CC_BY, EPOCH, SHARED, iso, tags, write

EDITIONS = ("2025-12-20", "2026-08-11")
NEAR = 20.0  # index points below the bloc's best at release; a row further down cannot move a frontier

OPEN = {"Open weights": "open", "Closed weights": "closed"}


def near_frontier(table: pl.DataFrame) -> pl.DataFrame:
    """Keep the models that set or came near their country's frontier on the day of release."""
    best = pl.col("eci").cum_max().over("iso")
    return table.sort("date", "eci", descending=[False, True]).filter(pl.col("eci") >= best - NEAR)


def main() -> None:
    rows = []
    for day in EDITIONS:
        table = pl.read_csv(SHARED / "epoch" / "eci" / day / "eci_scores.csv", infer_schema_length=0)
        table = table.with_columns(
            pl.col("eci", "eci_ci_low", "eci_ci_high").cast(pl.Float64),
            iso=pl.col("Country (of organization)").map_elements(iso, return_dtype=pl.String, skip_nulls=False),
        ).filter(pl.col("iso").str.split(";").list.first().is_in(["US", "CN"]))
        for row in near_frontier(table).iter_rows(named=True):
            low, high = row["eci_ci_low"], row["eci_ci_high"]
            rows.append(
                {
                    "entity": row["Model"],
                    "organization": row["Organization"].replace(",", ";"),
                    "country": row["iso"],
                    "tags": tags(weights=OPEN.get(row["Accessibility group"])),
                    "metric": "capability",
                    "date": row["date"],
                    "value": round(row["eci"], 2),
                    "low": None if low is None else round(min(low, row["eci"]), 2),
                    "high": None if high is None else round(max(high, row["eci"]), 2),
                    "unit": "ECI points",
                    "known_on": day,
                    "link": "https://epoch.ai/data/eci_scores.csv",
                    "read": "table",
                    "note": None,
                }
            )
    write(
        "epoch_eci",
        rows,
        f"""\
title: Epoch Capabilities Index
publisher: {EPOCH}
url: https://epoch.ai/eci
licence: {CC_BY}
cite: Epoch AI, "Epoch Capabilities Index". Retrieved 2025-12-20 and 2026-08-11 from epoch.ai.
retrieved: {EDITIONS[-1]}
metrics: [capability]
note: >-
  Each edition refits the whole scale, so figures compare within an edition only. A date is the model's first
  release; some scores were measured on a later version of it. Only models within {NEAR:.0f} points of their
  country's best at release are kept.
""",
    )
