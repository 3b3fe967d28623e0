"""Kill pulls at random moments and verify the store after each: the last good snapshot must stay in force.

`python tools/kill_pulls.py [--pulls N] [--seed S] [--shared FOLDER]` serves a few of the publishers' real files from
this machine, a new edition for every pull, kills each pull (SIGKILL) after a random part of the time a pull takes, and
prints what was hit.  Leaves with 1 if a store was ever found damaged or a snapshot lost.
"""

import argparse
import csv
import hashlib
import io
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from parity.sources import source
from parity.store.manifest import manifests
from parity.store.place import Place, place_of
from parity.store.pull import pull
from parity.store.verify import verify

FILES = {
    "/epoch_hardware/ml_hardware.csv": "epoch/ml_hardware/2026-07-19/ml_hardware.csv",
    "/owid_cset/annual-scholarly-publications-on-artificial-intelligence.csv":
        "owid_cset/2026-05-10/annual-scholarly-publications-on-artificial-intelligence.csv",
    "/owid_cset/artificial-intelligence-patents-submitted.csv":
        "owid_cset/2026-05-10/artificial-intelligence-patents-submitted.csv",
    "/owid_cset/private-investment-in-artificial-intelligence-cset.csv":
        "owid_cset/2026-05-10/private-investment-in-artificial-intelligence-cset.csv",
}  # fmt: skip
SOURCES = ("epoch_hardware", "owid_cset")
FIRST = date(2026, 7, 20)


class Mirror:
    """The files on a loopback address; every edition lacks another row."""

    def __init__(self, shared: Path) -> None:
        self.files = {path: (shared / "data" / name).read_bytes() for path, name in FILES.items()}
        self.edition = 0
        mirror = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                content = mirror.content(self.path)
                etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
                begin = int(self.headers.get("Range", "bytes=0-")[6:-1]) if self.headers.get("If-Range") == etag else 0
                same = self.headers.get("If-None-Match") == etag
                self.send_response(304 if same else 206 if begin else 200)
                self.send_header("ETag", etag)
                self.send_header("Content-Type", "text/csv")
                if begin:
                    self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
                self.send_header("Content-Length", "0" if same else str(len(content) - begin))
                self.end_headers()
                if not same:
                    self.wfile.write(content[begin:])

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *args: None  # type: ignore[method-assign]  # the reader was killed
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def content(self, path: str) -> bytes:
        """A file without one of its rows, another one in every edition."""
        rows = list(csv.reader(io.StringIO(self.files[path].decode("utf-8-sig"))))
        if self.edition:
            del rows[-self.edition]
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        return text.getvalue().encode()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def run(shared: Path, pulls: int, seed: int, told: bool = True) -> Counter[str]:
    """Kill so many pulls; return how many were hit before, amid and after writing, and what was found damaged."""
    found: Counter[str] = Counter()
    chance = random.Random(seed)  # noqa: S311 - moments to kill at
    mirror = Mirror(shared)
    with tempfile.TemporaryDirectory() as folder:
        place = place_of(folder)
        try:
            for number in (0, 1):  # the second one, held against the first, takes as long as all others
                mirror.edition = number
                begun = time.perf_counter()
                one_pull(place, mirror, FIRST + timedelta(days=number)).wait()
                took = time.perf_counter() - begun
            if not all(len(manifests(place, name)) == 2 for name in SOURCES):
                raise SystemExit("The first two pulls, which nobody killed, failed.")
            for number in range(2, pulls + 2):
                mirror.edition = number
                before = force(place)
                worker = one_pull(place, mirror, FIRST + timedelta(days=number))
                try:
                    # Every second one in the later half, where a pull writes.
                    worker.wait(chance.uniform(took / 2 * (number % 2), took))
                except subprocess.TimeoutExpired:
                    worker.kill()
                    worker.wait()
                found[judged(place, before, FIRST + timedelta(days=number), found)] += 1
            mirror.edition = pulls + 2
            last = pull(place, [source(name) for name in SOURCES], today=FIRST + timedelta(days=pulls + 2),
                        mirror=mirror.url)  # fmt: skip
            found["pulls that failed after the last kill"] += sum(one.state == "failed" for one in last)
        finally:
            mirror.close()
    if told:
        print(f"{pulls} pulls killed at random moments within {took:.2f} s (seed {seed}):")
        for what, count in found.items():
            print(f"{count:5} {what}")
    return found


def judged(place: Place, before: dict[str, str], day: date, found: Counter[str]) -> str:
    """Verify the store; say when the kill came, by what it left."""
    after = force(place)
    findings = verify(place)
    found["damaged stores"] += any(one.weight == "problem" for one in findings)
    for name in SOURCES:
        newest = manifests(place, name)[-1]
        found["snapshots lost"] += after[name] != before[name] and newest.retrieved != day
    left = "partial" if any((Path(place.address) / "partial").glob("*")) else ""
    changed = sum(after[name] != before[name] for name in SOURCES)
    found["kills that left pieces of a write, now or before"] += any("broken off" in one.text for one in findings)
    found["kills that left a partial download"] += bool(left)
    return ("killed before a snapshot was whole", "killed between two snapshots", "killed when all was done")[changed]


def force(place: Place) -> dict[str, str]:
    """The snapshot in force of each source."""
    return {name: manifests(place, name)[-1].id for name in SOURCES}


def one_pull(place: Place, mirror: Mirror, day: date) -> "subprocess.Popen[bytes]":
    """A pull in a process of its own."""
    words = [sys.executable, __file__, "--one", place.address, mirror.url, day.isoformat()]
    return subprocess.Popen(words, env={**os.environ, "POLARS_MAX_THREADS": "1"})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pulls", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parent.parent.parent / "shared")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        store, mirror, day = given.one
        done = pull(place_of(store), [source(name) for name in SOURCES], today=date.fromisoformat(day), mirror=mirror)
        for one in done:
            if one.state != "new":
                print(one, file=sys.stderr)
        return 0
    begun = time.perf_counter()
    found = run(given.shared, given.pulls, given.seed)
    bad = found["damaged stores"] + found["snapshots lost"] + found["pulls that failed after the last kill"]
    print(f"{'Damage was found' if bad else 'No damage'}; {time.perf_counter() - begun:.0f} s in all.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
