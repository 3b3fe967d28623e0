"""Our World in Data's three charts: counts by country and year, projections and unfinished years marked."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from parity.errors import BadInput
from parity.sources import source
from parity.sources.reading import File, Reading, read_file

DAY = date(2026, 5, 10)
PAPERS = "annual-scholarly-publications-on-artificial-intelligence.csv"
PATENTS = "artificial-intelligence-patents-submitted.csv"
MONEY = "private-investment-in-artificial-intelligence-cset.csv"


@pytest.fixture(scope="module")
def files(shared: Path) -> dict[str, bytes]:
    folder = shared / "data/owid_cset/2026-05-10"
    return {name: (folder / name).read_bytes() for name in (PAPERS, PATENTS, MONEY)}


@pytest.fixture(scope="module")
def readings(files: dict[str, bytes]) -> dict[str, Reading]:
    return {name: read_file(source("owid_cset"), File(name, content, DAY)) for name, content in files.items()}


@pytest.mark.parametrize(
    ("name", "rows", "left_out"),
    [(PAPERS, 1631, {}), (PATENTS, 357, {}), (MONEY, 952, {"zero, of which no ratio can be taken": 139})],
)
def test_rows_in_are_rows_used_and_left_out(
    readings: dict[str, Reading], name: str, rows: int, left_out: dict[str, int]
):
    reading = readings[name]
    assert (reading.rows, reading.left_out, reading.unknown) == (rows, left_out, {})
    assert reading.facts.height == rows - sum(left_out.values())


@pytest.mark.parametrize(
    ("name", "country", "year", "value"),
    [(PAPERS, "CN", 2023, 103_493), (PATENTS, "US", 2020, 14_601), (MONEY, "US", 2025, 259_590_618_405),
     (PAPERS, "XK", 2023, None), (MONEY, "WORLD", 2024, 217_021_155_550)],
)  # fmt: skip
def test_figures_are_the_files(readings: dict[str, Reading], name: str, country: str, year: int, value: float | None):
    facts = readings[name].facts.filter(pl.col("country") == country, pl.col("date") == date(year, 12, 31))
    assert facts.height == 1
    assert value is None or facts["value"].item() == value


def test_only_the_last_year_of_investment_is_projected(readings: dict[str, Reading]):
    projected = readings[MONEY].facts.filter(pl.col("tags").str.contains("projected=yes"))
    assert set(projected["date"]) == {date(2025, 12, 31)}


@pytest.mark.parametrize(("name", "year"), [(PAPERS, 2023), (PATENTS, 2020)])
def test_the_newest_year_may_be_incomplete_and_says_so(readings: dict[str, Reading], name: str, year: int):
    marked = readings[name].facts.filter(pl.col("tags").str.contains("incomplete=maybe"))
    assert set(marked["date"]) == {date(year, 12, 31)}
    assert any(str(year) in note for note in readings[name].notes)


def test_regions_have_no_country_and_two_of_one_name_stay_apart(readings: dict[str, Reading]):
    regions = readings[PAPERS].facts.filter(pl.col("country").is_null())
    assert {"Asia", "Asia (CSET)", "OECD (CSET)"} <= set(regions["entity"])
    assert not regions.select(pl.struct("entity", "date").is_duplicated().any()).item()


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        (PAPERS, b"Entity,Code,Year,All", b"Entity,Code,Year,Articles", "line 1: no column 'All'"),
        (MONEY, b"(Projected)", b"(Guessed)", "line 1: no column 'All (projected) (Projected)'"),
        (PATENTS, b"Argentina,ARG,2016,1\n", b"Argentina,ARG,2016,-1\n", "line 2, column 'All': '-1'"),
        (PATENTS, b"Argentina,ARG,2016,1\n", b"Argentina,ARG,16,1\n", "line 2, column 'Year': '16'"),
        (PATENTS, b"Argentina,ARG,2017,1\n", b"Argentina,ARG,2016,1.5\n", "line 3, column 'Year'"),
        (PATENTS, b"Argentina,ARG,2017,1\n", b"Argentina,ARG,2027,1\n", "line 3, column 'date': 2027-12-31"),
        (MONEY, b"World,OWID_WRL,2016,42455244077", b"World,OWID_WRL,2016,42455", "column 'All': '42455.0'"),
    ],
)  # fmt: skip
def test_a_table_that_changed_is_refused_with_its_place(
    files: dict[str, bytes], name: str, old: bytes, new: bytes, place: str
):
    assert old in files[name]
    with pytest.raises(BadInput) as error:
        read_file(source("owid_cset"), File(name, files[name].replace(old, new, 1), DAY))
    assert str(error.value).startswith(name)
    assert place in str(error.value)


def test_a_truncated_table_is_refused(files: dict[str, bytes]):
    with pytest.raises(BadInput, match=r"breaks off|at least 1000 are expected"):
        read_file(source("owid_cset"), File(PAPERS, files[PAPERS][:9000], DAY))
