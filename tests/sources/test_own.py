"""Your own file: a mapping makes a metric of it, and whatever does not fit stops the run at its line."""

import datetime as dt
import io
import re
from pathlib import Path

import polars as pl
import pytest

from parity.errors import BadInput
from parity.series import Metric, metric_ids
from parity.sources.own import Mapping, own_mapping, read_own
from parity.sources.reading import File, Reading

DAY = dt.date(2026, 11, 1)
MAPPING = """\
id: robot_density
label: Industrial robots
unit: robots per 10,000 workers
kind: record
better: higher
scale: log
licence: CC BY 4.0
cite: Someone, "Robots"
url: https://example.org/robots
columns:
  entity: Economy
  country: Economy
  date: {from: Day, formats: ["%d/%m/%Y"]}
  value: {from: [Robots (new), Robots], max: 5000}
  known_on: Published
  link: Page
  unit: Unit
tags: {segment: Kind, basis: {is: stock}}
keep: {Kind: [industrial]}
ignore: [Remark*]
"""
HEADER = "Economy,Day,Robots,Kind,Published,Page,Unit,Remark 1"
UNIT = '"robots per 10,000 workers"'
GOOD = f"China,31/12/2025,470,industrial,2026-09,https://example.org/cn,{UNIT},\n"
OTHER = f"United States,2025,295,industrial,,,{UNIT},\n"


@pytest.fixture
def mapped(tmp_path: Path):
    def make(text: str = MAPPING) -> Mapping:
        path = tmp_path / "m.yml"
        path.write_text(text, encoding="utf-8")
        return own_mapping(path, taken=metric_ids())

    return make


def read(mapping: Mapping, content: str | bytes, name: str = "own.csv") -> Reading:
    return read_own(mapping, File(name, content.encode() if isinstance(content, str) else content, DAY))


def test_rows_become_facts_and_those_not_kept_are_counted(mapped):
    more = f"Atlantis,2024-05,5,industrial,2024-06-01,,{UNIT},\n"
    more += f"China,2025,9,service,,,{UNIT},\nPeru,,3,industrial,,,{UNIT},\n"
    reading = read(mapped(), f"{HEADER}\n{GOOD}{OTHER}{more}Japan,2025,,industrial,,,{UNIT},x\n{OTHER}")
    assert (reading.rows, reading.used) == (7, 3)
    assert reading.left_out == {
        "repeats an earlier row": 1,
        "'Kind' is not industrial": 1,
        "no value stated": 1,
        "no day stated": 1,
    }
    assert reading.unknown == {"country 'Atlantis'": 1}
    china, us, atlantis = reading.facts.to_dicts()
    assert china == china | {
        "entity": "China", "organization": None, "country": "CN", "tags": "segment=industrial;basis=stock",
        "metric": "robot_density", "date": dt.date(2025, 12, 31), "value": 470.0, "low": None, "high": None,
        "unit": "robots per 10,000 workers", "known_on": dt.date(2026, 9, 30), "link": "https://example.org/cn",
        "read": "table", "note": None, "source": "robot_density",
    }  # fmt: skip
    assert (us["country"], us["known_on"], us["link"]) == ("US", DAY, "https://example.org/robots")
    assert (atlantis["country"], atlantis["date"]) == (None, dt.date(2024, 5, 31))


def test_the_metric_and_the_source_are_those_of_the_catalogues(mapped):
    mapping = mapped()
    of = Metric.model_validate(mapping.metric)
    assert (of.id, of.unit, of.sources, of.kind) == (
        "robot_density", "robots per 10,000 workers", ("robot_density",), "record",
    )  # fmt: skip
    told = mapping.source(DAY)
    assert (told.metrics, told.licence.name, told.retrieved) == (("robot_density",), "CC BY 4.0", DAY)


def test_numbers_are_scaled_and_shares_read(mapped):
    text = MAPPING.replace("{from: [Robots (new), Robots], max: 5000}", "{from: Robots, percent: true, times: 100}")
    row = GOOD.replace(",470,", ",5.6 %,")
    assert read(mapped(text), f"{HEADER}\n{row}").facts["value"][0] == pytest.approx(5.6)


