"""Sentences of an article with their exact character offsets: `text[start:end]` is the sentence."""

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 1000  # characters; a longer run without an end is cut, so that work on a sentence is bounded
BREAK = re.compile(r"\r?\n[ \t]*(?:\r?\n\s*)+|\[\s?(?:\.\.\.|…)\s?\]|\r?\n|[\v\f\x1c-\x1e\x85\u2028\u2029]")
END = re.compile(r"(?<![.!?。！？…])[.!?。！？…]++[\"'”’»)\]]*+(?=\s)")  # possessive: no run is read twice
LAST_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*$")
BULLET = re.compile(r"(?:[-*•·–▪◦‣>#|]+|\d{1,2}[.)])\s+")
OPENERS = "\"'“‘«(["
# A full stop after these is (nearly) never the end, whatever follows.
TITLES = frozenset(
    "mr mrs ms dr prof gen sen rep gov lt col sgt capt st rev hon pres messrs vs v e.g i.e cf fig figs eq no nos vol"
    " sec pp ca approx est al jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
# After these it is the end only if a capital follows that starts a sentence of its own.
SHORT = frozenset("inc corp co ltd llc plc u.s u.k u.n e.u a.m p.m jr sr etc bros d.c ph.d u.s.a gov't dept".split())
STARTERS = frozenset(
    "the a an it he she they we i this that these those in on at but and as for if while when with by there our its"
    " his her their however meanwhile still yet since after before although though to from what who".split()
)


class Sentence(NamedTuple):
    """One sentence and where it stands."""

    text: str
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """Split a text into sentences, headlines, bullets and lines.

    >>> [s.text for s in sentences("The U.S. leads.  Dr. A. Lee agrees.")]
    ['The U.S. leads.', 'Dr. A. Lee agrees.']
    """
    return [
        Sentence(text[start:end], start, end)
        for low, high in _blocks(text)
        for cut_low, cut_high in _cut(text, low, high)
        for start, end in [_trim(text, cut_low, cut_high)]
        if start < end
    ]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that no sentence crosses: paragraphs, headlines, bullets; wrapped lines stay together."""
    low = line = 0
    for hit in BREAK.finditer(text):
        single = hit[0] in ("\n", "\r\n")
        if single and _wrapped(text, line, hit.start(), hit.end()):
            line = hit.end()
            continue
        yield low, hit.start()
        low = line = hit.end()
    yield low, len(text)


def _wrapped(text: str, line: int, end: int, following: int) -> bool:
    """Whether a line was only broken for width: long enough, unfinished, and followed by no bullet."""
    tail = text[max(line, end - 3) : end].rstrip()
    upcoming = text[following : following + 6]
    if end - line < 40 or end - line > 100 or not tail or BULLET.match(upcoming.lstrip()):
        return False
    return tail[-1] not in '.!?:;"”' and (upcoming[:1].islower() or end - line >= 55)


def _cut(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    start = low
    for hit in END.finditer(text, low, high):
        if _ends(text, start, hit, high):
            yield from _bounded(text, start, hit.end())
            start = hit.end()
    yield from _bounded(text, start, high)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        stop = space if space > 0 else start + LONGEST
        yield start, stop
        start = stop
    yield start, end


def _ends(text: str, start: int, hit: re.Match[str], high: int) -> bool:
    after = hit.end()
    while after < high and text[after].isspace():
        after += 1
    if after >= high:
        return True
    following = text[after : min(high, after + 24)]
    first = following.lstrip(OPENERS)[:1]
    closed = len(hit[0].rstrip("\"'”’»)]")) < len(hit[0])
    if first.islower() and (closed or hit[0][0] != "."):
        return False  # '"Why?" he asked'
    if hit[0][0] != "." or hit[0].startswith(".."):
        return True
    before = LAST_WORD.search(text, max(start, hit.start() - 24), hit.start())
    word = before[0].lower() if before else ""
    if word in TITLES:
        return word == "no" and not following[:1].isdigit()  # "No." alone is a sentence, "No. 5" a number
    initial = len(word) == 1 and word.isalpha() and before is not None and before[0].isupper()
    if word in SHORT or initial or (len(word) == 3 and word[1] == "." and word[0].isalpha()):
        if initial and first.isupper() and word != "i":
            return False
        opening = re.match(r"[^\W\d_]+", following.lstrip(OPENERS))
        return opening is not None and first.isupper() and opening[0].lower() in STARTERS
    listed = hit.end() - start < 8 and BULLET.fullmatch(text[start : hit.end()].strip() + " ")
    return not listed  # the number of a list item ends nothing


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "\0\ufeff"):
        start += 1
    bullet = BULLET.match(text, start, end)
    if bullet:
        start = bullet.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\0\ufeff"):
        end -= 1
    return start, end
