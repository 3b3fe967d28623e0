"""Epoch's chips: all tables of two editions of sales and two of owners, and one table alone for each series."""

import io
import zipfile
from datetime import date

import polars as pl
import pytest

from parity.errors import BadInput
from parity.sources import shipped_facts, source
from parity.sources.reading import File, read_file
from parity.sources.unpack import unpacked

SALES, OWNERS, INPUTS = "epoch/chip_sales/{}", "epoch/chip_owners/{}", "epoch/chip_inputs/2026-04-22/{}"
BY_DESIGNER = SALES.format("2026-10-01/cumulative_timelines_by_designer.csv")
BY_CHIP = SALES.format("2026-10-01/timelines_by_chip.partial.csv")
SMUGGLED = OWNERS.format("2026-09-24/cumulative_by_designer.curated.csv")
TOTALS = OWNERS.format("2026-04-22/nvidia_owners_cumulative_totals.csv")

# table, rows, facts of: compute_stock, compute, units, power, cost of many chips
APRIL_SALES = {
    "amd_chip_timelines.csv": ("chip_quarters", 27, 0, 27, 27, 0, 0),
    "amd_cumulative_by_chip.csv": ("chip_totals", 34, 0, 34, 34, 0, 0),
    "amd_cumulative_totals.csv": ("designer_totals_of_one", 8, 0, 8, 8, 8, 0),
    "nvidia_calendar_quarter_chip_timelines.csv": ("chip_quarters", 48, 0, 48, 48, 0, 0),
    "nvidia_cumulative_by_chip.csv": ("chip_totals", 78, 0, 78, 78, 0, 0),
    "nvidia_cumulative_totals.csv": ("designer_totals_of_one", 17, 0, 17, 17, 17, 0),
    "nvidia_fiscal_quarter_chip_timelines.csv": ("chip_fiscal_quarters", 42, 0, 42, 42, 0, 0),
    "tpu_calendar_quarter_chip_timelines.csv": ("chip_quarters", 33, 0, 33, 33, 0, 0),
    "tpu_cumulative_by_chip.csv": ("chip_totals", 59, 0, 59, 59, 0, 0),
    "tpu_cumulative_totals.csv": ("designer_totals_of_one", 13, 12, 13, 13, 13, 0),
    "tpu_fiscal_quarter_chip_timelines.csv": ("chip_fiscal_quarters", 27, 0, 27, 27, 0, 0),
    "trainium_chip_timelines.csv": ("chip_quarters", 12, 0, 12, 12, 12, 0),
    "trainium_cumulative_by_chip.csv": ("chip_totals", 16, 0, 16, 16, 16, 0),
    "trainium_cumulative_totals.csv": ("designer_totals_of_one", 8, 8, 8, 8, 8, 0),
}
APRIL_OWNERS = {
    "amd_owners_cumulative_by_chip.csv": ("owner_chip_totals", 85, 0, 85, 85, 85, 0),
    "amd_owners_cumulative_totals.csv": ("owner_totals", 33, 41, 33, 33, 33, 0),
    "amd_owners_quarters.csv": ("owner_quarters", 33, 0, 33, 33, 33, 0),
    "amd_owners_quarters_by_chip.csv": ("owner_chip_quarters", 78, 0, 78, 78, 78, 0),
    "nvidia_owners_OTHER_cumulative_by_chip.csv": ("owner_chip_totals", 42, 0, 42, 42, 42, 0),
    "nvidia_owners_OTHER_cumulative_totals.csv": ("owner_totals", 17, 0, 17, 17, 17, 0),
    "nvidia_owners_OTHER_quarters_by_chip.csv": ("owner_chip_quarters", 32, 0, 32, 32, 32, 0),
    "nvidia_owners_cumulative_by_chip.csv": ("owner_chip_totals", 263, 0, 263, 263, 263, 0),
    "nvidia_owners_cumulative_totals.csv": ("owner_totals", 102, 96, 102, 102, 102, 0),
    "nvidia_owners_quarters.csv": ("owner_quarters", 102, 0, 102, 102, 102, 0),
    "nvidia_owners_quarters_by_chip.csv": ("owner_chip_quarters", 179, 0, 179, 179, 179, 0),
    "tpu_owners_cumulative_by_chip.csv": ("owner_chip_totals", 59, 0, 59, 59, 59, 0),
    "tpu_owners_cumulative_totals.csv": ("owner_totals", 13, 0, 13, 13, 13, 0),
    "tpu_owners_quarters_by_chip.csv": ("owner_chip_quarters", 33, 0, 33, 33, 33, 0),
    "trainium_owners_cumulative_by_chip.csv": ("owner_chip_totals", 16, 0, 16, 16, 16, 0),
    "trainium_owners_cumulative_totals.csv": ("owner_totals", 8, 0, 8, 8, 8, 0),
    "trainium_owners_quarters_by_chip.csv": ("owner_chip_quarters", 12, 0, 12, 12, 12, 0),
}
OTHER = {
    INPUTS.format("nvidia_other_cumulative_by_chip.csv"): ("owner_chip_totals", 42, 0, 42, 42, 42, 0),
    INPUTS.format("nvidia_other_cumulative_totals.csv"): ("owner_totals", 17, 32, 17, 17, 17, 0),
    INPUTS.format("nvidia_other_quarters_by_chip.csv"): ("owner_chip_quarters", 32, 0, 32, 32, 32, 0),
    OWNERS.format("2026-09-24/amd_china_row.csv"): ("owners_by_designer", 1, 1, 1, 1, 1, 1),
    SMUGGLED: ("owners_by_designer", 30, 8, 30, 30, 30, 14),
}
FILES = {
    **{SALES.format(f"2026-04-22/{name}"): counts for name, counts in APRIL_SALES.items()},
    **{OWNERS.format(f"2026-04-22/{name}"): counts for name, counts in APRIL_OWNERS.items()},
    **OTHER,
}
METRICS = ("compute_stock", "chip_units_compute", "chip_units", "chip_units_power", "chip_units_cost")
KEY = ("entity", "metric", "date", "tags", "known_on")


