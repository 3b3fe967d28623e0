"""Where a quote stands in the article: verbatim, or not at all."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from parity.claims.phrases import PLAIN
from parity.claims.sentences import Sentence

__all__ = ["Passage"]

SHORTEST = 8  # characters; less names no place in a text
SPACES = re.compile(r"\s+")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))


@dataclass(frozen=True)
class Passage:
    """The part of an article that a model was shown: `text[start:end]`, and the article's sentences."""

    text: str
    sentences: list[Sentence] = field(repr=False)
    start: int
    end: int

    def find(self, quote: str) -> tuple[int, int] | None:
        """Return where a quote stands, as offsets of the whole text, or None.

        First character for character; then with every run of white space as one space, invisible marks left out, and
        quotation marks and dashes in their plain shapes, mapped back to the exact place.
        """
        bare = quote.strip()
        if len(bare) < SHORTEST or len(bare) > self.end - self.start:
            return None
        at = self.text.find(bare, self.start, self.end)
        if at >= 0:
            return at, at + len(bare)
        folded, places = self._folded
        needle = SPACES.sub(" ", bare.translate(INVISIBLE).translate(PLAIN)).strip()
        at = folded.find(needle) if len(needle) >= SHORTEST else -1
        return (places[at], places[at + len(needle) - 1] + 1) if at >= 0 else None

    def sentence(self, low: int, high: int) -> Sentence | None:
        """Return the sentence that holds the most of a stretch; the first of equals."""
        held = self.touching(low, high)
        return max(held, key=lambda one: min(high, one.end) - max(low, one.start), default=None)

    def touching(self, low: int, high: int) -> list[Sentence]:
        """Return the sentences that a stretch touches."""
        first = bisect_right(self.sentences, low, key=lambda one: one.end)
        last = bisect_right(self.sentences, high - 1, key=lambda one: one.start)
        return self.sentences[first:last]

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        """The passage with plain spaces and marks, and the place of each of its characters in the text."""
        signs: list[str] = []
        places: list[int] = []
        for place in range(self.start, self.end):
            sign = self.text[place]
            if ord(sign) in INVISIBLE:
                continue
            if sign.isspace():
                if signs and signs[-1] == " ":
                    continue
                sign = " "
            signs.append(sign.translate(PLAIN))
            places.append(place)
        return "".join(signs), places
