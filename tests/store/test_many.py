"""Many files at once: each is a snapshot, one source's stay in order, and a bad one is no obstacle to the others."""

from datetime import date
from pathlib import Path

import pytest

from parity import data


def write(folder: Path, name: str, text: str) -> Path:
    (path := folder / name).parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def jobs(tmp_path: Path, request) -> list[data.Job]:
    """Two shared files where there are some, a file of nobody's and one that is not there."""
    shared = request.getfixturevalue("shared") / "data" / "epoch" / "models"
    return [
        data.Job(write(tmp_path, "nobodys.csv", "a,b\n1,2\n"), date(2026, 1, 1)),
        data.Job(shared / "2025-06-11" / "all_ml_systems.csv", date(2025, 6, 11)),
        data.Job(tmp_path / "absent.csv", date(2026, 1, 1), "epoch_models"),
        data.Job(shared / "2026-07-19" / "notable_ai_models.csv", date(2026, 7, 19)),
    ]


@pytest.mark.shared
@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_file_is_no_obstacle_to_the_others(jobs, tmp_path, workers):
    heard: list[data.Done] = []
    done = data.import_many(jobs, store=tmp_path / "store", workers=workers, told=heard.append, accept_jump=True)
    assert [one.job for one in done] == jobs
    assert [one.failure is None for one in done] == [False, True, False, True]
    assert "nobodys.csv: no source that Parity reads" in str(done[0].failure)
    assert "absent.csv: cannot be read" in str(done[2].failure)
    assert [one.new for one in done if one.manifest] == [True, True]
    assert {one.job.path for one in heard} == {one.path for one in jobs}
    held = next(one for one in data.held(store=tmp_path / "store") if one.source.id == "epoch_models")
    assert [one.id for one in held.snapshots] == [one.manifest.id for one in done if one.manifest]


def test_no_file_is_no_work(tmp_path):
    assert data.import_many([], store=tmp_path, workers=2) == []
    assert list(tmp_path.iterdir()) == []