def counts(facts: pl.DataFrame) -> tuple[int, ...]:
    return tuple(facts.filter(pl.col("metric") == one).height for one in METRICS)


@pytest.mark.parametrize("path", FILES)
def test_every_row_of_these_files_is_used(edition, path):
    table, rows, *facts = FILES[path]
    reading = edition("epoch_chips", path)
    assert (reading.table.split("/")[0], reading.rows, reading.used, reading.left_out) == (table, rows, rows, {})
    assert (counts(reading.facts), dict(reading.unknown)) == (tuple(facts), {})
    assert reading.facts.height == sum(facts)
    assert not reading.facts.select(pl.struct(KEY).is_duplicated().any()).item()


def test_in_october_rows_of_huaweis_second_quarter_do_not_reconcile_and_are_left_out(edition):
    designers, chips = edition("epoch_chips", BY_DESIGNER), edition("epoch_chips", BY_CHIP)
    assert (designers.rows, designers.used, counts(designers.facts)) == (73, 72, (33, 72, 64, 72, 0))
    assert (chips.rows, chips.used, counts(chips.facts)) == (68, 67, (9, 67, 67, 0, 0))
    (reason, left), (other, gone) = *designers.left_out.items(), *chips.left_out.items()
    assert (left, gone) == (1, 1)
    assert "1,045,326" in reason
    assert "1,115,058" in other
    ours = chips.facts.filter(pl.col("metric") == "compute_stock")
    assert (ours["date"].max(), round(ours["value"].max())) == (date(2026, 3, 31), 910382)
    assert ours["low"].null_count() == 0  # the table by designer has none
    theirs = designers.facts.filter(pl.col("entity") == "Huawei", pl.col("metric") == "chip_units_compute")
    assert theirs.filter(pl.col("date") == date(2026, 3, 31))["value"].to_list() == [910382]


def test_once_huaweis_quarter_is_mended_the_row_is_used_and_the_correction_named(edition):
    reading = edition("epoch_chips", BY_DESIGNER, lambda all_: all_.replace(b"1115058", b"1045326"))
    assert reading.left_out == {}
    assert any("correction of Huawei, 2026-06-30 has expired" in note for note in reading.notes)


def test_a_missing_quarter_ends_huaweis_sum(made):
    rows = [
        {"Chip manufacturer": "Huawei", "Chip type": "Ascend 910C", "End date": end, "Number of Units": "1000",
         "Compute estimate in H100e (median)": "800", "H100e (5th percentile)": "700", "H100e (95th percentile)": "900"}
        for end in ("2024-03-31", "2024-06-30", "2024-12-31")
    ]  # fmt: skip
    facts = made("epoch_chips", "chip_quarters", rows).facts
    assert facts.filter(pl.col("metric") == "compute_stock")["value"].to_list() == [800, 1600]


def test_amazons_median_units_that_repeat_the_5th_percentile_are_not_taken(edition):
    units = {"metric": "chip_units", "entity": "Amazon"}
    reading = edition("epoch_chips", BY_DESIGNER)
    assert reading.facts.filter(**units).is_empty()
    assert any("corrected Amazon" in note for note in reading.notes)
    april = edition("epoch_chips", SALES.format("2026-04-22/trainium_cumulative_totals.csv")).facts
    assert april.filter(**units).filter(pl.col("date") == date(2024, 3, 31))["value"].to_list() == [125513]


