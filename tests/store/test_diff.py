"""Two retrievals compared, by hand and on real editions."""

from datetime import date
from pathlib import Path

import pytest

from parity import data
from parity.errors import BadInput

from .conftest import OLD

LATER = ("Ada,US,2020-01-05,100,a\n"  # as it was
         "Bo,China,2021-02-01,120,a\n"  # raised
         "Cy,US,2022-05-01,400,b\n"  # dated anew
         "Di,China,2023-04-01,350,a\n")  # fmt: skip


def test_each_fact_is_added_removed_changed_or_the_same(add):
    add(OLD + "Ed,US,2021-01-01,50,a\n", "2023-01-01")
    add(LATER, "2024-01-01")
    found = data.diff("lab_speed", date(2023, 1, 1), date(2024, 1, 1))
    assert found.facts == (4, 4)
    assert [(one.entity, one.change, one.what, one.before, one.after) for one in found.changes] == [
        ("Di", "added", "all", None, 350.0),
        ("Bo", "changed", "value", 90.0, 120.0),
        ("Cy", "changed", "date", 400.0, 400.0),
        ("Ed", "removed", "all", 50.0, None),
    ]
    before, after = found.gaps["lab_speed"]
    assert before.ratio.median == pytest.approx(400 / 90)
    assert after.ratio.median == pytest.approx(400 / 350)


def test_a_day_without_a_retrieval_is_answered_with_those_there_are(add):
    add(OLD, "2023-01-01")
    with pytest.raises(
        BadInput, match="was not retrieved on 2023-01-02; the store holds its retrievals of: 2023-01-01"
    ):
        data.diff("lab_speed", date(2023, 1, 1), date(2023, 1, 2))


@pytest.mark.shared
def test_the_models_of_2024_11_05_and_2026_07_19(store, shared: Path):
    folder = shared / "data" / "epoch" / "models"
    for day, name in (("2024-11-05", "all_ml_systems.csv"), ("2026-07-19", "notable_ai_models.csv")):
        data.import_files([folder / day / name], retrieved=date.fromisoformat(day))
    found = data.diff("epoch_models", date(2024, 11, 5), date(2026, 7, 19), draws=300)
    changes = {one.entity: one for one in found.changes}
    assert changes["Grok 4"].change == "added"
    assert (changes["Grok 4"].before, changes["Grok 4"].after) == (None, pytest.approx(5e26))
    before, after = found.gaps["training_compute"]
    assert before.leader_frontier.date < date(2024, 11, 5) < after.leader_frontier.date
