"""Every error Parity raises on purpose: one root, and each is also the builtin it specialises.

The message is one line: what is wrong, what was expected, what to do.  The command line prints it and
leaves with the class's `exit_code` (2: bad input; 3: a source could not be reached or did not validate).
"""

from collections.abc import Collection
from difflib import get_close_matches
from typing import ClassVar


class ParityError(Exception):
    """The root: something the user can mend, said in one line."""

    exit_code: ClassVar[int] = 2


class BadInput(ParityError, ValueError):
    """A file, option or article that cannot be used as given."""


class NotObserved(ParityError, ValueError):
    """The evidence in force on that day does not reach the question."""


class SourceFailed(ParityError, OSError):
    """A source or address could not be reached, or what it sent did not validate."""

    exit_code: ClassVar[int] = 3


class MissingExtra(ParityError, ImportError):
    """An optional part of Parity is not installed."""

    @classmethod
    def of(cls, purpose: str, extra: str) -> "MissingExtra":
        """Name the extra that brings it: `pip install 'parity[extra]'`."""
        return cls(f"{purpose} needs `pip install 'parity[{extra}]'`.")


class UnknownName(ParityError, LookupError):
    """Nothing has this name; the message suggests the nearest that do."""

    kind: ClassVar[str] = "name"
    listing: ClassVar[str] = "parity --help"

    @classmethod
    def among(cls, name: str, known: Collection[str]) -> "UnknownName":
        """Build the message from the names there are.

        >>> str(UnknownMetric.among("capabilty", ["capability", "patents"]))
        "No metric 'capabilty'. Did you mean capability? `parity metrics` lists them all."
        """
        folded = {one.casefold(): one for one in known}
        near = [folded[hit] for hit in get_close_matches(name.casefold(), folded, n=3)]
        guess = f"Did you mean {', '.join(near)}? " if near else ""
        return cls(f"No {cls.kind} {name!r}. {guess}`{cls.listing}` lists them all.")


class UnknownMetric(UnknownName):
    """No metric has this id."""

    kind = "metric"
    listing = "parity metrics"


class UnknownBloc(UnknownName):
    """No bloc or entity has this name."""

    kind = "bloc"
    listing = "parity blocs"


class UnknownSource(UnknownName):
    """No source has this id."""

    kind = "source"
    listing = "parity sources"
