"""SQL over the store: it answers, and it can do nothing else."""

from datetime import date
from pathlib import Path

import pytest

from parity import data
from parity.errors import BadInput

from .conftest import OLD


def test_the_views_hold_facts_snapshots_and_shipped_rows(add):
    add(OLD, "2023-01-01")
    answer = data.sql("SELECT entity, value, retrieved FROM facts WHERE country = 'US' ORDER BY value")
    assert answer.columns == ("entity", "value", "retrieved")
    assert answer.rows == [("Ada", 100.0, date(2023, 1, 1)), ("Cy", 400.0, date(2023, 1, 1))]
    assert data.sql("SELECT facts, file FROM snapshots").rows == [(3, "speed.csv")]
    ((count,),) = data.sql("SELECT count(*) FROM shipped WHERE metric = 'capability'").rows
    assert count > 100


def test_an_empty_store_has_views_without_rows(store):
    assert data.sql("SELECT count(*) FROM facts").rows == [(0,)]


def test_rows_beyond_those_asked_for_are_cut_and_it_is_said(add):
    add(OLD, "2023-01-01")
    answer = data.sql("SELECT entity FROM facts", most=2)
    assert (len(answer.rows), answer.cut) == (2, True)


@pytest.mark.parametrize(
    "query",
    [
        "DROP VIEW facts",
        "SELECT 1; SELECT 2",
        "COPY facts TO '/tmp/parity-out.csv'",
        "INSERT INTO shipped SELECT * FROM shipped",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/hostname'",
        "SELECT * FROM read_text('https://example.org/')",
        "INSTALL httpfs",
        "ATTACH '/tmp/other.db'",
        "SET enable_external_access = true",
        "SELECT * FROM facts WHERE nothing = 1",
        "not a query",
        "",
    ],
)
def test_whatever_is_no_single_select_over_the_views_is_refused_in_one_line(add, query):
    add(OLD, "2023-01-01")
    with pytest.raises(BadInput, match=r"^sql: ") as refused:
        data.sql(query)
    assert "\n" not in str(refused.value)
    assert not Path("/tmp/parity-out.csv").exists()


def test_a_store_with_a_quote_in_its_name_is_read(add, tmp_path, monkeypatch):
    monkeypatch.setenv("PARITY_STORE", str(tmp_path / "it's mine"))
    add(OLD, "2023-01-01")
    assert data.sql("SELECT count(*) FROM facts").rows == [(3,)]
