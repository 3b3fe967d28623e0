"""Tables of scores: what is read, what is counted out, and what is refused, naming row and column."""

from pathlib import Path

import polars as pl
import pytest
from tests.estimates.index.making import table

from parity.errors import BadInput
from parity.estimates.index import read_scores, scores_of

ROWS: list[tuple[str, str, object]] = [(m, b, 0.5) for m in ("A", "B") for b in ("w", "x", "y", "z")]


def test_names_are_sorted_and_scores_stand_by_benchmark_then_model():
    got = scores_of(table([(m, b, (i + 1) / 10) for i, (m, b, _) in enumerate(ROWS)][::-1]))
    assert got.models == ("A", "B") and got.benchmarks == ("w", "x", "y", "z")
    assert got.benchmark.tolist() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert got.score.tolist() == [0.1, 0.5, 0.2, 0.6, 0.3, 0.7, 0.4, 0.8]


def test_models_of_three_scores_or_fewer_are_dropped_and_counted():
    got = scores_of(table([*ROWS, ("C", "w", 0.1), ("C", "x", 0.1), ("C", "only", 0.1), ("C", "z", "")]))
    assert got.models == ("A", "B")
    assert got.dropped == {
        "models_with_too_few_scores": 1,
        "scores_of_these": 3,
        "benchmarks_left_without_scores": 1,
        "scores_missing": 1,
        "scores_of_lesser_versions": 0,
    }


def test_of_several_versions_the_best_score_stands():
    rows = [*ROWS, ("A", "w", 0.9)]
    got = scores_of(table(rows, model_version=["v1"] * 8 + ["v2"]))
    assert got.score[0] == 0.9
    assert got.dropped["scores_of_lesser_versions"] == 1


def test_a_score_given_twice_is_refused():
    with pytest.raises(
        BadInput, match=r"rows 2 and 10, column performance: 'A' on 'w' is given twice; .*model_version"
    ):
        scores_of(table([*ROWS, ("A", "w", 0.9)]))


@pytest.mark.parametrize("value", ["nan", "NaN", "inf", "-inf", "-0.1", "1.01", "x", "1e999"])
def test_what_is_no_share_is_refused(value: str):
    with pytest.raises(BadInput, match=f"t.csv: row 9, column performance: '{value}' is not a number between 0 and 1"):
        scores_of(table([*ROWS[:7], ("B", "z", value)]), origin="t.csv")


def test_a_percentage_gets_a_hint():
    with pytest.raises(BadInput, match=r"write 85\.2 as 0\.852"):
        scores_of(table([*ROWS[:7], ("B", "z", "85.2")]))


@pytest.mark.parametrize(("row", "column"), [((" ", "z", 0.5), "model"), (("B", None, 0.5), "benchmark")])
def test_a_blank_name_is_refused(row: tuple[str, str, object], column: str):
    with pytest.raises(BadInput, match=f"row 9, column {column}: no name"):
        scores_of(table([*ROWS[:7], row]))


def test_an_unknown_or_missing_column_is_named():
    with pytest.raises(BadInput, match="unknown column 'colour'"):
        scores_of(table(ROWS, colour=["red"] * 8))
    with pytest.raises(BadInput, match="no column 'performance'; it has model, benchmark, score"):
        scores_of(table(ROWS).rename({"performance": "score"}))


def test_one_model_cannot_be_compared():
    with pytest.raises(BadInput, match="1 of 1 models have 4 scores or more"):
        scores_of(table(ROWS[:4]))


def test_models_that_share_no_benchmark_are_told_apart():
    rows = [*ROWS, *(("C", f"{b}2", 0.5) for b in "wxyz")]
    with pytest.raises(
        BadInput, match=r"falls into 2 parts .*'A', 'B' \(2 models on 'w', 'x' ...\); 'C' \(1 models on"
    ):
        scores_of(table(rows))


def test_a_chance_must_be_one_a_benchmark():
    with pytest.raises(
        BadInput, match=r"row 6, column chance: 0\.3 is not below 1, or not what other rows of 'w' have"
    ):
        scores_of(table(ROWS, chance=[0.25, 0, 0, 0, 0.3, 0, 0, 0]))


def test_files(tmp_path: Path):
    with pytest.raises(BadInput, match="no such file"):
        read_scores(tmp_path / "none.csv")
    place = tmp_path / "t.csv"
    place.write_bytes(b"\x00\xff\xfe,\n\x01")
    with pytest.raises(BadInput):
        read_scores(place)
    place.write_text("")
    with pytest.raises(BadInput, match="not a CSV table"):
        read_scores(place)
    table(ROWS).write_csv(place)
    assert read_scores(place).score.size == 8
    pl.DataFrame({"model": [], "benchmark": [], "performance": []}).write_csv(place)
    with pytest.raises(BadInput, match="0 of 0 models"):
        read_scores(place)
