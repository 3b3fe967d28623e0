"""The fastest chip that stays under the line on a day, and what was built to stay under it."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from parity.controls.catalogue import chips
from parity.controls.chips import Figure, Part, columns
from parity.controls.destinations import Destination
from parity.controls.parameters import parameters
from parity.controls.regimes import regimes
from parity.controls.rules import PARAGRAPHS, Tests, paragraph_codes
from parity.controls.ruling import rule_on
from parity.controls.truth import Floats

__all__ = ["AREAS", "Answered", "Ceiling", "ceilings", "china_versions", "fastest_outside"]

AREAS = (100.0, 294.0, 400.0, 500.0, 608.0, 750.0, 814.0, 858.0, 1000.0, 1628.0, 3000.0)
"""Areas of logic dies to try [mm2]; one reticle is about 858."""
LINES: dict[str, tuple[str, ...]] = {
    "outside 3A090": ("none",),
    "outside 3A090.a (in .b at most)": ("none", "3A090.b", "3A090.b.1", "3A090.b.2"),
}


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The least performance that crosses a line: a chip of this kind stays under it with anything less."""

    line: str
    die_area: float
    io: float
    datacentre: bool
    tpp: float | None
    """[TOPS x bit length]; None where no performance crosses the line."""
    tops8: float | None
    """The same as dense operations at 8 bits."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A version made for China: what it changed of its parent, and how both fared under the text it answers."""

    chip: str
    parent: str
    launch: str
    cut: tuple[str, ...]
    """Each figure that changed, from and to."""
    parent_paragraph: str
    paragraph: str
    outcome: str
    nearest: str
    """The test it came closest to, with the margin."""


def fastest_outside(
    line: str, *, on: date, die_area: Floats, io: float = 900.0, datacentre: bool = True
) -> tuple[Ceiling, ...]:
    """Return, for each area of logic dies, the performance at which a chip crosses a line of `LINES` on a day.

    Only a threshold of the rules can be where the answer changes, so each is tried from below with the same
    classification as every ruling; `die_area` [mm2] has shape (areas,).

    >>> at = fastest_outside("outside 3A090", on=date(2024, 1, 1), die_area=np.array([400.0, 814.0, 3000.0]))
    >>> [one.tpp for one in at]
    [1600.0, 2400.0, 4800.0]
    """
    edges = _edges(on, die_area)  # (candidates, areas)
    below = np.nextafter(edges, 0.0)
    inside = _codes(np.where(np.isinf(edges), 1e12, below), die_area, on, io=io, datacentre=datacentre)
    allowed = np.isin(inside, [PARAGRAPHS.index(name) for name in LINES[line]])
    best = np.max(np.where(allowed, edges, 0.0), axis=0)
    return tuple(
        Ceiling(line, float(area), io, datacentre, float(tpp) if np.isfinite(tpp) else None,
                float(tpp) / 8 if np.isfinite(tpp) else None)
        for area, tpp in zip(die_area, best, strict=True)
    )  # fmt: skip


def ceilings(part: Part | None = None, *, on: date) -> tuple[Ceiling, ...]:
    """Return the ceilings of both lines: for the dies, I/O and purpose of a part, or for a range of die areas.

    >>> [one.tpp for one in ceilings(next(one for one in chips() if one.name == "NVIDIA H20"), on=date(2024, 1, 1))]
    [2400.0, 4800.0]
    """
    areas, io, centre = np.array(AREAS), 900.0, True
    if part is not None:
        fast, dense = part.figures["tpp"].point, part.figures["density"].point
        areas = np.array([fast / dense]) if fast and dense else areas
        io = part.figures["io"].point or io
        centre = part.datacentre is not False
    return tuple(
        one for line in LINES for one in fastest_outside(line, on=on, die_area=areas, io=io, datacentre=centre)
    )


def _edges(on: date, areas: Floats) -> Floats:
    rows = [np.full(len(areas), np.inf)]
    for one in parameters().values():
        threshold = one.on(on)
        if threshold is not None and one.figure == "tpp":
            rows.append(np.full(len(areas), threshold))
        elif threshold is not None and one.figure == "density":
            rows.append(threshold * areas)
    return np.array(rows)


def _codes(tpp: Floats, areas: Floats, on: date, *, io: float, datacentre: bool) -> NDArray[np.int8]:
    flat, wide = tpp.ravel(), np.broadcast_to(areas, tpp.shape).ravel()
    parts = [
        Part("what if", {"tpp": Figure(x, x), "density": Figure(x / area, x / area), "io": Figure(io, io),
                         "stack_density": Figure(-np.inf, -np.inf)}, datacentre=datacentre)
        for x, area in zip(flat.tolist(), wide.tolist(), strict=True)
    ]  # fmt: skip
    codes = paragraph_codes(Tests(columns(parts), np.full(len(parts), on, "datetime64[D]")))
    return codes.reshape(tpp.shape)


def china_versions(*, where: Destination) -> tuple[Answered, ...]:
    """Return every version made for China in the catalogue, in the order of launch.

    >>> found = {one.chip: one for one in china_versions(where=Destination("CN"))}
    >>> found["NVIDIA H800 SXM"].cut
    ('total I/O 1028 -> 528 GB/s',)
    """
    parts = {one.name: one for one in chips()}
    made = [one for one in parts.values() if one.china_version_of]
    return tuple(_answered(one, parts[one.china_version_of], where) for one in sorted(made, key=lambda one: one.launch))


def _answered(part: Part, parent: Part, where: Destination) -> Answered:
    month = f"{part.launch}-28" if len(part.launch) == 7 else f"{part.launch}-12-31"
    launched = date.fromisoformat(part.launch if len(part.launch) == 10 else month)
    # A chip answers the newest text public at its launch, also where that did not bind yet.
    day = max([launched, *(one.effective for one in regimes() if one.published <= launched)])
    ruled = rule_on(part, on=day, where=where)
    labels = {"tpp": "TPP", "density": "performance density", "io": "total I/O", "dram": "memory bandwidth"}
    units = {"io": " GB/s", "dram": " GB/s"}
    cut = []
    for key, label in labels.items():
        old, new = parent.figures[key].point, part.figures[key].point
        if old is not None and new is not None and abs(new / old - 1) > 0.001:
            cut.append(f"{label} {old:.4g} -> {new:.4g}{units.get(key, '')}")
    missed = [test for test in ruled.tests if test.met is False and test.margin is not None and test.operator == ">="]
    near = max(missed, key=lambda test: test.margin or -1.0, default=None)
    return Answered(
        chip=part.name, parent=parent.name, launch=part.launch, cut=tuple(cut),
        parent_paragraph=rule_on(parent, on=day, where=where).paragraph, paragraph=ruled.paragraph,
        outcome=ruled.outcome, nearest=f"{near.name} by {near.margin:+.1%}" if near else "",
    )  # fmt: skip