def test_china_and_nvidia_stay_flat_as_none_were_modelled(edition):
    reading = edition("epoch_chips", TOTALS)
    china = reading.facts.filter(pl.col("tags") == "owner=China;designer=NVIDIA;channel=bought").sort("date")
    assert china["value"].to_list()[-2:] == [401698, 401698]
    assert any("does not mean that none were sold" in note for note in reading.notes)


def test_a_quarter_that_is_not_whole_feeds_no_stock(edition):
    for path, newest in ((TOTALS, date(2025, 12, 31)), (BY_DESIGNER, date(2026, 6, 30))):
        facts = edition("epoch_chips", path).facts
        assert facts.filter(metric="compute_stock")["date"].max() == newest
        partly = facts.filter(pl.col("date") > newest)
        assert partly.height
        assert partly["tags"].str.contains("incomplete=yes").all()


def test_facts_are_what_the_files_say(edition):
    chips = edition("epoch_chips", SALES.format("2026-04-22/nvidia_cumulative_by_chip.csv")).facts
    a100 = chips.filter(entity="A100", metric="chip_units", date=date(2022, 3, 31)).row(0, named=True)
    assert (a100["value"], a100["low"], a100["high"], a100["unit"]) == (212120, 163481, 276445, "chips")
    assert (a100["organization"], a100["country"], a100["tags"]) == (
        "NVIDIA", "US", "designer=NVIDIA;chip=A100;span=cumulative",
    )  # fmt: skip
    owned = edition("epoch_chips", TOTALS).facts.filter(entity="Microsoft", date=date(2022, 3, 31))
    assert dict(owned.select("metric", "value").rows()) == {
        "compute_stock": 14769, "chip_units_compute": 14769, "chip_units": 46839, "chip_units_power": 18.735986,
    }  # fmt: skip
    smuggled = edition("epoch_chips", SMUGGLED).facts.filter(metric="compute_stock", date=date(2025, 12, 31))
    assert smuggled.select("entity", "country", "tags", "value", "low", "high", "known_on").rows() == [
        ("China", "CN", "owner=China;designer=NVIDIA;channel=diverted", 662048, 294087, 1592327, date(2026, 9, 24))
    ]


def test_xai_and_others_without_it_are_not_counted_beside_the_other_owners(edition):
    newer = edition("epoch_chips", SMUGGLED).facts
    assert newer.filter(entity="xAI", metric="chip_units_compute").height == 6
    assert newer.filter(entity="xAI", metric="compute_stock").is_empty()
    narrow = edition("epoch_chips", OWNERS.format("2026-04-22/nvidia_owners_OTHER_cumulative_totals.csv")).facts
    assert narrow["tags"].str.contains("without=Microsoft,Meta,Amazon,Google,Oracle,China,xAI,CoreWeave").all()


def test_each_series_comes_from_one_table(edition):
    """Whatever files of one day are read, no figure of the stock stands there twice."""
    for day in ("2026-04-22", "2026-10-01", "2026-09-24"):
        paths = [path for path in (*FILES, BY_DESIGNER, BY_CHIP) if day in path]
        facts = pl.concat([edition("epoch_chips", path).facts for path in paths]).filter(metric="compute_stock")
        assert facts.height
        assert not facts.select(pl.struct(KEY).is_duplicated().any()).item()


def test_files_of_one_kind_are_tables_of_their_own(edition):
    """An edition of one firm's file must not end what another firm's file of the same kind states."""
    names = {edition("epoch_chips", path).table for path in FILES if "2026-04-22" in path}
    assert len(names) == sum("2026-04-22" in path for path in FILES)
    assert "owner_totals/amd_owners_cumulative_totals" in names
    assert edition("epoch_chips", SMUGGLED).table == "owners_by_designer/cumulative_by_designer"


def test_the_shipped_rows_are_the_readers(edition):
    shipped = shipped_facts("epoch_chips")
    facts = edition("epoch_chips", INPUTS.format("nvidia_other_cumulative_totals.csv")).facts
    ours = facts.filter(metric="compute_stock").with_columns(pl.col("value", "low", "high").round())
    assert ours.join(
        shipped, on=[*KEY, "value", "low", "high", "read", "note"], how="anti", nulls_equal=True
    ).is_empty()


