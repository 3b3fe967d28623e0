"""`parity data pull` as a user meets it: real processes, exit codes, streams, and a question at a terminal."""

import csv
import io
import json
import os
import pty
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

NAME = "/epoch_hardware/ml_hardware.csv"
Parity = Callable[..., "subprocess.CompletedProcess[str]"]


def chips(factor: float = 1.0) -> bytes:
    """A made-up edition of Epoch's table of hardware, new today."""
    heads = [
        "Hardware name", "Manufacturer", "Release date", "Release price (USD)", "Tensor-FP16/BF16 performance (FLOP/s)",
        "FP16 (half precision) performance (FLOP/s)", "Memory (bytes)", "Memory bandwidth (byte/s)", "TDP (W)",
        "Link to datasheet", "Source for the price",
    ]  # fmt: skip
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    for row in range(200):
        day = date.today() - timedelta(days=30 + 7 * row)  # noqa: DTZ011
        maker = "Huawei" if row % 3 else "NVIDIA"
        figures = [f"{factor * (1 + row) * 2e13:g}", "", "16e9", f"{(1 + row) * 1e11:g}", 300 + row]
        writer.writerow([f"Chip {row}", maker, day, "", *figures, "", ""])
    return text.getvalue().encode()


def environment(tmp_path: Path, server: HTTPServer) -> dict[str, str]:
    return {**os.environ, "PARITY_STORE": str(tmp_path / "store"), "PARITY_MIRROR": server.url_for("")}


@pytest.fixture
def parity(tmp_path: Path, httpserver: HTTPServer) -> Parity:
    """Run the command with a store and a mirror of its own."""

    def run(*words: str, **env: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "parity.cli.main", "data", *words], stdin=subprocess.DEVNULL, capture_output=True,
            text=True, check=False, timeout=120, env={**environment(tmp_path, httpserver), **env},
        )  # fmt: skip

    return run


@pytest.fixture
def offered(httpserver: HTTPServer) -> dict[str, bytes]:
    """What the mirror offers, by path; it can be changed."""
    files: dict[str, bytes] = {NAME: chips()}

    def answer(request: Request) -> Response:
        content = files.get(request.path)
        return Response(content or b"", 200 if content else 404, content_type="text/csv")

    httpserver.expect_request(__import__("re").compile(".*")).respond_with_handler(answer)
    return files


def test_a_table_on_standard_output_and_a_line_a_source_on_the_other(parity: Parity, offered: dict[str, bytes]):
    done = parity("pull", "epoch_hardware")
    assert done.returncode == 0, done.stderr
    assert "epoch_hardware: a new snapshot, " in done.stderr
    assert "1,000" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    again = parity("pull", "epoch_hardware")
    assert again.stderr == f"epoch_hardware: unchanged; the snapshot of {date.today()} stays in force\n"  # noqa: DTZ011
    listed = json.loads(parity("list", "--json").stdout)
    assert [one["checked"] for one in listed if one["source"] == "epoch_hardware"] == [date.today().isoformat()]  # noqa: DTZ011


def test_json_and_csv_for_programs(parity: Parity, offered: dict[str, bytes]):
    (row,) = json.loads(parity("pull", "epoch_hardware", "--json").stdout)
    assert {**row, "snapshot": None} == {
        "source": "epoch_hardware", "outcome": "new", "snapshot": None, "retrieved": date.today().isoformat(),  # noqa: DTZ011
        "facts": 1000, "received_bytes": len(offered[NAME]), "reason": None,
    }  # fmt: skip
    (again,) = csv.DictReader(io.StringIO(parity("pull", "epoch_hardware", "--format", "csv").stdout))
    assert (again["outcome"], again["snapshot"]) == ("unchanged", row["snapshot"])


def test_a_source_that_fails_is_exit_code_3_and_the_others_are_pulled(parity: Parity, offered: dict[str, bytes]):
    done = parity("pull", "owid_cset", "epoch_hardware", "--json")
    assert done.returncode == 3
    rows = {row["source"]: row for row in json.loads(done.stdout)}
    assert rows["epoch_hardware"]["outcome"] == "new"
    assert rows["owid_cset"]["outcome"] == "failed"
    assert rows["owid_cset"]["reason"].endswith("answered 404 Not Found.")
    assert done.stderr.endswith("parity: 1 of 2 sources failed; what was in force before stays so.\n")


