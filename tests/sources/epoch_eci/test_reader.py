"""Epoch's capability index: two editions of models, the benchmark scores behind them, the benchmarks' difficulty."""

from datetime import date

import polars as pl
import pytest

from parity.errors import BadInput

OLD, NEW = "epoch/eci/2025-12-20", "epoch/eci/2026-08-11"
MODEL = {
    "Model": "Foo-1", "eci": "150.5", "eci_ci_low": "148", "eci_ci_high": "152", "date": "2026-01-02",
    "Organization": "Acme", "Country (of organization)": "China", "Accessibility group": "Open weights",
}  # fmt: skip
SCORE = {"model": "Foo-1", "model_version": "foo-1-x", "benchmark": "Bar", "performance": "0.5", "date": "2026-01-02",
         "optimized": "False", "source": ""}  # fmt: skip
BAR = {"benchmark_name": "Bar", "is_anchor": "False", "edi": "140.5", "estimated_slope_scaled": "0.1"}


@pytest.mark.parametrize(
    ("path", "table", "rows", "left_out", "facts"),
    [
        (f"{OLD}/eci_scores.csv", "scores", 140, {"no date": 1}, 139),
        (f"{NEW}/eci_scores.csv", "scores", 222, {}, 222),
        (f"{NEW}/eci_benchmarks.csv", "benchmarks", 2249, {}, 2249),
        (f"{NEW}/edi_scores.csv", "difficulties", 57, {}, 2 * 57),
    ],
)
def test_every_row_of_every_edition_is_used_or_left_out_for_a_reason(edition, path, table, rows, left_out, facts):
    reading = edition("epoch_eci", path)
    assert (reading.table, reading.rows, reading.left_out) == (table, rows, left_out)
    assert reading.used == rows - sum(left_out.values())
    assert reading.facts.height == facts
    assert not reading.unknown


def test_models_are_what_the_file_says(edition):
    facts = edition("epoch_eci", f"{NEW}/eci_scores.csv").facts
    sol = facts.row(by_predicate=pl.col("entity") == "GPT-5.6 Sol", named=True)
    assert (sol["value"], sol["low"], sol["high"], sol["unit"]) == (161.65, 159.11, 164.85, "ECI points")
    assert (sol["date"], sol["known_on"]) == (date(2026, 7, 9), date(2026, 8, 11))
    assert (sol["organization"], sol["country"], sol["tags"]) == ("OpenAI", "US", "weights=closed")
    gemini = edition("epoch_eci", f"{OLD}/eci_scores.csv").facts.row(by_predicate=pl.col("entity") == "Gemini 3 Pro")
    assert gemini[2] == "US;GB"  # one entry for each of an organisation's countries


def test_the_two_models_of_the_scale_have_no_interval(edition):
    for path in (OLD, NEW):
        facts = edition("epoch_eci", f"{path}/eci_scores.csv").facts
        bare = facts.filter(pl.col("low").is_null() | pl.col("high").is_null())
        assert sorted(bare["entity"]) == ["Claude 3.5 Sonnet", "GPT-5"]


def test_models_whose_maker_the_table_leaves_blank_are_placed_by_declaration(edition):
    reading = edition("epoch_eci", f"{NEW}/eci_scores.csv")
    assert reading.facts["country"].null_count() == 0
    yi = reading.facts.row(by_predicate=pl.col("entity") == "Yi-9B", named=True)
    assert (yi["organization"], yi["country"]) == ("01.AI", "CN")
    assert len(reading.notes) == 10
    assert not edition("epoch_eci", f"{OLD}/eci_scores.csv").notes


def test_scores_and_difficulties_are_facts_of_their_own_metrics(edition):
    scores = edition("epoch_eci", f"{NEW}/eci_benchmarks.csv").facts
    assert set(scores["metric"]) == {"benchmark_score"}
    nova = scores.filter(pl.col("entity") == "Amazon Nova Pro", pl.col("tags").str.starts_with("benchmark=MMLU;"))
    assert nova["value"].to_list() == [pytest.approx(0.76)]
    assert nova["tags"].to_list() == ["benchmark=MMLU;version=amazon.nova-pro-v1:0;optimized=yes"]
    assert nova["date"].to_list() == [date(2024, 12, 3)]
    hard = edition("epoch_eci", f"{NEW}/edi_scores.csv").facts
    bench = hard.filter(pl.col("entity") == "Winogrande")
    assert dict(bench.select("metric", "value").rows()) == {
        "benchmark_difficulty": pytest.approx(110.0623), "benchmark_slope": pytest.approx(0.0509782),
    }  # fmt: skip
    assert bench["tags"][0] == "released=2019-07-24;anchor=yes"
    assert set(hard["date"]) == {date(2026, 8, 11)}


