"""Many files into the store, side by side: one source's files stay in order, in one process.

This module is light: the processes it starts load the libraries while the caller does.
"""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parity.store.manifest import Manifest

__all__ = ["Done", "Job", "cores", "import_many"]

FILE = 700_000
"""Bytes whose reading takes about as long as the steps that every file costs, however small."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file of a publisher's, to be taken as a snapshot of its own."""

    path: Path
    retrieved: date
    source_id: str | None = None
    """Whose it is; found by its name and columns if not given."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a job: its snapshot, or why there is none."""

    job: Job
    manifest: "Manifest | None" = None
    new: bool = False
    failure: str | None = None
    nobodys: bool = False
    """Whether it failed because no source has such tables."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What every process is told."""

    jobs: tuple[Job, ...]
    today: date
    store: str | None
    accept_jump: bool


def cores() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def import_many(
    jobs: Sequence[Job],
    *,
    today: date,
    store: str | os.PathLike[str] | None = None,
    accept_jump: bool = False,
    workers: int = 1,
    told: Callable[[Done], None] = lambda done: None,
) -> list[Done]:
    """Import files as a snapshot each, and return what became of each, in the order given.

    Files of one source follow each other as given; a file that cannot be read is no obstacle to the others.  `told`
    hears of each as it is done.  More than one of `workers` needs a script guarded by `if __name__ == "__main__":`, as
    `multiprocessing` does.
    """
    order = _Order(tuple(jobs), today, os.fspath(store) if store is not None else None, accept_jump)
    found: dict[int, Done] = {}

    def take(number: int, done: Done) -> None:
        found[number] = done
        told(done)

    if workers > 1 and len(jobs) > 1:
        _beside(order, min(workers, len(jobs)) - 1, take)
    left = [number for number in range(len(jobs)) if number not in found]  # all, or those of a process that died
    if left:
        rest = replace(order, jobs=tuple(jobs[number] for number in left))
        for number, done in _share(rest, iter(range(len(left)))):
            take(left[number], done)
    return [found[number] for number in range(len(jobs))]


def _beside(order: _Order, helpers: int, take: Callable[[int, Done], None]) -> None:
    """Work on shares here and in other processes; whoever is free takes the next."""
    from multiprocessing import get_context

    # Threads of polars do not survive a fork, so the processes begin afresh.
    context = get_context("spawn")
    turn = context.Value("i", 0)
    ears, processes = [], []
    for _ in range(helpers):
        ear, mouth = context.Pipe(duplex=False)
        process = context.Process(target=_help, args=(order, turn, mouth), daemon=True)
        process.start()
        mouth.close()
        ears.append(ear)
        processes.append(process)
    for number, done in _share(order, _turns(turn)):
        take(number, done)
    for ear, process in zip(ears, processes, strict=True):
        with suppress(EOFError):  # it died; whoever called does its share
            for number, done in ear.recv():
                take(number, done)
        process.join()


def _help(order: _Order, turn: Any, mouth: Any) -> None:
    mouth.send(list(_share(order, _turns(turn))))
    # Leaving is quicker when what is loaded is not gone through once more.  Only here: what is frozen in the process of
    # a caller would never be collected.
    gc.freeze()
    mouth.close()


def _turns(turn: Any) -> Iterator[int]:
    """The numbers that no other process has taken."""
    while True:
        with turn.get_lock():
            number = turn.value
            turn.value += 1
        yield number


def _share(order: _Order, turns: Iterator[int]) -> Iterator[tuple[int, Done]]:
    """Import the files of those sources whose turn it is; every process makes the same list of sources."""
    from parity.errors import ParityError
    from parity.sources.catalogue import source
    from parity.sources.detect import Nobodys
    from parity.sources.reading import read_file
    from parity.store.ingest import add_snapshot, received_from
    from parity.store.place import here

    groups = _groups(order.jobs)
    place = here(order.store)
    for turn in turns:
        if turn >= len(groups):
            return
        whose, numbers = groups[turn]
        for number in numbers:
            job = order.jobs[number]
            if isinstance(whose, ParityError):
                yield number, Done(job, failure=str(whose), nobodys=isinstance(whose, Nobodys))
                continue
            try:
                added = add_snapshot(place, source(whose), [received_from(job.path)], retrieved=job.retrieved,
                                     today=order.today, accept_jump=order.accept_jump, read=read_file)  # fmt: skip
                yield number, Done(job, added.manifest, added.new)
            except ParityError as error:
                yield number, Done(job, failure=str(error))


def _groups(jobs: Sequence[Job]) -> list[tuple[Any, list[int]]]:
    """Files by source, those that take longest first; files of no source stand alone, with the reason."""
    from parity.errors import ParityError
    from parity.sources.catalogue import named
    from parity.sources.detect import detected, source_named
    from parity.store.ingest import readable, received_from, unreadable

    groups: dict[str, list[int]] = {}
    alone: list[tuple[Any, list[int]]] = []
    weights: dict[str, int] = {}
    for number, job in enumerate(jobs):
        try:
            if job.source_id is not None:
                whose = readable(named(job.source_id)).id
            elif (found := source_named(job.path.name)) is not None:
                whose = found.id
            else:
                one = received_from(job.path)
                whose = detected([(one.name, one.content)]).id
            weights[whose] = weights.get(whose, 0) + FILE + job.path.stat().st_size
            groups.setdefault(whose, []).append(number)
        except (ParityError, OSError) as error:
            alone.append((error if isinstance(error, ParityError) else unreadable(job.path, error), [number]))
    return [*alone, *sorted(groups.items(), key=lambda one: -weights[one[0]])]
