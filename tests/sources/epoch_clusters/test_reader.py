"""Epoch's clusters: planned, doubtful and doubled ones, China's without names, dates in two spellings."""

from datetime import date

import polars as pl
import pytest

from parity.errors import BadInput

FILE = "epoch/gpu_clusters/{}/gpu_clusters.csv"
EDITIONS = ("2025-12-14", "2026-08-12")
ROW = {
    "Name": "Foo", "Status": "Existing", "Certainty": "Likely", "Single cluster?": "Yes", "H100 equivalents": "1234.5",
    "First Operational Date": "2025-05-06", "Country": "China", "Owner": "Acme", "Source 1": "https://e.com/foo",
}  # fmt: skip


@pytest.mark.parametrize(("day", "sized"), [("2025-12-14", 1151), ("2026-08-12", 1152)])
def test_every_row_of_every_edition_is_used_or_left_out_for_a_reason(edition, day, sized):
    reading = edition("epoch_clusters", FILE.format(day))
    assert reading.rows == 786
    assert reading.left_out == {
        "planned": 161, "possibly another row's cluster": 81, "no first day of operation": 9,
        "no figure of its size": 29, "repeats an earlier row": 93,
    }  # fmt: skip
    assert reading.used == 413
    assert reading.facts.height == sized
    assert not reading.unknown
    assert not reading.notes


@pytest.mark.parametrize("day", EDITIONS)
def test_facts_are_what_the_file_says(edition, day):
    facts = edition("epoch_clusters", FILE.format(day)).facts
    size = facts.filter(pl.col("metric") == "cluster_performance")
    colossus = size.row(by_predicate=pl.col("entity") == "xAI Colossus Memphis Phase 2", named=True)
    assert (colossus["value"], colossus["date"]) == (pytest.approx(200_000), date(2025, 2, 18))
    assert (colossus["organization"], colossus["country"]) == ("xAI", "US")
    assert colossus["tags"] == "single=Yes;certainty=Likely;chip=NVIDIA H100 SXM5 80GB"
    assert colossus["known_on"] == date.fromisoformat(day)
    jupiter = facts.filter(pl.col("entity") == "Jupiter, Jülich")  # in quotes in the file
    assert dict(jupiter.select("metric", "value").rows())["cluster_performance"] == pytest.approx(23536)
    summit = size.row(by_predicate=pl.col("entity") == "Oak Ridge NL Summit", named=True)
    assert summit["date"] == date(2018, 6, 8)  # decommissioned, and yet the largest of its day


@pytest.mark.parametrize("day", EDITIONS)
def test_planned_and_doubled_clusters_are_left_out_and_unlikely_ones_tagged(edition, day):
    reading = edition("epoch_clusters", FILE.format(day))
    entities = set(reading.facts["entity"])
    assert not entities & {"xAI 5 year plan", "Microsoft NVIDIA partnership", "Paper on Llama 3.1"}
    claim = reading.facts.filter(pl.col("entity") == "Tesla Earnings Call Claim")["tags"]
    assert claim.str.contains("single=Unclear;certainty=Unlikely").all()
    assert reading.facts["date"].max() <= date.fromisoformat(day)


def test_clusters_of_concealed_name_are_told_apart_alike_in_both_editions(edition):
    found = []
    for day in EDITIONS:
        facts = edition("epoch_clusters", FILE.format(day)).facts
        size = facts.filter(pl.col("metric") == "cluster_performance", pl.col("country") == "CN")
        assert size["entity"].is_unique().all()
        found.append({(row["entity"], row["value"]) for row in size.to_dicts()})
    # One of them was estimated anew between the editions.
    assert {name for name, _ in found[0] ^ found[1]} == {
        "Anonymized Chinese System (2023-08, 300 H100e)", "Anonymized Chinese System (2023-08, 500 H100e)",
    }  # fmt: skip
    assert ("Anonymized Chinese System (2024-10, 10000 H100e)", 10_000) in found[0]
    assert len(found[0]) == len(found[1]) > 100


def test_rounding_to_one_digit_is_the_interval_of_concealed_figures(made):
    rows = [{**ROW, "Name": "Anonymized Chinese System", "H100 equivalents": size, "Owner": owner}
            for size, owner in (("20000", ""), ("10000", ""), ("10000", "x"))]  # fmt: skip
    facts = made("epoch_clusters", "clusters", [*rows, ROW]).facts
    assert facts.select("value", "low", "high").rows() == [
        (20000, 15000, 25000), (10000, 9500, 15000), (10000, 9500, 15000), (1234.5, None, None),
    ]  # fmt: skip
    assert facts["entity"].to_list()[1:3] == [
        "Anonymized Chinese System (2025-05, 10000 H100e)", "Anonymized Chinese System (2025-05, 10000 H100e) #2",
    ]  # fmt: skip


def test_dates_of_both_spellings_and_several_countries_are_understood(made):
    row = {**ROW, "First Operational Date": "7/22/2025", "Country": "Hong Kong,China,China", "Owner": "A,B"}
    fact = made("epoch_clusters", "clusters", [row]).facts.to_dicts()[0]
    assert (fact["date"], fact["country"], fact["organization"]) == (date(2025, 7, 22), "HK;CN", "A;B")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Status": "Planned", "First Operational Date": "2025-01-01"}, "planned"),
        ({"First Operational Date": "2027-01-01"}, "not in operation by the retrieval"),
        ({"First Operational Date": ""}, "no first day of operation"),
        ({"Possible Duplicate": "TRUE"}, "possibly another row's cluster"),
        ({"H100 equivalents": ""}, "no figure of its size"),
        ({"Certainty": "Unlikely"}, "another row of the same cluster"),
    ],
)
def test_what_is_no_cluster_in_operation_is_left_out_for_its_reason(made, cells, reason):
    assert made("epoch_clusters", "clusters", [ROW, {**ROW, **cells}]).left_out == {reason: 1}


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"H100 equivalents": "1e12"}, "line 2, column 'H100 equivalents': '1e12' is not a finite number"),
        ({"H100 equivalents": "nan"}, "line 2, column 'H100 equivalents': 'nan' is not"),
        ({"Status": "Rumoured"}, "line 2, column 'Status': 'Rumoured' is not one of Existing, Planned"),
        ({"First Operational Date": "22/7/2025"}, "line 2, column 'First Operational Date': '22/7/2025' is not a day"),
        ({"Name": ""}, "line 2, column 'Name': an empty cell is not"),
        ({"H200 equivalents": "5"}, "line 1: column 'H200 equivalents' is new"),
    ],
)
def test_what_was_not_foreseen_stops_the_run(made, cells, message):
    with pytest.raises(BadInput, match=rf"^gpu_clusters\.csv, {message}"):
        made("epoch_clusters", "clusters", [{**ROW, **cells}])


def test_a_renamed_column_and_a_broken_off_file_stop_the_run(edition):
    path = FILE.format("2026-08-12")
    with pytest.raises(BadInput, match=r"gpu_clusters\.csv, line 1: no column 'H100 equivalents'"):
        edition("epoch_clusters", path, lambda all_: all_.replace(b"H100 equivalents", b"B200 equivalents", 1))
    with pytest.raises(BadInput, match=r"gpu_clusters\.csv: .* (truncated|whole)"):
        edition("epoch_clusters", path, lambda all_: all_[: len(all_) // 2])
