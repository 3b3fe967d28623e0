"""Who owns the compute: cumulative H100-equivalents by owner, designer and quarter, from Epoch AI's tables."""

import math
from datetime import datetime

import polars as pl

from common import CC_BY, EPOCH, SHARED, tags, write

OWNERS, DESIGNERS, LATER = "2026-04-22", "2026-10-01", "2026-09-24"
PAGE = "https://epoch.ai/data/ai-chip-owners"
COUNTRY = {
    "Microsoft": "US",
    "Meta": "US",
    "Amazon": "US",
    "Google": "US",
    "Oracle": "US",
    "China": "CN",
    "Other": None,
}
LAST_WHOLE = {"NVIDIA": "2025-12-31", "Google": "2026-06-30"}
"""Newest quarter the publisher had in full: a later one rests on fiscal quarters that end before it."""


def day(text: str) -> str:
    return text if "-" in text else datetime.strptime(text, "%m/%d/%Y").date().isoformat()  # noqa: DTZ007


def us_part_of_other() -> tuple[float, float, float]:
    """Least, middle and largest share of the US in known NVIDIA clusters of other owners outside China, 2023 to 2025.

    Weighted by H100-equivalents, clusters in operation at five half-year ends; the spread stands for 5 % and 95 %.
    """
    table = pl.read_csv(SHARED / "epoch" / "gpu_clusters" / "2026-08-12" / "gpu_clusters.csv", infer_schema_length=0)
    table = table.with_columns(pl.col("H100 equivalents").cast(pl.Float64), pl.col("Owner", "Country").fill_null(""))
    table = table.filter(
        pl.col("Status") == "Existing",
        pl.col("Include in Standard Analysis") == "True",
        pl.col("GPU Supplier (primary)") == "NVIDIA",
        ~pl.col("Owner").str.contains("Microsoft|Meta|Amazon|Google|Oracle"),
        ~pl.col("Country").str.contains("China|Hong Kong"),
    )
    shares = []
    for end in ("2023-12-31", "2024-06-30", "2024-12-31", "2025-06-30", "2025-12-31"):
        known = table.filter(pl.col("First Operational Date") <= end)
        us = known.filter(pl.col("Country").str.contains("United States"))
        shares.append(us["H100 equivalents"].sum() / known["H100 equivalents"].sum())
    shares.sort()
    return shares[0], shares[2], shares[4]


def row(entity: str, country: str | None, end: str, h100e: tuple, known_on: str, **extra: object) -> dict:
    value, low, high = h100e
    if low is not None and not low <= value <= high:
        raise ValueError(f"{entity} {end}: interval {low}..{high} does not hold {value}")
    labels = {key: extra.pop(key) for key in ("owner", "designer", "channel", "part") if key in extra}
    return {
        "entity": entity,
        "organization": entity if country == "US" and "Other" not in entity else None,
        "country": country,
        "tags": tags(**labels),
        "metric": "compute_stock",
        "date": end,
        "value": round(value),
        "low": None if low is None else round(low),
        "high": None if high is None else round(high),
        "unit": "H100-equivalents",
        "known_on": known_on,
        "link": PAGE,
        "read": "table",
        "note": None,
        **extra,
    }


def owners(rows: list[dict]) -> None:
    """NVIDIA and AMD chips by owner; NVIDIA's other owners in whole and in their US part."""
    low_share, share, high_share = us_part_of_other()
    for designer, name, folder in (
        ("NVIDIA", "nvidia_owners_cumulative_totals.csv", "chip_owners"),
        ("NVIDIA", "nvidia_other_cumulative_totals.csv", "chip_inputs"),
        ("AMD", "amd_owners_cumulative_totals.csv", "chip_owners"),
    ):
        table = pl.read_csv(SHARED / "epoch" / folder / OWNERS / name, infer_schema_length=0)
        for line in table.iter_rows(named=True):
            end, owner = day(line["End date"]), line["Owner"]
            if end > LAST_WHOLE.get(designer, end):
                continue
            h100e = tuple(
                float(line[f"{head}H100e ({tail})"])
                for head, tail in (
                    ("Compute estimate in ", "median"),
                    ("", "5th percentile"),
                    ("", "95th percentile"),
                )
            )
            place = "China" if owner == "China" else owner
            labels = {"owner": place, "designer": designer, "channel": "bought"}
            if owner != "Other":
                rows.append(row(place, COUNTRY[owner], end, h100e, OWNERS, **labels))
                continue
            rows.append(row("Other owners", None, end, h100e, OWNERS, **labels))
            value, low, high = h100e
            spread = [
                math.hypot(math.log(b / a), math.log(d / c))
                for a, b, c, d in ((low, value, low_share, share), (value, high, share, high_share))
            ]
            part = (value * share, value * share * math.exp(-spread[0]), value * share * math.exp(spread[1]))
            rows.append(
                row(
                    "Other US owners",
                    "US",
                    end,
                    part,
                    OWNERS,
                    owner="Other US owners",
                    designer=designer,
                    channel="bought",
                    part="us",
                    read="derived",
                    note=f"other owners x US share {share:.2f} [{low_share:.2f}, {high_share:.2f}] of known clusters",
                )
            )


