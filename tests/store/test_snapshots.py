"""Snapshots: added whole or not at all, once, and in force until their table is retrieved anew."""

import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import parity
from parity import data
from parity.errors import BadInput, NotObserved, UnknownMetric, UnknownSource
from parity.series import metric
from parity.store.facts import facts_of
from parity.store.manifest import manifests

from .conftest import HEADER, OLD

NEW = OLD.replace("Cy,US,2022-03-01,400", "Cy,US,2022-03-01,300") + "Di,China,2023-04-01,350,a\n"


def _facts():
    of = metric("lab_speed")
    return facts_of(of.id, of.sources, of.near)


def test_an_imported_file_answers_as_a_metric(add):
    added = add(OLD, "2023-01-01")
    assert (added.new, added.manifest.facts, [read.used for read in added.manifest.tables]) == (True, 3, [3])
    found = parity.gap("lab_speed", "US", "China", on=date(2023, 1, 1))
    assert found.ratio.median == pytest.approx(400 / 90)
    # 90 op/s stood in China from 2021-02-01; the US had 100 from 2020-01-05 on, 1,092 days before the day asked.
    assert found.lag.median == pytest.approx(1092 / 30.436875, rel=0.001)


def test_the_same_files_of_the_same_day_are_one_snapshot(add, store):
    first, again = add(OLD, "2023-01-01"), add(OLD, "2023-01-01")
    assert (again.new, again.manifest.id) == (False, first.manifest.id)
    assert len(manifests(store)) == 1


def test_a_row_is_in_force_until_its_table_is_retrieved_without_it(add):
    add(OLD, "2023-01-01")
    add(NEW.replace("Ada,US,2020-01-05,100,a\n", ""), "2024-01-01")
    now = parity.gap("lab_speed", "US", "China", on=date(2024, 2, 1))
    assert (now.leader_frontier.best.median, now.follower_frontier.best.median) == pytest.approx((300, 350))
    then = parity.gap("lab_speed", "US", "China", on=date(2024, 2, 1), vintage=date(2023, 12, 31))
    assert then.leader_frontier.best.median == pytest.approx(400)
    facts = _facts()
    ends = dict(zip(facts["entity"] + facts["known_on"].cast(str), facts["known_until"], strict=True))
    assert ends["Ada2023-01-01"] == date(2024, 1, 1)
    assert ends["Di2024-01-01"] is None


def test_nothing_is_known_before_the_first_retrieval(add):
    add(OLD, "2023-01-01")
    with pytest.raises(NotObserved, match="first vintage is 2023-01-01"):
        parity.gap("lab_speed", "US", "China", on=date(2023, 1, 1), vintage=date(2022, 12, 31))


def test_a_file_brought_later_but_retrieved_earlier_takes_its_place_in_time(add):
    add(NEW, "2024-01-01")
    add(OLD, "2023-01-01")
    assert parity.gap("lab_speed", "US", "China", on=date(2024, 2, 1)).leader_frontier.best.median == pytest.approx(300)


def test_a_bad_row_stores_nothing(add, store, tmp_path):
    add(OLD, "2023-01-01")
    before = sorted(store.root.rglob("*"))
    with pytest.raises(BadInput, match=r"speed.csv, line 4, column 'Speed': 'fast' is not a finite number"):
        add(OLD.replace(",400,", ",fast,"), "2024-01-01")
    assert sorted(store.root.rglob("*")) == before
    assert data.verify() == []


@pytest.mark.parametrize("factor", [10, 0.1])
def test_figures_that_moved_tenfold_stop_the_import_until_accepted(add, store, factor):
    add(OLD, "2023-01-01")
    moved = "".join(f"{a},{b},{c},{float(d) * factor:g},{e}\n" for a, b, c, d, e in
                    (line.split(",") for line in OLD.splitlines()))  # fmt: skip
    with pytest.raises(BadInput, match=r"snapshot of 2023-01-01, 3 of 3 figures moved tenfold.*--accept-jump"):
        add(moved, "2024-01-01")
    assert _leader() == pytest.approx(400)
    add(moved, "2024-01-01", accept_jump=True)
    assert _leader() == pytest.approx(400 * factor)


def _leader() -> float:
    return parity.gap("lab_speed", "US", "China", on=date(2024, 2, 1)).leader_frontier.best.median


def test_a_tenth_of_the_rows_stops_the_import(add):
    rows = "".join(f"M{n},US,2020-01-05,{100 + n},a\n" for n in range(100))
    add(rows, "2023-01-01")
    with pytest.raises(BadInput, match="100 facts became 3"):
        add(OLD, "2024-01-01")


def test_a_retrieval_in_the_future_is_refused(add):
    ahead = (datetime.now().astimezone().date() + timedelta(days=2)).isoformat()
    with pytest.raises(BadInput, match="lies in the future"):
        add(OLD, ahead)


def test_a_zip_is_one_snapshot_of_the_tables_in_it(store, tmp_path):
    """NVIDIA's and AMD's totals as Epoch packs them would be read alike; here a file of one's own, packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("folder/speed.csv", HEADER + OLD)
    (tmp_path / "speed.zip").write_bytes(packed.getvalue())
    from .conftest import MAPPING

    (tmp_path / "speed.yml").write_text(MAPPING)
    added = data.import_files([tmp_path / "speed.zip"], retrieved=date(2023, 1, 1), mapping=tmp_path / "speed.yml")
    (blob,) = added.manifest.files
    assert (blob.name, blob.packed_in) == ("speed.csv", "speed.zip")


def test_an_unknown_source_is_answered_with_the_nearest(store, tmp_path):
    (tmp_path / "a.csv").write_text("x\n1\n")
    with pytest.raises(UnknownSource, match="Did you mean epoch_models"):
        data.import_files([tmp_path / "a.csv"], source_id="epoch_model")
    with pytest.raises(BadInput, match="no source that Parity reads"):
        data.import_files([tmp_path / "a.csv"])
    with pytest.raises(BadInput, match="cannot be read"):
        data.import_files([tmp_path / "none.csv"])


def test_a_metric_that_was_never_imported_is_unknown(store):
    with pytest.raises(UnknownMetric, match="No metric 'lab_speed'"):
        parity.gap("lab_speed", "US", "China")


@pytest.mark.shared
def test_a_whole_table_takes_the_place_of_the_shipped_rows(store, shared: Path):
    """The editions that the shipped rows were drawn from, imported: the same frontiers, row for row."""
    asked = {"on": date(2026, 3, 30), "vintage": date(2026, 3, 30)}
    shipped = parity.gap("training_compute", "US", "China", **asked)
    folder = shared / "data" / "epoch" / "models" / "2026-03-30"
    added = data.import_files([folder / "all_ai_models.csv"], retrieved=date(2026, 3, 30))
    assert added.manifest.source == "epoch_models"
    stored = parity.gap("training_compute", "US", "China", **asked)
    assert stored.leader_frontier.entity == shipped.leader_frontier.entity
    facts = facts_of("training_compute", ("epoch_models",), metric("training_compute").near)
    ended = facts.filter(facts["known_on"] < date(2026, 3, 30))["known_until"]
    assert ended.is_not_null().all()  # whatever was shipped of earlier days has ended by then
