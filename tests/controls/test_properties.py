"""Laws that hold for any chip: more performance never frees it, order does not matter, a batch is its rows."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parity.controls import chips, destination, part_of, rule_batch, rule_on, stated
from parity.controls import rules as ruleset
from parity.controls.chips import columns

DAYS = st.dates(date(2022, 8, 1), date(2026, 12, 31))
STRICT = {"none": 0, "3A090.b.1": 1, "3A090.b.2": 1, "3A090": 2, "3A090.a.1": 2, "3A090.a.2": 2}
ROW = st.fixed_dictionaries(
    {
        "tpp": st.none() | st.floats(0, 60_000),
        "die_area": st.none() | st.floats(0, 3000),
        "io": st.none() | st.floats(0, 3000),
        "memory_bandwidth": st.none() | st.floats(0, 10_000),
        "datacentre": st.none() | st.booleans(),
        "maker": st.sampled_from(["", "NVIDIA", "AMD", "Biren"]),
        "on": DAYS,
        "to": st.sampled_from(["CN", "HK", "MO", "SA", "SG", "JP", "AE", "VN", "US", "KH"]),
        "hq": st.sampled_from(["", "CN", "MO", "US"]),
        "from": st.sampled_from(["", "US", "TW"]),
    }
).filter(lambda row: any(row[key] is not None for key in ("tpp", "die_area", "io", "memory_bandwidth")))


def table(rows: list[dict]) -> pl.DataFrame:
    cells = [{key: {True: "yes", False: "no", None: ""}.get(value, str(value)) if key == "datacentre"
              else "" if value is None else str(value) for key, value in row.items()} for row in rows]  # fmt: skip
    return pl.DataFrame(cells)


def single(row: dict):
    values = {key: row[key] for key in ("tpp", "die_area", "io", "memory_bandwidth", "datacentre", "maker")}
    part = part_of(stated({key: value for key, value in values.items() if value is not None}, where="row"))
    return rule_on(part, on=row["on"], where=destination(row["to"], row["hq"] or None, row["from"] or None))


@settings(deadline=None, max_examples=30)
@given(rows=st.lists(ROW, min_size=1, max_size=6))
def test_a_batch_gives_what_single_rulings_give(rows: list[dict]):
    found = rule_batch(table(rows))
    alone = [single(row) for row in rows]
    assert found["paragraph"].to_list() == [one.paragraph for one in alone]
    assert found["outcome"].to_list() == [one.outcome for one in alone]


@settings(deadline=None, max_examples=15)
@given(rows=st.lists(ROW, min_size=2, max_size=6), seed=st.integers(0, 99))
def test_the_order_of_rows_does_not_matter(rows: list[dict], seed: int):
    order = np.random.default_rng(seed).permutation(len(rows))
    straight, mixed = rule_batch(table(rows)), rule_batch(table([rows[place] for place in order]))
    assert mixed.drop("chip").rows() == [straight.drop("chip").rows()[place] for place in order]


@settings(deadline=None, max_examples=80)
@given(
    tpp=st.floats(1, 30_000), more=st.floats(1, 4), area=st.floats(20, 3000), io=st.floats(0, 2000),
    centre=st.booleans(), day=DAYS,
)  # fmt: skip
def test_more_performance_on_the_same_dies_never_loosens_the_paragraph(tpp, more, area, io, centre, day):
    values = {"die_area": area, "io": io, "datacentre": centre}
    parts = [part_of(stated(values | {"tpp": one}, where="law")) for one in (tpp, tpp * more)]
    codes = ruleset.paragraph_codes(ruleset.Tests(columns(parts), np.full(2, day, "datetime64[D]")))
    slow, fast = (STRICT[ruleset.PARAGRAPHS[code]] for code in codes)
    assert fast >= slow


@settings(deadline=None, max_examples=25)
@given(row=ROW)
def test_what_is_known_more_exactly_is_among_what_was_possible(row: dict):
    whole = row | {"tpp": row["tpp"] or 2000.0, "die_area": row["die_area"] or 500.0, "io": row["io"] or 0.0,
                   "datacentre": bool(row["datacentre"])}  # fmt: skip
    for key in ("die_area", "io", "tpp"):
        less = whole | {key: None}
        if any(less[name] is not None for name in ("tpp", "die_area", "io")):
            assert single(whole).paragraph in single(less).possible


def test_the_catalogue_in_batch_is_the_catalogue_alone():
    days = [date(2022, 9, 1) + timedelta(days=240 * step) for step in range(7)]
    rows = [(one, day) for one in chips() for day in days]
    asked = pl.DataFrame({"chip": [one.name for one, _ in rows], "on": [str(day) for _, day in rows]})
    alone = [rule_on(one, on=day, where=destination("CN")) for one, day in rows]
    found = rule_batch(asked)
    assert found["paragraph"].to_list() == [one.paragraph for one in alone]
    assert found["outcome"].to_list() == [one.outcome for one in alone]


@pytest.mark.parametrize("low", [1599.999, 2399.999, 4799.999])
def test_every_lower_bound_is_inclusive(low: float):
    edge = round(low)
    area = {1600: 1600 / 4, 2400: 2400 / 2, 4800: 9000.0}[edge]
    row = {"die_area": area, "io": 0.0, "memory_bandwidth": 0.0, "datacentre": True, "maker": "", "to": "CN", "hq": "",
           "from": "", "on": date(2024, 1, 1)}  # fmt: skip
    below, at = (single(row | {"tpp": tpp}) for tpp in (low, float(edge)))
    assert at.paragraph != "none"
    assert below.paragraph != at.paragraph