def test_chips_and_their_firms(edition):
    types = edition("epoch_chips", SALES.format("2026-10-01/chip_types.csv"))
    assert (types.rows, types.left_out, types.unknown) == (29, {"no day of release": 1}, {})  # Rubin
    h20 = types.facts.filter(entity="H20")
    assert dict(h20.select("metric", "value").rows()) == {
        "chip_performance_8bit": 296e12, "chip_performance_16bit": 148e12, "chip_power": 400,
        "chip_price": 12000, "chip_memory": 96e9, "chip_bandwidth": 4e12,
    }  # fmt: skip
    assert set(h20["tags"]) == {"designer=NVIDIA;market=China"}
    firms = edition("epoch_chips", SALES.format("2026-10-01/organizations.csv"))
    assert (firms.rows, firms.left_out, firms.facts.height) == (11, {"states no figure": 11}, 0)
    # A heading of the publisher's, no firm.
    assert (firms.unknown, firms.notes) == ({"organisation 'Other (ex-Big 4 hyperscalers)'": 1}, ())


def test_a_firm_placed_elsewhere_and_a_name_never_seen_are_reported(made):
    row = {"Name": "Huawei", "Country": "United States of America"}
    assert made("epoch_chips", "organizations", [row]).notes == (
        "Huawei is of US here, of CN in facts/organisations.csv",
    )
    new = {"Chip manufacturer": "Nvidia", "Owner": "Acme", "End date": "2026-03-31", "Number of Units": "1000",
           "Compute estimate in H100e (median)": "1000"}  # fmt: skip
    reading = made("epoch_chips", "owner_totals", [new, {**new, "Chip manufacturer": "Bcme", "Owner": "Meta"}])
    assert reading.unknown == {"owner 'Acme'": 1, "designer 'Bcme'": 1}
    assert set(reading.facts.filter(metric="compute_stock")["entity"]) <= {"Meta"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"H100e (5th percentile)", b"H100e (p5)", r"line 1: no column 'Compute estimate in H100e \(5th percentile\)'"),
        (b"Total TDP (W),", b"Total TDP (kW),", r"line 1: no column 'Total TDP \(W\)'"),
        (b"Name,", b"Name,Colour,", r"nvidia_owners_cumulative_totals.csv"),
        (b",14769,", b",14769e9,", r"line 2, column 'Compute.*': '14769e9' is not a finite number of at least 0 and"),
        (b",14769,", b",9999999,", r"line 2, column 'H100e \(95th percentile\)|line 2, column 'Compute"),
        (b",8717,24931,46839,", b",8717,24931,46.839,", r"line 2, column .* is not at least the|line 2, column"),
        (b",14769,8717,24931,", b",14.769,8.717,24.931,", r"line 2, column 'Compute.*is not between 0.02 and 30"),
        (b"3/31/2022", b"31.3.2022", r"line 2, column 'End date': '31.3.2022' is not a day"),
        (b"3/31/2022", b"3/31/2031", r"line 2, column 'date': 2031-03-31 is not on or before the retrieval"),
    ],
)
def test_a_changed_header_unit_or_day_stops_the_run(edition, old, new, message):
    with pytest.raises(BadInput, match=message):
        edition("epoch_chips", TOTALS, lambda all_: all_.replace(old, new, 1))


def test_a_file_that_breaks_off_stops_the_run(edition):
    with pytest.raises(BadInput, match="last row breaks off"):
        edition("epoch_chips", BY_CHIP, lambda all_: all_[:-30])


def test_all_files_together_count_no_chip_twice(edition):
    """Of each series the newest statement holds: with every file read, the stock is what the shipped rows say."""
    read = pl.concat([edition("epoch_chips", path).facts for path in (*FILES, BY_DESIGNER, BY_CHIP)])
    shipped = shipped_facts("epoch_chips")

    def stock(facts: pl.DataFrame) -> dict[str, float]:
        held = facts.filter(pl.col("date") <= date(2025, 12, 31), metric="compute_stock")
        newest = held.sort("date", "known_on").group_by("tags", maintain_order=True).last()
        return dict(newest.group_by("country").agg(pl.sum("value")).drop_nulls().rows())

    assert stock(pl.concat([read, shipped])) == pytest.approx(stock(shipped), rel=1e-4)


def test_an_archive_is_read_as_its_files(shared):
    folder, packed = shared / "data" / OWNERS.format("2026-04-22"), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in APRIL_OWNERS:
            archive.write(folder / name, f"ai_chip_owners/{name}")
    files = unpacked("ai_chip_owners.zip", packed.getvalue())
    of = source("epoch_chips")
    readings = [read_file(of, File(name, content, date(2026, 4, 22))) for name, content in files]
    assert sum(reading.rows for reading in readings) == sum(rows for _, rows, *_ in APRIL_OWNERS.values())
