"""Whose a figure is: countries by any spelling publishers use, and organisations with their country."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import polars as pl

__all__ = ["country_codes", "country_of_organisation", "known_countries", "known_organisations"]

FOLDER = Path(__file__).parent


@cache
def known_countries() -> dict[str, str]:
    """Map every spelling of a country, folded, to its ISO 3166 code; a name of none (`Multinational`) to "".

    >>> known_countries()["korea (republic of)"]
    'KR'
    """
    named: dict[str, str] = {}
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            code = row["code"].strip("-")
            for name in (row["name"], code, *row["aliases"].split(";")):
                if name:
                    named.setdefault(name.casefold(), code)
    return named


@cache
def known_organisations() -> dict[str, str]:
    """Map every spelling of an organisation, folded, to its countries' codes joined by ";".

    >>> known_organisations()["deepseek"]
    'CN'
    """
    named: dict[str, str] = {}
    with (FOLDER / "organisations.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            for name in (row["name"], *row["aliases"].split(";")):
                if name:
                    named.setdefault(name.casefold(), row["country"])
    return named


def country_codes(names: pl.Series) -> tuple[pl.Series, list[str]]:
    """Turn cells of country names, one for each organisation, into distinct ISO codes joined by ";".

    Names are joined by commas, and some hold a comma themselves.  Also returns the names that are not known, which
    become no code at all.

    >>> country_codes(pl.Series(["China,China,United States of America", None, "Atlantis"]))
    (shape: (3,)
    Series: '' [str]
    [
        "CN;US"
        null
        null
    ], ['Atlantis'])
    """
    unknown: list[str] = []
    codes = {cell: _codes(cell, unknown) for cell in names.drop_nulls().unique(maintain_order=True)}
    return names.replace_strict(codes, default=None, return_dtype=pl.String), unknown


def _codes(cell: str, unknown: list[str]) -> str | None:
    codes: list[str] = []
    # A comma inside a name has a space behind it: "Korea, Republic of" is one country, "Hong Kong,China" two.
    for group in re.split(r";|,(?! )", cell):
        for code in _codes_of_group(group, unknown):
            if code and code not in codes:
                codes.append(code)
    return ";".join(codes) or None


def _codes_of_group(group: str, unknown: list[str]) -> Iterator[str]:
    known = known_countries()
    parts = [part.strip() for part in group.split(",") if part.strip()]
    while parts:
        # The longest run of parts that is a name: "Korea, Republic of" before "Korea".
        for size in range(min(3, len(parts)), 0, -1):
            code = known.get(", ".join(parts[:size]).casefold())
            if code is not None:
                break
        else:
            size = 1
            unknown.append(parts[0])
            code = ""
        yield code
        del parts[:size]


def country_of_organisation(names: pl.Series) -> tuple[pl.Series, list[str]]:
    """Turn cells of organisations joined by "," or ";" into their countries' codes; also return the names not known.

    >>> country_of_organisation(pl.Series(["DeepSeek", "OpenAI;Microsoft"]))[0].to_list()
    ['CN', 'US']
    """
    known, unknown = known_organisations(), list[str]()

    def codes(cell: str) -> str | None:
        whole = known.get(cell.casefold())
        if whole is not None:
            return whole or None
        found: list[str] = []
        for name in (part.strip() for part in cell.replace(";", ",").split(",")):
            code = known.get(name.casefold())
            if code is None and name:
                unknown.append(name)
            found += [one for one in (code or "").split(";") if one and one not in found]
        return ";".join(found) or None

    table = {cell: codes(cell) for cell in _distinct(names)}
    return names.replace_strict(table, default=None, return_dtype=pl.String), unknown


def _distinct(names: pl.Series) -> Iterable[str]:
    return names.drop_nulls().unique(maintain_order=True)
