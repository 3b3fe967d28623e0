"""Inputs of Epoch's chip counts: the published backup, what was recovered, and never one for the other."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from parity.errors import BadInput
from parity.sources import source
from parity.sources.reading import File, Reading, read_file

DAY = date(2026, 4, 22)
PUBLISHED = {
    "Broadcom_quarterly_revenue.csv": ("broadcom_quarters", 12, {"chip_revenue": 36, "revenue_share": 33}),
    "Nvidia annual prices.csv": ("nvidia_year_prices", 4, {"chip_price": 14}),
    "Nvidia quarterly revenue.csv": ("nvidia_quarters", 15, {"chip_revenue": 55, "revenue_share": 105}),
    "amd_production_mix_per_quarter.csv": ("amd_mix_published", 22, {"revenue_share": 22}),
    "named_other_owners_cumulative_by_chip.csv": ("named_chips", 7, {"chip_units": 7, "chip_units_compute": 7}),
    "named_other_owners_cumulative_totals.csv": ("named_totals", 2, {"chip_units_compute": 2}),
    "named_other_owners_quarters_by_chip.csv": ("named_chip_quarters", 7, {}),
    "nvidia_other_cumulative_by_chip.csv": (
        "other_chips", 42, {"chip_units": 42, "chip_units_compute": 42, "chip_units_power": 42}),
    "nvidia_other_cumulative_totals.csv": (
        "other_totals", 17, {"chip_units": 17, "chip_units_compute": 17, "chip_units_power": 17}),
    "nvidia_other_quarters_by_chip.csv": (
        "other_chip_quarters", 32, {"chip_units": 32, "chip_units_compute": 32, "chip_units_power": 32}),
    "xai_chip_quantities.csv": ("xai_chips", 6, {"chip_units": 4}),
    "xai_datacenter_timelines.csv": (
        "xai_sites", 15, {"site_power": 14, "site_compute": 13, "site_performance_8bit": 13, "site_cost": 42}),
}  # fmt: skip
RECOVERED = {
    "amd_mix.csv": ("amd_mix", 27, {"revenue_share": 26, "chip_revenue": 1}),
    "amd_ownership.csv": ("amd_ownership", 2, {"owner_share": 6}),
    "amd_prices.csv": ("amd_prices", 7, {"chip_price": 7}),
    "amd_revenue.csv": ("amd_revenue", 8, {"chip_revenue": 8}),
    "nvidia_ownership.csv": ("nvidia_ownership", 17, {"owner_share": 85}),
    "nvidia_prices.csv": ("nvidia_prices", 5, {"chip_price": 20}),
    "nvidia_revenue.csv": ("nvidia_revenue", 17, {"chip_revenue": 17, "revenue_share": 119}),
    "tpu_mix.csv": ("tpu_mix", 27, {"revenue_share": 27}),
    "tpu_prices.csv": ("tpu_prices", 7, {"chip_cost": 7}),
    "tpu_revenue.csv": ("tpu_revenue", 13, {"chip_revenue": 13, "revenue_margin": 13}),
}
FILES = {**PUBLISHED, **{f"recovered/{name}": told for name, told in RECOVERED.items()}}
LEFT_OUT = {
    "named_other_owners_quarters_by_chip.csv": {"a cumulative row in the table of quarters": 7},
    "xai_chip_quantities.csv": {"a day after the retrieval": 2},
    "xai_datacenter_timelines.csv": {"a day after the retrieval": 1},
}


@pytest.fixture
def inputs(shared: Path) -> Callable[..., Reading]:
    """Read one of the real files, its bytes changed first, or under another name."""

    def read(path: str, change: Callable[[bytes], bytes] = bytes, name: str | None = None) -> Reading:
        file = shared / "data" / "epoch" / "chip_inputs" / "2026-04-22" / path
        return read_file(source("epoch_chip_inputs"), File(name or file.name, change(file.read_bytes()), DAY))

    return read


@pytest.mark.parametrize("path", FILES)
def test_every_row_is_used_or_left_out_for_a_reason(inputs, path):
    table, rows, facts = FILES[path]
    reading = inputs(path)
    assert (reading.table, reading.rows) == (table, rows)
    assert reading.left_out == LEFT_OUT.get(path, {})
    assert Counter(reading.facts["metric"]) == facts
    assert (reading.unknown, reading.notes) == ({}, ())
    assert not reading.facts.select(pl.struct("entity", "metric", "date", "tags").is_duplicated().any()).item()
    of_set = f"inputs={'recovered' if path.startswith('recovered') else 'published'}"
    if "other" not in path:
        assert reading.facts["tags"].str.contains(of_set).all()


def test_there_is_no_other_file(shared):
    folder = shared / "data" / "epoch" / "chip_inputs" / "2026-04-22"
    assert {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} == set(FILES)


def one(reading: Reading, **wanted) -> dict:
    return reading.facts.filter(**wanted).row(0, named=True)


def test_facts_are_what_the_tables_say(inputs):
    revenue = inputs("recovered/nvidia_revenue.csv")
    newest = one(revenue, metric="chip_revenue", date=date(2026, 1, 25))
    assert (newest["value"], newest["unit"], newest["organization"]) == (51.33e9, "USD", "NVIDIA")
    assert one(revenue, entity="B300", date=date(2026, 1, 25))["value"] == 0.67
    price = one(inputs("recovered/nvidia_prices.csv"), entity="H20", date=date(2025, 12, 31))
    assert (price["low"], price["high"], price["unit"]) == (10000, 13000, "USD")
    assert price["value"] == pytest.approx((10000 * 13000) ** 0.5)
    assert (price["read"], price["note"]) == ("derived", "middle of the stated range")
    owner = one(inputs("recovered/nvidia_ownership.csv"), entity="Microsoft", date=date(2022, 1, 30))
    assert (owner["value"], owner["low"]) == (0.21, None)
    assert owner["tags"] == "designer=NVIDIA;uncertainty=0.33;inputs=recovered"
    mix = one(inputs("recovered/tpu_mix.csv"), entity="TPU v4", date=date(2023, 1, 29))
    assert (mix["value"], mix["low"], mix["high"]) == (pytest.approx(0.7), 0.6, 0.8)
    sold = one(inputs("recovered/amd_mix.csv"), metric="chip_revenue")
    assert (sold["entity"], sold["date"], sold["value"]) == ("Instinct MI308X", date(2025, 12, 31), 390e6)
    site = inputs("xai_datacenter_timelines.csv").facts.filter(date=date(2026, 1, 13), entity="xAI Colossus 2")
    assert dict(site.filter(metric="site_cost").select("tags", "value").rows())["of=all;inputs=published"] == 8.9e9
    assert one(inputs("xai_chip_quantities.csv"), entity="xAI Colossus 2")["tags"] == (
        "designer=NVIDIA;owner=xAI;chip=B200;span=in place;confidence=Confident;inputs=published"
    )


def test_the_price_of_a_year_that_still_runs_is_not_dated_in_the_future(inputs):
    dates = inputs("recovered/nvidia_prices.csv").facts["date"].unique().sort().to_list()
    assert dates[-2:] == [date(2025, 12, 31), DAY]


@pytest.mark.parametrize(
    ("path", "name", "table"),
    [
        ("recovered/nvidia_revenue.csv", "revenue (1).csv", "nvidia_revenue"),
        ("Nvidia quarterly revenue.csv", "revenue.csv", "nvidia_quarters"),
        ("recovered/nvidia_prices.csv", "prices.csv", "nvidia_prices"),
        ("Nvidia annual prices.csv", "prices.csv", "nvidia_year_prices"),
        ("recovered/amd_mix.csv", "mix.csv", "amd_mix"),
        ("amd_production_mix_per_quarter.csv", "mix.csv", "amd_mix_published"),
    ],
)
def test_a_renamed_file_is_known_by_its_header(inputs, path, name, table):
    assert inputs(path, name=name).table == table


@pytest.mark.parametrize(
    ("path", "name", "missing"),
    [
        ("recovered/nvidia_revenue.csv", "Nvidia quarterly revenue.csv", "total_revenue"),
        ("Nvidia quarterly revenue.csv", "nvidia_revenue.csv", "Compute revenue"),
        ("recovered/nvidia_prices.csv", "Nvidia annual prices.csv", "GB200 low"),
        ("Nvidia annual prices.csv", "nvidia_prices.csv", None),  # its Notes stand there several times
        ("recovered/amd_mix.csv", "amd_production_mix_per_quarter.csv", "gpu_model"),
        ("amd_production_mix_per_quarter.csv", "amd_mix.csv", "chip_type"),
    ],
)
def test_one_set_under_the_name_of_the_other_stops_the_run(inputs, path, name, missing):
    problem = f"no column '{missing}'" if missing else "column 'Notes' stands there twice"
    with pytest.raises(BadInput, match=f"{name}, line 1: {problem}"):
        inputs(path, name=name)


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("recovered/nvidia_revenue.csv", b"H20 share", b"H20", r"nvidia_revenue.csv, line 1: no column 'H20 share'"),
        (
            "recovered/nvidia_revenue.csv",
            b",2.45,",
            b",2450,",
            r"line 2, column 'Compute revenue': '2450' is not a fin",
        ),
        ("recovered/nvidia_revenue.csv", b"2.45,1.0,0.0", b"2.45,1.0,0.5", r"line 2, .*leaves the sum at most 1"),
        ("recovered/nvidia_revenue.csv", b"2022-01-30", b"2027-01-30", r"2027-01-30 is not on or before the retrieval"),
        ("recovered/nvidia_prices.csv", b"10000,15000", b"10,15", r"line 2, column 'A100 low': '10' is not a finite"),
        (
            "recovered/nvidia_prices.csv",
            b"10000,15000",
            b"15000,10000",
            r"line 2, column 'A100 low': .* at most the hi",
        ),
        ("recovered/amd_prices.csv", b"Price (low)", b"Price (EUR)", r"line 1: no column 'Price \(low\)'"),
        (
            "recovered/tpu_mix.csv",
            b"Q1_FY23,v4,0.6",
            b"Q1_FY33,v4,0.6",
            r"line 2, column 'quarter': 'Q1_FY33' is not a",
        ),
        ("recovered/tpu_mix.csv", b"0.6,0.8", b"60,80", r"line 2, column 'share_p5': '60' is not a finite number"),
        ("recovered/amd_mix.csv", b"0.01,0.05,", b",0.05,", r"line 2, .* one end of a range beside the other"),
        ("xai_chip_quantities.csv", b"Company disclosure,xAI", b"Rumour,xAI", r"line 2, .*'Rumour' is not one of Comp"),
        ("Nvidia annual prices.csv", b"H100 low", b"A100 low", r"line 1: column 'A100 low' stands there twice"),
    ],
)
def test_a_changed_header_unit_or_share_stops_the_run(inputs, path, old, new, message):
    with pytest.raises(BadInput, match=message):
        inputs(path, lambda all_: all_.replace(old, new, 1))


def test_a_file_that_breaks_off_stops_the_run(inputs):
    for path in ("recovered/tpu_revenue.csv", "Broadcom_quarterly_revenue.csv"):
        with pytest.raises(BadInput, match=r"last row breaks off|not a whole CSV"):
            inputs(path, lambda all_: all_.rstrip()[: -len(all_) // 8])
