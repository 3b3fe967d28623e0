"""The collection of rules as a whole: cited, dated by effect, named consistently."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

import parity.controls as room
from parity.controls import chips, parameters, regimes
from parity.controls.chips import FIGURES
from parity.controls.notices import notices
from parity.controls.parameters import CERTAINTIES, FOLDER
from parity.controls.regimes import developments
from parity.controls.rules import PARAGRAPHS, rules
from parity.facts import read_yaml

ROOM = Path(room.__file__).parent


@pytest.mark.parametrize("name", parameters())
def test_a_parameter_is_cited_labelled_and_compares_a_known_figure(name: str):
    one = parameters()[name]
    assert one.reference
    assert all(cited.title and re.match(r"https://\S+$", cited.href) for cited in one.reference)
    assert one.label and one.figure in FIGURES and one.operator in {">=", ">", "<", "<="}
    assert one.certainty in CERTAINTIES
    assert one.certainty == "certain" or one.note or one.reference


@pytest.mark.parametrize("name", parameters())
def test_a_parameter_starts_on_a_day_of_effect_or_compliance_and_never_on_a_day_of_print(name: str):
    effects = {one.effective for one in regimes()} | {one.compliance for one in regimes()}
    effects |= {date(2027, 1, 1), date(2029, 1, 1)}  # years that the foundry rule itself names
    assert set(parameters()[name].dates) <= effects


def test_printing_and_effect_are_told_apart():
    differ = [one.id for one in regimes() if one.effective != one.published]
    assert {"R1", "R1m", "R2", "R3", "R4", "R6"} <= set(differ)
    assert next(one for one in regimes() if one.id == "R2").effective == date(2023, 11, 17)


def test_every_rule_names_parameters_or_rules_that_exist():
    known = {*parameters(), *rules(), "datacentre"}
    assert {part for one in rules().values() for part in one.parts} <= known


def test_every_parameter_is_used_by_a_rule():
    used = {part for one in rules().values() for part in one.parts}
    assert set(parameters()) - used == {"node", "transistors", "transistors_without_hbm"}


def test_paragraphs_of_the_rules_can_be_answered():
    assert {name for name in rules() if name.startswith("3A090")} <= set(PARAGRAPHS)


def test_notices_and_licences_name_chips_of_the_catalogue_and_cite():
    catalogue = {one.name for one in chips()}
    assert {name for one in notices() for name in one.names} <= catalogue
    assert {one["chip"] for one in developments()["granted"]} <= catalogue
    assert set(developments()["prohibition_10"]["names"]) <= catalogue
    assert all(one.reference.href.startswith("https://") for one in notices())
    assert all(one.href.startswith("https://") and one.effective for one in regimes())


def test_every_figure_of_the_catalogue_says_how_sure_it_is_and_who_said_so():
    legend = read_yaml(ROOM / "chip_sources.yml")
    with (ROOM / "chips.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            cells = [row[key] for key in ("ops16", "ops8", "ops4", "tpp", "die", "link", "io", "dram") if row[key]]
            assert all(cell.rpartition(" ")[2] in legend["certainty"] for cell in cells), row["chip"]
            assert set(filter(None, row["sources"].split(","))) <= set(legend["sources"]), row["chip"]
            assert row["sources"] or not cells, row["chip"]


def test_no_figure_rests_on_general_knowledge_and_every_source_is_described_with_a_link():
    legend = read_yaml(ROOM / "chip_sources.yml")
    assert set(legend["certainty"]) == {"c", "s", "u"}
    with (ROOM / "chips.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    dated = [row["launch"] for row in rows if row["launch"]]
    stated = [row[key] for row in rows for key in ("node", "memory") if " " in row[key]]
    assert all(re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)? [csu]", cell) for cell in dated)
    assert not [cell for cell in stated if cell.endswith(" m")]
    used = {letter for row in rows for letter in row["sources"].split(",") if letter}
    assert used == set(legend["sources"])
    for letter, one in legend["sources"].items():
        assert one["title"] and one["links"], letter
        assert all(re.match(r"https?://\S+$", link) for link in one["links"]), letter


def test_every_name_known_of_a_firm_has_the_page_that_gives_it():
    with (ROOM / "firm_names.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert all(re.match(r"https?://\S+$", row["source"]) for row in rows)
    assert len({(row["firm"], row["name"]) for row in rows}) == len(rows)


def test_every_version_for_china_has_its_parent():
    names = {one.name for one in chips()}
    assert {one.china_version_of for one in chips()} - {""} <= names


def test_country_groups_are_iso_codes_and_china_and_macau_stand_where_they_should():
    with (ROOM / "countries.csv").open(encoding="utf-8", newline="") as table:
        codes = {row["code"] for row in csv.DictReader(table)}
    groups = read_yaml(FOLDER / "country_groups.yml")["groups"]
    assert all(set(members) <= codes and len(set(members)) == len(members) for members in groups.values())
    assert all("CN" in groups[name] for name in ("D:1", "D:4", "D:5"))
    assert "MO" in groups["D:1"] and "MO" not in groups["D:5"]
    assert len(groups["D:5"]) == 22
