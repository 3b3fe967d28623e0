"""Arena ratings: US and Chinese models near the top on a few dated leaderboards, each comparable within itself only."""

import polars as pl

from common import read, ship, tags

FILE = "leaderboard_2024-06_2025-07.csv"
LAST = "2025-07-18"
EDITIONS = ("2024-06-19", "2024-09-19", "2024-12-09", "2025-03-22", "2025-07-18")
TOP = 46
BLOCS = ("US", "CN")

REPORTED = {  # the table of 2024-05-20, as reported that week: 1287 for the first, "about 1240" and "about 1200" below
    "GPT-4o-2024-05-13": ("OpenAI", "2024-05-13", 1287, 4, "closed"),
    "GPT-4-Turbo": ("OpenAI", "2023-11-06", 1240, 12, "closed"),
    "Gemini 1.5 Pro": ("Google", "2024-04-09", 1240, 12, "closed"),
    "Claude 3 Opus": ("Anthropic", "2024-03-04", 1240, 12, "closed"),
    "Yi-Large": ("01 AI", "2024-05-13", 1240, 12, "closed"),
    "Llama-3-70B-Instruct": ("Meta", "2024-04-18", 1200, 12, "open"),
    "Claude 3 Sonnet": ("Anthropic", "2024-03-04", 1200, 12, "closed"),
}
REPORT = "https://www.besthub.dev/articles/how-lmsys-chatbot-arena-ranks-yi-large-among-global-llms-insights-methodology-56149886ad42"


def reported() -> pl.DataFrame:
    """Rows of a table whose file is not at hand; "about" is read as +-12 points and marked doubtful."""
    rows = [
        {
            "entity": model, "organization": organization, "country": "CN" if organization == "01 AI" else "US",
            "tags": tags(weights=weights, doubt="rounded in the report" if spread > 4 else None),
            "metric": "arena_rating", "date": day, "value": float(rating), "low": float(rating - spread),
            "high": float(rating + spread), "unit": "rating points", "known_on": "2024-05-20", "link": REPORT,
            "read": "text", "note": "version not named; dated by the first" if model == "GPT-4-Turbo" else None,
        }
        for model, (organization, day, rating, spread, weights) in REPORTED.items()
    ]  # fmt: skip
    return pl.DataFrame(rows).with_columns(pl.col("date", "known_on").str.to_date())


def main() -> None:
    facts = read("arena", "arena", FILE, on=LAST)
    facts = facts.filter(pl.col("country").is_in(BLOCS)).sort("value", descending=True)
    parts = []
    for wanted in EDITIONS:
        before = facts.filter(pl.col("known_on") <= pl.lit(wanted).str.to_date())
        edition = before.filter(pl.col("known_on") == pl.col("known_on").max())
        parts.append(edition.unique("entity", keep="first", maintain_order=True).head(TOP))
    ship("arena", pl.concat([*parts, reported()], how="diagonal"))
