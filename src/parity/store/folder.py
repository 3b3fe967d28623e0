"""A folder of publishers' files: which files, of which day, and what is said of each once it is imported."""

import re
from contextlib import suppress
from datetime import date
from pathlib import Path

from parity.store.many import Done

__all__ = ["account", "day_in", "files_below", "summary"]

DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


def files_below(folder: Path) -> list[tuple[str, Path]]:
    """Every file below a folder by its path there, sorted; hidden ones are not a publisher's."""
    found = ((path.relative_to(folder), path) for path in folder.rglob("*"))
    return sorted((name.as_posix(), path) for name, path in found
                  if not any(part.startswith(".") for part in name.parts) and path.is_file())  # fmt: skip


def day_in(name: str) -> date | None:
    """The first day that a file's path states.

    >>> day_in("epoch/models/2026-03-30/all_ai_models.csv")
    datetime.date(2026, 3, 30)
    >>> day_in("top500/2026-13-01.csv") is None
    True
    """
    for found in DAY.finditer(name):
        with suppress(ValueError):
            return date.fromisoformat(found.group())
    return None


def account(name: str, done: Done) -> list[str]:
    """What became of a file: rows in = used + ignored, and remarks behind; or why nothing was read."""
    if done.manifest is None:
        became = "not a source's" if done.nobodys else "FAILED"
        return [f"{name}: {became}: {str(done.failure).removeprefix(f'{Path(name).name}: ')}"]
    lines = []
    for read in done.manifest.tables:
        reasons = "; ".join(f"{count} {reason}" for reason, count in sorted(read.left_out.items()))
        lines.append(f"{name}: {done.manifest.source}, {read.table}: {read.rows} rows = {read.used} used + "
                     f"{sum(read.left_out.values())} ignored{f' ({reasons})' if reasons else ''}")  # fmt: skip
        lines += [f"    note: {text}" for text in read.notes]
        if read.unknown:
            lines.append(f"    names unknown: {', '.join(sorted(read.unknown))}")
    return lines


def summary(imported: int, nobodys: int, failed: int, seconds: float) -> str:
    """How many files were imported, how many are no source's, and how many failed."""
    return f"{imported} files imported in {seconds:.2f} s, {nobodys} are no source's, {failed} failed."
