"""The table of a batch: its columns, read and checked, laid out as chips, days and destinations."""

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parity.controls.catalogue import chip
from parity.controls.chips import FIGURES, Chips, Part, columns
from parity.controls.datasheet import dense_operations, performance_density, total_performance
from parity.controls.destinations import Destination, destination
from parity.controls.parameters import Days
from parity.controls.truth import Floats
from parity.errors import BadInput, ParityError

__all__ = ["COLUMNS", "Table", "read_batch"]

BITS = (4, 8, 16, 32)
NUMBERS = ("tpp", *(f"tops{bits}" for bits in BITS), "die_area", "io", "memory_bandwidth")
WORDS = ("chip", "on", "to", "hq", "from", "maker", "sparsity", "datacentre")
COLUMNS = (*WORDS, *NUMBERS)
"""Columns of a batch; `on` and either a catalogue `chip` or figures are needed, the rest may be empty or absent."""
CENTRE = {"yes": 1, "true": 1, "1": 1, "no": -1, "false": -1, "0": -1, "": 0}
Words = NDArray[np.str_]
Rows = NDArray[np.intp]


def read_batch(path: Path) -> pl.DataFrame:
    """Read a batch from CSV, every cell as text; raise `BadInput` naming the file and what cannot be used."""
    if not path.is_file():
        raise BadInput(f"{path}: no such file; --batch wants a CSV with a header.")
    try:
        return pl.read_csv(path, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise BadInput(f"{path.name}: not readable as CSV: {str(error).splitlines()[0]}") from None


class Table:
    """A batch whose columns are checked as they are asked for; errors name the file, row and column."""

    def __init__(self, table: pl.DataFrame, name: str) -> None:
        if unknown := [key for key in table.columns if key not in COLUMNS]:
            raise BadInput(f"{name}: unknown column {unknown[0]!r}; known are {', '.join(COLUMNS)}.")
        if "on" not in table.columns:
            raise BadInput(f"{name}: column 'on' is missing: the day of each row, as 2024-05-28.")
        self.name, self.height = name, table.height
        self._table = table

    def words(self, key: str) -> tuple[Words, Rows]:
        """Return the different words of a column and which of them each row has."""
        if key not in self._table.columns:
            return np.array([""]), np.zeros(self.height, np.intp)
        cells = self._table[key].cast(pl.String).fill_null("").str.strip_chars()
        kinds = cells.unique(maintain_order=True)
        return kinds.to_numpy().astype(np.str_), _rank(cells, kinds)

    def number(self, key: str) -> Floats:
        """Return a column of numbers, NaN where a cell is empty."""
        if key not in self._table.columns:
            return np.full(self.height, np.nan)
        column = self._table[key]
        if column.dtype.is_numeric():
            values = column.cast(pl.Float64)
            wrong = (values < 0) | values.is_infinite()
        else:
            cells = column.str.strip_chars()
            values = cells.replace("", None).cast(pl.Float64, strict=False)
            wrong = (values.is_null() & (cells.fill_null("") != "")) | (values < 0) | ~values.is_finite()
        if (bad := wrong.fill_null(value=False).arg_true()).len():
            raise self.refuse(bad[0], key, f"{column[bad[0]]!r} is no number of 0 or more.")
        return values.fill_null(np.nan).to_numpy()

    def refuse(self, row: int, key: str, what: str) -> BadInput:
        """Return the error about one cell; rows count from 1 below the header, which is row 1."""
        return BadInput(f"{self.name}, row {row + 2}, column {key!r}: {what}")

    def days(self) -> Days:
        """Return the day of each row."""
        kinds, rows = self.words("on")
        read = np.empty(len(kinds), "datetime64[D]")
        for place, text in enumerate(kinds):
            try:
                read[place] = date.fromisoformat(str(text))
            except ValueError:
                raise self.refuse(_first(rows, place), "on", f"{text!r} is not a date such as 2024-05-28.") from None
        return read[rows]

    def wheres(self) -> tuple[list[Destination], Rows]:
        """Return the different destinations and which of them each row has; China where none is said."""
        parts = [self.words(key) for key in ("to", "hq", "from")]
        mixed = np.ravel_multi_index([rows for _, rows in parts], [len(kinds) for kinds, _ in parts])
        known, first, back = np.unique(mixed, return_index=True, return_inverse=True)
        made = []
        for row in first[: len(known)]:
            to, hq, origin = (str(kinds[rows[row]]) for kinds, rows in parts)
            try:
                made.append(destination(to or "CN", hq or None, origin or None))
            except ParityError as error:
                raise self.refuse(int(row), "to", str(error)) from None
        return made, back

    def chips(self) -> Chips:
        """Return the chips of all rows: from the catalogue where a row states no figures, else from its figures."""
        numbers = {key: self.number(key) for key in NUMBERS}
        stated = np.any(~np.isnan(np.array(list(numbers.values()))), axis=0)
        names, rows = self.words("chip")
        plain = np.flatnonzero(~stated)
        wanted, first, back = np.unique(rows[plain], return_index=True, return_inverse=True)
        parts = [Part("", {}, datacentre=None)]
        for row, place in zip(plain[first], wanted, strict=True):
            try:
                parts.append(chip(str(names[place])))
            except ParityError as error:
                raise self.refuse(int(row), "chip", str(error)) from None
        which = np.zeros(self.height, np.intp)
        which[plain] = back + 1
        known = columns(parts).take(which)
        return _merged(known, self._stated(numbers, names[rows]), stated) if stated.any() else known

    def _stated(self, numbers: dict[str, Floats], names: Words) -> Chips:
        formats = np.array([numbers[f"tops{bits}"] for bits in BITS])
        kinds, rows = self.words("sparsity")
        for place, word in enumerate(kinds):
            if word not in ("dense", "sparse", "") or (
                not word and np.any(~np.isnan(formats[:, rows == place]) & np.isnan(numbers["tpp"][rows == place]))
            ):
                unsaid = (rows == place) & np.any(~np.isnan(formats), axis=0) if not word else rows == place
                raise self.refuse(int(np.flatnonzero(unsaid)[0]), "sparsity", "write dense or sparse: operations count "
                                  "only dense, and the row does not say.")  # fmt: skip
        sparse = (kinds == "sparse")[rows]
        formats = np.where(sparse, dense_operations(formats, sparse=True), formats)
        tpp = np.where(np.isnan(numbers["tpp"]), total_performance(formats, BITS), numbers["tpp"])
        found = {"tpp": tpp, "density": performance_density(tpp, numbers["die_area"]), "io": numbers["io"],
                 "dram": numbers["memory_bandwidth"]}  # fmt: skip
        found |= {key: np.full(self.height, np.nan) for key in FIGURES if key not in found}
        low = {key: np.where(np.isnan(value), 0.0, value) for key, value in found.items()}
        high = {key: np.where(np.isnan(value), np.inf, value) for key, value in found.items()}
        low["density"] = np.where(numbers["die_area"] == 0, -np.inf, low["density"])
        high["density"] = np.where(numbers["die_area"] == 0, -np.inf, high["density"])
        for bound in (low, high):
            bound["dram_io"] = bound["dram"] + bound["io"]
            bound["stack_density"] = np.full(self.height, -np.inf)
        words, which = self.words("datacentre")
        for place, word in enumerate(words):
            if word.casefold() not in CENTRE:
                raise self.refuse(_first(which, place), "datacentre", f"{word!r}: write yes or no.")
        centre = np.array([CENTRE[word.casefold()] for word in words], np.int8)[which]
        makers, maker = self.words("maker")
        blank = np.full(self.height, "", np.str_)
        return Chips(low, high, centre, names, makers[maker], blank, np.zeros(self.height, np.bool_), blank,
                     np.full(self.height, "NaT", "datetime64[D]"))  # fmt: skip


def _rank(cells: pl.Series, kinds: pl.Series) -> Rows:
    places = pl.DataFrame({"kind": kinds, "place": np.arange(len(kinds))})
    return cells.to_frame("kind").join(places, on="kind", how="left", maintain_order="left")["place"].to_numpy()


def _first(rows: Rows, place: int) -> int:
    return int(np.flatnonzero(rows == place)[0])


def _merged(known: Chips, stated: Chips, rows: NDArray[np.bool_]) -> Chips:
    return Chips(
        {key: np.where(rows, stated.low[key], known.low[key]) for key in FIGURES},
        {key: np.where(rows, stated.high[key], known.high[key]) for key in FIGURES},
        datacentre=np.where(rows, stated.datacentre, known.datacentre),
        name=np.where(rows, stated.name, known.name),
        maker=np.where(rows, stated.maker, known.maker),
        country=np.where(rows, stated.country, known.country),
        system=known.system & ~rows,
        reported=np.where(rows, stated.reported, known.reported),
        reported_from=np.where(rows, stated.reported_from, known.reported_from),
    )
