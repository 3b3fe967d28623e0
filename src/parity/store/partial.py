"""What has arrived of one download, kept across dropped connections and kills, with the edition it is a part of.

One file: a line of JSON, then the bytes.  A process holds it by a lock that ends with the process; a second one that
wants the same file at the same time works on a nameless one of its own.
"""

import hashlib
import json
import os
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from parity.errors import SourceFailed
from parity.store.place import Folder, Place

__all__ = ["Edition", "Partial", "partial_folder", "sweep"]

WEEK = 7 * 86400.0


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition of a file a server sent, by its own words."""

    etag: str | None = None
    last_modified: str | None = None
    total: int | None = None
    """Bytes of the whole."""

    @property
    def validator(self) -> str | None:
        """What asks for the rest of this edition and no other; a weak ETag cannot."""
        strong = self.etag if self.etag and not self.etag.startswith("W/") else None
        return strong or (self.last_modified if not self.etag else None)


class Partial:
    """A download's bytes so far; errors of the disk are `SourceFailed`."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url
        self.path: Path | None = folder / hashlib.sha256(url.encode()).hexdigest()[:32]
        self.edition = Edition()
        self._head = 0
        self.size = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self._held(self.path)
        except OSError as problem:
            raise _broken(folder, problem) from None
        self._recall()

    def _held(self, path: Path) -> "IO[Any]":
        for _ in range(100):
            file = path.open("a+b", buffering=0)
            if not _locked(file):
                file.close()
                break
            try:
                if os.fstat(file.fileno()).st_ino == path.stat().st_ino:
                    return file
            except FileNotFoundError:
                pass
            file.close()  # its holder finished and removed it in between
        self.path = None
        return tempfile.TemporaryFile(dir=path.parent, buffering=0)

    def _recall(self) -> None:
        self._file.seek(0)
        line = self._file.readline(1 << 12)
        try:
            told = json.loads(line) if line.endswith(b"\n") else {}
            edition = Edition(told["etag"], told["last_modified"], told["total"]) if told["url"] == self.url else None
        except (ValueError, KeyError, TypeError):
            edition = None
        if edition is None or edition.validator is None:
            self.restart(Edition())
            return
        self.edition, self._head = edition, len(line)
        self.size = self._file.seek(0, os.SEEK_END) - self._head

    @property
    def complete(self) -> bool:
        """Whether everything has arrived."""
        return self.size > 0 and self.size == self.edition.total

    def restart(self, edition: Edition) -> None:
        """Begin anew, with another edition."""
        line = json.dumps({"url": self.url, **asdict(edition)}).encode() + b"\n"
        self.edition, self._head, self.size = edition, len(line), 0
        self._write(line, anew=True)

    def add(self, piece: bytes) -> None:
        """Keep the next bytes."""
        self._write(piece)
        self.size += len(piece)

    def _write(self, piece: bytes, *, anew: bool = False) -> None:
        try:
            if anew:
                self._file.truncate(0)
            self._file.seek(0, os.SEEK_END)
            rest = memoryview(piece)
            while rest:  # unbuffered: nothing is left to fail later
                rest = rest[self._file.write(rest) :]
        except OSError as problem:
            raise _broken(self.path or Path(tempfile.gettempdir()), problem) from None

    def content(self) -> bytes:
        """Everything that has arrived."""
        self._file.seek(self._head)
        content: bytes = self._file.read()
        return content

    def close(self) -> None:
        """Let go of it; the next download goes on from here."""
        self._file.close()

    def drop(self) -> None:
        """Remove it: its content is in the store, or is no good."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)
            self.path = None
        self.close()


def partial_folder(place: Place) -> Path:
    """Where partial downloads are kept: in a store of this machine, else in the platform's folder for caches."""
    if isinstance(place, Folder):
        return place.root / "partial"
    import platformdirs

    return Path(platformdirs.user_cache_dir("parity", appauthor=False)) / "partial"


def sweep(folder: Path) -> None:
    """Remove what no download went on with for a week."""
    for path in folder.glob("*") if folder.is_dir() else ():
        try:
            if time.time() - path.stat().st_mtime > WEEK:
                path.unlink()
        except OSError:
            continue  # another process was faster, or the folder cannot be written: the download will say so


def _locked(file: IO[Any]) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            file.seek(1 << 40)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
    else:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _broken(path: Path, problem: OSError) -> SourceFailed:
    return SourceFailed(
        f"{path} cannot be written: {problem.strerror or problem}. What the store held before stays in force."
    )
