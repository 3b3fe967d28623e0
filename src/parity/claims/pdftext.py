"""The text of a PDF file, set back into paragraphs; its reader is imported only when there is one."""

import io
import logging
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from parity.claims.encoding import NOT_TEXT
from parity.errors import BadInput, MissingExtra

if TYPE_CHECKING:
    from pypdf import PageObject

PAGES = 200
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
BULLET = re.compile(r"[•‣▪●◦*–-] ")
SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*\Z")
ENOUGH = 5
"""Lines of a page from which on its full width is known."""
ROOM = 0.8
"""Share of a full line within which a word surely had room."""
HYPHENATED = re.compile(r"[^\W\d_][-\u00ad\u2010]\Z")


class Line(NamedTuple):
    """One line of a page."""

    text: str
    y: float  # [pt], upwards
    size: float  # of its type, [pt]


def looks_like_pdf(data: bytes) -> bool:
    """Whether bytes are a PDF file: its mark at the start, or soon after with the end mark at the end.

    >>> looks_like_pdf(b"%PDF-1.7"), looks_like_pdf(b"A text on the %PDF- mark.")
    (True, False)
    """
    return data.lstrip()[:5] == b"%PDF-" or (b"%PDF-" in data[:1024] and b"%%EOF" in data[-1024:])


def read_pdf(data: bytes, where: str, *, limit: int) -> tuple[str, str | None]:
    """A PDF's text, with a blank line between paragraphs, and the title its properties state.

    Raises `BadInput` for a file that is encrypted, broken, too long (200 pages, or `limit` characters) or scanned;
    `MissingExtra` without the extra `news`.
    """
    try:
        import pypdf
    except ImportError:
        raise MissingExtra.of("Reading PDF", "news") from None
    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # it logs what we report as an error
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput(f"{where} is an encrypted PDF; remove its password and try again.")
        if (count := len(reader.pages)) > PAGES:
            raise BadInput(f"{where} has {count} pages; up to {PAGES} are read. Cut out the article's pages.")
        title = reader.metadata.title if reader.metadata else None
        paragraphs: list[str] = []
        for page in reader.pages:
            paragraphs = _joined(paragraphs, _paragraphs(_lines(page)))
            if sum(map(len, paragraphs)) > limit:
                raise BadInput(f"{where} has more than {limit:,} characters of text; cut out the article's pages.")
    except BadInput:
        raise
    except pypdf.errors.DependencyError:
        raise BadInput(f"{where} is an encrypted PDF; remove its password and try again.") from None
    except Exception:  # noqa: BLE001 - a broken file raises nearly anything
        raise BadInput(f"{where} is a broken PDF; save it again, or save the article as text.") from None
    if not any(paragraphs):
        raise BadInput(f"{where} is a PDF without text, probably scanned; run text recognition on it first.")
    return "\n\n".join(paragraphs), str(title) if title else None


def _lines(page: "PageObject") -> list[Line]:
    """The page's lines in the order of the file."""
    lines: list[Line] = []
    fresh = True

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        nonlocal fresh
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        for number, piece in enumerate(text.split("\n")):
            fresh = fresh or number > 0
            piece = NOT_TEXT.sub("", piece).translate(LIGATURES).replace("\t", " ")
            if not piece.strip():
                if piece and lines and not fresh:
                    lines[-1] = lines[-1]._replace(text=lines[-1].text + " ")
            elif fresh or not lines:
                lines.append(Line(piece, y, size))
                fresh = False
            else:
                lines[-1] = lines[-1]._replace(text=lines[-1].text + piece)

    page.extract_text(visitor_text=visit)
    return [line._replace(text=" ".join(line.text.split())) for line in lines]


def _paragraphs(lines: list[Line]) -> list[str]:
    """Lines joined into paragraphs.

    A wider gap, another size of type or a bullet sets them apart; so does a line on which the first word of the next
    one would have had room, since only its writer can have ended it there.
    """
    full = _full(lines)
    gaps = sorted(above.y - below.y for above, below in pairwise(lines) if above.y - below.y > 0.5)
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    found: list[str] = []
    for above, line in zip([None, *lines], lines, strict=False):
        if above is None or abs(above.size - line.size) > 0.6 or BULLET.match(line.text):
            apart = True
        elif above.y < line.y - 0.5:  # the next column
            apart = bool(SENTENCE_END.search(above.text))
        else:
            apart = above.y - line.y > 1.2 * usual or _ended(above, line, full)
        if apart:
            found.append(line.text)
        else:
            found[-1] = _continued(found[-1], line.text)
    return found


def _full(lines: list[Line]) -> float:
    """The characters of a full line: nearly the longest, as type is not of one width; 0 where too few lines tell."""
    longest = sorted(len(line.text) for line in lines)
    return longest[int(len(longest) * 0.9)] if len(longest) >= ENOUGH else 0.0


def _ended(above: Line, line: Line, full: float) -> bool:
    """Whether a line was ended by its writer: the next one's first word had plenty of room on it."""
    first = line.text.split(" ", 1)[0]
    room = len(above.text) + 1 + len(first) <= ROOM * full
    return room and not line.text[:1].islower() and not HYPHENATED.search(above.text)


def _joined(before: list[str], after: list[str]) -> list[str]:
    """Two pages' paragraphs; one that runs over the page's end is made whole."""
    runs_over = before and after and not SENTENCE_END.search(before[-1]) and after[0][:1].islower()
    return [*before[:-1], _continued(before[-1], after[0]), *after[1:]] if runs_over else [*before, *after]


def _continued(text: str, line: str) -> str:
    """A paragraph and its next line; a word divided at the line's end is made whole."""
    return text[:-1] + line if HYPHENATED.search(text) and line[:1].islower() else f"{text} {line}"
