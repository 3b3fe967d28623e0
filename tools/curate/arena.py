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


def main() -> None:
    table = pl.read_csv(SHARED / "arena" / "leaderboard_2024-06_2025-07.csv", infer_schema_length=0)
    table = table.with_columns(
        rating=pl.coalesce("arena_score", "arena_elo").cast(pl.Float64), key=pl.col("model").str.to_lowercase()
    )
    early = pl.read_csv(SHARED / "arena" / "overall_2023-05_2025-02.csv").with_columns(key=pl.col("model").str.to_lowercase())
    first = pl.concat([table.select("key", "date"), early.select("key", "date")]).group_by("key").agg(pl.col("date").min())
    listed = dict(first.iter_rows())
    rows = []
    for wanted in EDITIONS:
        day = table.filter(pl.col("date") <= wanted)["date"].max()
        edition = table.filter(pl.col("date") == day, pl.col("organization").is_in(list(COUNTRY)))
        edition = edition.with_columns(country=pl.col("organization").replace_strict(COUNTRY))
        for line in edition.sort("rating", descending=True).unique("model", keep="first", maintain_order=True).head(
            TOP
        ).iter_rows(named=True):
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
cite: LMArena, Chatbot Arena leaderboard, dated tables of 2024-06-19 to 2025-07-18.
retrieved: 2025-07-18
metrics: [arena_rating]
note: >-
  Method and anchor changed several times, so figures compare within one dated table only. A model's date is the day
  it was first listed, which is days to weeks after its release.
""",
    )
