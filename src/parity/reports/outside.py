"""Text and addresses from outside, made fit to be shown: no tricks with direction, no address but http(s)."""

import re
from urllib.parse import urlsplit

# Characters that reorder or hide what follows them: embeddings, overrides and isolates.  Plain direction marks
# (U+200E, U+200F, U+061C) stay, since right-to-left prose needs them and they cannot reach beyond themselves.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# What no page or SVG may hold: control characters, halves of surrogate pairs, noncharacters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"'`\\]")


def plain(text: str) -> str:
    """Take out characters that reorder the line and replace those that no page may hold by U+FFFD.

    >>> plain("worth \\u202e001\\u202c and a \\x00 byte")
    'worth 001 and a \ufffd byte'
    """
    return _FORBIDDEN.sub("\ufffd", _REORDERING.sub("", text))


def one_line(text: str) -> str:
    """Do as `plain`, on one line with single spaces.

    >>> one_line("a \\n\\t b")
    'a b'
    """
    return " ".join(plain(text).split())


def web_address(text: str) -> str | None:
    """Return the address if a reader may be sent there: http or https with a host; else None.

    >>> web_address("https://epoch.ai/data"), web_address("javascript:alert(1)"), web_address("//epoch.ai")
    ('https://epoch.ai/data', None, None)
    """
    if text != plain(text) or _NOT_IN_ADDRESSES.search(text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port  # raises where the port is no number
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and host else None


def origin(source: str) -> str:
    """Name where an article came from without telling the reader's folders.

    >>> origin("-"), origin("/home/ann/report.txt"), origin("https://example.org/a")
    ('standard input', 'report.txt', 'https://example.org/a')
    """
    if source == "-":
        return "standard input"
    if "://" in source:
        return one_line(source)
    return one_line(re.split(r"[/\\]", source.rstrip("/\\"))[-1])
