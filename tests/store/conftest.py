"""A store of its own for each test, and a small table of one's own to put into it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from parity import data
from parity.store.ingest import Snapshot
from parity.store.place import Folder

MAPPING = """\
id: lab_speed
label: Speed of a made-up machine
unit: op/s
kind: record
better: higher
scale: log
url: https://example.org/speed
licence: {name: CC0, url: https://example.org/cc0}
cite: made up
columns: {entity: Machine, country: Country, date: Day, value: Speed}
tags: {class: Class}
"""
HEADER = "Machine,Country,Day,Speed,Class\n"
OLD = "Ada,US,2020-01-05,100,a\nBo,China,2021-02-01,90,a\nCy,US,2022-03-01,400,b\n"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """An empty store that every function of this process means."""
    folder = tmp_path / "store"
    monkeypatch.setenv("PARITY_STORE", str(folder))
    return Folder(folder)


@pytest.fixture
def add(store: Folder, tmp_path: Path) -> Callable[..., Snapshot]:
    """Import rows of the made-up table as retrieved on a day."""
    mapping = tmp_path / "speed.yml"
    mapping.write_text(MAPPING, encoding="utf-8")

    def added(rows: str, day: str, **how: bool) -> Snapshot:
        file = tmp_path / "speed.csv"
        file.write_text(HEADER + rows, encoding="utf-8")
        return data.import_files([file], retrieved=date.fromisoformat(day), mapping=mapping, **how)

    return added


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """A local server that speaks S3, with an empty bucket: its address."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    boto3.client(
        "s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret"
    ).create_bucket(Bucket="facts")
    yield endpoint
    server.stop()
