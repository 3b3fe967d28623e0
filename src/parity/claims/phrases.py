"""Words with their places, and tables of phrases found among them in one pass over the words."""

import csv
import re
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import NamedTuple

LEXICON = Path(__file__).parent / "lexicon"
WORD = re.compile(r"A\.I\.|[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s]|_")
MARKS = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "‑": "-", "—": "-", "×": "x"}
PLAIN = str.maketrans(MARKS)
FOLDED = MARKS | {"A.I.": "ai"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence, folded to lower case and plain marks, with their character places."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    known: frozenset[str]  # every word, to ask whether one is there
    units: dict[int, "list[Hit]"] = field(default_factory=dict)  # the units looked up so far, by place

    @classmethod
    def of(cls, text: str) -> "Words":
        """Split a text.

        >>> Words.of("SMIC’s 5nm").words
        ['smic', "'", 's', '5', 'nm']
        """
        spans = [hit.span() for hit in WORD.finditer(text)]
        shown = [text[start:end] for start, end in spans]
        folded = [FOLDED.get(word) or word.lower() for word in shown]
        return cls(text, folded, [start for start, _ in spans], [end for _, end in spans], frozenset(folded))

    def __len__(self) -> int:
        return len(self.words)

    def adjoins(self, index: int) -> bool:
        """Whether nothing stands between a word and the one before it."""
        return index > 0 and self.ends[index - 1] == self.starts[index]


class Hit(NamedTuple):
    """A phrase found: its row's tag and value, and the words it covers (`last` is exclusive)."""

    tag: str
    value: str
    first: int
    last: int


@dataclass(slots=True)
class _Node:
    branches: dict[str, "_Node"] = field(default_factory=dict)
    entries: list[tuple[str, str]] = field(default_factory=list)


def _graft(node: _Node, other: _Node) -> None:
    node.entries += [entry for entry in other.entries if entry not in node.entries]
    for word, branch in other.branches.items():
        _graft(node.branches.setdefault(word, _Node()), branch)


class Phrasebook:
    """Phrases by their words; finding costs a step for each word, however many phrases there are."""

    def __init__(self, *books: "Phrasebook") -> None:
        self.root = _Node()
        for book in books:
            _graft(self.root, book.root)

    def add(self, phrase: str, tag: str, value: str = "") -> None:
        """Add a phrase; `a|b c` stands for `a c` and `b c`.

        >>> book = Phrasebook()
        >>> book.add("lag|lags behind", "behind")
        >>> [hit.first for hit in book.find(Words.of("It lags behind"))]
        [1]
        """
        for words in product(*(part.split("|") for part in phrase.split())):
            node = self.root
            for word in Words.of(" ".join(words)).words:
                node = node.branches.setdefault(word, _Node())
            if (tag, value) not in node.entries:
                node.entries.append((tag, value))

    def at(self, words: Words, first: int) -> list[Hit]:
        """Return the phrases that start at a word, the longest of each tag."""
        node: _Node | None = self.root.branches.get(words.words[first])
        if node is None:
            return []
        longest: dict[str, Hit] = {}
        last, end = first + 1, len(words.words)
        while node is not None:
            for tag, value in node.entries:
                longest[tag] = Hit(tag, value, first, last)
            node = node.branches.get(words.words[last]) if last < end else None
            last += 1
        return list(longest.values())

    def find(self, words: Words) -> list[Hit]:
        """Return every phrase, in reading order; a phrase inside a longer one of its own tag is left out."""
        covered: dict[str, int] = {}
        found: list[Hit] = []
        branches, text, end = self.root.branches, words.words, len(words.words)
        for first, word in enumerate(text):
            node = branches.get(word)
            if node is None:
                continue
            last = first + 1
            after = node.branches.get(text[last]) if last < end and node.branches else None
            if after is None and not node.entries:
                continue  # the beginning of phrases, none of which stands here
            longest: dict[str, tuple[str, int]] = {tag: (value, last) for tag, value in node.entries}
            while after is not None:
                node, last = after, last + 1
                for tag, value in node.entries:
                    longest[tag] = value, last
                after = node.branches.get(text[last]) if last < end and node.branches else None
            for tag, (value, stop) in longest.items():
                if stop > covered.get(tag, 0):
                    covered[tag] = stop
                    found.append(Hit(tag, value, first, stop))
        return found


def rows(name: str) -> list[dict[str, str]]:
    """Read one table of the lexicon."""
    with (LEXICON / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def phrasebook(name: str) -> Phrasebook:
    """Read a table of `tag,value,phrases`, phrases parted by semicolons.

    >>> [hit.value for hit in phrasebook("units.csv").find(Words.of("tenfold"))]
    ['10']
    """
    book = Phrasebook()
    for row in rows(name):
        for phrase in row["phrases"].split(";"):
            book.add(phrase.strip(), row["tag"], row["value"])
    return book
