"""Import every file under ../shared/data into a fresh store and account for every row: in = used + ignored.

Prints one line a file; leaves with 1 if a file is read by no source and not declared as none's, or if a row is missing.
"""

import argparse
import fnmatch
import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from parity.store.folder import account, day_in, summary
from parity.store.many import Done, Job, cores, import_many

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("PARITY_SHARED", ROOT.parent / "shared")) / "data"

NOT_SOURCES = {
    "README.md": "describes the files",
    "bis/*/lists.json": "says where the lists beside it come from, and holds no entry",
    "peers/*": "our measurements of the peers' programs, not a publisher's figures",
}
SAME_NAME = {"epoch/chip_inputs/*": "epoch_chip_inputs"}
"""Whose files are that two sources know by their name."""
UNDATED = {"arena/*.csv": "2025-07-18", "top500/*": "2025-06-30"}
"""Days of retrieval of files whose folder states none: the newest date in them."""


def files() -> list[tuple[str, Path]]:
    """Every file, by its path below the folder."""
    return sorted((path.relative_to(SHARED).as_posix(), path) for path in SHARED.rglob("*") if path.is_file())


def retrieved(name: str) -> date:
    """The day in a file's path, else the one declared."""
    if (found := day_in(name)) is not None:
        return found
    return date.fromisoformat(next(day for form, day in UNDATED.items() if fnmatch.fnmatch(name, form)))


def import_all(store: Path, workers: int = 1) -> tuple[dict[str, Done], dict[str, str], dict[str, str]]:
    """Import each file; return the snapshots, the files that are no source's, and what went wrong, by path."""
    jobs: dict[str, Job] = {}
    passed: dict[str, str] = {}
    failed: dict[str, str] = {}
    for name, path in files():
        if why := next((why for form, why in NOT_SOURCES.items() if fnmatch.fnmatch(name, form)), None):
            passed[name] = why
            continue
        try:
            whose = next((one for form, one in SAME_NAME.items() if fnmatch.fnmatch(name, form)), None)
            jobs[name] = Job(path, retrieved(name), whose)
        except StopIteration:
            failed[name] = "no day of retrieval is known"
    listed = list(jobs.values())
    many = import_many(listed, today=datetime.now(UTC).date(), store=store, accept_jump=True, workers=workers)
    done = dict(zip(jobs, many, strict=True))
    failed |= {name: one.failure for name, one in done.items() if one.failure is not None}
    return {name: one for name, one in done.items() if one.failure is None}, passed, failed


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--store", type=Path, help="Keep the store here instead of a temporary folder.")
    options.add_argument("--workers", type=int, default=cores(), help="Processes; one a core if not given.")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        begun = time.perf_counter()
        added, passed, failed = import_all(chosen.store or Path(passing), chosen.workers)
        took = time.perf_counter() - begun
    lost = 0
    for name, done in added.items():
        assert done.manifest is not None
        lost += sum(read.rows != read.used + sum(read.left_out.values()) for read in done.manifest.tables)
        print("\n".join(account(name, done)))
    for name, why in passed.items():
        print(f"{name}: not a source's: {why}")
    for name, why in failed.items():
        print(f"{name}: FAILED: {why}")
    print(summary(len(added), len(passed), len(failed), took))
    sys.exit(1 if failed or lost else 0)


if __name__ == "__main__":
    main()
