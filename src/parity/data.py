"""Snapshots: import and pull publishers' files, list and verify what is held, compare two retrievals, ask by SQL.

`store` is a folder or an address such as `s3://bucket/folder`; without it, `PARITY_STORE` or the platform's folder for
data is meant.  Days are the machine's own; everything else comes in as arguments.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from pathlib import Path

import polars as pl

from parity import api
from parity.errors import BadInput, NotObserved
from parity.estimates import Gap
from parity.facts import Source
from parity.series import Metric, metric, metric_ids
from parity.sources import source, source_ids
from parity.sources.catalogue import named
from parity.sources.detect import detected
from parity.sources.mapping import own_mapping
from parity.sources.reading import read_file
from parity.store.checked import last_checked
from parity.store.diff import Change, facts_as_retrieved, facts_changed
from parity.store.folder import day_in, files_below
from parity.store.frontier import near_frontier
from parity.store.ingest import Snapshot, add_snapshot, readable, received_from
from parity.store.manifest import Manifest, manifests
from parity.store.many import Done, Job
from parity.store.many import import_many as _import_many
from parity.store.own import own_ids, own_reader, own_source, record_of
from parity.store.place import here
from parity.store.pull import Outcome
from parity.store.pull import pull as _pull
from parity.store.sql import Answer, run_sql
from parity.store.terms import TIMEOUT, Progress
from parity.store.verify import Finding, mend
from parity.store.verify import verify as _verify

__all__ = [
    "Difference", "Done", "Held", "Job", "diff", "held", "import_files", "import_folder", "import_many", "pull", "sql",
    "verify",
]  # fmt: skip

Store = str | os.PathLike[str] | None


def import_files(
    paths: Sequence[Path | str],
    *,
    source_id: str | None = None,
    retrieved: date | None = None,
    mapping: Path | str | None = None,
    accept_jump: bool = False,
    store: Store = None,
) -> Snapshot:
    """Take a publisher's files from disk as one snapshot, retrieved on a day (today if not given).

    Without `source_id` the source is found by the files' names and columns.  `mapping` names the YAML that makes a
    metric of a file of one's own (docs/own-data.md).

    Raises `BadInput` with file, line and column for whatever cannot be read as the source's tables; nothing is stored
    then.
    """
    received = [received_from(Path(path)) for path in paths]
    if not received:
        raise BadInput("data import: name a file.")
    place, today = here(store), date.today()
    day = retrieved or today
    if mapping is not None:
        taken = set(metric_ids()) - set(own_ids(place))
        mapped = own_mapping(Path(mapping), taken=taken)
        if source_id is not None and source_id != mapped.id:
            raise BadInput(f"--source {source_id}: the mapping calls it {mapped.id!r}; leave --source out.")
        return add_snapshot(
            place,
            mapped.source(day),
            received,
            retrieved=day,
            today=today,
            accept_jump=accept_jump,
            read=own_reader(mapped),
            own=record_of(mapped),
        )
    described = readable(named(source_id)) if source_id else detected([(one.name, one.content) for one in received])
    return add_snapshot(place, described, received, retrieved=day, today=today, accept_jump=accept_jump, read=read_file)


def import_many(
    jobs: Sequence[Job],
    *,
    accept_jump: bool = False,
    workers: int = 1,
    told: Callable[[Done], None] = lambda done: None,
    store: Store = None,
) -> list[Done]:
    """Take files from disk, a snapshot each, over processes; return what became of each, in the order given.

    Files of one source follow each other as given; a file that cannot be read is no obstacle to the others.  `told`
    hears of each as it is done.  More than one of `workers` needs a script guarded by `if __name__ == "__main__":`, as
    `multiprocessing` does.
    """
    return _import_many(jobs, today=date.today(), store=store, accept_jump=accept_jump, workers=workers, told=told)


def import_folder(
    folder: Path | str,
    *,
    source_id: str | None = None,
    retrieved: date | None = None,
    accept_jump: bool = False,
    workers: int = 1,
    told: Callable[[str, Done], None] = lambda name, done: None,
    store: Store = None,
) -> dict[str, Done]:
    """Take every file below a folder, a snapshot each; return what became of each, by its path there.

    Without `retrieved`, a file was retrieved on the day that its path states, else today.  Otherwise as `import_many`.

    Raises `BadInput` if there is no file.
    """
    folder = Path(folder).absolute()  # its own name may state the day
    files = files_below(folder)
    if not files:
        raise BadInput(f"{folder}: no file lies below it.")
    today = date.today()
    dated = sorted((retrieved or day_in(name) or day_in(folder.name) or today, name, path) for name, path in files)
    names = {path: name for name, path in files}
    done = import_many([Job(path, day, source_id) for day, _, path in dated], accept_jump=accept_jump, workers=workers,
                       store=store, told=lambda one: told(names[one.job.path], one))  # fmt: skip
    return dict(sorted(((names[one.job.path], one) for one in done), key=itemgetter(0)))


def pull(
    wanted: Sequence[str] = (),
    *,
    mirror: str | None = None,
    timeout: float = TIMEOUT,
    accept_jump: bool = False,
    told: Callable[[Progress | Outcome], None] = lambda what: None,
    store: Store = None,
) -> list[Outcome]:
    """Ask publishers for the newest files of sources, all that declare an address if none is named.

    `mirror` is an address under which copies lie as SOURCE/FILE NAME, else that of `PARITY_MIRROR`; `timeout` is in
    seconds, of one try at one file.  A source that fails is an outcome, and its last snapshot stays in force.

    Raises `UnknownSource`, `BadInput` for a source without an address, and `MissingExtra` without the extra `data`.
    """
    asked = {one.id: one for one in map(named, wanted)} or {
        name: source(name) for name in source_ids() if any(table.url for table in source(name).tables.values())
    }
    mirror = mirror or os.environ.get("PARITY_MIRROR") or None
    day = date.today()
    return _pull(
        here(store), list(asked.values()), today=day, mirror=mirror, timeout=timeout, accept_jump=accept_jump, told=told
    )


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of one source: the shipped rows and its newest snapshot."""

    source: Source
    shipped: int
    snapshots: tuple[Manifest, ...]
    """Oldest retrieval first."""
    checked: date | None = None
    """Day a pull last found out whether there is a newer edition."""

    @property
    def newest(self) -> date:
        """Day of the newest retrieval, of the shipped rows or of a snapshot."""
        return max([self.source.retrieved, *(one.retrieved for one in self.snapshots)])


