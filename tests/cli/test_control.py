"""`parity control` and `parity screen` as a user meets them."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

FIELDS = {"chip", "on", "to", "paragraph", "outcome", "tests", "certainty", "citations"}


def parity(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "parity.cli.main", *words], capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_h20_a_week_after_the_notice():
    done = parity("control", "H20", "--on", "2025-04-16", "--json")
    got = json.loads(done.stdout)
    assert set(got) >= FIELDS
    assert (got["paragraph"], got["outcome"]) == ("none", "LICENCE_LETTER")
    assert all({"name", "value", "threshold", "margin", "met"} <= set(one) for one in got["tests"])
    assert all(one["href"].startswith("https://") for one in got["citations"])
    assert "Not legal advice" in done.stderr


def test_the_timeline_and_the_ceilings_are_json_too():
    line = json.loads(parity("control", "A800", "--timeline", "--json").stdout)["timeline"]
    assert [one["from"] for one in line if one["changed"]][-2:] == ["2023-11-17", "2026-01-15"]
    what = json.loads(parity("control", "--what-if", "--on", "2024-02-01", "--json").stdout)
    assert {one["tpp"] for one in what["ceilings"]} >= {1600, 2400, 4800}
    assert any(one["chip"] == "NVIDIA H20" for one in what["china_versions"])


def test_a_batch_in_and_csv_out(tmp_path: Path):
    place = tmp_path / "parts.csv"
    place.write_text("chip,on\nA800,2023-04-01\nA800,2024-04-01\n", "utf-8")
    rows = list(csv.DictReader(io.StringIO(parity("control", "--batch", str(place), "--format", "csv").stdout)))
    assert [row["paragraph"] for row in rows] == ["none", "3A090.a.1"]


def test_a_foundry_shipment_is_presumed():
    done = parity("control", "--foundry", "--node", "7", "--on", "2025-02-15", "--json")
    assert json.loads(done.stdout)["paragraph"] == "3A090.a"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--tops8", "296"), "dense or sparse"),
        (("H1000",), "Did you mean"),
        (("H100", "--to", "Atlantis"), "No destination"),
        (("H100", "--on", "soon"), "--on"),
        ((), "name a chip"),
        (("H100", "--tpp", "3"), "name a chip"),
        (("--batch", "/nowhere.csv"), "no such file"),
        (("--spec", "/nowhere.yml"), "no such file"),
        (("--foundry", "--node", "7", "--attested", "me"), "expected one of"),
        (("--kind", "toy", "--tpp", "1"), "kind"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(words: tuple[str, ...], said: str):
    done = parity("control", *words)
    assert done.returncode == 2
    assert said in done.stderr and done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_every_view_prints_in_every_format(form: str):
    for words in (("H20",), ("H20", "--timeline"), ("H20", "--what-if"), ("--list",), ("HBM3E", "--on", "2025-02-01")):
        done = parity("control", *words, "--format", form)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


def test_a_near_name_is_screened_and_said_to_be_near():
    done = parity("screen", "Hauwei", "--on", "2019-08-01", "--json")
    assert {row["match"] for row in json.loads(done.stdout)} == {"near match"}
    assert "may mean Huawei" in done.stderr


def test_screening_lists_its_firms_and_refuses_nothing():
    assert "SenseTime" in parity("screen", "--all", "--format", "csv").stdout
    assert parity("screen").returncode == 2


def test_a_name_that_only_says_china_electronics_names_nobody():
    done = parity("screen", "China Electronics")
    assert done.returncode == 2 and "No listing of a firm" in done.stderr


def test_a_near_name_is_said_to_be_no_hit_and_the_day_of_the_lists_is_told():
    done = parity("screen", "Wingteck Technology", "--on", "2026-11-01", "--json")
    (row,) = json.loads(done.stdout)
    assert (row["match"], row["list"], row["citation"]) == ("near match", "entity-list", "89 FR 96836")
    assert "near match, not a hit" in done.stderr and "2026-07-09" in done.stderr and "Not legal advice" in done.stderr


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_batch_of_names_prints_in_every_format(form: str, tmp_path: Path):
    file = tmp_path / "names.csv"
    file.write_text("name\nHytera Communications Limited\nAcme Anvils\n", encoding="utf-8")
    done = parity("screen", "--batch", str(file), "--on", "2026-07-01", "--format", form)
    assert done.returncode == 0, done.stderr
    assert "Names: 2; hits: 1; near matches alone: 0; like none: 1." in done.stderr
    if form == "json":
        assert [row["match"] for row in json.loads(done.stdout)] == ["listed name", "none"]


@pytest.mark.parametrize(
    "words", [("--batch", "/nowhere.csv"), ("Huawei", "--all"), ("Huawei", "--on", "soon"), (" ",), ("x" * 999,)]
)
def test_screening_refuses_what_it_cannot_use_in_one_line(words: tuple[str, ...]):
    done = parity("screen", *words)
    assert done.returncode == 2 and done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
