"""Many names at once: the same answers as one by one, each row accounted for, and bad files refused."""

from datetime import date
from pathlib import Path

import pytest

from parity.controls import READ_ON, read_names, screen_batch, screen_name
from parity.errors import BadInput


def table(folder: Path, text: str) -> Path:
    file = folder / "names.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_batch_says_what_single_names_say(tmp_path: Path):
    names = read_names(table(tmp_path, "id,name,on\n1,SenseTime,2020-01-01\n2,Wingteck Technology,\n3,Acme Anvils,\n"))
    rows = list(screen_batch(names, on=READ_ON))
    single = screen_name("Wingteck Technology", on=READ_ON)[0].listings[0]
    assert [(row["row"], row["match"], row["list"], row["since"]) for row in rows] == [
        (2, "listed name", "entity-list", "2019-10-09"),
        (3, "near match", "entity-list", single.effective.isoformat()),
        (4, "none", "", ""),
    ]  # fmt: skip


def test_a_removal_ends_the_listing(tmp_path: Path):
    rows = list(screen_batch(read_names(table(tmp_path, "name\nMegvii\n")), on=READ_ON))
    assert {row["list"]: row["until"] for row in rows}["1260h"] == "2025-01-07"


def test_a_list_known_from_a_later_edition_alone_is_left_open(tmp_path: Path):
    (row,) = screen_batch(read_names(table(tmp_path, "name\nHesai Group\n")), on=date(2025, 6, 1))
    assert (row["list"], row["since"], row["acts"]) == ("1260h", "", 0) and "not known" in row["certainty"]


def test_a_name_not_listed_yet_keeps_its_row(tmp_path: Path):
    (row,) = screen_batch(read_names(table(tmp_path, "name\nSenseTime\n")), on=date(2018, 1, 1))
    assert (row["match"], row["list"], row["acts"]) == ("listed name", "", 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("firm\nHuawei\n", "column 'name'"),
        ("name\n", "at least one row"),
        ("name\nHuawei\n \n", "row 3, column 'name'"),
        ("name,on\nHuawei,tomorrow\n", "row 2, column 'on'"),
        (f"name\n{'x' * 301}\n", "row 2, column 'name'"),
        ('name\n"Huawei\n', "not readable as CSV"),
    ],
)
def test_a_bad_batch_is_refused_in_one_line(tmp_path: Path, text: str, said: str):
    with pytest.raises(BadInput, match=r"names\.csv") as error:
        read_names(table(tmp_path, text))
    assert said in str(error.value) and len(str(error.value).splitlines()) == 1


def test_a_batch_that_is_not_text_or_not_there_is_refused(tmp_path: Path):
    file = tmp_path / "names.csv"
    file.write_bytes(b"name\n\xff\xfe\n")
    with pytest.raises(BadInput, match="not UTF-8"):
        read_names(file)
    with pytest.raises(BadInput, match="no such file"):
        read_names(tmp_path / "none.csv")
