"""NIST's face verification table: error rates of algorithms and where their developers are."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from parity.errors import BadInput
from parity.series import metric
from parity.sources import source
from parity.sources.reading import File, Reading, read_file

NAME = "frvt_11_overview.csv"
DAY = date(2020, 11, 3)


@pytest.fixture(scope="module")
def content(shared: Path) -> bytes:
    return (shared / "data/nist_frvt/2020-11-03" / NAME).read_bytes()


@pytest.fixture(scope="module")
def overview(content: bytes) -> Reading:
    return read_file(source("nist_frvt"), File(NAME, content, DAY))


def test_every_algorithm_is_used(overview: Reading):
    assert (overview.rows, overview.used, overview.left_out) == (246, 246, {})
    counts = dict(overview.facts.group_by("metric").len().iter_rows())
    assert counts["face_verification_error"] == 237  # 9 have no rate in the main set
    assert set(overview.facts["date"]) == {DAY}


def test_the_metric_is_the_column_that_nist_sorts_by(overview: Reading):
    facts = overview.facts.filter(pl.col("metric") == "face_verification_error").sort("value")
    assert facts.row(0, named=True)["entity"] == "visionlabs-009"
    best = {code: facts.filter(pl.col("country") == code).row(0, named=True) for code in ("CN", "US")}
    assert (best["CN"]["entity"], best["CN"]["value"]) == ("deepglint-002", 0.0043)
    assert (best["US"]["entity"], best["US"]["value"]) == ("rankone-009", 0.0088)
    assert metric("face_verification_error").better == "lower"


def test_other_sets_are_facts_of_their_own(overview: Reading):
    of = overview.facts.filter(pl.col("entity") == "3divi-004", pl.col("tags").str.contains("set=WILD"))
    assert of.select("metric", "value", "country").rows() == [("face_verification_error_by_set", 0.0665, None)]


def test_nothing_is_read_of_children_or_ranks(overview: Reading):
    assert not overview.facts["tags"].str.contains("(?i)child|rank").any()


def test_a_developer_nobody_placed_is_counted_not_guessed(overview: Reading):
    assert len(overview.unknown) == 49
    assert "organisation 'aigen'" in overview.unknown
    assert overview.facts.filter(pl.col("organization") == "aigen")["country"].null_count() > 0


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (b"Wild, 1e-4", b"Wild, 1e-5", "line 1: no column 'Wild, 1e-4'"),
        (b"Name,", b'Name,"Mask, 1e-5",', "line 1: column 'Mask, 1e-5' is new"),
        (b"3divi-004,0.0095", b"3divi-004,9.5", "line 2, column 'VisaMC, 1e-4': '9.5'"),
        (b"3divi-004,0.0095", b"3divi-004,0", "line 2, column 'VisaMC, 1e-4': '0'"),
        (b"3divi-004", b"3divi", "line 2, column 'Name': '3divi'"),
        (b"3divi-005", b"3divi-004", "line 3, column 'Name'"),
    ],
)  # fmt: skip
def test_a_table_that_changed_is_refused_with_its_place(content: bytes, old: bytes, new: bytes, place: str):
    changed = content.replace(old, new, 1)
    if new.startswith(b"Name"):
        changed = b"\n".join(
            line.replace(b",", b",,", 1) if number else line for number, line in enumerate(changed.splitlines())
        )
    with pytest.raises(BadInput, match=r"frvt_11_overview\.csv") as error:
        read_file(source("nist_frvt"), File(NAME, changed, DAY))
    assert place in str(error.value)


def test_a_truncated_table_is_refused(content: bytes):
    with pytest.raises(BadInput, match="breaks off"):
        read_file(source("nist_frvt"), File(NAME, content[:-60], DAY))
    with pytest.raises(BadInput, match="at least 100 are expected"):
        read_file(source("nist_frvt"), File(NAME, b"\n".join(content.splitlines()[:20]), DAY))
