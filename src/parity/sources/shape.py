"""A CSV file as text cells, and where in it a row stands; a file whose rows differ in width is refused."""

import csv
import io
from collections import Counter
from contextlib import suppress

import polars as pl

from parity.errors import BadInput
from parity.facts.layout import Layout

__all__ = ["frame_of", "place"]


def place(content: bytes, row: int, separator: str = ",") -> str:
    """Where a row begins: its line in a CSV whose cells may run over several lines, else its number."""
    if not content:
        return f"record {row + 1}"
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline=""), delimiter=separator)
    line = 1
    with suppress(csv.Error):  # a cell too long for the standard library
        for number, _ in enumerate(lines):
            if number == row + 1:
                return f"line {line}"
            line = lines.line_num + 1
    return f"row {row + 1}"


def frame_of(content: bytes, layout: Layout, origin: str) -> pl.DataFrame:
    """Read a CSV as text cells; raise `BadInput` for what is no table in UTF-8 whose rows are all as wide."""
    if not content.strip():
        raise BadInput(f"{origin}: the file is empty.")
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise BadInput(f"{origin}: a web page, not a table; was the address an error page?")
    if b"\x00" in content:
        raise BadInput(f"{origin}: holds zero bytes; expected a table in UTF-8.")
    content = content.rstrip(b"\r\n")
    try:
        return _frame(content, layout, origin)
    except csv.Error as error:
        raise BadInput(f"{origin}: not a CSV table: {error}.") from None


def _frame(content: bytes, layout: Layout, origin: str) -> pl.DataFrame:
    separator = layout.separator
    begin = content[: 1 << 20].decode("utf-8-sig", errors="replace")
    header = next(csv.reader(io.StringIO(begin, newline=""), delimiter=separator))
    if twice := [name for name, count in Counter(header).items() if count > 1 and name and not layout.ignores(name)]:
        raise BadInput(f"{origin}, line 1: column {twice[0]!r} stands there twice.")
    try:
        frame = pl.read_csv(content, infer_schema=False, null_values=[""], raise_if_empty=True, separator=separator)
    except pl.exceptions.PolarsError as error:
        _check_width(content, len(header), separator, origin)
        raise BadInput(f"{origin}: not a whole CSV table: {str(error).splitlines()[0]}") from None
    if frame.height and len(header) > 1 and _is_uneven(content, frame, header, separator):
        _check_width(content, len(header), separator, origin)
    return frame


def _is_uneven(content: bytes, frame: pl.DataFrame, header: list[str], separator: str) -> bool:
    """Whether some row may be short, which polars fills with nothing: separators between cells are then too few."""
    between = content.count(separator.encode()) - sum(name.count(separator) for name in header)
    if b'"' in content:  # a cell without quotes holds none
        between -= sum(frame.select(pl.all().str.count_matches(separator, literal=True).sum()).row(0))
    return bool(between != (frame.height + 1) * (len(header) - 1)) or content.count(b'"') % 2 == 1


def _check_width(content: bytes, width: int, separator: str, origin: str) -> None:
    """Refuse what is not UTF-8, and the first row with more or fewer cells than the header."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where, byte = content.count(b"\n", 0, error.start) + 1, content[error.start]
        raise BadInput(f"{origin}, line {where}: not UTF-8 (byte {byte:#04x}); save it as UTF-8.") from None
    rows, line, lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1, text.count("\n") + 1
    for cells in rows:
        last = rows.line_num >= lines
        if last and (len(cells) < width or _is_open(text, separator)):
            raise BadInput(f"{origin}: the last row breaks off; the file looks truncated. Retrieve it again.")
        if len(cells) != width:
            raise BadInput(f"{origin}, line {line}: {len(cells)} cells, where the header has {width}.")
        line = rows.line_num + 1


def _is_open(text: str, separator: str) -> bool:
    """Whether the text ends within quotes."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
