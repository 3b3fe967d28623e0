"""The article's text cut where claims begin and end, so that each can be marked even where they overlap."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_ENDS = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same claims; numbers count claims from 1."""

    text: str
    claims: tuple[int, ...]  # every claim that covers it
    begins: tuple[int, ...]  # those whose first marked character is here
    ends: tuple[int, ...]  # those whose last marked character is here


def paragraphs(text: str, spans: Sequence[tuple[int, int]]) -> list[list[Piece]]:
    """Cut a text into paragraphs and each into pieces; `spans` are the claims' places, `[start, end)`.

    Blank lines part paragraphs; where there are none, line ends do.  A span beyond the text is cut to it, an
    empty one marks nothing.

    >>> [(p.text, p.claims, p.ends) for p in paragraphs("One two.", [(0, 3), (0, 8)])[0]]
    [('One', (1, 2), (1,)), (' two.', (2,), (2,))]
    """
    parted = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else _LINE_ENDS
    bounds, start = [], 0
    for gap in parted.finditer(text):
        bounds.append((start, gap.start()))
        start = gap.end()
    bounds.append((start, len(text)))
    kept = [(a, b) for a, b in bounds if text[a:b].strip()]
    first, last = _reach(kept, spans)
    return [_pieces(text, a, b, spans, first, last) for a, b in kept]


def _reach(
    bounds: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]
) -> tuple[dict[int, int], dict[int, int]]:
    """Where each claim's marked text starts and ends, since a span may reach over a gap between paragraphs."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for claim, (start, end) in enumerate(spans, 1):
        for a, b in bounds:
            if max(a, start) < min(b, end):
                first.setdefault(claim, max(a, start))
                last[claim] = min(b, end)
    return first, last


def _pieces(
    text: str, a: int, b: int, spans: Sequence[tuple[int, int]], first: dict[int, int], last: dict[int, int]
) -> list[Piece]:
    cuts = sorted({a, b, *(place for span in spans for place in span if a < place < b)})
    return [
        Piece(
            text[start:end],
            tuple(n for n, span in enumerate(spans, 1) if span[0] <= start and end <= span[1]),
            tuple(n for n, place in first.items() if place == start),
            tuple(n for n, place in last.items() if place == end),
        )
        for start, end in pairwise(cuts)
    ]
