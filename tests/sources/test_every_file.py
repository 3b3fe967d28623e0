"""Every file of every publisher that we have, imported: no row is lost, and nothing is read that nobody declared."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def imported(shared: Path, tmp_path_factory, repo_root):
    import sys

    sys.path.insert(0, str(repo_root / "tools"))
    try:
        import import_shared
    finally:
        sys.path.pop(0)
    return import_shared.import_all(tmp_path_factory.mktemp("store"))


def test_every_file_is_some_sources_or_declared_as_none(imported):
    added, passed, failed = imported
    assert failed == {}
    assert len(added) >= 91
    assert {name.split("/")[0] for name in passed} == {"README.md", "bis", "peers"}


def test_rows_in_are_rows_used_and_rows_left_out_for_a_reason(imported):
    added, _, _ = imported
    for name, snapshot in added.items():
        for read in snapshot.manifest.tables:
            assert read.rows == read.used + sum(read.left_out.values()), name
            assert all(reason.strip() for reason in read.left_out)
    rows = sum(read.rows for one in added.values() for read in one.manifest.tables)
    facts = sum(one.manifest.facts for one in added.values())
    assert rows > 80_000
    assert facts > 90_000


def test_only_these_names_are_in_no_table_of_countries_and_organisations(imported):
    added, _, _ = imported
    strange = {name for name, one in added.items() if any(read.unknown for read in one.manifest.tables)}
    assert strange <= {
        "arena/overall_2023-05_2025-02.csv",  # trial names of models
        "epoch/chip_sales/2026-10-01/organizations.csv",  # a group of owners
        "nist_frvt/2020-11-03/frvt_11_overview.csv",  # developers nobody could place
    }
