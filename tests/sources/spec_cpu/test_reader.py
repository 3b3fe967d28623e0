"""SPEC CPU results by suite, undated and saying so, and the Geekbench rows beside them."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from parity.errors import BadInput
from parity.series import metric_ids
from parity.sources import source
from parity.sources.reading import File, Reading, read_file

DAY = date(2026, 7, 1)
SPEC, GEEKBENCH = "spec_cpu_rate1.csv", "kirin_geekbench6.csv"


@pytest.fixture(scope="module")
def contents(shared: Path) -> dict[str, bytes]:
    return {name: (shared / "data/spec_cpu/2026-07-01" / name).read_bytes() for name in (SPEC, GEEKBENCH)}


@pytest.fixture(scope="module")
def readings(contents: dict[str, bytes]) -> dict[str, Reading]:
    return {name: read_file(source("spec_cpu"), File(name, content, DAY)) for name, content in contents.items()}


def test_every_result_is_a_fact_of_its_suite(readings: dict[str, Reading]):
    reading = readings[SPEC]
    assert (reading.rows, reading.used, reading.left_out, reading.unknown) == (449, 449, {}, {})
    assert dict(reading.facts.group_by("metric").len().iter_rows()) == {
        "spec_cpu2017_int_rate1": 210, "spec_cpu2017_fp_rate1": 141,
        "spec_cpu2026_int_rate1": 66, "spec_cpu2026_fp_rate1": 32,
    }  # fmt: skip
    assert not reading.facts.select(pl.struct("entity", "metric", "tags").is_duplicated().any()).item()


def test_no_result_is_dated_so_each_says_it_is_of_the_retrieval(readings: dict[str, Reading]):
    facts = readings[SPEC].facts
    assert set(facts["date"]) == {DAY}
    assert facts["tags"].str.contains("date_is=retrieved").all()
    assert not set(facts["metric"]) & set(metric_ids())


def test_a_result_by_hand(readings: dict[str, Reading]):
    (row,) = readings[SPEC].facts.filter(
        pl.col("entity") == "AMD EPYC 7742", pl.col("metric") == "spec_cpu2017_fp_rate1",
        pl.col("tags").str.contains("flags=-O3;dataset=data-bookworm"),
    ).iter_rows(named=True)  # fmt: skip
    assert (row["value"], row["country"], row["organization"]) == (7.12, "US", "AMD")
    assert row["link"].endswith("/fp2017_rate1/AMD_EPYC_7742_O3_001.txt")


def test_chinese_makers_are_placed(readings: dict[str, Reading]):
    chinese = readings[SPEC].facts.filter(pl.col("country") == "CN")["organization"].unique()
    assert set(chinese) == {"Huawei", "Hygon", "Kunpeng", "Loongson", "T-Head"}


def test_the_geekbench_rows_feed_no_metric_of_the_catalogue(readings: dict[str, Reading]):
    reading = readings[GEEKBENCH]
    assert (reading.rows, reading.used, reading.unknown) == (2, 2, {})
    single = reading.facts.filter(pl.col("metric") == "geekbench6_single")
    assert single.sort("entity").select("entity", "value", "country").rows() == [
        ("Kirin 9000", 1266.0, "CN"), ("Kirin 9000S", 1337.0, "CN"),
    ]  # fmt: skip
    assert "cpu_performance" not in reading.facts["metric"]


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        (SPEC, b"score_base", b"score_peak", "line 1: no column 'score_base'"),
        (SPEC, b"2017_fp", b"2006_fp", "line 2, column 'suite': '2006_fp'"),
        (SPEC, b"-O3,4.05,", b"-O3,405,", "line 2, column 'score_base': '405'"),
        (SPEC, b"-O3,4.05,", b"-O3,NaN,", "line 2, column 'score_base': 'NaN'"),
        (SPEC, b"-O3,4.05,,", b"-O3,4.05,2027-01-01,", "line 2, column 'date': 2027-01-01"),
        (GEEKBENCH, b"1337", b"13.37", "line 2, column 'geekbench6_single': '13.37'"),
        (GEEKBENCH, b"antutu10", b"antutu11", "line 1: no column 'antutu10'"),
    ],
)  # fmt: skip
def test_a_table_that_changed_is_refused_with_its_place(
    contents: dict[str, bytes], name: str, old: bytes, new: bytes, place: str
):
    assert old in contents[name]
    with pytest.raises(BadInput, match=name.replace(".", r"\.")) as error:
        read_file(source("spec_cpu"), File(name, contents[name].replace(old, new, 1), DAY))
    assert place in str(error.value)


def test_a_date_that_is_filled_is_taken(contents: dict[str, bytes]):
    dated = contents[SPEC].replace(b"-O3,4.05,,", b"-O3,4.05,2025-02-03,", 1)
    facts = read_file(source("spec_cpu"), File(SPEC, dated, DAY)).facts
    assert facts.filter(pl.col("date") == date(2025, 2, 3))["value"].to_list() == [4.05]


def test_a_truncated_table_is_refused(contents: dict[str, bytes]):
    lines = contents[SPEC].splitlines(keepends=True)
    with pytest.raises(BadInput, match="breaks off"):
        read_file(source("spec_cpu"), File(SPEC, b"".join(lines[:200]) + lines[200][:20], DAY))
