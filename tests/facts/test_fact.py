"""A fact table is whole and consistent, or the first bad cell is named."""

from datetime import date

import polars as pl
import pytest

from parity.errors import BadInput
from parity.facts import COLUMNS, SCHEMA, checked, facts_in

ROW = {
    "entity": "GPT-4", "organization": "OpenAI", "country": "US", "tags": None, "metric": "capability",
    "date": date(2023, 3, 14), "value": 125.7, "low": 119.9, "high": 129.6, "unit": "ECI points",
    "known_on": date(2026, 8, 11), "link": "https://epoch.ai/eci", "read": "table", "note": None,
}  # fmt: skip


def table(**changes: object) -> pl.DataFrame:
    return pl.DataFrame([ROW, {**ROW, **changes}], schema=COLUMNS)


def test_a_whole_table_passes_unchanged():
    good = table(entity="GPT-4o")
    assert checked(good, origin="rows.csv").equals(good)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("entity", None), ("metric", None), ("date", None), ("unit", None), ("known_on", None), ("link", None),
        ("value", None), ("value", float("inf")), ("value", float("nan")), ("low", 126.0), ("high", 125.0),
        ("link", "javascript:alert(1)"), ("link", "https://a b"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_by_file_line_and_column(column: str, value: object):
    with pytest.raises(BadInput, match=rf"^rows\.csv, line 3, column '{column}'"):
        checked(table(**{column: value}), origin="rows.csv")


def test_rows_become_facts():
    whole = table().with_columns(source=pl.lit("epoch_eci"), known_until=pl.lit(None, dtype=pl.Date))
    (first, _) = facts_in(whole.select(list(SCHEMA)))
    assert (first.entity, first.value, first.source, first.known_on) == ("GPT-4", 125.7, "epoch_eci", date(2026, 8, 11))
