import json
import subprocess
import sys
from pathlib import Path

import pytest


def parity(*args: str, code: int = 0) -> str:
    done = subprocess.run([sys.executable, "-m", "parity.cli.main", *args], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stderr if code else done.stdout


def test_stock_prints_the_fields_it_promises():
    found = json.loads(parity("stock", "US", "--on", "2025-12-31", "--by", "designer", "--draws", "200", "--json"))
    assert {"owner", "on", "reached", "counting", "assumptions", "scenario", "total", "rows", "sources"} <= set(found)
    total = found["total"]
    assert total["h100e"]["low"] < total["h100e"]["median"] < total["h100e"]["high"]
    assert {one["name"] for one in found["rows"]} == {"NVIDIA", "Google", "AMD", "Amazon"}
    assert total["flow"][-1]["quarter"] == "2025Q4"
    assert found["sources"][0]["licence"] == "CC BY 4.0"
    assert all(one["url"].startswith("https://") for one in found["sources"])


def test_stock_as_csv_has_a_row_a_group_and_quarter():
    lines = parity("stock", "China", "--by", "channel", "--on", "2025-12-31", "--draws", "50", "--format", "csv")
    head, *rows = lines.splitlines()
    assert head.startswith("owner,by,name,quarter,end,added_median")
    assert len(rows) % 16 == 0


def test_a_gap_with_a_scenario_has_the_fields_of_any_gap_and_the_baseline_by_quarter():
    found = json.loads(
        parity(
            "gap",
            "compute_stock",
            "US",
            "China",
            "--scenario",
            "baseline",
            "--on",
            "2025-12-31",
            "--draws",
            "200",
            "--json",
        )
    )
    fields = "metric leader follower on vintage draws seed ratio lag catch_up trend leader_frontier follower_frontier"
    assert {*fields.split(), "sources"} <= set(found)
    assert {"quarter", "baseline", "difference", "ratio"} <= set(found["by_quarter"][0])
    assert found["difference"]["ratio"]["median"] == 0


def test_a_gap_without_a_scenario_still_rests_on_published_facts():
    found = json.loads(parity("gap", "compute_stock", "US", "China", "--on", "2025-12-31", "--draws", "50", "--json"))
    assert "scenario" not in found and "by_quarter" not in found
    assert {one["id"] for one in found["sources"]} <= {"epoch_chips", "chip_purchases_2023"}


def test_the_tornado_is_a_picture(tmp_path: Path):
    pytest.importorskip("vl_convert")
    for name in ("t.svg", "t.html"):
        parity("stock", "China", "--on", "2025-12-31", "--draws", "50", "--tornado", str(tmp_path / name), "--json")
        assert "<svg" in (tmp_path / name).read_text("utf-8")
    assert "--tornado" in parity("stock", "China", "--on", "2025-12-31", "--tornado", "t.png", code=2)


def test_explain_names_ten_inputs():
    found = json.loads(parity("stock", "China", "--on", "2025-12-31", "--draws", "50", "--explain", "--json"))
    assert len(found["explain"]) >= 10
    assert {"input", "says", "first_order", "total", "low", "high", "links"} <= set(found["explain"][0])


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["stock", "US", "--set", "nvidia_prize=3"], "no quantity 'nvidia_prize'"),
        (["stock", "US", "--by", "colour"], "No rows by 'colour'"),
        (["stock", "Atlantis"], "No bloc 'Atlantis'"),
        (["stock", "US", "--counting", "heads"], "No counting 'heads'"),
        (["gap", "capability", "US", "China", "--scenario", "baseline"], "only compute_stock has a supply model"),
        (["gap", "compute_stock", "US", "China", "--set", "chip_life=3"], "go with --scenario"),
        (
            ["gap", "compute_stock", "US", "China", "--scenario", "baseline", "--vintage", "2024-01-01"],
            "has no --vintage",
        ),
    ],
)
def test_bad_input_is_one_line_and_exit_2(args: list[str], says: str):
    told = parity(*args, code=2)
    assert says in told and told.count("\n") == 1
