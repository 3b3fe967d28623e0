"""The lists' files as they ship: whole, dated, of firms alone, and in agreement with the acts checked by hand."""

import csv
import itertools
import json
from datetime import date
from pathlib import Path

import pytest

from parity.controls import READ_ON, UnknownFirm, entries, listed_firms, listings, matches, screen, screen_name
from parity.controls.entries import CERTAINTY, rules
from parity.controls.listings import acts_of, checked_listings
from parity.controls.names import name_of

FILES = {"entity-list": "bis_entity_list", "meu": "bis_meu", "1260h": "dow_1260h", "ns-cmic": "ofac_nscmic"}
LATER = {"1260h"}
"""Lists whose file is one day's edition: earlier notices are known by hand alone."""


def test_every_list_is_there_and_every_entry_dated_and_cited():
    count = {name: sum(one.list == name for one in entries()) for name in FILES}
    assert count == {"entity-list": 2968, "meu": 70, "1260h": 80, "ns-cmic": 68}
    for one in entries():
        assert one.name and one.country and one.acts
        assert all(act in rules() for act in one.acts), one.name
    for rule in rules().values():
        assert rule.effective <= rule.published or rule.certainty == "stated", rule.citation
        assert (rule.published - rule.effective).days < 8 or rule.certainty == "stated", rule.citation
        assert rule.published <= READ_ON and rule.certainty in CERTAINTY and rule.link.startswith("https://")


def test_a_page_has_one_day_and_days_follow_pages():
    pages = sorted((int(volume), int(page), rule.published) for rule in rules().values() if " FR " in rule.citation
                   for volume, page in [rule.citation.split(" FR ")])  # fmt: skip
    assert len({page[:2] for page in pages}) == len(pages)
    assert all(one[0] < other[0] or one[2] <= other[2] for one, other in itertools.pairwise(pages))


def test_a_rule_whose_day_was_read_has_the_page_that_states_it():
    with (Path(__file__).parents[2] / "src/parity/controls/us_rule_days.csv").open(
        encoding="utf-8", newline=""
    ) as table:
        rows = list(csv.DictReader(table))
    assert len({row["citation"] for row in rows}) == len(rows) >= 15
    assert all(row["link"].startswith("https://") and date.fromisoformat(row["effective"]) for row in rows)


def test_what_ships_is_small_and_no_prose():
    folder = Path(__file__).parents[2] / "src/parity/controls"
    assert sum(path.stat().st_size for path in folder.glob("us_*.csv")) < 1_500_000
    text = (folder / "us_lists.csv").read_text("utf-8")
    for words in ("subject to the EAR", "military-civil fusion", "presumption of denial", "Street", "P.O. Box"):
        assert words not in text, words
    assert {one.requirement.split(" ")[0] for one in entries() if one.list == "entity-list"} <= {"all", "projects"}


@pytest.mark.shared
def test_no_name_of_a_person_ships(shared: Path):
    from parity.sources.us_lists.names import is_firm

    raw = json.loads((shared / "data/bis/2026-07-09/bis_entity_list.json").read_bytes())["entities"]
    persons = {one["name"] for one in raw if not is_firm(one["name"], one["aliases"])}
    shipped = {name for one in entries() for name in (one.name, *one.aliases, *one.parts)}
    assert len(persons) > 350 and not persons & shipped


def test_the_hand_checked_acts_and_the_files_agree():
    """Every act of a file on a firm checked by hand is among its acts, with the same days; the rest is named here."""
    by_hand = {(one.firm, one.list, one.citation): one for one in checked_listings()}
    names = {(one.firm, one.list, name_of(one.listed_name).plain) for one in checked_listings()}
    for entry in entries():
        if (entry.firm, entry.list, name_of(entry.name).plain) not in names:
            continue  # one of a firm's further entries
        for act in acts_of(entry):
            checked = by_hand[entry.firm, entry.list, act.citation]
            assert (checked.effective, checked.published) == (act.effective, act.published), act
    on_file = {(one.firm, one.list) for one in entries()}
    missing = {(one.firm, one.list) for one in checked_listings()} - on_file
    assert missing == {("Megvii", "1260h")}  # removed on 2025-01-07, which a file of 2026 cannot say
    in_files = {(one.firm, one.list, citation) for one in entries() for citation, _ in one.acts}
    extra = {(one.firm, one.citation) for one in checked_listings() if one.list not in LATER
             and (one.firm, one.list, one.citation) not in in_files}  # fmt: skip
    assert extra == {("Huawei", "85 FR 29849")}  # the product rule on Huawei and its affiliates, no page of an entry


