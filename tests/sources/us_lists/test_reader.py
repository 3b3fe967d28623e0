"""The US lists: every entry used or left out with a reason, each defect of the files, and no person anywhere."""

import json
from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from parity.errors import BadInput
from parity.sources.us_lists.acts import citations
from parity.sources.us_lists.entries import Entries, entries_of
from parity.sources.us_lists.names import is_firm, names_of, parts_of
from parity.sources.us_lists.terms import places_of, requirement_of

PERSON, ADDRESS, AGAIN = "a natural person", "an address without a name", "repeats an earlier entry"
RAW = {
    "name": "Foo Technology Co., Ltd.", "aliases": ["Foo Tech"], "country": "China",
    "address": "1 Main St, Shenzhen, China", "status": None, "effective_date": None,
    "federal_register": "84 FR 54004, 10/9/19", "notes": "For all items subject to the EAR. (See § 744.11 of the EAR)",
}  # fmt: skip


def content(*changes: dict[str, object], list_id: str = "bis-entity-list", **head: object) -> bytes:
    rows = [{**RAW, **change} for change in changes]
    tree = {"list_id": list_id, "source_file": "x.txt", "extracted": "2026-07-09", "count": len(rows)}
    return json.dumps({**tree, "entities": rows, **head}).encode()


def read(*changes: dict[str, object], **head: object) -> Entries:
    return entries_of(content(*changes, **head), origin="list.json")  # type: ignore[arg-type]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "table", "rows", "left_out"),
    [
        ("bis_entity_list.json", "entity_list", 3409, {PERSON: 422, ADDRESS: 19}),
        ("bis_meu.json", "meu", 70, {}),
        ("dow_1260h.json", "section_1260h", 80, {}),
        ("ofac_nscmic.json", "ns_cmic", 68, {}),
    ],
)
def test_every_entry_is_used_or_left_out_for_a_reason(edition, path, table, rows, left_out):
    reading = edition("us_lists", f"bis/2026-07-09/{path}")
    assert (reading.table, reading.rows, reading.left_out) == (table, rows, left_out)
    assert reading.facts.height == reading.used == rows - sum(left_out.values())
    assert not reading.unknown and not reading.notes


@pytest.mark.shared
def test_facts_are_what_the_file_says(edition):
    facts = edition("us_lists", "bis/2026-07-09/ofac_nscmic.json").facts
    sense = facts.row(by_predicate=pl.col("entity") == "Sensetime Group Limited", named=True)
    assert (sense["date"], sense["known_on"], sense["country"]) == (date(2022, 2, 8), date(2021, 12, 10), "CN")
    facts = edition("us_lists", "bis/2026-07-09/bis_entity_list.json").facts
    intel = facts.row(by_predicate=pl.col("entity") == "Intellifusion", named=True)
    assert intel["date"] == date(2020, 6, 5) and "citation=85 FR 34505;acts=3" in intel["tags"]


@pytest.mark.shared
def test_days_come_from_the_citations_and_the_odd_ones_from_their_fellows(shared):
    file = shared / "data/bis/2026-07-09/bis_entity_list.json"
    found = {one.name: one for one in entries_of(file.read_bytes(), origin=file.name).entries}
    h3c = found["New H3C Semiconductor Technologies Co., Ltd."].acts[0]  # the file: "86 FR 67319", no day
    assert (h3c.published, h3c.certainty) == (date(2021, 11, 26), "day as other entries of the file give it")
    mended = found["Techlink Communications"].acts[1]  # the file: volume 83 in 2019
    assert (mended.citation, mended.published) == ("84 FR 61541", date(2019, 11, 13))


@pytest.mark.parametrize(
    ("cell", "first"),
    [
        ("84 FR 54004, 10/9/19", ("84 FR 54004", date(2019, 10, 9))),
        ("77 FR 23116\n4/18/12", ("77 FR 23116", date(2012, 4, 18))),
        ("73 FR 54504,\n9/22/08.\n77 FR 24590, 4/25/12", ("73 FR 54504", date(2008, 9, 22))),
        ("81 FR 61601 preview citation details, 9/7/16", ("81 FR 61601", date(2016, 9, 7))),
        ("62 FR 35334, 6/30/97 66 FR 24267, 5/14/01", ("62 FR 35334", date(1997, 6, 30))),
        ("85 FR 83799, 12/23/2020 ", ("85 FR 83799", date(2020, 12, 23))),
        ("88 FR 38741, 06/14/23.", ("88 FR 38741", date(2023, 6, 14))),
    ],
)
def test_citations_are_read_however_they_are_set(cell: str, first: tuple[str, date]):
    act = citations(cell, {})[0]
    assert (act.citation, act.published) == first


@pytest.mark.parametrize(
    "cell",
    ["84 FR 54004, 13/9/19", "84 FR 54004, 2/30/19", "see above", "", "83 FR 61541, 11/13/19", "84 FR 1, 1/2/19 ?x"],
)
def test_what_is_no_citation_stops_the_run(cell: str):
    with pytest.raises(BadInput, match=r"list\.json, entry 1, field 'federal_register'"):
        read({"federal_register": cell})


