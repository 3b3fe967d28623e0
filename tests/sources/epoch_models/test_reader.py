"""Epoch's models: four generations of headers, three tables, and what published analyses leave out."""

from datetime import date

import polars as pl
import pytest

from parity.errors import BadInput

NO_COMPUTE = "no training compute stated"
SELF_PLAY = "correction: self-play counted as training; published analyses leave it out"
EXPERTS = "correction: a mixture of experts, counted as if it were dense"
WRONG = "marked as wrong by the publisher"
ROW = {
    "Model": "Foo-1", "Organization": "Acme", "Country (of organization)": "China", "Publication date": "2026-01-02",
    "Training compute (FLOP)": "1e25", "Confidence": "Likely",
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "table", "rows", "left_out"),
    [
        ("2024-11-05/all_ml_systems.csv", "all_models", 1755, {NO_COMPUTE: 973, SELF_PLAY: 2, WRONG: 1}),
        ("2025-06-11/all_ml_systems.csv", "all_models", 1892, {NO_COMPUTE: 904, SELF_PLAY: 2, EXPERTS: 1}),
        ("2026-03-30/all_ai_models.csv", "all_models", 3237, {NO_COMPUTE: 1858}),
        ("2026-03-30/large_scale_ai_models.csv", "large_models", 491, {NO_COMPUTE: 190}),
        ("2026-07-19/notable_ai_models.csv", "notable_models", 1036, {NO_COMPUTE: 507}),
    ],
)  # fmt: skip
def test_every_row_of_every_edition_is_used_or_left_out_for_a_reason(edition, path, table, rows, left_out):
    reading = edition("epoch_models", f"epoch/models/{path}")
    assert (reading.table, reading.rows, reading.left_out) == (table, rows, left_out)
    assert reading.facts.height == reading.used == rows - sum(left_out.values())
    assert not reading.unknown
    assert not reading.notes


def test_facts_are_what_the_file_says(edition):
    facts = edition("epoch_models", "epoch/models/2024-11-05/all_ml_systems.csv").facts
    llama = facts.row(by_predicate=pl.col("entity") == "Llama 3.1-405B", named=True)
    assert (llama["value"], llama["unit"], llama["date"]) == (3.8e25, "FLOP", date(2024, 7, 23))
    assert (llama["organization"], llama["country"]) == ("Meta AI", "US")
    assert llama["tags"] == "confidence=Confident;weights=open"
    assert llama["known_on"] == date(2024, 11, 5)
    assert llama["link"].startswith("https://ai.meta.com/research/publications/the-llam")


def test_a_line_break_in_a_name_is_a_space(edition):
    facts = edition("epoch_models", "epoch/models/2026-03-30/all_ai_models.csv").facts
    names = facts["entity"]
    assert not names.str.contains(r"[\r\n]|  |^ | $").any()
    assert "GPT-3.5 (davinci-002)" in names


def test_countries_repeat_and_stand_beside_hong_kong(edition):
    facts = edition("epoch_models", "epoch/models/2025-06-11/all_ml_systems.csv").facts
    countries = facts.filter(pl.col("entity") == "PolyNet")["country"].to_list()
    assert countries == ["HK;CN"]  # the file says "Hong Kong,China": two organisations, not one long name
    both = facts["country"].str.split(";").list.set_intersection(["US", "CN"]).list.len() == 2
    assert both.sum() > 20
    assert not facts["country"].str.split(";").list.eval(pl.element().is_duplicated().any()).list.first().any()


@pytest.mark.parametrize("path", ["2026-03-30/all_ai_models.csv", "2026-03-30/large_scale_ai_models.csv"])
def test_wu_dao_counts_once_the_publisher_has_mended_it(edition, path):
    facts = edition("epoch_models", f"epoch/models/{path}").facts
    assert facts.filter(pl.col("entity") == "Wu Dao 2.0")["value"].to_list() == [pytest.approx(1.5435e24)]


def test_partial_and_missing_dates_and_repeats_are_left_out(made):
    rows = [
        ROW,
        {**ROW, "Model": "Foo-2", "Publication date": "2026-01"},
        {**ROW, "Model": "Foo-3", "Publication date": ""},
        {**ROW, "Model": " Foo-1\n", "Training compute (FLOP)": "2e25"},
    ]
    reading = made("epoch_models", "all_models", rows)
    assert reading.left_out == {"no day of publication": 2, "another row of the same model": 1}
    assert reading.facts["value"].to_list() == [1e25]


def test_numbers_with_thousands_separators_and_organisations_in_quotes_are_understood(made):
    row = {**ROW, "Training compute (FLOP)": "1,200,000", "Organization": 'Acme,"Booz, Allen"'}
    facts = made("epoch_models", "all_models", [row]).facts
    assert (facts["value"][0], facts["organization"][0]) == (1.2e6, "Acme;Booz, Allen")


def test_a_country_nobody_knows_is_reported(made):
    reading = made("epoch_models", "all_models", [{**ROW, "Country (of organization)": "China,Atlantis"}])
    assert reading.unknown == {"country 'Atlantis'": 1}
    assert reading.facts["country"].to_list() == ["CN"]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"Training compute (FLOP)": "1e25 FLOP"}, r"line 2, column 'Training compute \(FLOP\)': '1e25 FLOP' is not a"),
        (
            {"Training compute (FLOP)": "1e35"},
            r"line 2, column 'Training compute .*': '1e35' is not .* most 1e\+30",
        ),
        ({"Training compute (FLOP)": "inf"}, r"line 2, column 'Training compute \(FLOP\)': 'inf' is not a finite"),
        ({"Publication date": "2026-11-02"}, "line 2, column 'date': .* before the retrieval, 2026-11-01"),
        ({"Publication date": "2 Jan 2026"}, "line 2, column 'Publication date': '2 Jan 2026' is not a day"),
        ({"Confidence": "Sure"}, "line 2, column 'Confidence': 'Sure' is not one of Confident, Likely"),
        ({"Model": ""}, "line 2, column 'Model': an empty cell is not"),
        ({"Compute in ZFLOP": "10000"}, "line 1: column 'Compute in ZFLOP' is new"),
    ],
)
def test_what_was_not_foreseen_stops_the_run(made, cells, message):
    with pytest.raises(BadInput, match=rf"^all_ai_models\.csv, {message}"):
        made("epoch_models", "all_models", [{**ROW, **cells}])


def test_a_renamed_column_and_a_broken_off_file_stop_the_run(edition):
    path = "epoch/models/2026-07-19/notable_ai_models.csv"
    with pytest.raises(BadInput, match=r"notable_ai_models\.csv, line 1: no column 'Training compute \(FLOP\)'"):
        edition("epoch_models", path, lambda all_: all_.replace(b"Training compute (FLOP)", b"Compute (FLOP)", 1))
    with pytest.raises(BadInput, match=r"notable_ai_models\.csv: .* (truncated|whole)"):
        edition("epoch_models", path, lambda all_: all_[: len(all_) // 2])