def test_a_firm_on_several_lists_has_them_all():
    found = screen("Aerosun Corporation", on=date(2026, 7, 1))
    assert [one.list for one in found] == ["ns-cmic", "entity-list", "1260h"]
    assert {one.list for one in screen("CNOOC Limited", on=date(2026, 7, 1))} == {"ns-cmic", "entity-list"}


@pytest.mark.parametrize(
    ("name", "before", "first", "which"),
    [
        ("Shenyang Aircraft Corporation", date(2020, 12, 22), date(2020, 12, 23), "meu"),
        ("Harbin Institute of Technology", date(2020, 6, 4), date(2020, 6, 5), "entity-list"),
        ("Tongfang NucTech Technology Ltd.", date(2020, 12, 17), date(2020, 12, 18), "entity-list"),
        ("Proven Glory Capital Limited", date(2021, 8, 1), date(2021, 8, 2), "ns-cmic"),
        ("Quectel Wireless Solutions Co., Ltd.", date(2026, 6, 9), date(2026, 6, 10), "1260h"),
    ],
)
def test_before_the_first_day_there_is_none(name: str, before: date, first: date, which: str):
    assert screen(name, on=before) == ()
    assert [one.list for one in screen(name, on=first)] == [which]


def test_an_edition_says_nothing_of_the_days_before_it():
    (hesai,) = screen_name("Hesai Group", on=date(2025, 6, 1))
    assert (hesai.listings, hesai.unread) == ((), ("1260h",))
    assert screen_name("Hesai Group", on=READ_ON)[0].unread == ()
    assert screen_name("SenseTime", on=date(2018, 1, 1))[0].unread == ()  # earlier notices are known by hand


def test_a_day_of_print_is_said_to_be_one():
    (hytera,) = screen("Hytera Communications Limited", on=READ_ON)
    assert "day of print" in hytera.certainty
    assert "as the rule states" in screen("Tongfang NucTech Technology Ltd.", on=READ_ON)[0].certainty


def test_a_subsidiary_that_a_list_names_is_found_by_its_own_name():
    (found,) = screen_name("Complete Genomics", on=READ_ON)
    assert (found.match.kind, found.match.firm, found.match.why) == (
        "same name",
        "BGI Group",
        "a subsidiary the list names",
    )
    assert [one.list for one in found.listings] == ["1260h"]


def test_a_further_entry_of_a_firm_answers_for_itself():
    (found,) = screen_name("Huawei Cloud Dalian", on=READ_ON)
    assert found.match.firm == "Huawei" and found.listings[0].citation == "85 FR 51603"
    assert found.listings[0].effective == date(2020, 8, 17)


@pytest.mark.parametrize(
    "name",
    ["China Electronics", "Beijing Technology Co", "International Trading Company", "Institute of Technology",
     "China Aerospace", "Research Institute", "Semiconductor Technology Ltd", "Hong Kong Electronics"],
)  # fmt: skip
def test_words_that_all_have_name_nobody(name: str):
    assert matches(name) == ()


@pytest.mark.parametrize("name", ["XMC", "CTI", "HMC"])
def test_an_abbreviation_of_three_letters_is_never_a_hit(name: str):
    assert {one.kind for one in matches(name)} == {"near match"}


@pytest.mark.parametrize(
    ("name", "firm"),
    [
        (
            "Shenzhen Ditai Technology Co., Ltd.",
            "Detail Technology (HK) Limited",
        ),  # the list has Cyrillic letters in Co.
        ("Нuawei Technologies Co., Ltd.", "Huawei"),  # and so may whoever asks
        ("Buybest Elektronik Ithalat Ihracat Limited Sirketi", "BuyBest Electronic"),
        ("MÜLLER MARKET", "Muller Markt LLC"),
        ("Hwatsing Technology Co., Ltd.", "Hwa Tsing Technology Co., Ltd."),
    ],
)
def test_letters_of_another_script_or_with_marks_make_no_other_name(name: str, firm: str):
    assert firm in {one.firm for one in matches(name) if one.kind != "near match"}


def test_near_names_are_few_and_the_nearest_come_first():
    found = matches("Skyverse Technology")
    assert len(found) <= 8 and {one.kind for one in found} == {"near match"}


def test_a_firm_of_no_list_is_unknown_and_not_called_unlisted():
    with pytest.raises(UnknownFirm, match="No listing of a firm"):
        screen("Peking University", on=READ_ON)


def test_the_hand_checked_layer_comes_first():
    assert listings()[: len(checked_listings())] == checked_listings()
    assert {one.certainty for one in screen("SenseTime", on=READ_ON)} == {"checked by hand"}
    assert len(listed_firms()) == 36
