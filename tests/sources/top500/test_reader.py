"""TOP500's lists: every listing a fact, a new figure of a system a record, and spellings and units held to."""

import gzip
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from parity.errors import BadInput
from parity.sources import source
from parity.sources.reading import File, Reading, read_file

DAY = date(2025, 6, 30)
HEADER = (
    "list,rank,country,site,manufacturer,computer,year,cores,accel_cores,accelerator,power_kw,segment,processor,"
    "source,rmax_tflops,rpeak_tflops"
)


def row(month: str, rank: int, country: str, computer: str, rmax: str) -> str:
    return f'{month},{rank},"{country}",Lab,Maker,{computer},1999,64,,,,Research,CPU,me,{rmax},9e9'


def made(*rows: str, header: str = HEADER) -> File:
    return File("top500_test.csv", "\n".join([header, *rows]).encode(), date(1999, 11, 30))


def reading(file: File, *, least: int = 1) -> Reading:
    of = source("top500")
    layout = of.tables["lists"]
    loose = layout.model_copy(update={"expect": layout.expect.model_copy(update={"rows": (least, 9), "facts": (1, 9),
                                                                                 "countries": 1})})  # fmt: skip
    return read_file(of.model_copy(update={"tables": {"lists": loose}}), file)


@pytest.fixture(scope="module")
def lists(shared: Path) -> Reading:
    content = gzip.decompress((shared / "data/top500/top500_1993_2025.csv.gz").read_bytes())
    return read_file(source("top500"), File("top500_1993_2025.csv", content, DAY))


def test_every_row_of_the_65_lists_is_used(lists: Reading):
    assert (lists.rows, lists.used, lists.left_out, lists.unknown) == (32_500, 32_500, {}, {})
    counts = dict(lists.facts.group_by("metric").len().iter_rows())
    assert counts["supercomputer_listed"] == 32_500
    assert lists.facts.filter(pl.col("metric") == "supercomputer_listed")["date"].n_unique() == 65


def test_chinas_first_place_dates_from_the_list_it_was_new_on(lists: Reading):
    records = lists.facts.filter(pl.col("metric") == "supercomputer_rmax", pl.col("country") == "CN")
    best = records.sort("value").row(-1, named=True)
    assert (best["date"], best["known_on"], best["value"]) == (date(2016, 6, 30), date(2016, 6, 30), 93014.59388)
    assert records.filter(pl.col("entity").str.starts_with("Sunway MPP, Sunway SW26010")).height == 1


def test_a_machine_that_was_enlarged_has_a_figure_for_each_size(lists: Reading):
    red = lists.facts.filter(
        pl.col("metric") == "supercomputer_rmax", pl.col("entity").str.starts_with("ASCI Red (Sandia")
    ).sort("date")
    assert red.select("entity", "value").rows() == [
        ("ASCI Red (Sandia National Laboratories)", 1.068),
        ("ASCI Red (Sandia National Laboratories) [1997-11]", 1.338),
        ("ASCI Red (Sandia National Laboratories) [1999-06]", 2.121),
        ("ASCI Red (Sandia National Laboratories) [1999-11]", 2.379),
    ]


def test_spellings_that_vary_by_list_are_one_country(lists: Reading):
    listed = lists.facts.filter(pl.col("metric") == "supercomputer_listed")
    counts = dict(listed.group_by("country").len().iter_rows())
    assert counts["KR"] == 315 + 93
    assert counts["SA"] == 150 + 72
    assert counts["CZ"] == 23 + 12
    assert counts["HK"] == 48
    assert listed["country"].null_count() == 0


def test_nothing_new_came_from_china_after_2020():
    assert source("top500").partial is not None


def test_a_figure_rounded_otherwise_is_not_a_new_one():
    rows = [row("199906", 1, "China", "A", "93.014594"), row("199911", 1, "China", "A", "93.01459388")]
    facts = reading(made(*rows)).facts
    assert facts["metric"].to_list() == ["supercomputer_listed", "supercomputer_listed", "supercomputer_rmax"]


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (made(row("199906", 1, "China", "A", "1"), header=HEADER.replace("rmax_tflops", "rmax_gflops")),
         "line 1: no column 'rmax_tflops'"),
        (made(row("199906", 1, "China", "A", "1,9"), header=HEADER), "line 2: 17 cells, where the header has 16"),
        (made(row("199906", 1, "China", "A", "0.0000001")), "line 2, column 'rmax_tflops': '0.0000001'"),
        (made(row("199906", 501, "China", "A", "1")), "line 2, column 'rank': '501'"),
        (made(row("199906", 1, "China", "A", "1"), row("199911", 1, "China", "A", "1000")),
         "line 3, column 'rmax_tflops': 1000 is not in TFlop/s"),
        (made(row("199906", 1, "China", "A", "1"), row("199906", 1, "China", "B", "1")), "line 3, column 'rank'"),
        (made(row("1999-6x", 1, "China", "A", "1")), "line 2, column 'list'"),
        (made(row("199906", 1, "China", "A", "1"), "199906,2,Chi"), "top500_test.csv"),
    ],
)  # fmt: skip
def test_a_table_that_changed_is_refused_with_its_place(file: File, message: str):
    with pytest.raises(BadInput, match=r"top500_test\.csv") as error:
        reading(file)
    assert message in str(error.value)


def test_one_list_alone_is_refused_for_it_would_date_old_machines_anew():
    file = made(row("199911", 1, "China", "A", "1"))
    with pytest.raises(BadInput, match="at least 32500 are expected"):
        read_file(source("top500"), file)


def test_an_unknown_country_is_counted():
    assert reading(made(row("199906", 1, "Atlantis", "A", "1"), row("199906", 2, "China", "B", "1"))).unknown == {
        "country 'Atlantis'": 1
    }