def held(*, store: Store = None) -> tuple[Held, ...]:
    """Return what is held of every source: those that ship, and files of one's own."""
    place = here(store)
    shipped = [
        Held(one, facts.height, manifests(place, one.id), last_checked(place, one.id)) for one, facts in api.sources()
    ]
    return (*shipped, *(Held(own_source(name, place), 0, manifests(place, name)) for name in own_ids(place)))


def verify(*, mended: bool = False, store: Store = None) -> list[Finding]:
    """Hash and read every snapshot again, and return what is wrong; `mended` first reads again what can be."""
    place = here(store)
    if mended:
        mend(place)
    return _verify(place)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two retrievals of a source, and what that did to each metric's gap."""

    changes: tuple[Change, ...]
    facts: tuple[int, int]
    """Facts before and after."""
    gaps: dict[str, tuple[Gap | None, Gap | None]]
    """By metric, of `leader` and `follower` on the later day; None where the facts do not reach."""


def diff(
    source_id: str,
    before: date,
    after: date,
    *,
    leader: str = "US",
    follower: str = "China",
    draws: int = api.DRAWS,
    seed: int = api.SEED,
    store: Store = None,
) -> Difference:
    """Compare two retrievals of a source fact by fact, and each metric's gap on the later day by either."""
    place = here(store)
    if source_id not in own_ids(place):
        source_id = named(source_id).id
    old, new = (facts_as_retrieved(place, source_id, day) for day in (before, after))
    gaps = {}
    for of in (metric(name) for name in metric_ids()):
        if source_id in of.sources and of.id in {*old["metric"], *new["metric"]}:
            gaps[of.id] = tuple(
                _gap(facts, of, leader, follower, max(before, after), draws, seed) for facts in (old, new)
            )
    return Difference(facts_changed(old, new), (old.height, new.height), gaps)  # type: ignore[arg-type]


def sql(query: str, *, most: int = 100_000, store: Store = None) -> Answer:
    """Answer one SELECT over the views `facts`, `snapshots` and `shipped`; nothing can be written."""
    return run_sql(here(store), query, most=most)


def _gap(facts: pl.DataFrame, of: Metric, leader: str, follower: str, on: date, draws: int, seed: int) -> Gap | None:
    near = near_frontier(facts.filter(metric=of.id).lazy(), of.near)
    try:
        return api.gap(of.id, leader, follower, on=on, draws=draws, seed=seed, facts=near)
    except NotObserved:
        return None
