"""Which facts are in force: vintages, revisions, countings, and sources in order of trust."""

from datetime import date

import polars as pl
import pytest

from parity.errors import BadInput, NotObserved
from parity.series import bloc, in_force, metric
from parity.store.facts import facts_of

REVISED = "Inflection-2.5"
US, CHINA = bloc("US"), bloc("China")


def known(name: str, **how: object) -> pl.DataFrame:
    of = metric(name)
    return in_force(facts_of(name, of.sources), of, (US, CHINA), **how)  # type: ignore[arg-type]


def test_an_edition_replaces_the_whole_scale():
    assert known("capability")["known_on"].unique().to_list() == [date(2026, 8, 11)]
    assert known("capability", vintage=date(2026, 1, 1))["known_on"].unique().to_list() == [date(2025, 12, 20)]


def test_a_later_row_revises_an_earlier_one_only_once_it_is_known():
    rows = facts_of("training_compute", ("epoch_models",)).filter(pl.col("entity") == REVISED).sort("known_on")
    assert rows.height > 1 and rows["value"].n_unique() > 1
    for row in rows.iter_rows(named=True):
        then = known("training_compute", vintage=row["known_on"]).filter(pl.col("entity") == REVISED)
        assert then["value"].to_list() == [row["value"]]


def test_nothing_known_later_than_the_vintage_is_used():
    for name in ("capability", "training_compute", "compute_stock", "chip_performance"):
        assert known(name, vintage=date(2026, 4, 30))["known_on"].max() <= date(2026, 4, 30)


def test_before_the_first_source_the_second_speaks():
    assert known("compute_stock", vintage=date(2024, 5, 28))["source"].unique().to_list() == ["chip_purchases_2023"]
    assert known("compute_stock")["source"].unique().to_list() == ["epoch_chips"]


def test_before_any_knowledge_the_first_vintage_is_named():
    with pytest.raises(NotObserved, match="by 2019-01-01; the first vintage is 2025-12-20"):
        known("capability", vintage=date(2019, 1, 1))


def test_a_counting_leaves_out_what_it_says():
    tags = known("compute_stock", counting="hyperscalers-licensed")["tags"].str.split(";").explode().unique()
    assert not {"owner=Other US owners", "channel=diverted", "channel=domestic"} & set(tags)
    assert known("compute_stock", counting="all-owners").height == known("compute_stock").height


def test_an_unknown_counting_names_those_there_are():
    with pytest.raises(BadInput, match="hyperscalers"):
        known("compute_stock", counting="everything")


def test_a_declared_outlier_is_left_out():
    assert "Biren BR100" in facts_of("chip_performance", ("epoch_hardware",))["entity"]
    assert "Biren BR100" not in known("chip_performance")["entity"]


def test_the_order_of_rows_does_not_matter():
    of = metric("capability")
    facts = facts_of("capability", of.sources)
    assert in_force(facts.sample(fraction=1, shuffle=True, seed=3), of, (US, CHINA)).equals(known("capability"))
