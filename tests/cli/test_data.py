"""`parity data ...` as a user types it: in processes of its own, on a store of its own."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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
"""
ROWS = "Machine,Country,Day,Speed\nAda,US,2020-01-05,100\nBo,China,2021-02-01,90\nCy,US,2022-03-01,400\n"


@pytest.fixture
def run(tmp_path: Path):
    (tmp_path / "speed.yml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "speed.csv").write_text(ROWS, encoding="utf-8")

    def ran(*words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "parity.cli.main", *words],
            cwd=tmp_path, env={**os.environ, "PARITY_STORE": str(tmp_path / "store")}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        return done

    return ran


def _imported(run, day: str = "2023-01-01", *more: str, code: int = 0):
    return run("data", "import", "speed.csv", "--map", "speed.yml", "--retrieved", day, *more, code=code)


def test_an_imported_file_is_a_metric_of_every_command(run):
    told = json.loads(_imported(run, "2023-01-01", "--json").stdout)
    assert {**told, "snapshot": ""} == {
        "source": "lab_speed", "snapshot": "", "retrieved": "2023-01-01", "new": True, "facts": 3,
        "files": [{"file": "speed.csv", "table": "lab_speed", "rows": 3, "used": 3, "ignored": 0, "reasons": ""}],
    }  # fmt: skip
    gap = json.loads(run("gap", "lab_speed", "US", "China", "--on", "2023-01-01", "--json").stdout)
    assert gap["leader_frontier"]["entity"] == "Cy"
    assert gap["sources"][0]["url"] == "https://example.org/speed"
    assert "lab_speed" in run("metrics").stdout
    rows = list(csv.DictReader(io.StringIO(run("series", "lab_speed", "--on", "2023-01-01", "--format", "csv").stdout)))
    assert [row["bloc"] for row in rows] == ["US", "US", "China"]


def test_list_verify_and_sql_say_what_is_held(run):
    _imported(run)
    (own,) = [one for one in json.loads(run("data", "list", "--json").stdout) if one["source"] == "lab_speed"]
    assert (own["newest"], own["snapshots"], own["rows"], own["facts"], own["licence"], own["metrics"]) == (
        "2023-01-01", 1, 3, 3, "CC0", "lab_speed")  # fmt: skip
    checked = run("data", "verify", "--json")
    assert json.loads(checked.stdout) == []
    assert "1 snapshots" in checked.stderr
    answer = run("data", "sql", "SELECT entity, date FROM facts ORDER BY value DESC", "--rows", "1", "--json")
    assert json.loads(answer.stdout) == [{"entity": "Cy", "date": "2022-03-01"}]
    assert "The first 1 rows" in answer.stderr


def test_a_damaged_store_leaves_with_3(run, tmp_path):
    _imported(run)
    (raw,) = [path for path in (tmp_path / "store" / "raw").rglob("*") if path.is_file()]
    raw.write_bytes(b"x")
    failed = run("data", "verify", code=3)
    assert "1 problems in 1 snapshots" in failed.stderr


def test_diff_shows_facts_and_the_gap_by_either(run, tmp_path):
    _imported(run)
    (tmp_path / "speed.csv").write_text(ROWS.replace("90", "200"), encoding="utf-8")
    _imported(run, "2024-01-01")
    told = json.loads(run("data", "diff", "lab_speed", "2023-01-01", "2024-01-01", "--json").stdout)
    assert (told["added"], told["removed"], told["changed"]) == (0, 0, 1)
    assert told["changes"][0]["after"] == 200
    (gap,) = told["gaps"]
    assert gap["after"]["ratio"]["median"] == pytest.approx(2)
    assert "200" in run("data", "diff", "lab_speed", "2023-01-01", "2024-01-01").stdout


def test_the_store_may_be_named_before_or_after_the_command(run, tmp_path):
    _imported(run, "2023-01-01", "--store", str(tmp_path / "other"))
    assert not (tmp_path / "store").exists()
    run("gap", "lab_speed", "US", "China", code=2)
    run("--store", str(tmp_path / "other"), "gap", "lab_speed", "US", "China", "--on", "2023-01-01")


KIRIN = "soc,geekbench6_single,geekbench6_multi,antutu10,source_url,note\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A file of a source's whose path states its day, one of nobody's, and a hidden one."""
    (day := tmp_path / "editions" / "2026-07-01").mkdir(parents=True)
    row = "Kirin 9000S,1337,4123,904545,https://example.org/kirin,\n"
    (day / "kirin_geekbench6.csv").write_text(KIRIN + row, encoding="utf-8")
    (tmp_path / "editions" / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "editions" / ".hidden.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    return tmp_path / "editions"


def test_a_folder_is_imported_file_by_file_and_every_file_accounted_for(run, folder):
    said = run("data", "import", "editions").stdout.splitlines()
    assert said[0] == "2026-07-01/kirin_geekbench6.csv: spec_cpu, geekbench: 1 rows = 1 used + 0 ignored"
    assert said[1].startswith("notes.csv: not a source's: no source that Parity reads has this name")
    assert len(said) == 3
    assert said[2].startswith("1 files imported in ")
    assert said[2].endswith(" s, 1 are no source's, 0 failed.")
    (held,) = [one for one in json.loads(run("data", "list", "--json").stdout) if one["source"] == "spec_cpu"]
    assert (held["newest"], held["snapshots"], held["rows"]) == ("2026-07-01", 1, 1)


def test_of_a_file_of_a_folder_that_fails_nothing_is_kept(run, folder, tmp_path):
    (folder / "kirin_geekbench6_b.csv").write_text(KIRIN + "Kirin,fast,1,1,https://example.org,\n", encoding="utf-8")
    done = run("data", "import", "editions", "--json", code=2)
    good, failed, nobodys = json.loads(done.stdout)
    assert (good["outcome"], good["retrieved"]) == ("imported", "2026-07-01")
    assert (nobodys["file"], nobodys["outcome"]) == ("notes.csv", "no source's")
    assert (failed["outcome"], failed["snapshot"], failed["rows"]) == ("failed", None, None)
    assert "line 2, column 'geekbench6_single': 'fast' is not a whole number" in failed["because"]
    assert "1 files imported" in done.stderr
    assert len(list((tmp_path / "store" / "snapshots").rglob("*.json"))) == 1
    assert len([one for one in (tmp_path / "store" / "raw").rglob("*") if one.is_file()]) == 1
    assert json.loads(run("data", "verify", "--json").stdout) == []


def test_one_day_may_be_given_for_a_whole_folder(run, folder):
    rows = list(csv.DictReader(io.StringIO(
        run("data", "import", "editions", "--retrieved", "2026-08-01", "--format", "csv").stdout)))  # fmt: skip
    assert {row["retrieved"] for row in rows} == {"2026-08-01"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["data", "import", "none.csv"], "cannot be read"),
        (["data", "import", "empty"], "no file lies below it"),
        (["data", "import", "empty", "speed.csv"], "empty is a folder"),
        (["data", "import", "empty", "--map", "speed.yml"], "empty is a folder"),
        (["data", "import", "speed.csv"], "no source that Parity reads has this name"),
        (["data", "import", "speed.csv", "--source", "epoch_model"], "Did you mean epoch_models"),
        (["data", "import", "speed.csv", "--source", "epoch_models"], "no table of epoch_models has this name"),
        (["data", "import", "speed.csv", "--source", "foundry_nodes"], "gathered by hand"),
        (["data", "import", "speed.csv", "--map", "speed.csv"], "speed.csv"),
        (
            ["data", "import", "speed.csv", "--map", "speed.yml", "--retrieved", "soon"],
            "--retrieved: 'soon' is not a date",
        ),
        (["data", "import", "speed.csv", "--map", "speed.yml", "--retrieved", "2099-01-01"], "lies in the future"),
        (["data", "diff", "epoch_models", "2024-01-01", "2025-01-01"], "was not retrieved on 2024-01-01"),
        (["data", "diff", "nothing", "2024-01-01", "2025-01-01"], "No source 'nothing'"),
        (["data", "sql", "DROP TABLE shipped"], "one SELECT"),
        (["--store", " ", "metrics"], "--store"),
    ],
)
def test_bad_input_is_one_line_and_2_and_nothing_is_written(run, tmp_path, words, said):
    (tmp_path / "empty").mkdir()
    failed = run(*words, code=2)
    assert failed.stderr.startswith("parity: ")
    assert failed.stderr.count("\n") == 1
    assert said in failed.stderr
    assert not (tmp_path / "store").exists()
