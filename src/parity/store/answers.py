"""Answers of language models, kept by the hash of what was asked: one file an answer, whole or not at all."""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

__all__ = ["Answers", "cache_folder"]

LARGEST = 8 * 1024 * 1024  # bytes; nothing of ours is larger


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Return where answers are kept: PARITY_CACHE, else `parity` in the user's cache folder.

    >>> cache_folder({"PARITY_CACHE": "/tmp/x"}), cache_folder({"XDG_CACHE_HOME": "/c"})
    (PosixPath('/tmp/x'), PosixPath('/c/parity'))
    """
    if chosen := environ.get("PARITY_CACHE"):
        return Path(chosen)
    base = environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "parity"  # noqa: PTH117 - "" is not


class Answers:
    """A folder of answers.  A file that is not readable as one is as good as absent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "llm"

    def path(self, *asked: str) -> Path:
        """Return the file of the answer to a question, named by the hash of everything that was asked."""
        return self.folder / (hashlib.sha256(json.dumps(asked).encode()).hexdigest() + ".json")

    def get(self, *asked: str) -> dict[str, Any] | None:
        """Return an answer that was kept, or None."""
        path = self.path(*asked)
        try:
            if path.stat().st_size > LARGEST:
                return None
            kept = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        return kept if isinstance(kept, dict) else None

    def put(self, answer: Mapping[str, Any], *asked: str) -> None:
        """Keep an answer, readable by its owner alone; a folder that cannot be written keeps nothing."""
        path = self.path(*asked)
        partial: str | None = None
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor, partial = tempfile.mkstemp(dir=self.folder, suffix=".part")  # mode 600
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(answer, file)
            Path(partial).replace(path)
        except OSError:
            if partial is not None:
                with suppress(OSError):
                    Path(partial).unlink(missing_ok=True)
