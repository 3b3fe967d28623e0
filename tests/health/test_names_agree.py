"""Whose a firm is, said in three tables (publishers' spellings, blocs, names in prose): they must say the same."""

import csv
from pathlib import Path

import pytest

from parity.facts.names import known_countries, known_organisations
from parity.series import bloc, bloc_ids

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = {
    "DeepMind": "a publisher's lab in London, in prose the Google firm it is",
}
"""Names that mean another body in prose than in tables."""
REGIONS = {"Africa", "Americas", "Asia", "European Union", "Europe", "Latin America", "Middle East", "North America",
           "Outside China", "West (US and allies)", "World"}  # fmt: skip
FORMER = {"Soviet Union"}
"""States that are gone: an article may name one, no publisher's table does."""


def _prose() -> list[dict[str, str]]:
    path = ROOT / "src" / "parity" / "claims" / "lexicon" / "actors.csv"
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def _code(country: str) -> str | None:
    return known_countries().get(country.casefold())


@pytest.mark.parametrize("row", [row for row in _prose() if row["type"] == "firm"], ids=lambda row: row["firm"])
def test_a_firm_in_prose_is_of_the_country_it_is_of_in_tables(row):
    for name in {row["firm"], *row["names"].split(";")} - set(ELSEWHERE):
        codes = known_organisations().get(name.casefold())
        if codes:
            assert _code(row["country"]) in codes.replace("HK", "CN").split(";"), name


def test_most_firms_of_the_blocs_are_known_to_the_tables():
    firms = [one for one in map(bloc, bloc_ids()) if one.kind == "firm"]
    known = [one.id for one in firms if any(name.casefold() in known_organisations() for name in one.match)]
    assert len(known) > 0.8 * len(firms)


@pytest.mark.parametrize("row", [row for row in _prose() if row["type"] == "country"], ids=lambda row: row["country"])
def test_a_country_in_prose_is_a_country_of_the_table(row):
    assert _code(row["country"]) or row["country"] in REGIONS | FORMER
