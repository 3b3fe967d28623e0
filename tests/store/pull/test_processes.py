"""Pulls as processes of their own: two at once, killed, without room on the disk, and where nothing may be written."""

import ctypes
import importlib.util
import io
import json
import os
import random
import resource
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from parity.store.manifest import manifests
from parity.store.place import Folder
from parity.store.pull import Outcome
from parity.store.verify import verify

from .conftest import HARDWARE, Publisher

Pulled = Callable[..., Outcome]
Chips = Callable[..., bytes]
CHILD = """
import dataclasses, json, sys
from datetime import date
from parity.sources import source
from parity.store.place import place_of
from parity.store.pull import pull
store, mirror, day = sys.argv[1:]
(one,) = pull(place_of(store), [source("epoch_hardware")], today=date.fromisoformat(day), mirror=mirror)
print(json.dumps(dataclasses.asdict(one), default=str))
"""


def child(store: Folder, publisher: Publisher, day: str = "2026-08-02", **how: Any) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-c", CHILD, store.address, publisher.url, day]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how)


def outcome(process: "subprocess.Popen[bytes]") -> dict[str, Any]:
    printed, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (0, b"")
    found: dict[str, Any] = json.loads(printed)
    return found


def test_two_pulls_at_once_do_no_harm(publisher: Publisher, chips: Chips, store: Folder):
    publisher.files[HARDWARE] = chips()
    together = threading.Barrier(2)

    def both(request: BaseHTTPRequestHandler, content: bytes) -> None:
        together.wait(60)  # both processes have asked before either is answered
        publisher.serve(request, content)

    for day in range(1, 6):
        publisher.files[HARDWARE] = chips(200 + day)
        publisher.next[HARDWARE] = [both, both]
        pair = [child(store, publisher, f"2026-08-0{day}") for _ in range(2)]
        got = [outcome(one) for one in pair]
        assert {one["state"] for one in got} <= {"new", "unchanged"}
        assert "new" in {one["state"] for one in got}
        assert len({one["snapshot"] for one in got}) == 1
        assert len(manifests(store)) == day
        assert [one for one in verify(store) if one.weight == "problem"] == []
    assert not list((store.root / "partial").iterdir())


@pytest.mark.parametrize("room", [2_000, 8_000, 12_000])
def test_a_full_disk_leaves_everything_as_it_was(
    publisher: Publisher, pulled: Pulled, chips: Chips, store: Folder, room: int
):
    """Where the partial download, the unpacked file, or neither fits: a real error of the system, in every write."""
    publisher.files[HARDWARE] = chips()
    good = pulled()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ml_hardware.csv", chips(201))
    publisher.files[HARDWARE] = content.getvalue()
    assert 2_000 < len(content.getvalue()) < 8_000 < 12_000 < len(chips(201))
    publisher.headers["Content-Type"] = "application/octet-stream"
    full = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))  # noqa: E731
    got = outcome(child(store, publisher, preexec_fn=full))
    assert (got["state"], got["snapshot"]) == ("failed", good.snapshot)
    assert "cannot be written: File too large. What" in got["reason"]
    assert got["reason"].endswith("before stays in force.")
    assert len(manifests(store)) == 1
    assert [one for one in verify(store) if one.weight == "problem"] == []
    publisher.files[HARDWARE] = chips(201)
    publisher.headers["Content-Type"] = "text/csv"
    assert outcome(child(store, publisher))["state"] == "new"


def without_privilege() -> None:
    """Take from the superuser, for the process to come, the right to write where nobody may."""
    for right in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, right, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="takes rights away as Linux does")
def test_a_read_only_store_says_so_and_stays_readable(
    publisher: Publisher, pulled: Pulled, chips: Chips, store: Folder
):
    publisher.files[HARDWARE] = chips()
    good = pulled()
    publisher.files[HARDWARE] = chips(201)
    folders = [store.root, *(path for path in store.root.rglob("*") if path.is_dir())]
    for path in folders:
        path.chmod(0o555)
    try:
        got = outcome(child(store, publisher, preexec_fn=without_privilege))
    finally:
        for path in folders:
            path.chmod(0o755)
    assert (got["state"], got["snapshot"]) == ("failed", good.snapshot)
    assert got["reason"] == (
        f"{store.root / 'partial'} cannot be written: Permission denied. What the store held before stays in force."
    )
    assert verify(store) == []


def test_a_pull_killed_amid_a_download_is_gone_on_with(publisher: Publisher, chips: Chips, store: Folder):
    publisher.files[HARDWARE] = content = chips()
    sent, release = threading.Event(), threading.Event()

    def hang(request: BaseHTTPRequestHandler, content: bytes) -> None:
        import hashlib

        etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        publisher.send(request, content, only=6000, ETag=etag)
        request.wfile.flush()
        sent.set()
        release.wait(60)

    publisher.next[HARDWARE] = [hang]
    process = child(store, publisher)
    assert sent.wait(60)
    (partial,) = waited_for(store.root / "partial", 6000)
    process.kill()
    process.communicate()
    release.set()
    assert (manifests(store), partial.exists()) == ((), True)
    got = outcome(child(store, publisher))
    assert (got["state"], got["received"]) == ("new", len(content) - 6000)
    assert verify(store) == []


def waited_for(folder: Path, size: int) -> list[Path]:
    """The files of a folder once they have so many bytes."""
    from time import sleep

    for _ in range(3000):
        found = [path for path in folder.glob("*") if path.stat().st_size >= size]
        if found:
            return found
        sleep(0.01)
    raise AssertionError(f"nothing of {size} bytes came into {folder}")


def test_fifty_pulls_killed_at_random_moments_never_damage_the_store(repo_root: Path, shared: Path):
    spec = importlib.util.spec_from_file_location("kill_pulls", repo_root / "tools" / "kill_pulls.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    seed = int(os.environ.get("PARITY_KILL_SEED") or random.randrange(10**6))
    found = tool.run(shared, 50, seed)  # prints the seed
    assert found["damaged stores"] == 0
    assert found["snapshots lost"] == 0
    assert found["pulls that failed after the last kill"] == 0
    assert sum(count for what, count in found.items() if what.startswith("killed ")) == 50
