"""Prices by API from two publishers: per direction, tier and period, none before or after it held."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from parity.errors import BadInput
from parity.sources import source
from parity.sources.reading import File, Reading, read_file

DAY = date(2026, 8, 5)
TABLE, TREE = "llm_prices.csv", "genai_prices.json"


@pytest.fixture(scope="module")
def contents(shared: Path) -> dict[str, bytes]:
    return {name: (shared / "data/prices/2026-08-05" / name).read_bytes() for name in (TABLE, TREE)}


@pytest.fixture(scope="module")
def readings(contents: dict[str, bytes]) -> dict[str, Reading]:
    return {name: read_file(source("api_prices"), File(name, content, DAY)) for name, content in contents.items()}


@pytest.mark.parametrize(
    ("name", "rows", "left_out", "facts"),
    [
        (TABLE, 148, {"announced for a day after the retrieval": 1}, 375),
        (TREE, 1471, {"announced for a day after the retrieval": 4, "no price of tokens": 157}, 3125),
    ],
)
def test_rows_in_are_rows_used_and_left_out(
    readings: dict[str, Reading], name: str, rows: int, left_out: dict[str, int], facts: int
):
    reading = readings[name]
    assert (reading.rows, reading.left_out, reading.unknown) == (rows, left_out, {})
    assert reading.facts.height == facts
    assert set(reading.facts["metric"]) == {"token_price"}
    assert not reading.facts.select(pl.struct("entity", "tags", "date").is_duplicated().any()).item()


def prices(reading: Reading, **wanted: str) -> list[tuple[Any, ...]]:
    facts = reading.facts
    for key, value in wanted.items():
        facts = facts.filter(pl.format(";{};", "tags").str.contains(f";{key}={value};", literal=True))
    return facts.sort("date", "tags").select("date", "value").rows()


def test_a_price_that_changed_is_dated_by_its_last_day_and_its_first(readings: dict[str, Reading]):
    assert prices(readings[TABLE], model="deepseek-chat", direction="output") == [
        (date(2025, 2, 7), 0.28), (date(2025, 2, 8), 1.1),
    ]  # fmt: skip
    assert prices(readings[TREE], model="o3", provider="openai", direction="input") == [
        (date(2025, 6, 9), 10.0), (date(2025, 6, 10), 2.0),
    ]  # fmt: skip


def test_a_price_announced_for_later_is_not_yet_a_fact(readings: dict[str, Reading]):
    for reading in readings.values():
        assert prices(reading, model="claude-sonnet-5", direction="input") == [(DAY, 2.0)]
        assert reading.facts["date"].max() == DAY


def test_tiers_of_context_and_hours_of_the_day_stand_apart(readings: dict[str, Reading]):
    assert prices(readings[TABLE], model="gemini-2.5-pro-200k", direction="output", context=">200k") == [(DAY, 15.0)]
    assert prices(readings[TREE], model="claude-opus-4-6", provider="anthropic", context=">200000",
                  direction="input") == [(date(2026, 3, 12), 10.0)]  # fmt: skip
    assert len(prices(readings[TREE], model="deepseek-chat", provider="deepseek", direction="output")) == 2


def test_who_hosts_a_model_is_the_vendor(readings: dict[str, Reading]):
    facts = readings[TREE].facts
    hosted = facts.filter(pl.col("tags").str.contains("provider=huggingface_groq"))
    assert set(hosted["organization"]) == {"HuggingFace"}
    assert set(facts.filter(pl.col("organization") == "MoonshotAi")["country"]) == {"CN"}


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        (TABLE, b"input_cached", b"input_cache_hit", "line 1: no column 'input_cached'"),
        (TABLE, b"Nova Micro,0.035", b"Nova Micro,-0.035", "line 2, column 'input': '-0.035'"),
        (TABLE, b"Nova Micro,0.035", b"Nova Micro,$0.035", "line 2, column 'input': '$0.035'"),
        (TABLE, b"2025-02-08", b"02/08/25", "column 'from_date': '02/08/25'"),
        (TREE, b'"context_window"', b'"window"', "column 'model.window' is new"),
        (TREE, b'"input_mtok"', b'"video_mtok"', "column 'video_mtok' is new"),
        (TREE, b'"start_date"', b'"region"', "limited in a new way"),
        (TREE, b'"prices"', b'"price"', "genai_prices.json, anthropic: a model of another shape ('prices')"),
        (TREE, b'"models"', b'"model"', "a provider without"),
        (TREE, b'"pricing_urls"', b'"urls"', "a provider without"),
    ],
)  # fmt: skip
def test_a_table_that_changed_is_refused_with_its_place(
    contents: dict[str, bytes], name: str, old: bytes, new: bytes, place: str
):
    assert old in contents[name]
    with pytest.raises(BadInput, match=name.replace(".", r"\.")) as error:
        read_file(source("api_prices"), File(name, contents[name].replace(old, new, 1), DAY))
    assert place in str(error.value)


def test_prices_by_the_token_are_refused(contents: dict[str, bytes]):
    tree = json.loads(contents[TREE])
    for provider in tree:
        for model in provider["models"]:
            model["prices"] = {"input_mtok": 1e-6, "output_mtok": 2e-6, "cache_read_mtok": 1e-7}
    with pytest.raises(BadInput, match=r"column 'output_mtok': '2e-06' is not USD per million tokens"):
        read_file(source("api_prices"), File(TREE, json.dumps(tree).encode(), DAY))


def test_a_truncated_file_is_refused(contents: dict[str, bytes]):
    with pytest.raises(BadInput, match="breaks off"):
        read_file(source("api_prices"), File(TABLE, contents[TABLE][:-40], DAY))
    with pytest.raises(BadInput, match="not whole JSON"):
        read_file(source("api_prices"), File(TREE, contents[TREE][:-40], DAY))