def test_a_csv_of_another_country_is_read_by_its_marks(mapped):
    text = f'{MAPPING}separator: ";"\ndecimal: ","\n'
    header, row = HEADER.replace(",", ";"), "China;31/12/2025;{};industrial;;;robots per 10,000 workers;\n"
    assert read(mapped(text), f"{header}\n{row.format('1.470,5')}").facts["value"].to_list() == [1470.5]
    for number in ("470.5", "1,470,5", "1.47.5"):
        with pytest.raises(BadInput, match=rf"line 2, column 'Robots.*'{number}' is not a finite number"):
            read(mapped(text), f"{header}\n{row.format(number)}")
    with pytest.raises(BadInput, match="line 3: 2 cells, where the header has 8"):
        read(mapped(text), f"{header}\n{row.format('1')}China;2025\n{row.format('1')}")
    with pytest.raises(BadInput, match=r"m.yml, line 21: separator: Input should be ',', ';' or 'tab'"):
        mapped(f'{MAPPING}separator: "|"\n')


def test_parquet_with_typed_columns_is_read_as_strictly(mapped):
    frame = pl.DataFrame(
        {
            "Economy": pl.Series(["China", "US"], dtype=pl.Categorical),
            "Day": [dt.datetime(2025, 12, 31, 8), dt.datetime(2025, 6, 30)],  # noqa: DTZ001
            "Robots": [470, 295],
            "Kind": ["industrial", "industrial"],
            "Published": [dt.date(2026, 9, 24), None],
            "Page": [None, None],
            "Unit": ["robots per 10,000 workers"] * 2,
            "Remark": [[1], [2]],  # ignored, so its type does not matter
        }
    )

    def parquet(frame: pl.DataFrame) -> bytes:
        buffer = io.BytesIO()
        frame.write_parquet(buffer)
        return buffer.getvalue()

    facts = read(mapped(), parquet(frame), "own.parquet").facts
    assert facts["value"].to_list() == [470.0, 295.0]
    assert facts["date"].to_list() == [dt.date(2025, 12, 31), dt.date(2025, 6, 30)]
    nan = frame.with_columns(Robots=pl.Series([1.5, float("nan")]))
    with pytest.raises(BadInput, match=r"own.parquet, record 2, column 'Robots.*': 'NaN' is not a finite number"):
        read(mapped(), parquet(nan), "own.parquet")
    with pytest.raises(BadInput, match=r"column 'Kind': holds List.*expected text, numbers or days"):
        read(mapped(), parquet(frame.with_columns(Kind=pl.Series([["a"], ["b"]]))), "own.parquet")
    with pytest.raises(BadInput, match=r"column 'Extra' is new"):
        read(mapped(), parquet(frame.with_columns(Extra=1)), "own.parquet")
    for broken in (parquet(frame)[:-40], parquet(frame)[:300], b"PAR1", b"PAR1" + b"\xff" * 500 + b"PAR1"):
        with pytest.raises(BadInput, match=r"own.parquet: not a whole Parquet file"):
            read(mapped(), broken, "own.parquet")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (GOOD.replace("470", "NaN"), r"own.csv, line 3, column 'Robots': 'NaN' is not a finite number of at most 5000"),
        (GOOD.replace("470", "inf"), "is not a finite number"),
        (GOOD.replace("470", "47000"), "'47000' is not a finite number of at most 5000"),
        (GOOD.replace("470", "many"), "'many' is not a finite number"),
        (GOOD.replace("470", "-5"), r"line 3, column 'Robots.*': '-5.0' is not above 0, as a log scale asks"),
        (GOOD.replace("31/12/2025", "31/12/2026"), r"line 3, column 'Day': '2026-12-31' is not on or before the retr"),
        (GOOD.replace("2026-09", "2027"), r"column 'Published': '2027-12-31' is not on or before the retrieval"),
        (GOOD.replace("31/12/2025", "12/31/2025"), r"column 'Day': '12/31/2025' is not a day as %d/%m/%Y or"),
        (GOOD.replace("10,000", "1,000"), r"column 'Unit': 'robots per 1,000 workers' is not the unit of robot_dens"),
        (GOOD.replace(UNIT, ""), r"column 'Unit': .* is not the unit of robot_density"),
        (GOOD.replace("China", ""), r"line 3, column 'Economy': .* is not a name"),
        (OTHER.replace("295", "300"), r"line 3, .*300 is not the only figure for 'United States' on 2025-12-31"),
        ("China,31/12/2025\n", r"own.csv: the last row breaks off"),
        (f"China,31/12/2025\n{GOOD}", r"own.csv, line 3: 2 cells, where the header has 8"),
        (f"{GOOD.strip()},,,\n{GOOD}", r"own.csv, line 3: 11 cells, where the header has 8"),
        (f"\n{GOOD}", r"own.csv, line 3: 0 cells, where the header has 8"),
    ],
)
def test_a_bad_cell_stops_the_run_at_its_place(mapped, row: str, message: str):
    with pytest.raises(BadInput, match=message):
        read(mapped(), f"{HEADER}\n{OTHER}{row}")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (f"{HEADER.replace('Robots', 'Machines')}\n{GOOD}", r"line 1: no column 'Robots \(new\)' or 'Robots'"),
        (f"{HEADER},New\n{GOOD.strip()},1\n", r"line 1: column 'New' is new"),
        (f"{HEADER.replace('Kind', 'Day')}\n{GOOD}", r"line 1: column 'Day' stands there twice"),
        (f"{HEADER}\n{GOOD}Türkiye".encode("latin-1") + b",2025,1\n", r"line 3: not UTF-8 \(byte 0xfc\)"),
        (f"{HEADER}\n{GOOD}".encode("utf-16"), "holds zero bytes"),
        (f"{HEADER}\n", "0 rows, where at least 1"),
        ("", "the file is empty"),
        ("<!DOCTYPE html><html></html>", "a web page, not a table"),
        ("x" * 5_000_000, "own.csv"),
        (f"{HEADER}\n" + "China," * 900_000, "line 2: 900001 cells, where the header has 8"),
        (f'{HEADER}\n{GOOD}"China,2025', "own.csv"),
        (f"{HEADER}\n" + GOOD * 60, "one of 59 rows that stand there twice"),
    ],
)  # fmt: skip
def test_a_bad_file_gives_one_short_line(mapped, content: str | bytes, message: str):
    with pytest.raises(BadInput, match=message) as caught:
        read(mapped(), content)
    assert len(str(caught.value)) < 1000
    assert "\n" not in str(caught.value)


