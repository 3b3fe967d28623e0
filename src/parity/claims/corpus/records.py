"""The articles of a corpus, one after the other: files of a folder, lines of a JSONL file, pages of a web archive."""

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from parity.claims.article import LIMIT, LONGEST
from parity.claims.corpus.warc import pages
from parity.claims.encoding import printable
from parity.errors import BadInput

__all__ = ["Record", "outlet_of", "read_corpus"]

PAGES = frozenset((".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf"))
LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
ARCHIVES = (".warc", ".warc.gz")
SHORT = 500
"""Characters kept of an id, title or address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article as the corpus has it: its text, or a page that is still to be read, or why it cannot be."""

    id: str
    title: str | None = None
    url: str | None = None
    date: str | None = None
    outlet: str | None = None
    text: str | None = None
    page: bytes | None = None
    problem: str | None = None

    @property
    def key(self) -> str:
        """Name the article by its content: the same article has the same key in any corpus and run."""
        told = json.dumps([self.id, self.title, self.url, self.date, self.outlet, self.text, self.problem])
        return sha256(told.encode("utf-8", "surrogatepass") + (self.page or b"")).hexdigest()[:32]


def read_corpus(where: str) -> Iterator[Record]:
    """Yield every article of a folder, a JSONL file or a WARC file, in an order that does not depend on the machine.

    One that cannot be read comes with its problem; nothing but a missing or unknown corpus stops the reading.

    Raises
    ------
    BadInput
        The place does not exist, cannot be opened, or is neither a folder nor a file of a kind that is known.
    MissingExtra
        A WARC file without the extra `warc`.
    """
    path = Path(where)
    try:
        folder, there = path.is_dir(), path.exists()
    except (OSError, ValueError):
        folder = there = False
    if not there:
        raise BadInput(f"--corpus {printable(where[:300])}: there is no such folder or file.")
    if folder:
        return _folder(path)
    if not where.lower().endswith((*LINES, *ARCHIVES)):
        raise BadInput(f"--corpus {printable(where[:300])}: name a folder, a .jsonl file or a .warc file.")
    return _file(path, path.name)


def outlet_of(url: str | None) -> str | None:
    """Name the outlet by the host of an address.

    >>> outlet_of("https://www.example.org/a"), outlet_of("not an address"), outlet_of(None)
    ('example.org', None, None)
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _folder(top: Path) -> Iterator[Record]:
    for place, folders, names in os.walk(top):
        folders.sort()
        for name in sorted(names):
            path = Path(place) / name
            if path.is_file() and not name.startswith("."):
                yield from _file(path, path.relative_to(top).as_posix())


def _file(path: Path, name: str) -> Iterator[Record]:
    """Yield the articles of one file; what goes wrong below a folder is that file's problem alone."""
    shown, low = printable(name[:SHORT]), name.lower()
    try:
        if low.endswith(LINES):
            with gzip.open(path, "rb") if low.endswith(".gz") else path.open("rb") as file:
                yield from _lines(file, shown)  # type: ignore[arg-type]
        elif low.endswith(ARCHIVES):
            with path.open("rb") as file:
                for page in pages(file, limit=LIMIT):
                    url = printable(page.url[:SHORT])
                    yield Record(id=url, url=url, outlet=outlet_of(url), page=page.body, problem=page.problem)
        elif path.suffix.lower() in PAGES:
            if path.stat().st_size > LIMIT:
                yield Record(id=shown, problem="over 20 MB")
            else:
                yield Record(id=shown, page=path.read_bytes())
        else:
            yield Record(id=shown, problem="not a text, HTML, PDF, JSONL or WARC file")
    except (OSError, EOFError) as why:
        yield Record(
            id=shown, problem=f"could not be read: {printable(str(getattr(why, 'strerror', None) or why))[:80]}"
        )


def _lines(file: BinaryIO, name: str) -> Iterator[Record]:
    number = 0
    while line := file.readline(LIMIT + 1):
        number += 1
        if len(line) > LIMIT and not line.endswith(b"\n"):
            while (rest := file.readline(LIMIT)) and not rest.endswith(b"\n"):
                pass
            yield Record(id=f"{name}:{number}", problem="over 20 MB")
        elif line.strip():
            yield _row(line, f"{name}:{number}")


def _row(line: bytes, place: str) -> Record:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return Record(id=place, problem="not a line of JSON")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return Record(id=place, problem="a line without a text")
    if len(row["text"]) > LONGEST:
        return Record(id=place, problem="over 2,000,000 characters")
    url = _short(row, "url")
    return Record(
        id=_short(row, "id") or place,
        title=_short(row, "title"),
        url=url,
        date=_short(row, "date"),
        outlet=_short(row, "outlet") or outlet_of(url),
        text=row["text"].encode("utf-8", "replace").decode(),
    )


def _short(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    return printable(str(value)[:SHORT]) or None if isinstance(value, str | int) else None
