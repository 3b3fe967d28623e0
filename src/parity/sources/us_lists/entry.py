"""One entry of a US list, and what a file of them holds."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parity.sources.us_lists.acts import Act
from parity.sources.us_lists.names import Names, names_of, parts_of
from parity.sources.us_lists.terms import places_of

__all__ = ["Entries", "Entry"]

TOGETHER = re.compile(r"^Listed together with subsidiaries: (?P<names>.*?)(?: \| .*)?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: names, places, dated acts and the licence requirement in codes."""

    list: str
    name: str
    country: str
    """Heading of the list under which it stands, as the file spells it."""
    acts: tuple[Act, ...]
    effective: date | None
    """Day of effect, where the file gives one."""
    requirement: str
    row: int
    told: Mapping[str, Any]
    """The entry as the file has it; what facts need no part of is read from it when asked for."""

    @property
    def names(self) -> Names:
        """Its names, taken out of what they are run together with."""
        return names_of(self.told["name"], self.told["aliases"])

    @property
    def aliases(self) -> tuple[str, ...]:
        """The names it goes by as well."""
        return self.names.aliases

    @property
    def parts(self) -> tuple[str, ...]:
        """Subsidiaries that the entry names."""
        together = TOGETHER.match(self.told["notes"] or "") if self.list == "1260h" else None
        return parts_of(together["names"]) if together else ()

    @property
    def places(self) -> tuple[str, ...]:
        """ISO codes of the places in and around China that its address mentions."""
        return places_of(self.told["address"])


@dataclass(frozen=True, slots=True)
class Entries:
    """What one file holds, and the account of it: entries used + left out = entries in the file."""

    list: str
    extracted: date
    rows: int
    entries: tuple[Entry, ...]
    aside: dict[int, str]
    """Why each entry that was left out was, by its place in the file."""
    idle: tuple[str, ...]
    """Mends declared in mend.yml that this edition of the list they are for no longer needs."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever curates the lists should see."""
        cut = sum(one.names.cut for one in self.entries)
        found = [f"{cut} addresses cut from names"] if cut else []
        return (*found, *(f"mend.yml is no longer needed: {one}" for one in self.idle))

    @property
    def left_out(self) -> dict[str, int]:
        """How many entries were left out, by reason."""
        return dict(Counter(self.aside.values()))
