"""All names of the lists by their words, so that a name is compared with the few that could be meant."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from parity.controls.alike import FUZZY, weight
from parity.controls.entries import Entry, entries
from parity.controls.names import PLACES, Name, keys_of, words_of

__all__ = ["Index", "Known", "index"]

FEW = 400
"""A word in more names than this finds nothing on its own."""


@dataclass(frozen=True, slots=True)
class Known:
    """One name of one entry."""

    entry: Entry
    text: str
    part: bool
    """Whether it is a subsidiary's that the entry names."""


@dataclass(slots=True)
class Index:
    """Names by what they are looked up by."""

    names: list[Known]
    whole: dict[str, list[int]] = field(default_factory=dict)
    plain: dict[str, list[int]] = field(default_factory=dict)
    words: dict[str, list[int]] = field(default_factory=dict)
    shorter: dict[str, str] = field(default_factory=dict)
    """Words of the lists, joined by spaces, by themselves and by each without one letter behind the first."""

    def same(self, asked: Name) -> Iterator[Known]:
        """Yield the names that are the same but for capitals, spacing, full stops and, if a word tells, legal form.

        A name of places and trades alone must have its legal form as well: `China Electronics` is not the Corporation.
        """
        told = sum(map(weight, asked.words)) > 0
        for number in self.plain.get("".join(asked.words), ()) if told else self.whole.get(asked.whole, ()):
            yield self.names[number]

    def candidates(self, asked: Name) -> Iterable[int]:
        """Return the numbers of the names that share a telling word, or one like it, or the rarest word of all."""
        if not self.words:
            self._spread()
        found: set[int] = set()
        rarest: list[int] = []
        for word in asked.words:
            numbers = self.words.get(word, [])
            if numbers and (not rarest or len(numbers) < len(rarest)):
                rarest = numbers
            if weight(word):
                found.update(numbers if len(numbers) <= FEW else ())
                for near in self._near(word):
                    other = self.words[near]
                    found.update(other if len(other) <= FEW else ())
        found.update(rarest if len(rarest) <= FEW else ())
        return found

    def _spread(self) -> None:
        """Lay out the words, which only a name that is none of the lists' needs."""
        for number, one in enumerate(self.names):
            for word in set(words_of(one.text)):
                self.words.setdefault(word, []).append(number)
        for word in self.words:
            if len(word) >= FUZZY and word not in PLACES:
                for left in _shorter(word):
                    known = self.shorter.get(left)
                    self.shorter[left] = word if known is None else f"{known} {word}"

    def _near(self, word: str) -> set[str]:
        if len(word) < FUZZY:
            return set()
        near = {other for left in _shorter(word) for other in self.shorter.get(left, "").split()}
        return near - {word}


def _shorter(word: str) -> set[str]:
    return {word, *(word[:cut] + word[cut + 1 :] for cut in range(1, len(word)))}


@cache
def index() -> Index:
    """Build the index of all names of the lists' files, once; about a tenth of a second, and as much for near names."""
    made = Index([
        Known(entry, text, part)
        for entry in entries()
        for texts, part in (((entry.name, *entry.aliases), False), (entry.parts, True))
        for text in texts
    ])  # fmt: skip
    for number, one in enumerate(made.names):
        whole, plain = keys_of(one.text)
        made.whole.setdefault(whole, []).append(number)
        made.plain.setdefault(plain, []).append(number)
    return made