def test_a_cell_of_5_mb_is_text_like_any_other_or_refused_in_one_line(mapped):
    long = OTHER.replace(f"{UNIT},\n", f"{UNIT},{'x' * 5_000_000}\n")
    assert read(mapped(), f"{HEADER}\n{long}{GOOD}").used == 2  # in a column that is not read
    with pytest.raises(BadInput) as caught:
        read(mapped(), f"{HEADER}\n{GOOD}{OTHER.replace('295', '2' * 5_000_000)}")
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "@SUM(A1)", "+cmd|' /C calc'!A0", "<script>alert(1)</script>"])
def test_formulas_and_markup_stay_the_text_they_are(mapped, cell: str):
    text = MAPPING.replace("country: Economy", "country: {is: Norway}").replace("{is: stock}", f'{{is: "{cell}"}}')
    fact = read(mapped(text), f"{HEADER}\n{GOOD.replace('China', cell)}").facts.row(0, named=True)
    assert (fact["entity"], fact["country"]) == (cell, "NO")
    assert fact["tags"] == f"segment=industrial;basis={cell}"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("unit: robots", "units: robots", r"m.yml, line 3: units: no such key in a mapping. \(1 more\)"),
        ("unit: robots per 10,000 workers\n", "", r"m.yml, line 1: unit: is missing"),
        ("unit: robots per 10,000 workers\n", 'unit: ""\n', r"m.yml, line 3: unit: String should have at least 1"),
        ("better: higher", "better: up", r"m.yml, line 5: better: Input should be 'higher' or 'lower'"),
        ("kind: record", "kind: record\nkind: flow", r"m.yml, line 5: not valid YAML: found duplicate key"),
        ("max: 5000", "maximum: 5000", r"m.yml, line 14: columns.value.maximum: no such key"),
        ("max: 5000", "times: 0", r"m.yml, line 14: columns.value.times: Input should be greater than 0"),
        ("max: 5000", "times: .nan", r"m.yml, line 14: columns.value.times"),
        ("{is: stock}", "{is: stock, from: Kind}", r"m.yml, line 18: tags.basis: expected either"),
        ("{from: [Robots (new), Robots], max: 5000}", "{is: 5}", r"m.yml, line 10: columns: `value` must be a column"),
        ("  value:", "  low: Robots\n  value:", r"`low` and `high` come together"),
        ("country: Economy", "country: {is: Atlantis}", r"'Atlantis' is no country that Parity knows"),
        ("{segment: Kind,", "{'a;b=c': Kind,", r"m.yml, line 18: tags: 'a;b=c' is no name of a tag"),
        ("id: robot_density", "id: compute_stock", r"m.yml, line 1: metric 'compute_stock' exists"),
        ("id: robot_density", "id: epoch_models", r"m.yml, line 1: id: 'epoch_models' is a source that ships"),
        ("id: robot_density", "id: ../../etc/passwd", r"m.yml, line 1: id: does not match"),
        ("id: robot_density", 'id: "a\\n"', r"m.yml, line 1: id: does not match"),
        ("id: robot_density", "id: 7", r"m.yml, line 1: id: Input should be a valid string"),
        ("url: https://example.org/robots", "url: file:///etc/passwd", r"m.yml, line 9: url: does not match"),
        ("columns:", "columns: !!python/object/apply:os.system [ls]\nx:", r"m.yml, line 10"),
        ("columns:", "columns: [", r"m.yml, line \d+: not valid YAML"),
    ],
)
def test_a_bad_mapping_is_shown_at_its_line(mapped, old: str, new: str, message: str):
    assert old in MAPPING
    with pytest.raises(BadInput, match=message) as caught:
        mapped(MAPPING.replace(old, new))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected a mapping of keys"),
        (b"- a\n- b\n", "expected a mapping of keys"),
        (b"id: \xff\n", "line 1: not UTF-8"),
        (b"a" * 300_000, "over 256 kB"),
        (b"[" * 5000, "not valid YAML"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "no such key"),
    ],
)
def test_what_is_no_mapping_is_said_to_be_none(tmp_path: Path, content: bytes, message: str):
    (tmp_path / "m.yml").write_bytes(content)
    with pytest.raises(BadInput, match=message):
        own_mapping(tmp_path / "m.yml")


