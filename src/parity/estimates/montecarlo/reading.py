"""Reading a model's tables: axes, quantities, their rows and correlations, each fault with file and line.

A folder holds up to four CSV files, all optional:

- `axes.csv`: `axis,label,start,end`; `start` and `end` (ISO days) make it an axis of time.
- `quantities.csv`: `quantity,unit,axes,shared,mix,over,rank,scores,assumptions,note`.  `axes`, `shared` and `over` are
  names with blanks between; `rank` or `scores` is the correlation along `over`.
- `rows.csv`: `quantity,at,kind,value,low,high,level,least,most,ends,parameters,unit,assumptions,link,note`.  `at` is
  `label;label` in the order of the axes, with `*`, `a|b` and `first..last`; of two rows for one cell the one that
  names fewer cells holds.  `unit` may be any that fits the quantity's.  Cells without a row are 0.
- `correlations.csv`: `first,second,rank,scores,assumptions`: two quantities whose scores go together.

`assumptions` names the set that the line belongs to; blank means every set, and a line of the set goes before one of
all.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np

from parity.errors import BadInput
from parity.estimates.montecarlo.axes import Axis, shape_of
from parity.estimates.montecarlo.changes import labels_of
from parity.estimates.montecarlo.kinds import Cell
from parity.estimates.montecarlo.model import Link, Model
from parity.estimates.montecarlo.quantity import Quantity
from parity.estimates.montecarlo.relation import Relation
from parity.estimates.montecarlo.rows import cell_of, correlation_of
from parity.estimates.montecarlo.units import unit

__all__ = ["lines", "read_model"]

Line = tuple[str, dict[str, str]]


def lines(folder: Path, name: str) -> Iterator[Line]:
    """Yield each line of a table with where it stands; nothing if there is no such file."""
    path = folder / name
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            where = f"{folder.name}/{name}, line {reader.line_num}"
            if None in row or None in row.values():
                raise BadInput(f"{where}: {len(reader.fieldnames or [])} columns were expected.")
            yield where, {key: value.strip() for key, value in row.items()}


def read_model(
    folders: Sequence[Path], relations: Sequence[Relation], *, assumptions: str, axes: Sequence[Axis] = ()
) -> Model:
    """Read the tables of folders into one model with its relations, and check it; raise `BadInput` on any fault."""
    known = {one.name: one for one in axes} | {one.name: one for folder in folders for one in _axes(folder)}
    quantities: dict[str, Quantity] = {}
    links: list[Link] = []
    for folder in folders:
        heads: dict[str, Line] = {}
        for where, row in _of_set(lines(folder, "quantities.csv"), assumptions, "quantity"):
            if row["quantity"] in quantities:
                raise BadInput(f"{where}: there is a quantity {row['quantity']!r} already.")
            heads[row["quantity"]] = where, row
        rows: dict[str, list[Line]] = {name: [] for name in heads}
        for where, row in lines(folder, "rows.csv"):
            if row["quantity"] not in rows:
                raise BadInput(f"{where}: no quantity {row['quantity']!r} in {folder.name}/quantities.csv.")
            if row["assumptions"] in ("", assumptions):
                rows[row["quantity"]].append((where, row))
        quantities |= {name: _quantity(head, rows[name], known, assumptions) for name, head in heads.items()}
        links += _links(folder, assumptions)
    return Model.of(known, quantities, relations, links)


def _of_set(rows: Iterator[Line], assumptions: str, key: str) -> list[Line]:
    """Keep one line a name: that of the set of assumptions, or else that of all."""
    kept: dict[str, Line] = {}
    for where, row in rows:
        name = row[key]
        if row["assumptions"] not in ("", assumptions):
            continue
        if name in kept and kept[name][1]["assumptions"] == row["assumptions"]:
            raise BadInput(f"{where}: {name!r} stands twice.")
        if name not in kept or row["assumptions"]:
            kept[name] = where, row
    return list(kept.values())


def _axes(folder: Path) -> list[Axis]:
    found: dict[str, tuple[list[str], list[tuple[date, date]]]] = {}
    for where, row in lines(folder, "axes.csv"):
        labels, spans = found.setdefault(row["axis"], ([], []))
        if row["label"] in labels:
            raise BadInput(f"{where}: {row['axis']} has {row['label']!r} already.")
        labels.append(row["label"])
        if row["start"]:
            try:
                span = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
            except ValueError:
                raise BadInput(f"{where}: start and end are days such as 2024-01-29.") from None
            if span[0] > span[1] or (spans and spans[-1][1] >= span[0]):
                raise BadInput(f"{where}: {row['label']} must begin after the one before it and end after it begins.")
            spans.append(span)
    return [Axis(name, tuple(labels), tuple(spans) or None) for name, (labels, spans) in found.items()]


def _quantity(head: Line, rows: Sequence[Line], axes: Mapping[str, Axis], assumptions: str) -> Quantity:
    where, row = head
    names = tuple(row["axes"].split())
    for name in names:
        if name not in axes:
            raise BadInput(f"{where}: no axis {name!r}; there are {', '.join(axes)}.")
    for column in ("shared", "over", "mix"):
        for name in row[column].split():
            if name not in names:
                raise BadInput(f"{where}: {column} names {name!r}, which is no axis of {row['quantity']}.")
    try:
        unit(row["unit"])
    except BadInput as error:
        raise BadInput(f"{where}: {error}.") from None
    found = Quantity(
        name=row["quantity"],
        unit=row["unit"],
        axes=names,
        shape=shape_of(axes, names),
        cells=_cells(row, rows, axes, where, assumptions),
        shared=tuple(row["shared"].split()),
        mix=row["mix"] or None,
        over=tuple(row["over"].split()),
        correlation=correlation_of(row, where),
        note=row["note"],
        where=where,
    )
    if found.mix:
        found.check_mix(where)
    return found


def _cells(
    head: Mapping[str, str], rows: Sequence[Line], axes: Mapping[str, Axis], where: str, assumptions: str
) -> tuple[Cell, ...]:
    names = tuple(head["axes"].split())
    shape = shape_of(axes, names)
    cells: list[Cell] = [Cell("point", where=where)] * int(np.prod(shape))
    width: list[tuple[int, int]] = [(1, 1 << 62)] * len(cells)  # (of another set, cells named): the least holds
    for spot, row in rows:
        cell = cell_of(row, head["unit"], spot)
        try:
            places = [axes[name].find(one) for name, one in zip(names, labels_of(names, row["at"]), strict=True)]
        except BadInput as error:
            raise BadInput(f"{spot}: {error}.") from None
        size = int(np.prod([len(one) for one in places]))
        rank = (0 if row["assumptions"] == assumptions and assumptions else 1, size)
        for at in product(*places):
            place = int(np.ravel_multi_index(at, shape)) if at else 0
            if rank == width[place]:
                raise BadInput(
                    f"{spot}: {row['at'] or 'this'} of {head['quantity']} is told already at {cells[place].where}."
                )
            if rank < width[place]:
                cells[place], width[place] = cell, rank
    return tuple(cells)


def _links(folder: Path, assumptions: str) -> list[Link]:
    found = []
    for where, row in lines(folder, "correlations.csv"):
        if row["assumptions"] in ("", assumptions):
            found.append(Link(row["first"], row["second"], correlation_of(row, where), where))
    return found
