"""A store at an object store's address, against a local server that speaks S3."""

from datetime import date
from pathlib import Path

import pytest

import parity
from parity import data
from parity.errors import BadInput, SourceFailed
from parity.store.place import here

from .conftest import HEADER, MAPPING, OLD


@pytest.fixture
def bucket(s3: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    for name, value in {
        "AWS_ENDPOINT_URL": s3, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    address = f"s3://facts/{request.node.name}"
    monkeypatch.setenv("PARITY_STORE", address)
    return address


def _add(folder: Path, rows: str, day: str) -> None:
    (folder / "speed.yml").write_text(MAPPING, encoding="utf-8")
    (folder / "speed.csv").write_text(HEADER + rows, encoding="utf-8")
    data.import_files([folder / "speed.csv"], retrieved=date.fromisoformat(day), mapping=folder / "speed.yml")


def test_a_store_in_a_bucket_imports_verifies_and_answers_like_a_folder(bucket, tmp_path):
    _add(tmp_path, OLD, "2023-01-01")
    assert data.verify() == []
    found = parity.gap("lab_speed", "US", "China", on=date(2023, 1, 1))
    assert found.leader_frontier.entity == "Cy"
    assert found.ratio.median == pytest.approx(400 / 90)
    (own,) = [one for one in data.held() if one.source.id == "lab_speed"]
    assert own.snapshots[0].facts == 3
    assert data.sql("SELECT max(value) FROM facts").rows == [(400.0,)]


def test_a_later_retrieval_in_a_bucket_replaces_the_earlier(bucket, tmp_path):
    _add(tmp_path, OLD, "2023-01-01")
    _add(tmp_path, OLD.replace("Cy,US,2022-03-01,400", "Cy,US,2022-03-01,300"), "2024-01-01")
    assert parity.gap("lab_speed", "US", "China", on=date(2024, 1, 1)).leader_frontier.best.median == pytest.approx(300)
    then = parity.gap("lab_speed", "US", "China", on=date(2024, 1, 1), vintage=date(2023, 6, 1))
    assert then.leader_frontier.best.median == pytest.approx(400)


def test_a_bucket_that_is_not_there_is_said_so_in_one_line(bucket, monkeypatch, tmp_path):
    monkeypatch.setenv("PARITY_STORE", "s3://no-such-bucket/facts")
    with pytest.raises(SourceFailed, match="s3://no-such-bucket/facts could not be written"):
        _add(tmp_path, OLD, "2023-01-01")


def test_a_kind_of_address_that_nothing_opens_is_refused():
    with pytest.raises(BadInput, match="no object store is known by 'gopher'"):
        here("gopher://host/facts")
