"""The labelled articles are read no worse than they were; the figures are those of `tools/evaluate_claims.py`."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def tool(repo_root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("evaluate_claims", repo_root / "tools" / "evaluate_claims.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_figures_on_the_development_articles_do_not_fall(tool: ModuleType, shared: Path) -> None:
    folder = shared / "claims"
    if not (folder / "gold.jsonl").exists():
        pytest.skip(f"no labelled articles at {folder}")
    score = tool.evaluate(folder)
    assert score.f1 >= FLOOR["f1"]
    assert all(score.accuracy(name) >= FLOOR[name] for name in FLOOR if name != "f1"), tool.report(score, errors=False)


FLOOR = {
    "f1": 0.93,
    "kind": 0.92,
    "metric": 0.92,
    "actors": 0.89,
    "value": 0.91,
    "checkable": 0.87,
}  # a guess is unchecked


def test_the_report_names_every_field(tool: ModuleType) -> None:
    text = tool.report(tool.Score(), errors=True)
    assert all(name in text for name in (*tool.FIELDS, *tool.MORE, "F1", "precision", "recall"))


def test_units_sides_directions_and_dates_are_compared_where_the_labels_state_them(tool: ModuleType) -> None:
    gold = {
        "leader": "US", "leader_entity": None, "follower": "China", "follower_entity": "DeepSeek", "unit": "months",
        "value_low": 3, "value_high": 6, "direction": "closing", "as_of_date": "2026", "target_date": None,
        "as_of_explicit": True,
    }  # fmt: skip
    said = {
        "leader": "United States", "leader_entity": None, "follower": None, "follower_entity": "DeepSeek",
        "unit": "years", "direction": "closing", "as_of_date": "2026-06-30", "target_date": "2030",
        "as_of_explicit": False,
    }  # fmt: skip
    right = {"leader": True, "follower": True, "unit": False, "direction": True, "as of": False, "target": False}
    assert tool.more_right(gold, said) == right
    ours = {"leader": "China", "follower": None, "unit": "none", "value_low": None, "value_high": None}
    assert tool.more_right(ours, said) == {"leader": False}


def test_equal_countries_have_equal_names(tool: ModuleType) -> None:
    assert tool.plain("U.S.") == tool.plain("United States ")
