"""Bad and incomplete input: one clear line, or as much of an answer as there is."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from parity.controls import (
    UnknownChip,
    UnknownDestination,
    chip,
    destination,
    part_of,
    read_batch,
    read_spec,
    rule_batch,
    rule_on,
    stated,
)
from parity.errors import BadInput


def test_operations_without_dense_or_sparse_are_asked_about():
    with pytest.raises(BadInput, match="dense or sparse"):
        part_of(stated({"tops8": 296}, where="options"))


def test_an_unknown_key_of_a_file_is_named(tmp_path: Path):
    place = tmp_path / "part.yml"
    place.write_text("name: x\ntop8: 100\n", "utf-8")
    with pytest.raises(BadInput, match=r"part\.yml: top8: .*Known: name"):
        read_spec(place)


def test_a_file_describes_a_part(tmp_path: Path):
    place = tmp_path / "part.yml"
    place.write_text("name: test part\ntops8: 296\nsparsity: dense\ndie_area: 814\ndatacentre: true\n", "utf-8")
    assert part_of(read_spec(place)).figures["tpp"].point == 2368


@pytest.mark.parametrize("values", [{"tpp": -1}, {"tpp": float("nan")}, {"units": 0}, {"kind": "toy"}])
def test_values_out_of_range_are_refused(values: dict):
    with pytest.raises(BadInput, match=next(iter(values))):
        stated(values, where="options")


@pytest.mark.parametrize("name", ["DGX H100", "server with 8x H100", "H100-based servers", "8-GPU H100 system"])
def test_a_system_is_known_by_the_chip_it_is_said_to_hold(name: str):
    found = chip(name)
    assert (found.of, found.system) == ("NVIDIA H100 SXM", True)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("SG; ultimate parent HQ in CN", ("SG", "CN", "")), ("JP; headquartered in China", ("JP", "CN", "")),
        ("CN (exported from US)", ("CN", "", "US")), ("CN (reexport)", ("CN", "", "ZZ")),
        ("CN (not exported from US)", ("CN", "", "ZZ")), ("Macao", ("MO", "", "")),
    ],
)  # fmt: skip
def test_a_destination_may_say_headquarters_and_origin(text: str, where: tuple[str, str, str]):
    found = destination(text)
    assert (found.to, found.hq, found.origin) == where


def test_an_unknown_chip_gets_near_names():
    with pytest.raises(UnknownChip, match=r"Did you mean .*H100"):
        chip("H1000")


@pytest.mark.parametrize("name", ["h100", "NVIDIA H100", "H100 SXM5", "H100 (80 GB)", "nvidia h100 sxm"])
def test_a_name_is_found_whatever_its_dress(name: str):
    assert chip(name).name == "NVIDIA H100 SXM"


@pytest.mark.parametrize("text", ["Atlantis", "XX", "", "CN; by boat"])
def test_an_unknown_destination_is_refused(text: str):
    with pytest.raises(UnknownDestination):
        destination(text)


def test_a_missing_die_area_says_which_paragraphs_are_open():
    found = rule_on(part_of(stated({"tpp": 2000, "datacentre": True}, where="")), on=date(2024, 1, 1),
                    where=destination("CN"))  # fmt: skip
    assert found.possible == ("none", "3A090.a.2", "3A090.b.2")
    assert any("density needs the area of the logic dies" in said for said in found.caveats)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"chip": ["A100", "B1000"], "on": ["2024-01-01"] * 2}, r"row 3, column 'chip'"),
        ({"chip": ["A100", "A100"], "on": ["2024-01-01", "May"]}, r"row 3, column 'on'"),
        ({"tpp": ["x"], "on": ["2024-01-01"]}, r"row 2, column 'tpp'"),
        ({"tpp": ["-3"], "on": ["2024-01-01"]}, r"row 2, column 'tpp'"),
        ({"tops8": ["100"], "on": ["2024-01-01"]}, r"row 2, column 'sparsity'"),
        ({"chip": ["A100"], "on": ["2024-01-01"], "to": ["Atlantis"]}, r"row 2, column 'to'"),
        ({"chip": ["A100"], "day": ["2024-01-01"]}, r"unknown column 'day'"),
        ({"chip": ["A100"]}, r"column 'on' is missing"),
        ({"tpp": ["1"], "datacentre": ["maybe"], "on": ["2024-01-01"]}, r"column 'datacentre'"),
    ],
)
def test_a_bad_cell_of_a_batch_is_named(cells: dict, message: str):
    with pytest.raises(BadInput, match=message):
        rule_batch(pl.DataFrame(cells), name="parts.csv")


def test_a_batch_reads_csv_and_mixes_chips_with_figures(tmp_path: Path):
    place = tmp_path / "parts.csv"
    place.write_text(
        "chip,on,tops8,sparsity,die_area,datacentre\nH20,2025-04-16,,,,\nmine,2024-02-01,592,sparse,300,yes\n"
    )
    found = rule_batch(read_batch(place), name=place.name)
    assert found["outcome"].to_list() == ["LICENCE_LETTER", "LICENCE_PD"]
    assert found["chip"].to_list() == ["NVIDIA H20", "mine"]


def test_a_missing_batch_or_an_empty_one_is_told(tmp_path: Path):
    with pytest.raises(BadInput, match="no such file"):
        read_batch(tmp_path / "none.csv")
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(BadInput, match="not readable as CSV"):
        read_batch(tmp_path / "empty.csv")
    assert rule_batch(pl.DataFrame({"chip": [], "on": []}, schema={"chip": pl.String, "on": pl.String})).height == 0
