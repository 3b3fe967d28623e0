"""The ledger of a run: a line an article, on disk, so that memory stays flat and a killed run can go on."""

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import IO, Any, Self
from weakref import finalize

from parity.claims.corpus.work import Row, Settings
from parity.errors import BadInput

__all__ = ["Ledger"]

FORMAT = "parity corpus 1"
HEAD = json.dumps({"format": FORMAT}).encode()[:-1]
"""How a ledger begins."""


class Ledger:
    """Rows by the key of their article.

    A row is one line, written by one call and only ever at the end, so that a run that is killed leaves whole lines
    and at most one torn one, which the next run cuts off.  The first line says what the rows were judged by: rows
    judged otherwise are refused, not mixed.
    """

    def __init__(self, file: IO[bytes], settings: Settings, places: dict[str, int]) -> None:
        self._file, self.settings, self._places = file, settings, places
        finalize(self, file.close)  # for a caller who forgets

    @classmethod
    def temporary(cls, settings: Settings) -> Self:
        """Keep rows for this run alone, in a file that goes with it."""
        return cls(tempfile.TemporaryFile(prefix="parity-"), settings, {})

    @classmethod
    def open(cls, path: Path, settings: Settings, *, on_given: bool = True) -> Self:
        """Open the ledger of an earlier run, or begin one; where no day was asked for, its day is kept.

        Raises `BadInput` if the file cannot be opened, is in use, is not a ledger, or was begun with other settings.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("a+b", buffering=0)
        except (OSError, ValueError) as why:
            raise BadInput(f"--resume {path}: cannot be opened: {getattr(why, 'strerror', None) or why}.") from None
        try:
            _lock(file, path)
            begun, places = _load(file, path)
            if begun is not None and not on_given:
                settings = Settings(begun.on, settings.draws, settings.seed, settings.published)
            if begun is not None and begun != settings:
                told = ", ".join(f"{name} {value}" for name, value in asdict(begun).items() if value is not None)
                raise BadInput(f"--resume {path}: begun with {told}; give the same or name another file.")
            if begun is None:
                head = {"format": FORMAT, **asdict(settings)}
                file.write(json.dumps(head, default=str).encode() + b"\n")
        except BaseException:
            file.close()
            raise
        return cls(file, settings, places)

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def add(self, key: str, row: Row) -> int:
        """Append a row; return its place."""
        place = self._file.seek(0, os.SEEK_END)
        self._file.write(json.dumps({"key": key, **row}, ensure_ascii=False, allow_nan=False).encode() + b"\n")
        self._places[key] = place
        return place

    def place(self, key: str) -> int:
        """Return where the row of an article is."""
        return self._places[key]

    def row(self, place: int) -> Row:
        """Read a row back."""
        self._file.seek(place)
        found: Row = json.loads(self._file.readline())
        return found

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


def _lock(file: IO[bytes], path: Path) -> None:
    with suppress(ImportError):  # not on every system
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BadInput(f"--resume {path}: another run is writing to it.") from None


def _load(file: IO[bytes], path: Path) -> tuple[Settings | None, dict[str, int]]:
    """Read settings and places; cut off a line that a killed run left torn."""
    file.seek(0)
    places: dict[str, int] = {}
    begun: Settings | None = None
    at = 0
    with open(file.fileno(), "rb", closefd=False) as lines:
        for line in lines:
            if not line.endswith(b"\n"):
                if at == 0 and not HEAD.startswith(line[: len(HEAD)]):
                    _json(b"", path)  # somebody else's file: leave it alone
                break
            row = _json(line, path)
            if at == 0:
                begun = _settings(row, path)
            else:
                places[str(row.get("key"))] = at
            at += len(line)
    file.truncate(at)
    return begun, places


def _json(line: bytes, path: Path) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise BadInput(f"--resume {path}: not a file of an earlier run; name another.")
    return row


def _settings(row: dict[str, Any], path: Path) -> Settings:

    if row.get("format") != FORMAT:
        raise BadInput(f"--resume {path}: not a file of an earlier run; name another.")
    published = row["published"] and date.fromisoformat(row["published"])
    return Settings(date.fromisoformat(row["on"]), int(row["draws"]), int(row["seed"]), published)
