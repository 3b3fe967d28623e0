"""AI papers, patents and private investment by country and year, from Our World in Data (CSET)."""

import polars as pl

from common import CC_BY, SHARED, tags, write

DAY = "2026-05-10"
COUNTRIES = {
    "United States": "US", "China": "CN", "United Kingdom": "GB", "Germany": "DE", "France": "FR", "Japan": "JP",
    "South Korea": "KR", "India": "IN", "Canada": "CA", "Israel": "IL", "Singapore": "SG", "Taiwan": "TW",
    "European Union (27) (CSET)": "EU", "World": "WORLD",
}  # fmt: skip
TABLES = {
    "publications": ("annual-scholarly-publications-on-artificial-intelligence", "papers a year"),
    "patents": ("artificial-intelligence-patents-submitted", "applications a year"),
    "private_investment": ("private-investment-in-artificial-intelligence-cset", "USD a year"),
}


def main() -> None:
    rows = []
    for metric, (name, unit) in TABLES.items():
        table = pl.read_csv(SHARED / "owid_cset" / DAY / f"{name}.csv")
        for row in table.filter(pl.col("Entity").is_in(list(COUNTRIES))).iter_rows(named=True):
            projected = row.get("All (projected) (Projected)")
            value = row["All"] if row["All"] is not None else projected
            if value is None:
                continue
            entity = row["Entity"].removesuffix(" (CSET)").removesuffix(" (27)")
            rows.append(
                {
                    "entity": entity,
                    "organization": None,
                    "country": COUNTRIES[row["Entity"]],
                    "tags": tags(projected="yes" if row["All"] is None else None, date_precision="year"),
                    "metric": metric,
                    "date": f"{row['Year']}-12-31",
                    "value": value,
                    "low": None,
                    "high": None,
                    "unit": unit,
                    "known_on": max(DAY, f"{row['Year']}-12-31"),
                    "link": f"https://ourworldindata.org/grapher/{name}",
                    "read": "table",
                    "note": None,
                }
            )
    write(
        "owid_cset",
        rows,
        f"""\
title: AI papers, patents and private investment (CSET via Our World in Data)
publisher: {{name: Our World in Data, url: https://ourworldindata.org}}
url: https://ourworldindata.org/artificial-intelligence
licence: {CC_BY}
cite: Center for Security and Emerging Technology, via Our World in Data. Retrieved {DAY} from ourworldindata.org.
retrieved: {DAY}
metrics: [publications, patents, private_investment]
note: >-
  Counts of a calendar year, dated on its last day. Newest years of papers and patents are incomplete when published;
  investment of the last year is the publisher's projection (tag projected).
""",
    )
