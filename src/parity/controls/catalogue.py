"""The catalogue of chips: their names and aliases, and their figures with how sure each is."""

import csv
import re
import unicodedata
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from parity.controls.chips import Figure, Part
from parity.controls.figures import memory_figures, processor_figures
from parity.errors import BadInput, UnknownName

__all__ = ["UnknownChip", "chip", "chip_names", "chips"]

TABLE = Path(__file__).parent / "chips.csv"
SURE = {"c": "certain", "s": "reported", "u": "derived"}
CELL = re.compile(r"([0-9.]+)(?:-([0-9.]+))? ([csu])")
VENDORS = frozenset(
    "nvidia amd intel geforce instinct huawei hisilicon google aws amazon habana cambricon tesla gpu gpus chip chips "
    "accelerator card baidu kunlunxin biren metax tensor core stack package the".split()
)
SYSTEMS = re.compile(
    r"dgx|hgx|servers?|systems?|computers?|boards?|assembl(?:y|ies)|(?:super)?pod|nvl72|nvl36|stations?|racks?"
)
JOINTS = frozenset(
    "with of containing incorporating including holding using based any a an 4 8 16 4x 8x 16x x4 x8 x16".split()
)
CONSUMER = {"CON", "WS"}


class UnknownChip(UnknownName):
    """No chip of the catalogue has this name."""

    kind = "chip"
    listing = "parity control --list"


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.findall(r"[^\W_]+", re.sub(r"\([^)]*\)", " ", plain))


def _key(name: str) -> str:
    words = _words(name)
    kept = [word for word in words if word not in VENDORS]
    return "".join(kept or words)


def _figure(cell: str) -> Figure | None:
    if not cell:
        return None
    found = CELL.fullmatch(cell)
    if not found:
        raise BadInput(f"{TABLE.name}: {cell!r} is no figure; expected a number or range and one of c, s, u.")
    low, high, flag = found.groups()
    return Figure(float(low), float(high or low), SURE[flag])


@cache
def _rows() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return {row["chip"]: row for row in csv.DictReader(table)}


@cache
def _index() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, row in _rows().items():
        for alias in (name, *filter(None, row["aliases"].split(";"))):
            if found.setdefault(_key(alias), name) != name:
                raise BadInput(f"{TABLE.name}: {alias!r} names both {found[_key(alias)]!r} and {name!r}.")
    return found


@cache
def _part(name: str) -> Part:
    row = _rows()[name]
    figure = {key: _figure(row[key]) for key in ("ops16", "ops8", "ops4", "tpp", "die", "link", "io", "dram")}
    memory = row["kind"] == "memory"
    if memory:
        figures = memory_figures(bandwidth=figure["dram"], area=figure["die"])
    else:
        operations = {bits: one for bits in (16, 8, 4) if (one := figure[f"ops{bits}"])}
        figures = processor_figures(
            operations, tpp=figure["tpp"], die_area=figure["die"], io=figure["io"], link=figure["link"],
            dram=figure["dram"],
        )  # fmt: skip
    reported, certainty, since = (row["reported"].split() or ["", "s", ""])[:3]
    return Part(
        name=name,
        figures=figures,
        datacentre=row["class"] not in CONSUMER,
        maker=row["maker"],
        country=row["country"],
        reported=reported,
        reported_certainty=SURE[certainty],
        reported_from=since,
        memory=memory,
        china_version_of=row["china_version_of"],
        published=row["published"],
        launch=row["launch"].split(" ")[0],
        sources=tuple(filter(None, row["sources"].split(","))),
        caveats=("taken for a workstation part, neither designed nor marketed for data centres",)
        if row["class"] == "WS"
        else (),
    )


def chip_names() -> tuple[str, ...]:
    """Return the names of the catalogue, in its order."""
    return tuple(_rows())


def chips() -> tuple[Part, ...]:
    """Return every chip of the catalogue."""
    return tuple(_part(name) for name in _rows())


def chip(name: str) -> Part:
    """Return a chip by name or alias, or the system said to hold it; raise `UnknownChip` with near names otherwise.

    Vendors' names, case, spaces and what stands in brackets do not matter.

    >>> chip("rtx4090d").name, chip("NVIDIA A800 80GB").name
    ('GeForce RTX 4090 D', 'NVIDIA A800 SXM 80GB')
    >>> chip("DGX H100").system
    True
    """
    names = (name, *name.split("/"))  # "MI308 / MI308X" gives one chip two names
    if found := next((hit for one in names if (hit := _index().get(_key(one)))), None):
        return _part(found)
    if found := next((hit for one in names if (hit := _held(one))), None):
        return replace(_part(found), name=name.strip(), of=found, system=True, china_version_of="", published="")
    near = [_index()[key] for key in get_close_matches(_key(name), _index(), n=6)]
    guess = f"Did you mean {', '.join(list(dict.fromkeys(near))[:3])}? " if near else ""
    raise UnknownChip(f"No chip {name!r}. {guess}`{UnknownChip.listing}` lists them all.")


def _held(name: str) -> str | None:
    """Return the chip that a system's name says it holds."""
    words = _words(name)
    bare = [word for word in words if not SYSTEMS.fullmatch(word)]
    return _index().get(_key(" ".join(word for word in bare if word not in JOINTS))) if bare != words else None
