"""Where an item goes and who stands behind the buyer: countries, country groups by date, the headquarters test."""

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parity.controls.parameters import FOLDER, Days
from parity.errors import UnknownName
from parity.facts import read_yaml

__all__ = ["ELSEWHERE", "EMBARGOED", "GROUPS", "HEADQUARTERS", "Destination", "UnknownDestination", "certainty_of",
           "country", "destination", "members", "reach"]  # fmt: skip

ELSEWHERE, GROUPS, HEADQUARTERS, EMBARGOED = (np.int8(code) for code in range(4))
"""How the rules of 2023 reach a buyer: not at all; in D:1 or D:4; by headquarters; in Macau or D:5."""
HQ = re.compile(r"(?:HQ|headquarter\w*|parent)\W+(?:in\s+)?((?!HQ)\S.*)$", re.IGNORECASE)
ABROAD = re.compile(
    r"re-?export|in-country|from abroad|not (?:exported )?from (?:the )?(?:US|United States)", re.IGNORECASE
)
ORIGIN = re.compile(r"export\w*\s+from\s+(?:the\s+)?([^);]+)", re.IGNORECASE)

ABROAD_CODE = "ZZ"
"""An origin that is not the United States, which is all that the rules ask."""


class UnknownDestination(UnknownName):
    """No country has this code or name."""

    kind = "destination"

    @classmethod
    def among(cls, name: str, known: Collection[str]) -> "UnknownDestination":
        """Suggest the nearest countries, and say how a destination is written."""
        near = get_close_matches(name.casefold(), [one.casefold() for one in known], n=3)
        guess = f"Did you mean {', '.join(one.title() for one in near)}? " if near else ""
        return cls(f"No destination {name!r}. {guess}Write a country's name or ISO code, such as CN, HK, MO or SG.")


@dataclass(frozen=True, slots=True)
class Destination:
    """Country codes of the buyer's place, of its (ultimate parent's) headquarters, and of the place shipped from."""

    to: str
    hq: str = ""
    origin: str = ""


@cache
def _countries() -> dict[str, str]:
    named = {}
    with (Path(__file__).parent / "countries.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            for name in (row["code"], row["name"], *filter(None, row["aliases"].split(";"))):
                named[name.casefold()] = row["code"]
    return named


def country(text: str) -> str:
    """Return the ISO code of a country by code, name or alias; raise `UnknownDestination` otherwise.

    >>> country("PRC"), country("hong kong"), country("MO")
    ('CN', 'HK', 'MO')
    """
    code = _countries().get(text.strip().removeprefix("the ").casefold())
    if code is None:
        raise UnknownDestination.among(text.strip(), [name for name in _countries() if len(name) > 2])
    return code


def destination(text: str, hq: str | None = None, origin: str | None = None) -> Destination:
    """Read a destination, also one with its headquarters and origin said beside it.

    >>> destination("SG; ultimate parent HQ in CN")
    Destination(to='SG', hq='CN', origin='')
    >>> destination("CN (exported from US)").origin, destination("CN (reexport)").origin
    ('US', 'ZZ')
    """
    place, *said = re.split(r"[;(]", text)
    for remark in said:
        remark = remark.rstrip(") ")
        if found := HQ.search(remark):
            hq = hq or found[1]
        elif ABROAD.search(remark):
            origin = origin or ABROAD_CODE
        elif found := ORIGIN.search(remark):
            origin = origin or found[1]
        elif remark:
            raise UnknownDestination.among(text, [])
    shipped = ABROAD_CODE if origin == ABROAD_CODE else country(origin) if origin else ""
    return Destination(country(place), country(hq) if hq else "", shipped)


@cache
def _tree() -> dict[str, Any]:
    return read_yaml(FOLDER / "country_groups.yml")


def members(group: str, codes: NDArray[np.str_], days: Days) -> NDArray[np.bool_]:
    """Whether each country is in a group on its day; both arrays of shape (chips,).

    >>> days = np.array(["2026-07-09", "2026-07-10"], "datetime64[D]")
    >>> members("D:4", np.array(["AE", "AE"]), days).tolist()
    [True, False]
    """
    tree = _tree()
    there = np.isin(codes, tree["groups"][group])
    for change in (one for one in tree["changes"] if one["group"] == group):
        rows = codes == change["country"]
        if "joined" in change:
            there[rows] = days[rows] >= np.datetime64(change["joined"])
        else:
            there[rows] = days[rows] < np.datetime64(change["left"])
    return there


def reach(to: NDArray[np.str_], hq: NDArray[np.str_], days: Days) -> NDArray[np.int8]:
    """Return how the rules of 2023 reach each buyer: `ELSEWHERE`, `GROUPS`, `HEADQUARTERS` or `EMBARGOED`.

    >>> days = np.full(4, "2024-02-01", "datetime64[D]")
    >>> reach(np.array(["CN", "MO", "SA", "SG"]), np.array(["", "", "", "CN"]), days).tolist()
    [3, 3, 1, 2]
    """
    for code, as_code in _tree()["same_as"].items():
        to, hq = np.where(to == code, as_code, to), np.where(hq == code, as_code, hq)
    embargoed = (to == "MO") | members("D:5", to, days)
    parents = (hq == "MO") | members("D:5", hq, days)
    exempt = members("A:5", to, days) | members("A:6", to, days)
    grouped = (members("D:1", to, days) | members("D:4", to, days)) & ~exempt
    return np.select([embargoed, parents, grouped], [EMBARGOED, HEADQUARTERS, GROUPS], ELSEWHERE).astype(np.int8)


def certainty_of(where: Destination, day: date) -> tuple[str, str]:
    """Return how sure the groups of a destination are on a day, and why they may not be."""
    tree = _tree()
    places = {tree["same_as"].get(code, code) for code in (where.to, where.hq) if code}
    reached = reach(np.array([where.to]), np.array([where.hq]), np.array([day], "datetime64[D]"))[0]
    if reached == HEADQUARTERS:
        places = {tree["same_as"].get(where.hq, where.hq)}  # wherever the buyer is, headquarters decide
    for change in tree["changes"]:
        if change["country"] in places and change["certainty"] != "certain":
            return "unconfirmed", f"{change['group']} membership of {change['country']}: {change['title']}"
    if places <= {"CN", "MO", "US"} or day >= tree["issue"]:
        return "certain", ""
    return "reported", f"country groups are read as of {tree['issue']}; what they held on {day} is not confirmed"
