"""The US lists as facts: one for every entry of a firm, dated by the first text it cites."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from parity.facts.names import country_codes
from parity.sources.table import Table
from parity.sources.us_lists.entries import entries_in

__all__ = [
    "entity_list", "entity_list_records", "meu", "meu_records", "ns_cmic", "ns_cmic_records", "section_1260h",
    "section_1260h_records",
]  # fmt: skip

OCCUPIED = {"Crimea Region of Ukraine": "Ukraine"}
"""Headings of the Entity List that are no country's name."""
LINK = "https://www.federalregister.gov/citation/"


def _records(tree: Any) -> Iterator[dict[str, Any]]:
    read = entries_in(tree, origin=str(tree.get("source_file")) if isinstance(tree, dict) else "the list")
    kept = {entry.row: entry for entry in read.entries}
    for row in range(read.rows):
        entry = kept.get(row)
        if entry is None:
            # The name of a person goes no farther than this.
            yield {**dict.fromkeys(COLUMNS), "entry": row + 1, "country": "-", "aside": read.aside[row]}
        else:
            first = entry.acts[0]
            yield {
                "entry": row + 1, "name": entry.name, "country": OCCUPIED.get(entry.country, entry.country),
                "published": str(first.published), "effective": str(entry.effective) if entry.effective else None,
                "citation": first.citation, "acts": len(entry.acts), "requirement": entry.requirement or None,
                "aside": None,
            }  # fmt: skip


COLUMNS = ("entry", "name", "country", "published", "effective", "citation", "acts", "requirement", "aside")


def _facts(table: Table, name: str) -> pl.DataFrame:
    for reason in table.rows["aside"].drop_nulls().unique(maintain_order=True):
        table.leave_out(pl.col("aside") == reason, reason)
    codes, unknown = country_codes(table.rows["country"])
    table.unknown.update(unknown)

    def whole(column: str) -> pl.Expr:
        return pl.col(column).cast(pl.Int64)

    page = pl.col("citation").str.replace_all(" ", "-")
    return table.rows.select(
        "row",
        entity="name",
        country=codes,
        tags=pl.format("list={};citation={};acts={};entry={}", pl.lit(name), "citation", whole("acts"), whole("entry")),
        metric=pl.lit("listing"),
        date=pl.coalesce("effective", "published"),
        value=pl.lit(1.0),
        unit=pl.lit("entry"),
        known_on=pl.col("published"),
        link=pl.when(pl.col("citation").str.contains(" FR ")).then(LINK + page).otherwise(pl.lit(TREASURY)),
        read=pl.lit("table"),
        note="requirement",
    )


TREASURY = "https://www.treasury.gov/ofac/downloads/ccmc/nscmiclist.pdf"

entity_list_records = meu_records = section_1260h_records = ns_cmic_records = _records


def entity_list(table: Table) -> pl.DataFrame:
    """Entries of firms on the Entity List, dated by the day of print of the first text they cite."""
    return _facts(table, "entity-list")


def meu(table: Table) -> pl.DataFrame:
    """Entries of the Military End-User List."""
    return _facts(table, "meu")


def section_1260h(table: Table) -> pl.DataFrame:
    """Companies of the list under section 1260H, dated by the list they are on."""
    return _facts(table, "1260h")


def ns_cmic(table: Table) -> pl.DataFrame:
    """Companies of the NS-CMIC List, dated by the day of effect; known from the day of listing."""
    return _facts(table, "ns-cmic")
