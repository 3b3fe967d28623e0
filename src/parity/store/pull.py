"""Pull: ask publishers for their newest files, and add to the store what changed, whole or not at all.

Every file that a source's tables name must arrive; else nothing of that source is added and its last snapshot stays
in force.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from parity.errors import SourceFailed
from parity.facts import Source
from parity.store.addresses import Resolve, system_resolve
from parity.store.download import Arrived
from parity.store.downloads import Downloads, need_extra
from parity.store.partial import partial_folder
from parity.store.place import Place
from parity.store.settle import Outcome, failed, settle
from parity.store.terms import LIMIT, TIMEOUT, Progress, Terms
from parity.store.wanted import Wanted, checked_mirror, files_of, wanted_of

__all__ = ["LIMIT", "TIMEOUT", "Outcome", "Progress", "pull"]


def pull(
    place: Place,
    sources: Sequence[Source],
    *,
    today: date,
    mirror: str | None = None,
    timeout: float = TIMEOUT,
    limit_bytes: int = LIMIT,
    accept_jump: bool = False,
    told: Callable[[Progress | Outcome], None] = lambda what: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    resolve: Resolve = system_resolve,
) -> list[Outcome]:
    """Ask for the files of sources, and add to the store what changed; one outcome a source, in the order given.

    Parameters
    ----------
    place : Place
    sources : sequence of Source
    today : date
        The day the snapshots bear.
    mirror : str, optional
        Address under which copies lie as SOURCE/FILE NAME; naming it opens its host, also a private one.
    timeout : float, [s]
        Of one try at one file; the next try goes on where the last one broke off.
    limit_bytes : int
        Of one file.
    accept_jump : bool
        Take figures that moved tenfold against the last snapshot.
    told : callable
        Takes each `Progress` of a file and each `Outcome` as it is known; several threads call it.
    now : callable
        This machine's clock, held against the servers'.
    resolve : callable
        From a name to its addresses.

    Raises
    ------
    BadInput
        A mirror that cannot be used, or a source that declares no address.
    MissingExtra
        Without the extra `data`.
    """
    need_extra()
    base = checked_mirror(mirror)
    for source in sources:
        files_of(source)
    outcomes: dict[str, Outcome] = {}

    def known(outcome: Outcome) -> None:
        outcomes[outcome.source] = outcome
        told(outcome)

    asked: dict[str, list[Wanted]] = {}
    for source in sources:
        try:
            asked[source.id] = wanted_of(place, source, base)
        except (SourceFailed, OSError) as problem:
            known(failed(place, source.id, problem))
    described = {source.id: source for source in sources}
    terms = Terms(timeout, limit_bytes, resolve, now, told)
    with Downloads(partial_folder(place), terms) as downloads:
        for name, results in downloads.by_source(asked):
            problems = [one for one in results if isinstance(one, Exception)]
            arrived = [one for one in results if isinstance(one, Arrived)]
            if problems:
                known(failed(place, name, problems[0], sum(one.sent for one in arrived)))
                continue
            known(settle(place, described[name], arrived, today=today, accept_jump=accept_jump))
            if not outcomes[name].jumped:  # else whoever takes the jump has the files already
                downloads.drop(name)
    return [outcomes[source.id] for source in sources]
