"""Listings: who was on which list by a day."""

from datetime import date

import pytest

from parity.controls import UnknownFirm, screen


@pytest.mark.parametrize(
    ("name", "on", "lists"),
    [
        ("SenseTime", date(2019, 10, 8), []), ("SenseTime", date(2019, 10, 9), ["entity-list"]),
        ("sensetime", date(2024, 5, 28), ["entity-list", "ns-cmic"]), ("Huawei", date(2019, 5, 15), []),
        ("Huawei", date(2019, 5, 16), ["entity-list"]),
        ("SenseTime", date(2026, 7, 1), ["1260h", "entity-list", "ns-cmic"]),
    ],
)  # fmt: skip
def test_lists_by_day(name: str, on: date, lists: list[str]):
    assert sorted({one.list for one in screen(name, on=on)}) == lists


def test_a_listed_name_and_an_alias_find_the_firm():
    assert screen("Sense Time", on=date(2020, 1, 1)) == screen("SenseTime", on=date(2020, 1, 1))


def test_an_unknown_firm_gets_suggestions_and_is_not_called_unlisted():
    with pytest.raises(UnknownFirm, match="Did you mean Huawei"):
        screen("Huawai", on=date(2024, 1, 1))
