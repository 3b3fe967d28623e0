"""China's supply in the world model: nothing is counted twice, every row has a source, and others' ranges are met."""

import csv
from datetime import date

import numpy as np
import pytest

from parity.estimates.montecarlo import Run
from parity.estimates.stock import stock_of, world
from parity.estimates.stock.holdings import Holdings
from parity.estimates.stock.world import DATA
from parity.series import bloc

FOLDERS = ("china_huawei", "china_cambricon", "china_others", "china_diverted", "china_rented")
DAY = date(2025, 12, 31)


@pytest.fixture(scope="module")
def holdings():
    return Holdings(Run(world("ours").model, draws=4000, seed=1))


def flows(holdings, measure="H100e", **tags):
    """Sum of what the parts with these fields add: shape (draws, quarters)."""
    parts = [one for one in world("ours").parts if all(getattr(one, key) == value for key, value in tags.items())]
    assert parts, tags
    return np.sum([np.broadcast_to(holdings.flow(one, measure), (4000, 18)) for one in parts], axis=0)


@pytest.mark.parametrize("channel", ["diverted", "rented"])
def test_what_one_gains_another_loses(holdings, channel):
    added = flows(holdings, channel=channel)
    scale = np.abs(flows(holdings, channel="diverted", country="CN")).max()
    assert np.abs(added).max() < 1e-9 * scale


def test_unnamed_owners_never_hold_less_than_nothing(holdings):
    bought = [one for one in world("ours").parts if one.owner in ("Other owners", "Other US owners")]
    for owner in ("Other owners", "Other US owners"):
        of = [one for one in bought if one.owner == owner and one.designer == "NVIDIA" and one.channel != "rented"]
        net = np.sum([np.broadcast_to(holdings.flow(one), (4000, 18)) for one in of], axis=0)
        assert net.min() > -1e-6


def test_rented_chips_are_usable_but_neither_owned_nor_in_the_country():
    china = {
        how: stock_of(world("ours"), bloc("China"), on=DAY, how=how, by="channel", draws=400)
        for how in ("owned", "in-country", "usable")
    }
    rows = {how: {one.name: one.h100e.median for one in found.groups} for how, found in china.items()}
    assert set(rows["owned"]) == {"bought", "domestic", "diverted"}
    assert rows["owned"] == rows["in-country"]
    assert rows["usable"].pop("rented") > 100_000
    assert rows["usable"] == pytest.approx(rows["owned"])


# Cumulative since January 2024, H100-equivalents: Epoch AI's AI Chip Owners of 24 September 2026.
@pytest.mark.parametrize(
    ("tags", "published"),
    [
        ({"designer": "Huawei"}, {"2025Q4": 707_968}),
        ({"channel": "diverted", "country": "CN"}, {"2024Q4": 158_675, "2025Q4": 662_048}),
        ({"designer": "Cambricon"}, {"2024Q4": 6_468, "2025Q4": 34_925}),
    ],
)
def test_published_medians_lie_in_our_interval(holdings, tags, published):
    added = flows(holdings, **tags)[:, 8:].cumsum(axis=1)  # from 2024Q1
    for label, value in published.items():
        low, high = np.quantile(added[:, holdings.labels[8:].index(label)], [0.05, 0.95])
        assert low < value < high, (tags, label, low, high)


def test_chips_of_2025_are_as_many_as_others_count(holdings):
    def of_2025(**tags):
        return np.quantile(flows(holdings, "chip", **tags)[:, 12:16].sum(axis=1), [0.05, 0.5, 0.95])

    low, middle, high = of_2025(designer="Huawei")
    assert low < 812_000 < high  # IDC; SemiAnalysis 805,000; 200,000 by the US government lies below
    assert middle == pytest.approx(700_000, rel=0.15)
    low, middle, high = of_2025(designer="Cambricon")
    assert low < 116_000 < high  # IDC
    low, middle, high = of_2025(designer="Other Chinese makers")
    assert low < 722_000 < high  # IDC: 1,650 thousand less Huawei and Cambricon


def test_diverted_chips_of_2024_are_those_of_the_study(holdings):
    low, middle, high = np.quantile(
        flows(holdings, "chip", channel="diverted", country="CN")[:, 8:12].sum(axis=1), [0.05, 0.5, 0.95]
    )
    assert middle == pytest.approx(140_000, rel=0.1)
    assert 10_000 < low < 60_000
    assert 400_000 < high < 600_000


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_row_has_a_link_and_short_plain_notes(folder):
    with (DATA / folder / "rows.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (DATA / folder / "quantities.csv").open(encoding="utf-8", newline="") as file:
        quantities = {row["quantity"] for row in csv.DictReader(file)}
    assert quantities == {row["quantity"] for row in rows}
    for row in rows:
        assert row["link"].startswith("https://"), row
        assert " " not in row["link"], row
        assert row["note"].isascii(), row
        assert len(row["note"]) < 170, row