@pytest.mark.parametrize(
    ("name", "aliases", "whole"),
    [
        ("Aletra General Trading (a.k.a.", [], ("Aletra General Trading",)),
        ("Gazprom Neft (a.k.a. Gazprom Neft OAO", [], ("Gazprom Neft", "Gazprom Neft OAO")),
        ("A Center", ["HPSTAR; and"], ("A Center", "HPSTAR")),
        ("A Technology", ["Leon Telecom; and Technology"], ("A Technology", "Leon Telecom and Technology")),
        ("Some Institute (NUDT)", [], ("Some Institute (NUDT)", "Some Institute", "NUDT")),
        ("Ace (HK) Electronics", [], ("Ace (HK) Electronics",)),
        ("X Group 13th Institute (CETC 13) subordinate institution: Bowei Circuits", [],
         ("Bowei Circuits", "X Group 13th Institute (CETC 13) subordinate institution: Bowei Circuits")),
        ("X Institute subordinate institution:", ["Hebei Brightway"], ("Hebei Brightway",)),
        ("CNOOC Limited (a subsidiary of China National Offshore Oil Corporation)", [], ("CNOOC Limited",)),
        ("Foo Oy", ["Foo Oy Ltd., 20 Nuolitie, Vantaa, Finland 01740"], ("Foo Oy", "Foo Oy Ltd.")),
        ("Foo Plant", ["Jane Doe, 26 Main St, Moscow, Russia 115583"], ("Foo Plant",)),
        ("Academy, 31 Research Institute", [], ("Academy, 31 Research Institute",)),
        ("Office", ["Plant (ABC), a.k.a., the following two aliases:"], ("Office", "Plant (ABC)", "Plant", "ABC")),
    ],
)  # fmt: skip
def test_names_are_taken_out_of_what_they_are_run_together_with(name: str, aliases: list[str], whole: tuple[str, ...]):
    found = names_of(name, aliases)
    assert (found.name, *found.aliases) == whole


def test_subsidiaries_named_in_a_notice_are_taken_apart_and_one_that_breaks_off_is_not_guessed():
    text = "Align Aerospace LLC, AVIC Aviation High-Technology Company Limited (AVIC Hi-Tech), Shenyang Aircraft De..."
    assert parts_of(text) == ("Align Aerospace LLC", "AVIC Aviation High-Technology Company Limited")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("All items subject to the EAR. (See §§ 734.9(g),3 746.8(a)(3), and 744.2l(b) of the EAR)",
         "all 734.9(g) 744.21(b) 746.8(a)(3)"),  # a letter for a digit
        ("For all items subject to the EAR when used in projects specified in § 746.8(a)(4)", "projects 746.8(a)(4)"),
        ("All items subject to the EAR except for: crude oil...", "all but some"),
    ],
)  # fmt: skip
def test_a_licence_requirement_is_kept_as_codes_alone(text: str, code: str):
    assert requirement_of(text) == code


def test_a_requirement_of_a_new_kind_stops_the_run():
    with pytest.raises(BadInput, match="no known licence requirement"):
        read({"notes": "Ask us first."})


def test_hong_kong_and_macau_are_told_from_the_rest_of_china():
    assert places_of("Kowloon, Hong Kong") == ("HK",)
    assert places_of("Avenida, Macau; and Zhuhai, China") == ("CN", "MO")
    assert places_of(None) == ()


def test_persons_and_bare_addresses_are_left_out_and_counted_and_never_named():
    found = read({}, {"name": "Jane Doe", "aliases": ["J. Doe"]}, {"name": "Address 01", "aliases": []}, {})
    assert found.left_out == {PERSON: 1, ADDRESS: 1, AGAIN: 1}
    assert "Doe" not in repr(found)
    assert is_firm("IFLYTEK", []) and not is_firm("Wei Doe", [])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "removed"}, "field 'status'"),
        ({"effective_date": "2019-10-09"}, "field 'effective_date'"),
        ({"name": ""}, "field 'name'"),
        ({"aliases": "Foo"}, "field 'aliases'"),
        ({"country": None}, "field 'country'"),
        ({"extra": 1}, "field 'extra'"),
        ({"federal_register": "86 FR 1"}, "give it one in mend.yml"),
    ],
)
def test_a_field_that_is_new_or_holds_something_else_stops_the_run(change: dict[str, object], said: str):
    with pytest.raises(BadInput, match="entry 1") as error:
        read(change)
    assert said in str(error.value) and len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda file: file[:-40], "not whole JSON"),
        (lambda file: file.replace(b'"count": 1', b'"count": 2'), "truncated"),
        (lambda file: file.replace(b"bis-entity-list", b"bis-other"), "list_id"),
        (lambda file: file.replace(b'"extracted"', b'"made"'), "layout has changed"),
        (lambda _: b"<html>Not found</html>", "not whole JSON"),
    ],
)
def test_a_broken_file_stops_the_run(change: Callable[[bytes], bytes], said: str):
    with pytest.raises(BadInput, match=r"^list\.json") as error:
        entries_of(change(content({})), origin="list.json")
    assert said in str(error.value)
