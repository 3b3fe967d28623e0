"""What scenarios and claims ask of the rules, the timeline, and the ceilings."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from parity.controls import (
    allowed,
    allowed_by_quarter,
    ceilings,
    china_versions,
    chip,
    destination,
    fastest_outside,
    restricted_since,
    ruling_on,
    timeline,
)

CHINA = destination("CN")


@pytest.mark.parametrize(
    ("name", "on", "free"),
    [
        ("A800", date(2023, 6, 30), True), ("A800", date(2023, 12, 31), False), ("H20", date(2025, 3, 31), True),
        ("H20", date(2025, 6, 30), False), ("H20", date(2025, 12, 31), False), ("MTT S4000", date(2024, 6, 30), None),
    ],
)  # fmt: skip
def test_allowed_by_day(name: str, on: date, free: bool | None):
    assert allowed(name, on) is free


def test_quarters_in_one_table_agree_with_single_answers():
    quarters = [date(2022, 12, 31), date(2023, 6, 30), date(2023, 12, 31), date(2025, 6, 30)]
    found = allowed_by_quarter(["A800", "H20"], quarters)
    assert found["allowed"].to_list() == [allowed(name, on) for name in ("A800", "H20") for on in quarters]


def test_a_ruling_says_when_it_could_be_known():
    assert ruling_on("H20", date(2025, 4, 9)).known_on == date(2025, 4, 15)
    assert ruling_on("H100", date(2023, 11, 17)).known_on == date(2023, 10, 25)


def test_since_when_a_chip_is_restricted():
    assert restricted_since("H800").since == date(2023, 10, 23)
    assert restricted_since("H20", on=date(2025, 4, 8)) is None


def test_the_timeline_of_the_a800_in_four_turns():
    turns = [
        (one.since, one.ruling.paragraph, one.ruling.outcome)
        for one in timeline(chip("A800"), where=CHINA)
        if one.changed
    ]
    assert turns == [
        (date(2022, 8, 26), "none", "NO_3A090"),
        (date(2023, 10, 23), "none", "LICENCE_LETTER"),
        (date(2023, 11, 17), "3A090.a.1", "LICENCE_PD"),
        (date(2026, 1, 15), "3A090.a.1", "LICENCE_REQ"),
    ]


def test_spans_of_a_timeline_follow_one_another():
    spans = timeline(chip("H20"), where=CHINA)
    assert all(one.until == other.since for one, other in pairwise(spans))
    assert spans[-1].until is None


@pytest.mark.parametrize(
    ("on", "io", "area", "tpp"),
    [
        (date(2022, 12, 1), 900, 814, 4800), (date(2022, 12, 1), 500, 814, None), (date(2024, 2, 1), 900, 400, 1600),
        (date(2024, 2, 1), 900, 608, 3.2 * 608), (date(2024, 2, 1), 900, 814, 2400),
        (date(2024, 2, 1), 900, 1628, 1.6 * 1628), (date(2024, 2, 1), 900, 3000, 4800),
    ],
)  # fmt: skip
def test_the_fastest_chip_under_the_line(on: date, io: float, area: float, tpp: float | None):
    (found,) = fastest_outside("outside 3A090", on=on, die_area=np.array([float(area)]), io=io)
    assert found.tpp == (None if tpp is None else pytest.approx(tpp))


def test_the_h20_was_built_a_little_under_the_line_of_its_die():
    outside, _ = ceilings(chip("H20"), on=date(2023, 11, 17))
    assert 0.98 < chip("H20").figures["tpp"].point / outside.tpp < 1


def test_what_the_versions_for_china_cut():
    found = {one.chip: one for one in china_versions(where=CHINA)}
    assert found["NVIDIA A800 SXM 80GB"].cut == ("total I/O 664 -> 464 GB/s",)
    assert found["NVIDIA H20"].nearest.startswith("3A090.b.1: tpp >= 2400")
    assert all(one.paragraph in ("none", "undecided") for one in found.values())
