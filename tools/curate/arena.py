"""Arena ratings: US and Chinese models near the top on a few dated leaderboards, each comparable within itself only."""

import polars as pl

from common import SHARED, tags, write

EDITIONS = ("2024-06-19", "2024-09-19", "2024-12-09", "2025-03-22", "2025-07-18")
TOP = 45
COUNTRY = {
    "OpenAI": "US", "Anthropic": "US", "Google": "US", "Meta": "US", "xAI": "US", "Nvidia": "US", "Microsoft": "US",
    "Amazon": "US", "Reka AI": "US", "Databricks": "US", "Snowflake": "US", "Ai2": "US", "Allen AI": "US",
    "Nexusflow": "US", "NexusFlow": "US", "IBM": "US", "Alibaba": "CN", "DeepSeek": "CN", "DeepSeek AI": "CN",
    "01 AI": "CN", "Zhipu": "CN", "Zhipu AI": "CN", "Moonshot": "CN", "MiniMax": "CN", "Tencent": "CN",
    "StepFun": "CN", "InternLM": "CN", "Tsinghua": "CN", "Bytedance": "CN",
}  # fmt: skip

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


def reported() -> list[dict[str, object]]:
    """Rows of a table whose file is not at hand; "about" is read as +-12 points and marked doubtful."""
    return [
        {
            "entity": model, "organization": organization, "country": COUNTRY[organization],
            "tags": tags(weights=weights, doubt="rounded in the report" if spread > 4 else None),
            "metric": "arena_rating", "date": day, "value": float(rating), "low": float(rating - spread),
            "high": float(rating + spread), "unit": "rating points", "known_on": "2024-05-20", "link": REPORT,
            "read": "text", "note": "version not named; dated by the first" if model == "GPT-4-Turbo" else None,
        }
        for model, (organization, day, rating, spread, weights) in REPORTED.items()
    ]  # fmt: skip


def main() -> None:
    table = pl.read_csv(SHARED / "arena" / "leaderboard_2024-06_2025-07.csv", infer_schema_length=0)
    table = table.with_columns(
        rating=pl.coalesce("arena_score", "arena_elo").cast(pl.Float64), key=pl.col("model").str.to_lowercase()
    )
    early = pl.read_csv(SHARED / "arena" / "overall_2023-05_2025-02.csv").with_columns(
        key=pl.col("model").str.to_lowercase()
    )
    first = (
        pl.concat([table.select("key", "date"), early.select("key", "date")]).group_by("key").agg(pl.col("date").min())
    )
    listed = dict(first.iter_rows())
    rows = reported()
    for wanted in EDITIONS:
        day = table.filter(pl.col("date") <= wanted)["date"].max()
        edition = table.filter(pl.col("date") == day, pl.col("organization").is_in(list(COUNTRY)))
        edition = edition.with_columns(country=pl.col("organization").replace_strict(COUNTRY))
        for line in (
            edition.sort("rating", descending=True)
            .unique("model", keep="first", maintain_order=True)
            .head(TOP)
            .iter_rows(named=True)
        ):
            plus, _, minus = (line["95_pct_ci"] or "").partition("/")
            scale = 1.645 / 1.96  # the table's interval is 95 %, a fact's is 90 %
            rows.append(
                {
                    "entity": line["model"],
                    "organization": line["organization"],
                    "country": line["country"],
                    "tags": tags(weights="closed" if line["license"] == "Proprietary" else "open"),
                    "metric": "arena_rating",
                    "date": listed[line["key"]],
                    "value": line["rating"],
                    "low": round(line["rating"] + float(minus) * scale, 1) if minus else None,
                    "high": round(line["rating"] + float(plus) * scale, 1) if plus else None,
                    "unit": "rating points",
                    "known_on": day,
                    "link": "https://huggingface.co/spaces/lmarena-ai/chatbot-arena-leaderboard",
                    "read": "table",
                    "note": None,
                }
            )
    write(
        "arena",
        rows,
        """\
title: LMArena (Chatbot Arena) leaderboard, text
publisher: {name: LMArena, url: https://lmarena.ai}
url: https://huggingface.co/spaces/lmarena-ai/chatbot-arena-leaderboard
licence: {name: figures credited to LMArena, url: https://lmarena.ai}
cite: LMArena, Chatbot Arena leaderboard, dated tables of 2024-05-20 to 2025-07-18.
retrieved: 2025-07-18
metrics: [arena_rating]
note: >-
  Method and anchor changed several times, so figures compare within one dated table only. A model's date is the day
  it was first listed, which is days to weeks after its release.
""",
    )
