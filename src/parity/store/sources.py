"""Whose figures are whose: the sources that ship, and those that users brought."""

from parity.facts import Source
from parity.sources import source, source_ids

__all__ = ["described"]


def described(name: str) -> Source:
    """Describe a source of either kind; raise `UnknownSource` with the nearest names if there is none.

    >>> described("epoch_eci").publisher.name
    'Epoch AI'
    """
    if name in source_ids():
        return source(name)
    from parity.store.own import own_ids, own_source

    return own_source(name) if name in own_ids() else source(name)
