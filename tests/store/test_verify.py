"""What `verify` finds, and what `--mend` can mend."""

from datetime import date

import pytest

import parity
from parity import data
from parity.errors import SourceFailed
from parity.store.manifest import manifests

from .conftest import OLD


def _file(store, under):
    return store.root / store.names(under)[0]


def test_a_sound_store_has_no_findings(add):
    add(OLD, "2023-01-01")
    assert data.verify() == []


def test_a_changed_byte_in_a_file_as_it_came_is_found(add, store):
    add(OLD, "2023-01-01")
    path = _file(store, "raw")
    path.write_bytes(path.read_bytes().replace(b"400", b"401"))
    (found,) = data.verify()
    assert (found.weight, found.text) == ("problem", "speed.csv: the file as it came is damaged")


def test_damaged_facts_are_found_and_read_again_from_the_file_as_it_came(add, store):
    add(OLD, "2023-01-01")
    _file(store, "facts").write_bytes(b"PAR1 but not much else PAR1")
    (found,) = data.verify()
    assert found.text == "facts on lab_speed: damaged; `--mend` reads them again"
    with pytest.raises(SourceFailed, match="is damaged or gone; `parity data verify --mend`"):
        parity.gap("lab_speed", "US", "China", on=date(2023, 1, 1))
    assert data.verify(mended=True) == []
    assert parity.gap("lab_speed", "US", "China", on=date(2023, 1, 1)).leader_frontier.entity == "Cy"


def test_facts_that_are_gone_are_found(add, store):
    add(OLD, "2023-01-01")
    _file(store, "facts").unlink()
    (found,) = data.verify()
    assert "gone" in found.text
    assert data.verify(mended=True) == []


def test_a_damaged_manifest_is_one_problem_and_names_the_file(add, store):
    add(OLD, "2023-01-01")
    path = _file(store, "snapshots")
    path.write_text(path.read_text()[:50])
    found = [one for one in data.verify() if one.weight == "problem"]
    assert len(found) == 1
    assert path.name in found[0].text
    with pytest.raises(SourceFailed, match="is damaged"):
        manifests(store)


def test_what_a_broken_off_write_left_is_a_note_and_is_never_read(add, store):
    add(OLD, "2023-01-01")
    whole = parity.gap("lab_speed", "US", "China", on=date(2023, 1, 1))
    facts = _file(store, "facts")
    (facts.parent / "lab_speed_2024-01-01_idle_0.parquet").write_bytes(facts.read_bytes())
    (facts.parent / f".{facts.name}.0123abcd").write_bytes(b"half")
    found = data.verify()
    assert [one.weight for one in found] == ["note", "note"]
    assert parity.gap("lab_speed", "US", "China", on=date(2023, 1, 1)).ratio.median == whole.ratio.median


def test_a_read_only_store_says_so_and_keeps_what_it_held(add, store, monkeypatch):
    """Root may write anywhere, so the refusal is the system's own for a name below a file."""
    add(OLD, "2023-01-01")
    (store.root / "blocked").write_text("a file")
    with pytest.raises(SourceFailed, match=r"cannot be written: File exists.*stays in force"):
        store.write("blocked/name", b"x")
    assert data.verify() == []


def test_names_that_lead_out_of_the_store_are_refused(store):
    for name in ("../x", "/etc/passwd", "raw/../../x"):
        with pytest.raises(ValueError, match="is not a name in the store"):
            store.read(name)


def test_mending_loses_no_snapshot_whose_file_is_gone(add, store):
    add(OLD, "2023-01-01")
    _file(store, "raw").unlink()
    _file(store, "facts").write_bytes(b"PAR1 but not much else PAR1")
    before = [one.text for one in data.verify()]
    assert [one.text for one in data.verify(mended=True)] == before
    assert len(manifests(store)) == 1


def test_one_damaged_manifest_hides_no_other(add, store):
    add(OLD, "2023-01-01")
    add(OLD.replace("400", "410"), "2024-01-01")
    first, second = store.names("snapshots")
    (store.root / first).write_text("{")
    (store.root / store.names("raw")[0]).write_bytes(b"x")
    (store.root / store.names("raw")[1]).write_bytes(b"y")
    problems = [one for one in data.verify() if one.weight == "problem"]
    assert problems[0].snapshot == first.rsplit("/", 1)[-1]
    assert problems[1].snapshot.startswith("2024-01-01")
    assert second.endswith(f"{problems[1].snapshot.split()[1]}.json")
