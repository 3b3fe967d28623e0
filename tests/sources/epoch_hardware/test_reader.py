"""Epoch's accelerators: three editions, a renamed memory column, and bandwidths that are not the memory's."""

from datetime import date

import polars as pl
import pytest

from parity.errors import BadInput

FILE = "epoch/ml_hardware/{}/ml_hardware.csv"
ROW = {
    "Hardware name": "Foo 1", "Manufacturer": "Huawei", "Release date": "2025-05-06", "TDP (W)": "500",
    "Tensor-FP16/BF16 performance (FLOP/s)": "1e15", "Memory (bytes)": "64000000000.0",
    "Memory bandwidth (byte/s)": "2e12", "Release price (USD)": "20000", "Link to datasheet": "https://e.com/foo.pdf",
}  # fmt: skip
SPEED = "Tensor-FP16/BF16 performance (FLOP/s)"


@pytest.mark.parametrize(
    ("day", "rows", "undated", "counts"),
    [
        # facts of: throughput, bandwidth, efficiency, price of it, memory, power, price
        ("2025-12-14", 170, 11, (115, 101, 103, 26, 128, 147, 53)),
        ("2026-04-22", 175, 14, (117, 103, 107, 26, 132, 151, 53)),
        ("2026-07-19", 176, 14, (118, 104, 108, 31, 133, 152, 58)),
    ],
)
def test_every_row_of_every_edition_is_used_or_left_out_for_a_reason(edition, day, rows, undated, counts):
    reading = edition("epoch_hardware", FILE.format(day))
    assert (reading.table, reading.rows, reading.left_out) == ("chips", rows, {"no day of release": undated})
    assert reading.used == rows - undated
    assert not reading.unknown
    metrics = ("chip_performance", "chip_memory_bandwidth", "chip_efficiency", "compute_price", "chip_memory",
               "chip_power", "chip_price")  # fmt: skip
    assert tuple(reading.facts.filter(pl.col("metric") == one).height for one in metrics) == counts
    assert reading.facts.height == sum(counts)


def test_facts_are_what_the_file_says(edition):
    facts = edition("epoch_hardware", FILE.format("2026-07-19")).facts
    h100 = facts.filter(pl.col("entity") == "NVIDIA H100 SXM5 80GB")
    assert dict(h100.select("metric", "value").rows()) == {
        "chip_performance": 989.4e12,
        "chip_memory_bandwidth": 3.35e12,
        "chip_efficiency": pytest.approx(989.4e12 / 700),
        "compute_price": pytest.approx(33600 / 989.4),
        "chip_memory": 80e9,
        "chip_power": 700,
        "chip_price": 33600,
    }
    assert set(h100["date"]) == {date(2022, 9, 20)}
    # NVIDIA's datasheet told it at the launch; the price rests on a report of a later day.
    known = dict(h100.select("metric", "known_on").rows())
    assert known["chip_performance"] == date(2022, 9, 20)
    assert known["compute_price"] == date(2026, 7, 19)
    read = dict(h100.select("metric", "read").rows())
    assert (read["chip_performance"], read["chip_efficiency"], read["chip_price"]) == ("datasheet", "derived", "table")


def test_the_memory_column_reads_under_both_its_names(edition):
    for day in ("2025-12-14", "2026-04-22"):
        facts = edition("epoch_hardware", FILE.format(day)).facts
        of = facts.filter(pl.col("entity") == "NVIDIA H100 SXM5 80GB", pl.col("metric") == "chip_memory")
        assert of["value"].to_list() == [80e9]


def test_a_makers_country_is_its_own_and_not_that_of_a_name_it_begins_with(edition):
    facts = edition("epoch_hardware", FILE.format("2026-07-19")).facts
    makers = dict(facts.select("organization", "country").unique().rows())
    assert makers["MetaX"] == "CN"
    assert makers["Meta"] == makers["Groq"] == makers["Amazon"] == "US"
    assert {makers[one] for one in ("Huawei", "Cambricon", "Baidu", "Moore Threads", "Hygon", "Biren")} == {"CN"}
    assert makers["PEZY"] == "JP"


