"""Capability: near-frontier models of the US and China from the Epoch Capabilities Index, two editions."""

import re
from calendar import monthrange

import polars as pl

from common import CC_BY, EPOCH, SHARED, iso, tags, write

EDITIONS = ("2025-12-20", "2026-08-11")
NEAR = 15.0  # index points below the bloc's best at release; a row further down cannot move a frontier

OPEN = {"Open weights": "open", "Closed weights": "closed"}


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
VERSION = re.compile(r"\((" + "|".join(MONTHS) + r") (20\d\d)[,)]|, (" + "|".join(MONTHS) + r") (20\d\d)\)")


def released(model: str, stated: str) -> tuple[str, str | None]:
    """Date a version by the month in its name where the table gives the family's earlier first release.

    The last day of that month stands for it: "GPT-4o (Nov 2024)" did not exist on 2024-05-13.
    """
    found = VERSION.search(model)
    if found is None:
        return stated, None
    month, year = (part for part in found.groups() if part)
    number = MONTHS.index(month) + 1
    if stated[:7] >= f"{year}-{number:02}":
        return stated, None
    return f"{year}-{number:02}-{monthrange(int(year), number)[1]}", f"dated by the version; the table says {stated}"


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
        )
        dated = pl.col("date").is_not_null()  # one model of the older edition has no date
        table = table.filter(dated, pl.col("iso").str.split(";").list.first().is_in(["US", "CN"]))
        for row in near_frontier(table).iter_rows(named=True):
            day_out, note = released(row["Model"], row["date"])
            low, high = row["eci_ci_low"], row["eci_ci_high"]
            rows.append(
                {
                    "entity": row["Model"],
                    "organization": row["Organization"].replace(",", ";"),
                    "country": row["iso"],
                    "tags": tags(weights=OPEN.get(row["Accessibility group"])),
                    "metric": "capability",
                    "date": day_out,
                    "value": round(row["eci"], 2),
                    "low": None if low is None else round(min(low, row["eci"]), 2),
                    "high": None if high is None else round(max(high, row["eci"]), 2),
                    "unit": "ECI points",
                    "known_on": day,
                    "link": "https://epoch.ai/data/eci_scores.csv",
                    "read": "table",
                    "note": note,
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
  release, or the month in its version's name where that is later. Only models within {NEAR:.0f} points of their
  country's best at release are kept.
""",
    )
