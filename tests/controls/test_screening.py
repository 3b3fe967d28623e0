"""Screening: exact names as before, others shown as what they are, and how often it is wrong."""

import csv
from datetime import date
from pathlib import Path

import pytest

from parity.controls import UnknownFirm, affiliates_rule, matches, screen, screen_name

LABELS = Path(__file__).parent / "screening.csv"


def labelled() -> list[dict[str, str]]:
    with LABELS.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_the_labelled_set_is_large_and_half_of_it_is_hard_negatives():
    rows = labelled()
    assert len(rows) >= 80
    assert sum(not row["expected"] for row in rows) >= 40
    assert len({row["name"] for row in rows}) == len(rows)


def test_precision_and_recall_stay_where_they_were():
    right = wrong = missed = 0
    for row in labelled():
        found, expected = {one.firm for one in matches(row["name"])}, {row["expected"]} - {""}
        right, wrong, missed = (
            right + len(found & expected),
            wrong + len(found - expected),
            missed + len(expected - found),
        )
    assert right / (right + wrong) >= 0.97
    assert right / (right + missed) >= 0.97


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
        ("Huawei Technologies Deutschland GmbH", "Huawei", "near match"),
        ("Hi-Silicon", "Huawei", "near match"),
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
