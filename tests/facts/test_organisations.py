"""The table of organisations: one country each, no name that means two, a source for every line."""

import csv
from collections import Counter

import polars as pl
import pytest

from parity.facts.names import FOLDER, country_of_organisation, known_countries


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (FOLDER / "organisations.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_every_line_has_a_source_and_a_country_that_is_known(rows: list[dict[str, str]]):
    codes = set(known_countries().values())
    for row in rows:
        assert row["source"] == "epoch_models" or row["source"].startswith(("https://", "http://")), row["name"]
        assert set(filter(None, row["country"].split(";"))) <= codes, row["name"]


def test_only_lines_added_by_hand_are_in_doubt_and_they_are_few(rows: list[dict[str, str]]):
    doubtful = [row["name"] for row in rows if row["doubt"]]
    assert not [row["name"] for row in rows if row["doubt"] and row["source"] == "epoch_models"]
    assert len(doubtful) < 0.1 * len(rows)


def test_no_name_or_alias_means_two_organisations(rows: list[dict[str, str]]):
    names = Counter(name.casefold() for row in rows for name in {row["name"], *filter(None, row["aliases"].split(";"))})
    assert [name for name, count in names.items() if count > 1] == []


def test_the_table_is_sorted(rows: list[dict[str, str]]):
    names = [row["name"] for row in rows]
    assert names == sorted(names, key=lambda name: (name.lower(), name))


@pytest.mark.parametrize(
    ("spelled", "country"),
    [
        ("Zhipu", "CN"), ("Z.ai (Zhipu AI)", "CN"), ("moonshot-ai", "CN"), ("Kunpeng", "CN"), ("T-Head", "CN"),
        ("sensetime", "HK"), ("hik", "CN"), ("rankone", "US"), ("Nvidia", "US"), ("mistral", "FR"), ("TII", "AE"),
    ],
)  # fmt: skip
def test_publishers_spellings_find_their_country(spelled: str, country: str):
    codes, unknown = country_of_organisation(pl.Series([spelled]))
    assert (codes.to_list(), unknown) == ([country], [])
