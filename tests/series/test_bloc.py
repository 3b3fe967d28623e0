"""Names resolve to blocs, and blocs to their members."""

import polars as pl
import pytest

from parity.errors import UnknownBloc
from parity.series import bloc, bloc_ids

FACTS = pl.DataFrame(
    {
        "entity": ["a", "b", "c", "d", "e"],
        "country": ["US", "US;CN", "HK", None, "CN"],
        "organization": ["OpenAI", "Microsoft;Alibaba", "SenseTime", None, "Alibaba"],
        "tags": ["weights=closed", "weights=open", None, "weights=open", "confidence=Likely;weights=open"],
    }
)


def who(name: str, **how: str) -> str:
    return "".join(FACTS.filter(bloc(name).members(FACTS, **how))["entity"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("US", "ab"), ("China", "bce"), ("Outside China", "a"), ("World", "abcde"), ("Alibaba", "be"),
        ("open-weights", "bde"), ("closed", "a"), ("Asia", "bce"),
    ],
)  # fmt: skip
def test_members(name: str, members: str):
    assert who(name) == members


def test_by_lead_an_entity_counts_for_its_first_country_alone():
    assert (who("China", membership="lead"), who("US", membership="lead")) == ("ce", "ab")
    assert who("Alibaba", membership="lead") == "e"


def test_a_row_for_the_whole_bloc_stands_for_it():
    facts = FACTS.with_columns(country=pl.Series(["EU", "FR", "DE", None, "CN"]))
    assert facts.filter(bloc("EU").members(facts))["entity"].to_list() == ["a"]
    without = facts.filter(pl.col("entity") != "a")
    assert without.filter(bloc("EU").members(without))["entity"].to_list() == ["b", "c"]


@pytest.mark.parametrize("name", ["United States", "usa", "AMERICAN", " us "])
def test_aliases_in_any_case(name: str):
    assert bloc(name).id == "US"


def test_ids_and_aliases_name_one_bloc_each():
    names = [
        name.casefold()
        for one in map(bloc, bloc_ids())
        for name in {one.id.casefold(), *(a.casefold() for a in one.aliases)}
    ]
    assert len(names) == len(set(names))


def test_an_unknown_name_gets_the_nearest():
    with pytest.raises(UnknownBloc, match=r"No bloc 'Chnia'. Did you mean China"):
        bloc("Chnia")