@pytest.mark.parametrize(
    ("model", "stated", "day", "noted"),
    [
        ("Foo (Nov 2024)", "2024-05-13", date(2024, 11, 30), True),
        ("Foo (I/O, Jun 2025)", "2025-03-25", date(2025, 6, 30), True),
        ("Foo (Nov 2024)", "2024-11-20", date(2024, 11, 20), False),
        ("Foo (Nov 2026)", "2026-10-31", date(2026, 11, 1), True),  # the month ends after the retrieval
        ("Foo 2024", "2024-05-13", date(2024, 5, 13), False),
    ],
)
def test_a_version_is_dated_by_the_month_in_its_name_where_the_table_gives_an_earlier_one(
    made, model, stated, day, noted
):
    fact = made("epoch_eci", "scores", [{**MODEL, "Model": model, "date": stated}]).facts.to_dicts()[0]
    assert fact["date"] == day
    assert fact["note"] == (f"dated by the version; the table says {stated}" if noted else None)


def test_models_without_a_date_and_repeated_ones_are_left_out(made):
    rows = [MODEL, {**MODEL, "Model": "Foo-2", "date": ""}, {**MODEL, "eci": "10", "eci_ci_low": "5"}]
    reading = made("epoch_eci", "scores", rows)
    assert reading.left_out == {"no date": 1, "another row of the same model": 1}
    assert reading.facts["value"].to_list() == [150.5]


def test_an_interval_always_holds_its_estimate(made):
    fact = made("epoch_eci", "scores", [{**MODEL, "eci": "153"}]).facts.to_dicts()[0]
    assert (fact["low"], fact["value"], fact["high"]) == (148, 153, 153)


@pytest.mark.parametrize(
    ("table", "cells", "message"),
    [
        ("scores", {"eci": ""}, r"eci_scores\.csv, line 2, column 'eci': an empty cell is not"),
        ("scores", {"eci": "1505"}, r"eci_scores\.csv, line 2, column 'eci': '1505' is not .* at most 400"),
        ("scores", {"eci": "NaN"}, r"eci_scores\.csv, line 2, column 'eci': 'NaN' is not"),
        ("scores", {"Accessibility group": "Leaked"}, r"eci_scores\.csv, line 2, column 'Accessibility group'"),
        ("scores", {"date": "2026-12-01"}, r"eci_scores\.csv, line 2, column 'date': .* before the retrieval"),
        ("scores", {"eci_raw": "1"}, r"eci_scores\.csv, line 1: column 'eci_raw' is new"),
        ("benchmarks", {"performance": "50"}, r"eci_benchmarks\.csv, line 2, column 'performance': '50' is not"),
        ("difficulties", {"edi": "hard"}, r"edi_scores\.csv, line 2, column 'edi': 'hard' is not"),
        ("difficulties", {"is_anchor": ""}, r"edi_scores\.csv, line 2, column 'is_anchor': an empty cell"),
    ],
)  # fmt: skip
def test_what_was_not_foreseen_stops_the_run(made, table, cells, message):
    row = {"scores": MODEL, "benchmarks": SCORE, "difficulties": BAR}[table]
    with pytest.raises(BadInput, match=f"^{message}"):
        made("epoch_eci", table, [{**row, **cells}])


@pytest.mark.parametrize(
    ("name", "column"), [("eci_scores", "eci_ci_low"), ("eci_benchmarks", "performance"), ("edi_scores", "edi")]
)
def test_a_renamed_column_and_a_broken_off_file_stop_the_run(edition, name, column):
    path = f"{NEW}/{name}.csv"
    with pytest.raises(BadInput, match=rf"{name}\.csv, line 1: no column '{column}'"):
        edition("epoch_eci", path, lambda all_: all_.replace(column.encode(), b"x", 1))
    with pytest.raises(BadInput, match=rf"{name}\.csv: .* (truncated|whole)"):
        edition("epoch_eci", path, lambda all_: all_[: len(all_) // 3])
