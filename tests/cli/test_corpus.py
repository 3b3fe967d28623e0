"""`parity check --corpus` as a user meets it: processes, a cluster, a kill in the middle."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.test_commands import parity

LAG = "China is {} months behind the United States in artificial intelligence, Mei Tan said."
FIXED = ("--on", "2026-11-23", "--draws", "200")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "news.jsonl"
    rows = [
        {"id": f"n{number}", "url": f"https://o{number % 3}.example/{number}", "date": f"2025-{1 + number % 12:02d}-15",
         "text": LAG.format(6 + number % 9) if number % 5 else "The soup was warm."}
        for number in range(60)
    ]  # fmt: skip
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture(scope="module")
def alone(corpus: Path) -> bytes:
    done = parity("check", "--corpus", str(corpus), "--workers", "1", "--json", *FIXED)
    assert done.returncode == 0, done.stderr
    assert b"articles in" in done.stderr and b"\x1b" not in done.stderr
    return done.stdout


def test_json_has_claims_tallies_and_reasons(alone: bytes):
    got = json.loads(alone)
    assert got["articles"]["read"] == 60
    assert got["articles"]["reasons"] == {"no claim": 12}
    assert got["claims_found"] == 48
    assert sum(one["times"] for one in got["claims"]) == 48
    assert [one["speaker"] for one in got["by_speaker"]] == ["Mei Tan"]
    assert {one["outlet"] for one in got["by_outlet"]} == {"o0.example", "o1.example", "o2.example"}


def test_two_processes_print_what_one_does(corpus: Path, alone: bytes):
    assert parity("check", "--corpus", str(corpus), "--workers", "2", "--json", *FIXED).stdout == alone


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_prints_what_one_process_does(corpus: Path, alone: bytes):
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        done = parity("check", "--corpus", str(corpus), "--dask", cluster.scheduler_address, "--json", *FIXED)
    assert done.returncode == 0, done.stderr
    assert done.stdout == alone


def test_a_killed_run_goes_on(corpus: Path, alone: bytes, tmp_path: Path):
    kept = tmp_path / "run.jsonl"
    words = ["check", "--corpus", str(corpus), "--workers", "1", "--json", "--resume", str(kept)]
    running = subprocess.Popen([sys.executable, "-m", "parity.cli.main", *words, *FIXED], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    for _ in range(600):
        if kept.exists() and kept.read_bytes().count(b"\n") > 10:
            break
        time.sleep(0.05)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    begun = kept.read_bytes()
    assert begun.count(b"\n") > 10
    done = parity(*words)  # the day and what else was begun with are kept, but for draws and seed
    assert done.returncode == 2 and b"draws 200" in done.stderr
    done = parity(*words, *FIXED)
    assert done.stdout == alone
    assert kept.read_bytes().startswith(begun[: begun.rindex(b"\n") + 1])


def test_a_page_a_table_and_csv(corpus: Path, tmp_path: Path):
    page = tmp_path / "page.html"
    done = parity("check", "--corpus", str(corpus), "--workers", "1", "--csv", "--html", str(page), *FIXED)
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert {row["kind"] for row in rows} == {"time_lag"}
    assert all(float(row["then_median"]) > 0 for row in rows)
    assert "Who claimed what when" in page.read_text("utf-8")
    table = parity("check", "--corpus", str(corpus), "--workers", "1", *FIXED).stdout.decode()
    assert "By speaker" in table and "Mei Tan" in table and "Left out: 12, no claim" in table


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--corpus", "nowhere"), "no such folder"),
        (("--corpus", ".", "article.txt"), "not both"),
        (("--corpus", ".", "--pdf", "a.pdf"), "for one article"),
        (("--corpus", ".", "--dask", "tcp://127.0.0.1:1", "--workers", "2"), "name one"),
        (("--workers", "2", "a.txt"), "go with --corpus"),
        ((), "Name an article"),
    ],
)
def test_options_that_do_not_go_together_are_bad_input(words: tuple[str, ...], says: str, tmp_path: Path):
    done = parity("check", *words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in " ".join(done.stderr.decode().split())
    assert list(tmp_path.iterdir()) == []
