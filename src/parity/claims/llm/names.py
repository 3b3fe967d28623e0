"""Whether the names that a model reports are names: countries of our table, and parties that the article names."""

import re
from dataclasses import dataclass
from functools import cached_property

from parity.claims.actors import Mention, mentions, names
from parity.claims.phrases import Words

__all__ = ["Cast", "country", "spellings"]

LONGEST = 80  # characters of a name
PLACES = frozenset(("country", "people", "government", "place", "rest"))
WORD = re.compile(r"\w+")


def country(name: str) -> str | None:
    """Return the country that a name stands for, as Parity spells it; None if it is not in the table.

    >>> country("PRC"), country("International (unspecified)"), country("Ruritania"), country("Chinese <b>labs</b>")
    ('China', 'International (unspecified)', None, None)
    """
    if name in {row["country"] for row in names()[1].values() if row["country"]}:
        return name
    found = _whole(name)
    return found.country if found is not None and found.kind in PLACES else None


def spellings(name: str | None) -> list[str]:
    """A name as a model writes it, then without what it explains in brackets: "Xu Bing (SenseTime)"."""
    bare = re.sub(r"\s*\([^()]*\)\s*\Z", "", name or "")
    return [one for one in dict.fromkeys((name or "", bare)) if one]


@dataclass(frozen=True)
class Cast:
    """Who an article names: the words of its text, and the countries of those it mentions."""

    text: str

    def has(self, name: str) -> bool:
        """Whether a name may stand in a report: short, plain, and every word of it in the article, or in our table."""
        if not name or len(name) > LONGEST or not name.isprintable() or re.search(r"[<>{}\[\]`|\\]|://", name):
            return False
        words = WORD.findall(name.casefold())
        return bool(words) and (
            all(one in self._words or f"{one}s" in self._words for one in words) or _whole(name) is not None
        )

    def quotes(self, name: str) -> bool:
        """Whether a name stands in the article as it is, but for white space."""
        return self.has(name) and " ".join(name.split()).casefold() in self._flat

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that the article names, also by a firm or product of theirs."""
        return frozenset(one.country for one in mentions(Words.of(self.text)) if one.country)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(WORD.findall(self.text.casefold()))

    @cached_property
    def _flat(self) -> str:
        return " ".join(self.text.split()).casefold()


def _whole(name: str) -> Mention | None:
    """The mention that a name is, and nothing beside it."""
    words = Words.of(name[: LONGEST + 1])
    found = mentions(words)
    return found[0] if len(found) == 1 and (found[0].first, found[0].last) == (0, len(words)) else None
