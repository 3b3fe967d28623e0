"""The downloads of one pull: several at once, two at most from one host, their files held until they are settled."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Self

from parity.errors import MissingExtra, ParityError
from parity.store.crowd import in_crowd
from parity.store.download import Arrived, download
from parity.store.partial import Partial, sweep
from parity.store.terms import Progress, Terms
from parity.store.wanted import Wanted

__all__ = ["Downloads", "need_extra"]

WORKERS, EACH_HOST = 6, 2


class Downloads:
    """What is under way; at the end, what has arrived of unfinished files is kept for the next pull."""

    def __init__(self, folder: Path, terms: Terms) -> None:
        self._folder, self._terms = folder, terms
        self._partials: dict[str, list[Partial]] = {}

    def __enter__(self) -> Self:
        sweep(self._folder)
        return self

    def __exit__(self, *_: object) -> None:
        self._terms.stop.set()
        for name in self._partials:
            for partial in self._partials[name]:
                partial.close()

    def drop(self, source: str) -> None:
        """Remove the partial files of a source that is settled."""
        for partial in self._partials.pop(source, []):
            partial.drop()

    def by_source(self, asked: Mapping[str, Sequence[Wanted]]) -> Iterator[tuple[str, list[Arrived | Exception]]]:
        """Download everything, and yield each source with its files, or what kept them away, once all are done."""
        done: dict[Wanted, Arrived | Exception] = {}
        tasks = [one for wanted in asked.values() for one in wanted]
        for one, future in in_crowd(tasks, lambda task: task.host, self._one, workers=WORKERS, each_host=EACH_HOST):
            try:
                done[one] = got = future.result()
                changed = got.content is not None
                self._terms.told(Progress(one.source, one.name, "arrived" if changed else "unchanged", got.sent))
            except (ParityError, OSError) as problem:
                done[one] = problem
                self._terms.told(Progress(one.source, one.name, "failed", note=str(problem)))
            if all(other in done for other in asked[one.source]):
                # In the order they are declared in: which came first must not show in the snapshot.
                yield one.source, [done[other] for other in asked[one.source]]

    def _one(self, wanted: Wanted) -> Arrived:
        partial = Partial(self._folder, wanted.url)
        self._partials.setdefault(wanted.source, []).append(partial)
        return download(wanted, partial, self._terms)


def need_extra() -> None:
    """Raise `MissingExtra` without the extra `data`."""
    if not all(map(find_spec, ("httpcore2", "httpx2", "stamina"))):
        raise MissingExtra.of("Pulling data", "data")