def test_no_such_mapping(tmp_path: Path):
    with pytest.raises(BadInput, match=r"none.yml: cannot be read: No such file"):
        own_mapping(tmp_path / "none.yml")


def blocks(repo_root: Path) -> dict[str, str]:
    """The fenced parts of the how-to, by language."""
    page = (repo_root / "docs" / "own-data.md").read_text(encoding="utf-8")
    return dict(re.findall(r"```(\w+)\n(.*?)```", page, flags=re.DOTALL))


def test_the_how_to_works_as_printed(repo_root: Path, mapped):
    page = blocks(repo_root)
    mapping = mapped(page["yaml"])
    reading = read(mapping, page["csv"], "chip_types.csv")
    assert (reading.rows, reading.used, reading.left_out) == (5, 4, {"no day stated": 1})
    assert reading.facts.select("entity", "country", "tags", "value").rows() == [
        ("H100", "US", None, 80.0), ("H200", "US", None, 141.0),
        ("H20", "US", "for_china=True", 96.0), ("Ascend 910C", "CN", "for_china=True", 128.0),
    ]  # fmt: skip
    assert Metric.model_validate(mapping.metric).gap_unit == "x"


def test_the_how_to_works_on_the_publishers_file(repo_root: Path, mapped, shared: Path):
    content = (shared / "data/epoch/chip_sales/2026-10-01/chip_types.csv").read_bytes()
    reading = read(mapped(blocks(repo_root)["yaml"]), content, "chip_types.csv")
    assert (reading.rows, reading.used) == (29, 26)
    assert reading.left_out == {"no value stated": 2, "no day stated": 1}
    assert not reading.unknown