def test_without_names_every_source_with_an_address_is_asked(parity: Parity, httpserver: HTTPServer, offered: Any):
    done = parity("pull", "--json")
    assert done.returncode == 3
    sources = [row["source"] for row in json.loads(done.stdout)]
    assert sources == sorted(sources)
    assert {"epoch_hardware", "epoch_models", "owid_cset"} <= set(sources)
    assert "foundry_nodes" not in sources
    assert {request.path.split("/")[1] for request, _ in httpserver.log} == set(sources)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["epoch_hardwar"], "No source 'epoch_hardwar'. Did you mean epoch_hardware?"),
        (["foundry_nodes"], "foundry_nodes has no address to pull from"),
        (["epoch_hardware", "--mirror", "ftp://x/"], "--mirror: 'ftp://x/' is not an http or https address."),
        (["epoch_hardware", "--store", " "], "--store: name a folder"),
    ],
)
def test_bad_input_is_exit_code_2(parity: Parity, offered: Any, words: list[str], why: str):
    done = parity("pull", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"parity: {why}")
    assert len(done.stderr.splitlines()) == 1


def test_without_the_extra_its_name_is_said(tmp_path: Path, httpserver: HTTPServer):
    program = (
        "import sys; sys.modules['httpx2'] = None; import importlib.util as u; found = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'stamina' else found(name, *rest)\n"
        "sys.argv = ['parity', 'data', 'pull', 'epoch_hardware']\n"
        "from parity.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60,
        env=environment(tmp_path, httpserver),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "parity: Pulling data needs `pip install 'parity[data]'`.\n")


def test_a_jump_without_a_terminal_stops_and_the_option_takes_it(parity: Parity, offered: dict[str, bytes]):
    parity("pull", "epoch_hardware")
    offered[NAME] = chips(10.0)
    done = parity("pull", "epoch_hardware", "--json")
    assert done.returncode == 3
    (row,) = json.loads(done.stdout)
    assert "figures moved tenfold" in row["reason"]
    taken = parity("pull", "epoch_hardware", "--json", "--accept-jump")
    assert json.loads(taken.stdout)[0]["outcome"] == "new"


@pytest.mark.parametrize(("typed", "outcome", "code"), [("\n", "failed", 3), ("y\n", "new", 0)])
def test_a_jump_at_a_terminal_is_asked_about_and_no_is_the_default(
    parity: Parity,
    offered: dict[str, bytes],
    tmp_path: Path,
    httpserver: HTTPServer,
    typed: str,
    outcome: str,
    code: int,
):
    parity("pull", "epoch_hardware")
    offered[NAME] = chips(10.0)
    terminal, end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "parity.cli.main", "data", "pull", "epoch_hardware", "--json"],
        stdin=end, stdout=subprocess.PIPE, stderr=end, env=environment(tmp_path, httpserver),
    )  # fmt: skip
    os.close(end)
    shown = b""
    while b"[y/N]" not in shown:
        shown += os.read(terminal, 65536)
    os.write(terminal, typed.encode())
    drain = threading.Thread(target=drained, args=(terminal,))
    drain.start()
    printed, _ = process.communicate(timeout=60)
    drain.join()
    os.close(terminal)
    assert json.loads(printed)[0]["outcome"] == outcome
    assert process.returncode == code
    assert b"ml_hardware.csv" in shown  # a bar for the file
    assert b"Take the figures of epoch_hardware?" in shown


def drained(terminal: int) -> None:
    """Read what a terminal shows until its process is gone."""
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        return


def test_an_interrupt_ends_it_at_once_and_harms_nothing(
    parity: Parity, offered: dict[str, bytes], tmp_path: Path, httpserver: HTTPServer
):
    parity("pull", "epoch_hardware")
    asked, release = threading.Event(), threading.Event()

    def hang(request: Request) -> Response:
        asked.set()
        release.wait(60)
        return Response(b"", 503)

    httpserver.clear()
    httpserver.expect_request(NAME).respond_with_handler(hang)
    process = subprocess.Popen(
        [sys.executable, "-m", "parity.cli.main", "data", "pull", "epoch_hardware"], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env=environment(tmp_path, httpserver),
    )  # fmt: skip
    assert asked.wait(60)
    process.send_signal(signal.SIGINT)
    printed, said = process.communicate(timeout=60)
    release.set()
    assert (process.returncode, printed) == (130, "")
    assert "Traceback" not in said
    assert parity("verify").returncode == 0
