"""A run over a corpus: batches go to any executor, rows come back in the order of the corpus and into the ledger."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future

from parity.claims.corpus.ledger import Ledger
from parity.claims.corpus.records import Record
from parity.claims.corpus.tally import Corpus
from parity.claims.corpus.work import Row, work

__all__ = ["check_records"]

BATCH = 16
"""Articles judged at a time: enough that sending them costs little, few enough that a run stops soon."""
AHEAD = 4
"""Batches under way for each worker; no more articles are read than that."""

Slot = tuple[str, int | None]
"""An article's key and its place in the batch; None where its row is in the ledger."""


def check_records(
    records: Iterable[Record],
    ledger: Ledger,
    *,
    executor: Executor | None = None,
    workers: int = 1,
    told: Callable[[int], None] = lambda read: None,
) -> Corpus:
    """Judge every article of a corpus and add up what was found.

    The result does not depend on the executor or its workers.  An article whose row is in the ledger is not judged
    again; one that comes twice counts once.  `told` hears how many articles are done.
    """
    found = Corpus(ledger)
    pending: deque[tuple[list[Slot], Future[list[Row]] | list[Row]]] = deque()
    for slots, batch in _batches(records, ledger, found):
        pending.append(
            (slots, executor.submit(work, batch, ledger.settings) if executor else work(batch, ledger.settings))
        )
        while len(pending) >= (AHEAD * workers if executor else 1):
            _settle(pending.popleft(), ledger, found)
            told(found.read)
    while pending:
        _settle(pending.popleft(), ledger, found)
        told(found.read)
    return found


def _batches(records: Iterable[Record], ledger: Ledger, found: Corpus) -> Iterator[tuple[list[Slot], list[Record]]]:
    """Yield articles by the batch, those with a row in the ledger in their place among them."""
    seen: set[str] = set()
    slots: list[Slot] = []
    batch: list[Record] = []
    for record in records:
        key = record.key
        if key in seen:
            found.repeated += 1
            continue
        seen.add(key)
        if key in ledger:
            slots.append((key, None))
        else:
            slots.append((key, len(batch)))
            batch.append(record)
        if len(batch) == BATCH or len(slots) == 64 * BATCH:
            yield slots, batch
            slots, batch = [], []
    if slots:
        yield slots, batch


def _settle(item: tuple[list[Slot], Future[list[Row]] | list[Row]], ledger: Ledger, found: Corpus) -> None:
    slots, made = item
    rows = made if isinstance(made, list) else made.result()
    for key, at in slots:
        if at is None:
            place = ledger.place(key)
            found.add(ledger.row(place), place)
        else:
            found.add(rows[at], ledger.add(key, rows[at]))
