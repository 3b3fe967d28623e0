"""Invariants of the shipped facts that were compiled by hand from many pages."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2] / "src" / "parity"
HEADER = "entity,organization,country,tags,metric,date,value,low,high,unit,known_on,link,read,note".split(",")
LISTING_HEADER = "firm,list,listed_name,aliases,country,action,effective,published,citation,link,note".split(",")
SOURCES = {"foundry_nodes": 25, "soc_benchmarks": 18, "chip_purchases_2023": 10}
KEYS = {"title", "publisher", "url", "licence", "cite", "retrieved", "metrics"}
READS = {"table", "text", "teardown", "datasheet", "derived"}
LISTS = {"entity-list", "ns-cmic", "1260h", "meu"}
ACTIONS = {"added", "amended", "renewed", "listed", "removed"}


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        header = next(reader)
        rows = list(reader)
    for number, row in enumerate(rows, 2):
        assert len(row) == len(header), f"{path} row {number}: {len(row)} cells"
    return header, [dict(zip(header, row, strict=True)) for row in rows]


def tags(row):
    pairs = [tag.partition("=") for tag in row["tags"].split(";")]
    assert all(name and sign and value for name, sign, value in pairs), row["tags"]
    names = [name for name, _, _ in pairs]
    assert len(names) == len(set(names)), row["tags"]
    return {name: value for name, _, value in pairs}


def day(text):
    parsed = dt.date.fromisoformat(text)
    assert parsed.isoformat() == text
    return parsed


def is_country(text):
    return len(text) == 2 and text.isupper()


def is_web(text):
    return text.startswith(("https://", "http://")) and " " not in text


@pytest.mark.parametrize("source", SOURCES)
def test_source_file(source):
    described = YAML(typ="safe").load(ROOT / "sources" / source / "source.yml")
    assert set(described) - {"partial", "note"} == KEYS
    assert is_web(described["url"])
    for part in ("publisher", "licence"):
        assert set(described[part]) == {"name", "url"}
        assert is_web(described[part]["url"])
    assert isinstance(described["retrieved"], dt.date)
    assert described["metrics"]


@pytest.mark.parametrize("source", SOURCES)
def test_rows(source):
    described = YAML(typ="safe").load(ROOT / "sources" / source / "source.yml")
    header, rows = read(ROOT / "sources" / source / "rows.csv")
    assert header == HEADER
    assert len(rows) >= SOURCES[source]
    assert len({(row["entity"], row["metric"], row["date"]) for row in rows}) == len(rows)
    for row in rows:
        marks = tags(row)
        assert all(row[cell] for cell in ("entity", "organization", "unit")), row
        assert all(map(is_country, row["country"].split(";"))), row
        assert row["metric"] in described["metrics"], row
        assert row["read"] in READS, row
        assert is_web(row["link"]), row
        assert all(is_web(marks[mark]) for mark in ("also", "density_from") if mark in marks), row
        assert marks.get("date_precision", "month") in {"month", "quarter", "year"}, row
        held, known = day(row["date"]), day(row["known_on"])
        assert known <= described["retrieved"], row
        assert held <= known or {"stated_ahead", "date_precision"} & set(marks), row
        value = float(row["value"])
        assert value > 0, row
        assert bool(row["low"]) == bool(row["high"]), row
        if row["low"]:
            assert float(row["low"]) <= value <= float(row["high"]), row
        assert row["note"].isascii(), row
        assert len(row["note"]) < 120, row


def test_node_rows_say_what_was_first():
    _, rows = read(ROOT / "sources" / "foundry_nodes" / "rows.csv")
    assert {"TSMC", "Samsung", "Intel", "SMIC"} <= {row["organization"] for row in rows}
    for row in rows:
        assert tags(row)["first"] in {"product", "volume_production"}, row
        assert tags(row)["product"], row


def test_purchases_name_their_owner():
    _, rows = read(ROOT / "sources" / "chip_purchases_2023" / "rows.csv")
    for row in rows:
        assert tags(row)["owner"] == row["entity"], row
        assert row["date"] == "2023-12-31", row
        assert row["known_on"] < "2024-05-28", row
    assert {"US", "CN"} <= {row["country"] for row in rows}


def test_listings():
    header, rows = read(ROOT / "controls" / "listings.csv")
    assert header == LISTING_HEADER
    assert len(rows) >= 60
    for row in rows:
        assert all(row[cell] for cell in ("firm", "listed_name", "citation")), row
        assert row["list"] in LISTS, row
        assert row["action"] in ACTIONS, row
        assert is_country(row["country"]), row
        day(row["effective"])
        day(row["published"])
        assert is_web(row["link"]), row
        assert row["note"].isascii(), row
        assert len(row["note"]) < 120, row
    assert len({tuple(row.values()) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("firm", "listing", "effective", "published"),
    [
        ("SenseTime", "entity-list", "2019-10-09", "2019-10-09"),
        ("SenseTime", "ns-cmic", "2022-02-08", "2021-12-10"),
        ("SenseTime", "1260h", "2026-06-10", "2026-06-10"),
        ("Huawei", "entity-list", "2019-05-16", "2019-05-21"),
        ("Huawei", "entity-list", "2019-08-19", "2019-08-21"),
        ("Huawei", "entity-list", "2020-08-17", "2020-08-20"),
        ("Huawei", "1260h", "2026-06-10", "2026-06-10"),
        ("SMIC", "entity-list", "2020-12-18", "2020-12-22"),
    ],
)
def test_known_listings(firm, listing, effective, published):
    _, rows = read(ROOT / "controls" / "listings.csv")
    found = {(row["firm"], row["list"], row["effective"], row["published"]) for row in rows}
    assert (firm, listing, effective, published) in found
