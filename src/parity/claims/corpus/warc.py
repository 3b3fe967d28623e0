"""Pages of a web archive (WARC 1.0 and 1.1, plain or gzipped), read one after the other with warcio."""

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from parity.errors import MissingExtra

__all__ = ["Page", "pages"]

KINDS = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


class Page(NamedTuple):
    """What one address answered, or why that cannot be read."""

    url: str
    body: bytes | None
    problem: str | None


def pages(file: BinaryIO, *, limit: int) -> Iterator[Page]:
    """Yield the pages that a server answered with success; other records are no articles and are passed over.

    No page of more than `limit` bytes is held, whatever its headers say or its compression hides.  An archive that
    breaks off ends with a page that says so.  Raises `MissingExtra` without the extra `warc`.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as missing:
        raise MissingExtra.of("Reading a WARC file", "warc") from missing
    try:
        for record in ArchiveIterator(file):
            if page := _page(record, limit):
                yield page
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as why:
        yield Page("the archive", None, f"the archive cannot be read further: {type(why).__name__}")


def _page(record: Any, limit: int) -> Page | None:
    """Return the page of a record, or None where it holds none."""
    if record.rec_type not in ("response", "resource"):
        return None
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "")
    http = record.http_headers
    if record.rec_type == "response" and (http is None or http.get_statuscode() != "200"):
        return None
    stated = (http or record.rec_headers).get_header("Content-Type") or ""
    kind, _, parameters = str(stated).partition(";")
    if kind.strip().lower() not in KINDS:
        return None
    body = _body(record.content_stream(), limit)
    if body is None:
        return Page(url, None, "over 20 MB")
    return Page(url, _as_utf8(body, parameters) if kind.strip().lower() != "application/pdf" else body, None)


def _body(stream: Any, limit: int) -> bytes | None:
    parts, size = [], 0
    while part := stream.read(65536):
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
    return b"".join(parts)


def _as_utf8(body: bytes, parameters: str) -> bytes:
    """Recode a page by the character set that its server declared, so that it can be read without its headers."""
    name = parameters.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    if not name or name in ("utf-8", "utf8"):
        return body
    try:
        return body.decode(name).encode()
    except (LookupError, UnicodeError):
        return body
