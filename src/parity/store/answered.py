"""Whether what a server answered can be a publisher's file: its status, clock, kind, length and part."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from parity.errors import SourceFailed
from parity.store.again import AGAIN, PATIENCE, Again, retry_after

if TYPE_CHECKING:
    import httpx2

__all__ = ["declared_length", "refuse_clock", "refuse_kind", "refuse_page", "refuse_status", "span"]

DAY = timedelta(days=1)
BYTES = frozenset(("", "application/octet-stream", "binary/octet-stream", "application/x-download",
                   "application/force-download", "text/plain"))  # fmt: skip
ZIP = frozenset(("application/zip", "application/x-zip-compressed", "application/x-zip"))
GZIP = frozenset(("application/gzip", "application/x-gzip"))
KINDS = {
    "csv": frozenset(("text/csv", "application/csv", "text/x-csv", "application/x-csv", "text/comma-separated-values",
                      "text/tab-separated-values", "application/vnd.ms-excel")),
    "json": frozenset(("application/json", "text/json", "application/ld+json")),
    "zip": ZIP,
    "gz": GZIP,
}  # fmt: skip
PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype\s|html|head|body|\?xml|!--)", re.IGNORECASE)


def refuse_status(answer: "httpx2.Response", url: str) -> None:
    """Raise for a status that brings no file: `Again` where a pause may mend it."""
    status = answer.status_code
    if status in (200, 206, 304):
        return
    said = f"{url} answered {status} {re.sub(r'[^ -~]', '', answer.reason_phrase)[:60]}".strip()
    if status not in AGAIN:
        raise SourceFailed(f"{said}.")
    wait = retry_after(answer.headers.get("retry-after", ""))
    if wait is not None and wait > PATIENCE:
        raise SourceFailed(f"{said} and asks to wait {wait:,.0f} s; pull again then.")
    raise Again(f"{said}.", wait)


def refuse_clock(answer: "httpx2.Response", url: "httpx2.URL", now: datetime) -> None:
    """Raise `SourceFailed` if the server's clock and this machine's are more than a day apart."""
    try:
        theirs = parsedate_to_datetime(answer.headers.get("date", ""))
        # A copy from a cache carries the day it was made, and says how old it is.
        theirs = theirs.replace(tzinfo=theirs.tzinfo or UTC) + timedelta(seconds=_whole(answer, "age") or 0)
    except (ValueError, TypeError, OverflowError):
        return
    if abs(theirs - now) > DAY:
        raise SourceFailed(
            f"The clock of {url.host} says {theirs.astimezone(UTC):%Y-%m-%d %H:%M} UTC, this machine's "
            f"{now.astimezone(UTC):%Y-%m-%d %H:%M}: a snapshot would bear a wrong day. Set the clock right."
        )


def refuse_kind(answer: "httpx2.Response", url: str, kind: str) -> None:
    """Raise `SourceFailed` for a content type that the named file cannot have."""
    sent = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent in BYTES:
        return
    fitting = KINDS.get(kind) or frozenset().union(*KINDS.values())
    if sent in fitting:
        return
    told = " An error page, perhaps." if "html" in sent else ""
    raise SourceFailed(f"{url} sends {sent[:60]!r}, which is no {kind.upper() or 'table'} file.{told}")


def refuse_page(content: bytes, url: str) -> None:
    """Raise `SourceFailed` for a web page or nothing at all, whatever it says it is."""
    if not content:
        raise SourceFailed(f"{url} sends an empty file.")
    if PAGE.match(content[:1024]):
        raise SourceFailed(f"{url} sends a web page in the place of a file; an error page, perhaps.")


def declared_length(answer: "httpx2.Response") -> int | None:
    """Return how long the body is said to be."""
    return None if answer.headers.get("transfer-encoding") else _whole(answer, "content-length")


def span(answer: "httpx2.Response") -> tuple[int, int | None] | None:
    """Return where a part begins and how long the whole is, as Content-Range says it."""
    found = re.fullmatch(r"bytes (\d{1,15})-\d{1,15}/(\d{1,15}|\*)", answer.headers.get("content-range", "").strip())
    return (int(found[1]), None if found[2] == "*" else int(found[2])) if found else None


def _whole(answer: "httpx2.Response", name: str) -> int | None:
    text = answer.headers.get(name, "").strip()
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else None
