"""Arena's three layouts: every row a fact known on its table's date, whoever's the model and whenever it was listed."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from parity.errors import BadInput
from parity.series import metric
from parity.sources import source
from parity.sources.reading import File, Reading, read_file

LONG = "leaderboard_2024-06_2025-07.csv"
SHORT = "overall_2023-05_2025-02.csv"
MARCH = "text_2025-03-07_b3b0fef89.json"
NOVEMBER = "text_2025-11-06_99f1eadee.json"
DAYS = {LONG: date(2025, 7, 18), SHORT: date(2025, 2, 27), MARCH: date(2025, 3, 7), NOVEMBER: date(2025, 11, 6)}


@pytest.fixture(scope="module")
def contents(shared: Path) -> dict[str, bytes]:
    folder = shared / "data/arena"
    return {name: (folder / ("catalog" if "text" in name else "") / name).read_bytes() for name in DAYS}


@pytest.fixture(scope="module")
def readings(contents: dict[str, bytes]) -> dict[str, Reading]:
    return {name: read_file(source("arena"), File(name, contents[name], day)) for name, day in DAYS.items()}


@pytest.mark.parametrize(
    ("name", "rows", "editions", "unknown"),
    [
        (LONG, 14_964, 88, set()), (MARCH, 4_049, 1, set()), (NOVEMBER, 6_834, 1, set()),
        (SHORT, 11_827, 98, {"model 'late-june-chatbot'", "model 'im-also-a-late-june-chatbot'"}),
    ],
)  # fmt: skip
def test_every_row_is_a_fact_of_its_edition(
    readings: dict[str, Reading], name: str, rows: int, editions: int, unknown: set[str]
):
    reading = readings[name]
    assert (reading.rows, reading.used, reading.left_out) == (rows, rows, {})
    assert set(reading.unknown) == unknown
    assert reading.facts.height == rows
    assert reading.facts["known_on"].n_unique() == editions
    assert reading.facts.filter(pl.col("date") > pl.col("known_on")).height == 0


def test_ratings_compare_within_one_date_only():
    assert metric("arena_rating").vintage == "edition"


def fact(reading: Reading, entity: str, known_on: date) -> dict[str, Any]:
    facts = reading.facts.filter(
        pl.col("entity") == entity, pl.col("known_on") == known_on, pl.col("metric") == "arena_rating"
    )
    return facts.row(0, named=True)


def test_a_row_of_the_long_table_with_its_interval_narrowed_to_90_percent(readings: dict[str, Reading]):
    row = fact(readings[LONG], "Gemini-Advanced-0514", date(2024, 6, 19))  # 1267, +3/-4
    assert (row["value"], row["low"], row["high"]) == (1267.0, 1263.6, 1269.5)
    assert (row["country"], row["tags"]) == ("US", "weights=closed")


def test_a_model_stands_on_the_day_any_table_first_listed_it(readings: dict[str, Reading]):
    assert fact(readings[LONG], "GPT-4o-2024-05-13", date(2024, 6, 19))["date"] < date(2024, 6, 19)
    assert fact(readings[NOVEMBER], "gemini-2.5-pro", date(2025, 11, 6))["date"] == date(2025, 6, 25)


def test_a_model_first_seen_in_an_edition_is_dated_by_its_name_and_says_so(readings: dict[str, Reading]):
    row = fact(readings[NOVEMBER], "claude-opus-4-1-20250805", date(2025, 11, 6))
    assert row["date"] == date(2025, 8, 5)
    assert row["tags"] == "dated=by name"
    assert fact(readings[NOVEMBER], "glm-4.6", date(2025, 11, 6))["date"] == date(2025, 11, 6)


def test_makers_are_told_by_the_longest_beginning_of_a_name(readings: dict[str, Reading]):
    of = dict(readings[NOVEMBER].facts.select("entity", "organization").iter_rows())
    assert of["llama-3.3-nemotron-49b-super-v1"] == "Nvidia"
    assert of["llama-4-scout-17b-16e-instruct"] == "Meta"
    assert of["longcat-flash-chat"] == "Meituan"


def test_only_the_whole_of_a_catalog_is_the_metric(readings: dict[str, Reading]):
    facts = readings[NOVEMBER].facts
    assert facts.filter(pl.col("metric") == "arena_rating").height == 259
    parts = facts.filter(pl.col("metric") == "arena_rating_by_category")
    assert parts["tags"].str.contains("category=[a-z]").all()
    assert parts["tags"].str.extract("category=([^;]*)").n_unique() == 28


def test_a_misspelt_licence_is_closed_all_the_same(readings: dict[str, Reading], contents: dict[str, bytes]):
    assert contents[LONG].count(b",Propretary,") == 54
    assert readings[LONG].facts["tags"].str.contains("weights=closed").sum() == 5471 + 54


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        (LONG, b"arena_elo,95_pct_ci", b"arena_elo,97_pct_ci", "line 1: column '97_pct_ci' is new"),
        (LONG, b"Gemini-Advanced-0514,1267.0", b"Gemini-Advanced-0514,12670", "line 3, column 'arena_elo': '12670'"),
        (LONG, b"Gemini-Advanced-0514,1267.0", b"Gemini-Advanced-0514,", "line 3, column 'arena_score'"),
        (LONG, b"+3/-4", b"3 to 4", "line 3, column '95_pct_ci': '3 to 4'"),
        (SHORT, b"2023-05-08,chatglm-6b,918.2", b"08.05.2023,chatglm-6b,918.2", "line 2, column 'date': '08.05.2023'"),
        (SHORT, b"chatglm-6b,918.2202296788714", b"chatglm-6b,0.918", "line 2, column 'rating': '0.918'"),
        (MARCH, b'"rating_q975": 984.', b'"upper": 984.', "column 'upper' is new"),
        (MARCH, b'"rating": 952.6', b'"rating": 1152.6', "record 1, column 'rating'"),
        (MARCH, b'"full"', b'"overall"', "no category 'full'"),
    ],
)  # fmt: skip
def test_a_table_that_changed_is_refused_with_its_place(
    contents: dict[str, bytes], name: str, old: bytes, new: bytes, place: str
):
    assert old in contents[name]
    with pytest.raises(BadInput) as error:
        read_file(source("arena"), File(name, contents[name].replace(old, new, 1), DAYS[name]))
    assert place in str(error.value)


@pytest.mark.parametrize("name", [LONG, SHORT, NOVEMBER])
def test_a_truncated_file_is_refused(contents: dict[str, bytes], name: str):
    line = contents[name].index(b"\n", len(contents[name]) // 2)
    with pytest.raises(BadInput, match=r"breaks off|not whole JSON"):
        read_file(source("arena"), File(name, contents[name][: line + 14], DAYS[name]))


def test_a_catalog_named_after_its_retrieval_is_refused():
    tree = {"full": {"gpt-9": {"rating": 1300.0, "rating_q025": 1290.0, "rating_q975": 1310.0}}}
    with pytest.raises(BadInput, match="after the retrieval"):
        read_file(source("arena"), File("text_2026-01-01.json", json.dumps(tree).encode(), date(2025, 1, 1)))
