"""What ships is whole, traceable, and enough for the main job."""

import polars as pl
import pytest

from parity.errors import UnknownSource
from parity.series import metric, metric_ids
from parity.sources import shipped_facts, source, source_ids
from parity.store.facts import facts_of


def rows(name: str) -> pl.DataFrame:
    return facts_of(name, metric(name).sources)


@pytest.mark.parametrize("name", source_ids())
def test_a_source_describes_the_metrics_it_ships_and_nothing_known_later(name: str):
    told, facts = source(name), shipped_facts(name)
    assert set(facts["metric"].unique()) == set(told.metrics)
    assert facts.is_empty() or facts["known_on"].max() <= told.retrieved
    assert facts.select(pl.struct("entity", "metric", "date", "tags", "known_on").is_duplicated().any()).item() is False


@pytest.mark.parametrize("name", metric_ids())
def test_a_metric_reads_sources_that_feed_it_in_its_own_unit(name: str):
    of = metric(name)
    assert all(name in source(one).metrics for one in of.sources)
    assert set(rows(name)["unit"].unique()) == {of.unit}


@pytest.mark.parametrize(
    ("name", "least", "countries"),
    [
        ("capability", 120, {"US", "CN"}), ("training_compute", 150, {"US", "CN"}),
        ("chip_performance", 60, {"US", "CN"}),
        ("chip_memory_bandwidth", 60, {"US", "CN"}), ("chip_efficiency", 60, {"US", "CN"}),
        ("process_node", 25, {"TW", "KR", "US", "CN"}), ("cpu_performance", 18, {"US", "CN"}),
        ("publications", 20, {"US", "CN"}), ("patents", 10, {"US", "CN"}), ("private_investment", 20, {"US", "CN"}),
    ],
)  # fmt: skip
def test_there_are_enough_entities_of_both_sides(name: str, least: int, countries: set[str]):
    facts = rows(name)
    assert facts.n_unique(["entity", "date"]) >= least
    assert countries <= set(facts["country"].drop_nulls().str.split(";").explode())


def test_the_index_spans_2023_02_to_2026_07_with_intervals():
    newest = rows("capability").filter(pl.col("known_on") == pl.col("known_on").max())
    assert newest["date"].min().isoformat()[:7] == "2023-02"
    assert newest["date"].max().isoformat()[:7] == "2026-07"
    assert newest.filter(pl.col("low").is_null())["entity"].to_list() == ["Claude 3.5 Sonnet (Jun 2024)"] or (
        newest["low"].null_count() <= 2  # the two models the scale is anchored on have none
    )


def test_makers_of_both_sides_are_among_the_chips():
    makers = set(rows("chip_performance")["organization"])
    assert {"NVIDIA", "AMD", "Google", "Huawei", "Cambricon", "Biren", "Hygon", "Baidu"} <= makers


def test_training_compute_carries_the_sources_confidence_class():
    classes = rows("training_compute")["tags"].str.extract("confidence=([A-Za-z]*)")
    assert {"Confident", "Likely", "Speculative"} <= set(classes.drop_nulls())


def test_owners_of_compute_are_told_apart():
    facts = rows("compute_stock").filter(pl.col("source") == "epoch_chips")
    tags = set(facts["tags"].str.split(";").explode())
    assert {
        "owner=Microsoft",
        "owner=Meta",
        "owner=Amazon",
        "owner=Google",
        "owner=Oracle",
        "owner=Other US owners",
    } <= tags
    assert {"channel=bought", "channel=diverted", "channel=domestic", "designer=Huawei", "designer=Cambricon"} <= tags
    assert facts["date"].min().isoformat() == "2022-03-31"
    assert facts["low"].null_count() == 0


def test_an_unknown_source_gets_suggestions():
    with pytest.raises(UnknownSource, match="epoch_eci"):
        source("epoch_eic")
