"""Read the article that is to be checked: a file, an address or standard input; text, HTML or PDF."""

import re
import sys
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO, NamedTuple

from parity.claims.encoding import decode, printable
from parity.claims.headline import find_date, find_title
from parity.claims.htmltext import looks_like_html, looks_like_xml, read_html
from parity.claims.pdftext import looks_like_pdf, read_pdf
from parity.claims.verdict import Article
from parity.errors import BadInput
from parity.store.fetch import fetch

MB = 1024 * 1024
LIMIT = 20 * MB  # bytes of the file
LONGEST = 2_000_000  # characters of its text: a long novel, twice
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
OTHER_KINDS = (
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
UNTITLED = re.compile(
    r"(untitled|microsoft word\b.*|document ?\d*|.*\.(docx?|pdf|indd|html?|tmp|odt))\Z", re.IGNORECASE
)


class Raw(NamedTuple):
    """An article as it came."""

    data: bytes
    source: str
    charset: str | None = None
    html_hint: bool = False
    url: str | None = None


def read_article(where: str, *, stdin: BinaryIO | None = None, allow_private: bool = False) -> Article:
    """Read an article's main text, title and date.

    Plain text is kept as it is (but for a byte order mark and the form of newlines), so that offsets into it are
    offsets into `Article.text`.  HTML and PDF become paragraphs with a blank line between.  The kind is told by the
    content.  `Article.date` is None where the first lines do not state one.

    Parameters
    ----------
    where : str
        A path, an http(s) address, or "-" for standard input.
    stdin : binary file
        Standing in for standard input.
    allow_private : bool
        Opens the host named in `where` even if it is private or loopback.

    Raises
    ------
    BadInput
        Missing, unreadable, over 20 MB, empty, or not an article in text, HTML or PDF.
    SourceFailed
        An address that could not be read.
    MissingExtra
        HTML, PDF or an address without the extra `news`.

    >>> import io
    >>> read_article("-", stdin=io.BytesIO(b"Gap narrows\\n\\n28 May 2024\\n\\nIt does, he said.")).date
    datetime.date(2024, 5, 28)
    """
    if where == "-":
        raw = _from_stdin(stdin)
    elif ADDRESS.match(where):
        raw = _from_address(where, allow_private=allow_private)
    else:
        raw = _from_path(where)
    return _understood(raw)


def _understood(raw: Raw) -> Article:
    if not raw.data.strip():
        raise BadInput(f"{raw.source} is empty; expected an article as text, HTML or PDF.")
    if looks_like_pdf(raw.data):
        text, stated = read_pdf(raw.data, raw.source, limit=LONGEST)
        stated = printable((stated or "")[:300])
        title = find_title(text) if not stated or UNTITLED.match(stated) else stated
        return _sized(Article(text=text, title=title, date=find_date(text), source=raw.source))
    for mark, kind in OTHER_KINDS:
        if raw.data.startswith(mark):
            raise BadInput(f"{raw.source} is {kind}; save the article as text, HTML or PDF.")
    text = decode(raw.data, raw.source, charset=raw.charset, html=raw.html_hint or b"<" in raw.data[:1024])
    if looks_like_html(text, hint=raw.html_hint):
        page = read_html(text, raw.source, url=raw.url)
        day = page.date or find_date(page.text)
        return _sized(Article(text=page.text, title=page.title, date=day, source=raw.source))
    if looks_like_xml(text):
        raise BadInput(f"{raw.source} is XML, such as a news feed; expected an article as text, HTML or PDF.")
    if not text.strip("\ufeff \n\t\f\v\xa0\u200b"):
        raise BadInput(f"{raw.source} is empty; expected an article as text, HTML or PDF.")
    return _sized(Article(text=text, title=find_title(text), date=find_date(text), source=raw.source))


def _sized(article: Article) -> Article:
    if len(article.text) > LONGEST:
        message = f"{article.source} has {len(article.text):,} characters of text; an article has up to {LONGEST:,}."
        raise BadInput(message)
    return article


def _from_stdin(stdin: BinaryIO | None) -> Raw:
    source = stdin or getattr(sys.stdin, "buffer", None)
    if source is None:
        raise BadInput("There is no standard input to read '-' from; name a file.")
    try:
        data = source.read(LIMIT + 1)
    except (OSError, ValueError) as problem:
        raise BadInput(f"Standard input could not be read: {printable(str(problem))}.") from None
    if len(data) > LIMIT:
        raise BadInput(f"Standard input has more than {LIMIT // MB} MB; that is too large for an article.")
    return Raw(data, "-")


def _from_address(where: str, *, allow_private: bool) -> Raw:
    got = fetch(where, limit_bytes=LIMIT, allow_private=allow_private)
    html = got.content_type in {"text/html", "application/xhtml+xml"}
    return Raw(got.content, got.final_url, got.charset, html, got.final_url)


def _from_path(where: str) -> Raw:
    shown = printable(where[:300]) or repr(where)
    try:
        status = Path(where).stat()
        if S_ISDIR(status.st_mode):
            raise BadInput(f"{shown} is a folder; name one article's file.")
        if S_ISREG(status.st_mode) and status.st_size > LIMIT:
            size = status.st_size / MB
            raise BadInput(f"{shown} has {size:,.0f} MB; an article has up to {LIMIT // MB} MB of text, HTML or PDF.")
        with Path(where).open("rb") as file:
            data = file.read(LIMIT + 1)
    except FileNotFoundError:
        raise BadInput(f"{shown} does not exist; name a file, an http(s) address, or '-' for standard input.") from None
    except OSError as problem:
        raise BadInput(f"{shown} could not be read: {problem.strerror or 'unknown reason'}.") from None
    except BadInput:
        raise
    except ValueError:  # a zero byte in the name
        raise BadInput(f"{shown} is not a file name.") from None
    if len(data) > LIMIT:
        raise BadInput(f"{shown} has more than {LIMIT // MB} MB; that is too large for an article.")
    return Raw(data, where, html_hint=where.lower().endswith((".html", ".htm", ".xhtml")))
