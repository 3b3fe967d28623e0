"""`parity capability` as a user meets it."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from tests.cli.test_commands import answer, parity
from tests.estimates.index.making import scored, world

import parity as package
from parity.errors import BadInput


@pytest.fixture
def scores(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    true, known = world(rng, 20, 6)
    place = tmp_path / "scores.csv"
    scored(true, known, rng.normal(0, 0.03, known.shape)).write_csv(place)
    return place


def test_without_a_table_it_prints_the_shipped_index():
    got = answer("capability", "--vintage", "2025-12-20", "--on", "2024-05-28", "--top", "2", "--json")
    assert isinstance(got, dict)
    assert got["cost"] is None and got["models"] > 2 and len(got["ranking"]) == 2
    assert {"model", "capability", "low", "high", "date", "country"} <= set(got["ranking"][0])
    assert got["ranking"][0]["capability"] >= got["ranking"][1]["capability"]
    assert [one["id"] for one in got["sources"]] == ["epoch_eci"]


def test_a_table_is_fitted(scores: Path):
    got = answer("capability", "--from", str(scores), "--refits", "20", "--json")
    assert isinstance(got, dict)
    assert got["converged"] and got["gradient_norm"] < 1e-8
    assert (got["models"], got["benchmarks"], got["observations"]) == (20, 6, got["observations"])
    assert got["cost"] > 0 and got["interval"].startswith("90 %, bootstrap over benchmarks and scores (20 refits")
    assert len(got["ranking"]) == 20
    assert {"model", "capability", "low", "high", "scores"} == set(got["ranking"][0])
    assert {"benchmark", "difficulty", "slope", "low", "high", "scores"} == set(got["difficulties"][0])


def test_two_models_fix_the_scale_and_a_new_one_is_carried(scores: Path, tmp_path: Path):
    new = tmp_path / "new.csv"
    new.write_text("model,benchmark,performance\nfresh,b01,0.9\nfresh,b02,0.8\n")
    words = ["capability", "--from", str(scores), "--anchor", "m05=130", "--anchor", "m15=150", "--refits", "20"]
    got = answer(*words, "--carry", str(new), "--json")
    assert isinstance(got, dict)
    at = {one["model"]: one for one in got["ranking"]}
    assert (at["m05"]["capability"], at["m15"]["capability"]) == (130, 150)
    assert at["m05"]["low"] == at["m05"]["high"] == 130
    assert got["unit"] == "points"
    (fresh,) = got["carried"]
    assert fresh["model"] == "fresh" and fresh["low"] < fresh["capability"] < fresh["high"]


def test_csv_and_the_table_hold_the_same_models(scores: Path):
    words = ("capability", "--from", str(scores), "--bars", "fit", "--top", "3")
    rows = list(csv.DictReader(io.StringIO(parity(*words, "--format", "csv").stdout.decode())))
    plain = parity(*words).stdout.decode()
    assert len(rows) == 3 and all(row["model"] in plain for row in rows)
    assert "bar of fit, not of evidence" in " ".join(plain.split())


def test_the_same_seed_prints_the_same_bytes(scores: Path):
    words = ("capability", "--from", str(scores), "--refits", "30", "--json")
    assert parity(*words).stdout == parity(*words, PYTHONHASHSEED="7").stdout
    assert parity(*words).stdout != parity(*words, "--seed", "1").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "none.csv"], "none.csv: no such file"),
        (["--anchor", "m05=130"], "need a table of scores"),
        (["--from", "{}", "--anchor", "m05=130"], "Two models of different values fix a scale"),
        (["--from", "{}", "--anchor", "m05"], "write it as 'GPT-5=150'"),
        (["--from", "{}", "--anchor", "m05=nan"], "write it as 'GPT-5=150'"),
        (["--from", "{}", "--anchor", "m05=1", "--anchor", "x=2"], "no model 'x' to anchor on"),
        (["--from", "{}", "--anchor", "m15=130", "--anchor", "m05=150"], "'m05' does not score above 'm15'"),
        (["--from", "{}", "--anchor-benchmark", "x"], "no benchmark 'x' to anchor on"),
        (["--from", "{}", "--on", "2024-01-01"], "a table of scores is fitted whole"),
        (["--from", "{}", "--bars", "x"], "neither evidence nor fit"),
        (["--from", "{}", "--over", "x"], "none of both"),
        (["--vintage", "2020-01-01"], "No model's capability was known by 2020-01-01"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(scores: Path, words: list[str], said: str):
    done = parity("capability", *(word.format(scores) for word in words))
    assert done.returncode == 2
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1 and lines[0].startswith("parity: ") and said in lines[0]


def test_python_and_the_command_agree(scores: Path):
    got = answer("capability", "--from", str(scores), "--refits", "20", "--json")
    here = package.capability(scores, refits=20)
    assert isinstance(got, dict)
    assert [one["model"] for one in got["ranking"]] == [one.name for one in here.models]
    assert json.dumps(got["ranking"][0]["low"]) == json.dumps(float(f"{here.models[0].interval.low:.6g}"))
    with pytest.raises(BadInput):
        package.capability(scores, refits=0)
