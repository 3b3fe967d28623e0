"""Screening: exact names as before, others shown as what they are, and how often it is wrong."""

import csv
from datetime import date
from pathlib import Path

import pytest

from parity.controls import HITS, UnknownFirm, affiliates_rule, entries, matches, screen, screen_name

LABELS = Path(__file__).parent / "screening.csv"


def labelled() -> list[dict[str, str]]:
    with LABELS.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def scored(layer: str, kinds: frozenset[str]) -> tuple[float, float]:
    """Precision and recall; any of the firms that a row expects is right."""
    shown = {}
    for entry in entries():
        shown.setdefault(entry.name, set()).add(entry.firm)
    right = wrong = missed = 0
    for row in labelled():
        if row["layer"] == layer:
            found = {one.firm for one in matches(row["name"]) if one.kind in kinds}
            expected = {firm for name in row["expected"].split(";") if name for firm in shown.get(name, {name})}
            right, wrong = right + bool(found & expected), wrong + len(found - expected)
            missed += bool(expected) and not found & expected
    return right / (right + wrong), right / (right + missed)


def test_the_labelled_set_is_large_and_much_of_it_is_hard_negatives():
    rows = labelled()
    assert len(rows) >= 155 + 150
    assert sum(not row["expected"] for row in rows) >= 150
    assert len({row["name"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("layer", "precision", "recall"), [("36 firms", 0.97, 0.97), ("all lists", 0.93, 0.93), ("held out", 0.9, 0.85)]
)
def test_precision_and_recall_stay_where_they_were(layer: str, precision: float, recall: float):
    found = scored(layer, HITS | {"near match"})
    assert found[0] >= precision and found[1] >= recall


@pytest.mark.parametrize("layer", ["36 firms", "all lists", "held out"])
def test_a_hit_is_next_to_never_wrong(layer: str):
    assert scored(layer, HITS)[0] >= 0.97


def test_an_exact_name_answers_as_it_always_did():
    (found,) = screen_name("SenseTime", on=date(2024, 5, 28))
    assert found.match.kind == "listed name"
    assert found.listings == screen("SenseTime", on=date(2024, 5, 28))


@pytest.mark.parametrize(
    ("name", "firm", "kind"),
    [
        ("sensetime", "SenseTime", "listed name"),
        ("华为", "Huawei", "known name"),
        ("商湯科技", "SenseTime", "known name"),
        ("Hauwei", "Huawei", "near match"),
        ("Huawei Technologies Deutschland GmbH", "Huawei", "listed name"),
        ("Huawei Technologies Freiburg GmbH", "Huawei", "near match"),
        ("Hi-Silicon", "Huawei", "same name"),
    ],
)
def test_a_match_is_shown_as_what_it_is(name: str, firm: str, kind: str):
    (found,) = matches(name)
    assert (found.firm, found.kind) == (firm, kind)


@pytest.mark.parametrize(
    "name", ["Dahua Construction", "大华银行", "Biden Foundation", "Semiconductor Group Co., Ltd.", "", "!!"]
)
def test_another_firm_of_a_like_name_is_no_match(name: str):
    assert matches(name) == ()


def test_a_name_like_none_is_unknown_and_not_called_unlisted():
    with pytest.raises(UnknownFirm, match="No listing of a firm"):
        screen_name("Acme Anvils", on=date(2024, 1, 1))


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2025, 9, 28), ""),
        (date(2025, 9, 29), "in force"),
        (date(2025, 11, 10), "stayed"),
        (date(2026, 11, 9), "stayed"),
    ],
)
def test_the_affiliates_rule_by_day(on: date, state: str):
    assert affiliates_rule(on)[0] == state


def test_after_the_stay_it_is_said_to_be_unconfirmed():
    assert "unconfirmed" in affiliates_rule(date(2026, 11, 10))[0]