def designers(rows: list[dict]) -> None:
    """Chips their designers keep: Google's TPU and Amazon's Trainium; Huawei's and Cambricon's go to China."""
    folder = SHARED / "epoch" / "chip_sales" / DESIGNERS
    table = pl.read_csv(folder / "cumulative_timelines_by_designer.csv", infer_schema_length=0)
    for line in table.filter(pl.col("Chip manufacturer").is_in(["Google", "Amazon", "Cambricon"])).iter_rows(
        named=True
    ):
        designer, end = line["Chip manufacturer"], day(line["End date"])
        if end > LAST_WHOLE.get(designer, end):
            continue
        h100e = tuple(
            float(line[f"Compute estimate in H100e ({tail})"])
            for tail in ("median", "5th percentile", "95th percentile")
        )
        if designer == "Cambricon":
            labels = {"owner": "China", "designer": designer, "channel": "domestic"}
            rows.append(row("China", "CN", end, h100e, DESIGNERS, **labels))
        else:
            labels = {"owner": designer, "designer": designer, "channel": "own"}
            rows.append(row(designer, "US", end, h100e, DESIGNERS, **labels))
    huawei(rows, pl.read_csv(folder / "timelines_by_chip.partial.csv"))


def huawei(rows: list[dict], chips: pl.DataFrame) -> None:
    """Huawei's stock, summed from its chips by quarter: the table by designer has no interval."""
    quarters = (
        chips.filter(pl.col("Chip manufacturer") == "Huawei", pl.col("End date") <= "2026-03-31")
        .group_by("End date")
        .agg(pl.col("^.*H100e.*$").sum())
        .sort("End date")
        .with_columns(pl.col("^.*H100e.*$").cum_sum())
    )
    for line in quarters.iter_rows(named=True):
        h100e = (
            line["Compute estimate in H100e (median)"],
            line["H100e (5th percentile)"],
            line["H100e (95th percentile)"],
        )
        rows.append(
            row(
                "China",
                "CN",
                line["End date"],
                h100e,
                DESIGNERS,
                owner="China",
                designer="Huawei",
                channel="domestic",
                read="derived",
                note="sum of chips and quarters, errors taken as fully shared",
            )
        )


def diverted(rows: list[dict]) -> None:
    """NVIDIA chips that went round the controls, and AMD's in China."""
    folder = SHARED / "epoch" / "chip_owners" / LATER
    table = pl.read_csv(folder / "cumulative_by_designer.curated.csv", infer_schema_length=0)
    for line in table.filter(pl.col("Owner") == "China (smuggled)").iter_rows(named=True):
        h100e = tuple(float(line[f"H100e ({tail})"]) for tail in ("median", "5th percentile", "95th percentile"))
        labels = {"owner": "China", "designer": "NVIDIA", "channel": "diverted"}
        rows.append(row("China", "CN", day(line["End date"]), h100e, LATER, **labels))


def main() -> None:
    rows: list[dict] = []
    owners(rows)
    designers(rows)
    diverted(rows)
    write(
        "epoch_chips",
        rows,
        f"""\
title: Epoch AI, AI Chip Owners and AI Chip Sales
publisher: {EPOCH}
url: {PAGE}
licence: {CC_BY}
cite: Epoch AI, "AI Chip Owners" and "AI Chip Sales". Retrieved {OWNERS}, {LATER} and {DESIGNERS} from epoch.ai.
retrieved: {DESIGNERS}
metrics: [compute_stock]
note: >-
  Cumulative chips through the end of a quarter, no retirement. Series start at different quarters (NVIDIA 2022 Q1,
  TPU 2022 Q4, all others 2024 Q1). NVIDIA bought in China stays flat from 2025 Q3: none modelled, not none sold.
  The US part of other owners rests on the known clusters' places. Huawei's 2026 Q2 does not reconcile and is left out.
""",
    )