@pytest.mark.parametrize(
    ("chip", "day", "stated"),
    [
        ("MetaX MXC500 (OAM)", "2026-07-19", False), ("AMD Radeon Instinct MI308X", "2026-07-19", False),
        ("Tesla D1 Dojo", "2026-07-19", False), ("GroqChip LPU v1", "2025-12-14", False),
        ("Amazon Trainium1", "2025-12-14", False), ("Amazon Trainium1", "2026-04-22", True),
    ],
)  # fmt: skip
def test_a_bandwidth_that_is_not_the_memorys_is_corrected_until_it_is_mended(edition, chip, day, stated):
    reading = edition("epoch_hardware", FILE.format(day))
    of = reading.facts.filter(pl.col("entity") == chip, pl.col("metric") == "chip_memory_bandwidth")
    assert bool(of.height) is stated
    assert any(chip in note for note in reading.notes) is not stated
    assert not any("expired" in note for note in reading.notes)


def test_a_price_per_throughput_tells_shop_cards_from_chips_for_data_centres(edition):
    facts = edition("epoch_hardware", FILE.format("2026-07-19")).facts
    classes = dict(facts.filter(pl.col("metric") == "compute_price").select("entity", "tags").rows())
    assert classes["NVIDIA GeForce RTX 4090"] == "class=consumer"
    assert classes["NVIDIA RTX A6000"] == "class=workstation"
    assert classes["Huawei Ascend 910B"] == "class=datacentre"


def test_a_slow_chip_counts_on_no_metric_of_the_catalogue(made):
    slow, silent = {**ROW, SPEED: "1e13"}, {**ROW, "Hardware name": "Bar", SPEED: ""}
    unknown = {"Hardware name": "Baz", "Manufacturer": "Huawei", "Release date": "2025"}
    reading = made("epoch_hardware", "chips", [slow, silent, unknown])
    assert set(reading.facts["metric"]) == {"chip_memory", "chip_power", "chip_price"}
    assert reading.left_out == {"no figure on our metrics": 1}


def test_partial_dates_are_kept_as_such_and_announced_chips_left_out(made):
    rows = [{**ROW, "Release date": "2025-05"}, {**ROW, "Hardware name": "Bar", "Release date": "2026-12-01"},
            {**ROW, "TDP (W)": "400"}, {**ROW, "Hardware name": "Baz", "Release date": ""}]  # fmt: skip
    reading = made("epoch_hardware", "chips", rows)
    assert reading.left_out == {
        "not released by the retrieval": 1, "another row of the same chip": 1, "no day of release": 1,
    }  # fmt: skip
    fact = reading.facts.row(by_predicate=pl.col("metric") == "chip_performance", named=True)
    assert (fact["date"], fact["tags"]) == (date(2025, 5, 31), "date_precision=month")


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({SPEED: "1000"}, "line 2, column 'Tensor.*': '1000' is not a finite number of at least 1e.09"),  # TFLOP/s
        ({"Memory bandwidth (byte/s)": "2000"}, r"line 2, column 'Memory bandwidth \(byte/s\)': '2000' is not"),
        ({"TDP (W)": "inf"}, r"line 2, column 'TDP \(W\)': 'inf' is not a finite"),
        ({"Release price (USD)": "-5"}, r"line 2, column 'Release price \(USD\)': '-5' is not"),
        ({"Release date": "spring"}, "line 2, column 'Release date': 'spring' is not a day"),
        ({"Sparse FP16": "1e15"}, "line 1: column 'Sparse FP16' is new"),
    ],
)
def test_what_was_not_foreseen_stops_the_run(made, cells, message):
    with pytest.raises(BadInput, match=rf"^ml_hardware\.csv, {message}"):
        made("epoch_hardware", "chips", [{**ROW, **cells}])


def test_a_renamed_column_and_a_broken_off_file_stop_the_run(edition):
    path = FILE.format("2026-07-19")
    with pytest.raises(BadInput, match=r"line 1: no column 'Memory \(bytes\)' or 'Memory size per board \(Byte\)'"):
        edition("epoch_hardware", path, lambda all_: all_.replace(b"Memory (bytes)", b"Memory (GB)", 1))
    with pytest.raises(BadInput, match=r"ml_hardware\.csv: .* (truncated|whole)"):
        edition("epoch_hardware", path, lambda all_: all_[: len(all_) // 2])
