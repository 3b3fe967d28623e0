"""`parity scenarios` and --scenario as a user meets them."""

import json
from pathlib import Path

import pytest
from tests.cli.test_commands import answer, parity

from parity import api
from parity.estimates.stock import countings

MINE = """\
label: Half the diversion
question: What if half as many chips had been diverted?
changes:
  - {quantity: diverted_chips, from: 2025-01-01, times: 0.5, because: a trial}
"""


def test_the_catalogue_lists_names_questions_and_changes():
    got = answer("scenarios", "--json")
    assert isinstance(got, list)
    names = [one["scenario"] for one in got]
    assert names == sorted(names)
    assert {"no-controls-since-2022", "diversion-x3"} <= set(names)
    for one in got:
        assert {"scenario", "label", "question", "changes", "sources"} == set(one)
        assert all(source["url"].startswith("https://") for source in one["sources"])


def test_a_users_file_is_checked_told_and_run(tmp_path: Path):
    path = tmp_path / "mine.yml"
    path.write_text(MINE, "utf-8")
    (told,) = answer("scenarios", str(path), "--json")
    assert told["changes"][0]["text"] == "diverted_chips times 0.5 from 2025-01-01"
    words = ("gap", "compute_stock", "US", "China", "--on", "2025-12-31", "--draws", "200", "--json")
    got = answer(*words, "--scenario", str(path))
    assert isinstance(got, dict)
    assert got["difference"]["follower"]["median"] < 0 < got["difference"]["ratio"]["median"]
    assert got["by_quarter"][-1]["quarter"] == "2025Q4"


def test_the_effect_is_each_scenario_less_the_baseline():
    (got,) = answer("scenarios", "diversion-stopped", "--on", "2025-12-31", "--draws", "200", "--json")
    effect = got["effect"]
    assert effect["follower_difference"]["median"] < 0 < effect["ratio_difference"]["median"]
    assert effect["ratio"]["median"] > effect["baseline_ratio"]["median"]
    gap = answer(
        "gap", "compute_stock", "US", "China", "--scenario", "diversion-stopped", "--on", "2025-12-31", "--draws",
        "200", "--json",
    )  # fmt: skip
    assert isinstance(gap, dict)
    assert gap["ratio"]["median"] == pytest.approx(effect["ratio"]["median"], rel=1e-5)


def test_a_stock_by_channel_in_a_scenario():
    words = ("stock", "China", "--on", "2025-12-31", "--by", "channel", "--draws", "200", "--json")
    plain, more = answer(*words), answer(*words, "--scenario", "diversion-x3")
    assert isinstance(plain, dict) and isinstance(more, dict)
    assert more["scenario"] == "diversion-x3"
    rows = [{one["name"]: one["h100e"]["median"] for one in of["rows"]} for of in (plain, more)]
    assert rows[1]["diverted"] > 1.5 * rows[0]["diverted"]
    assert rows[1]["domestic"] == rows[0]["domestic"]


def test_countings_stand_side_by_side():
    got = answer("stock", "China", "--on", "2025-12-31", "--by", "counting", "--draws", "200", "--json")
    assert isinstance(got, dict)
    rows = {one["name"]: one["h100e"]["median"] for one in got["rows"]}
    assert set(rows) == set(countings())
    assert rows["usable"] > rows["owned"] == rows["in-country"] > rows["no-diverted"] > rows["hyperscalers-licensed"]


def test_tables_and_csv_print():
    for words in (("scenarios",), ("scenarios", "hbm-freed"), ("scenarios", "--format", "csv")):
        done = parity(*words)
        assert done.returncode == 0, done.stderr
        assert b"hbm-freed" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("scenarios", "hbm-fred"), "Did you mean hbm-freed"),
        (("stock", "China", "--scenario", "nothing"), "`parity scenarios` lists them all"),
        (("gap", "compute_stock", "US", "China", "--scenario", "nowhere.yml"), "nowhere.yml: cannot be read"),
    ],
)
def test_a_wrong_name_leaves_with_two(words, said):
    done = parity(*words)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert done.stdout == b""


def test_settings_are_common_to_both_worlds():
    found = api.stock_gap("US", "China", scenario="diversion-stopped", settings=["diverted_chips=0"], draws=100, seed=1)
    assert (found.ratio_difference.draws == 0).all()


def test_the_python_function_returns_what_the_command_prints():
    printed = json.loads(parity("scenarios", "--json").stdout)
    assert [one.id for one in api.scenarios()] == [one["scenario"] for one in printed]
