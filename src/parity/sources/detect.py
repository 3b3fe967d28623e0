"""Which source publishes a file: found by the names its tables go by, and by their columns."""

from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatch
from pathlib import PurePosixPath

from parity.errors import BadInput
from parity.facts import Source
from parity.sources.catalogue import source, source_ids
from parity.sources.reading import File, layout_of
from parity.sources.unpack import unpacked

__all__ = ["Nobodys", "detected", "source_named"]


class Nobodys(BadInput):
    """No source that Parity reads has tables of this name and these columns."""


def detected(files: Sequence[tuple[str, bytes]]) -> Source:
    """Find the one source that all files are tables of; raise `BadInput` if there is none, or more than one."""
    members = [File(name, content, date.min) for packed, inside in files for name, content in unpacked(packed, inside)]
    known = [one for name in source_ids() if (one := source(name)).tables]
    # A name says more than columns, of which one table may have another's.
    fitting = [one for one in known if all(_named(one, file) and _fits(one, file) for file in members)]
    fitting = fitting or [one for one in known if all(_fits(one, file) for file in members)]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(name for name, _ in files[:3])
    if not fitting:
        raise Nobodys(f"{names}: no source that Parity reads has this name and these columns; name it with --source.")
    raise BadInput(f"{names}: may be of {' or '.join(one.id for one in fitting)}; say which with --source.")


def source_named(file: str) -> Source | None:
    """Find the source by a file's name alone, which says it if one source has it, for one table; None if not.

    >>> source_named("notable_ai_models.csv").id
    'epoch_models'
    """
    if file.lower().endswith(".zip"):
        return None
    name = PurePosixPath(file).name.removesuffix(".gz")
    tables = [
        (one, table)
        for one in map(source, source_ids())
        for table in one.tables.values()
        if any(fnmatch(name, form) for form in table.files)
    ]
    return tables[0][0] if len(tables) == 1 else None


def _named(described: Source, file: File) -> bool:
    name = PurePosixPath(file.name).name
    return any(fnmatch(name, form) for table in described.tables.values() for form in table.files)


def _fits(described: Source, file: File) -> bool:
    try:
        layout_of(described, file)
    except BadInput:
        return False
    return True
