"""From an article's bytes to its text, refusing what is no text."""

import codecs
import re
import unicodedata

from parity.errors import BadInput

MARKS = (  # byte order marks; UTF-32 first, because its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHARSETS = {  # declared names -> codecs, as browsers read them: only plain character sets, no Python specials
    **dict.fromkeys(["iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "cp1252"], "cp1252"),
    **{f"windows-125{n}": f"cp125{n}" for n in range(9)},
    **{f"iso-8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **dict.fromkeys(["gb2312", "gbk", "gb18030", "x-gbk"], "gb18030"),
    **dict.fromkeys(["shift_jis", "shift-jis", "sjis", "x-sjis"], "cp932"),
    **{name: name for name in ("big5", "euc-jp", "euc-kr", "koi8-r", "koi8-u")},
}
DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_-]{2,20})""", re.IGNORECASE)
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # controls but tab, newlines and form feed
TYPOGRAPHY = frozenset("€‚„…†‡‰‹‘’“”•–—™›\xa0¡£¥§©«¬®°±²³´µ¶·¹º»¼½¾¿×÷¢¨ª")


def decode(data: bytes, where: str, *, charset: str | None = None, html: bool = False) -> str:
    """The text of an article's bytes, without its byte order mark and with `\\n` for every newline.

    A byte order mark decides; then UTF-8, if it is that without a fault; then the charset declared by the server
    (`charset`) or, in HTML, by the page; then Windows-1252, if the outcome reads like writing.
    Raises `BadInput` for anything else.

    >>> decode("\\ufeffOne\\r\\ntwo €".encode(), "a.txt"), decode("caf\\xe9".encode("cp1252"), "a.txt")
    ('One\\ntwo €', 'café')
    >>> decode(b"\\x00\\x01\\x02", "a.txt")
    Traceback (most recent call last):
    parity.errors.BadInput: a.txt is not text: it has zero bytes; expected text, HTML or PDF.
    """
    text = _decoded(data, where, charset=charset, html=html)
    odd = len(NOT_TEXT.findall(text))
    if "\0" in text or odd * 100 > len(text):
        raise BadInput(f"{where} is not text: it has control characters; expected text, HTML or PDF.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def printable(text: str) -> str:
    """The text on one line, with every run of spaces as one and without control characters.

    >>> printable("One\\x1b[31m\\n\\t two ")
    'One[31m two'
    """
    return " ".join(NOT_TEXT.sub("", text).split())


def _decoded(data: bytes, where: str, *, charset: str | None, html: bool) -> str:
    for mark, codec in MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(codec)
            except UnicodeDecodeError:
                raise BadInput(f"{where} begins as {codec.upper()} but is not; save it as UTF-8.") from None
    if b"\0" in data:
        raise BadInput(f"{where} is not text: it has zero bytes; expected text, HTML or PDF.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        fault = problem
    declared = DECLARED.search(data[:4096]) if html else None
    for named in (charset, declared[1].decode("ascii") if declared else None):
        if named and (known := CHARSETS.get(named.strip().casefold())):
            text = data.decode(known, errors="replace")
            if text.count("�") * 200 <= len(text):
                return text
    patched = data.decode("utf-8", errors="replace")
    if html and patched.count("�") * 1000 <= len(patched):  # a page of other people's snippets has such holes
        return patched
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    if not western or not _reads_like_writing(western):
        raise BadInput(f"{where} is not text: byte {fault.start + 1} is not UTF-8; save it as UTF-8.")
    return western


def _reads_like_writing(text: str) -> bool:
    """Whether bytes read as Windows-1252 look like a Western language: mostly plain letters, few odd signs."""
    high = [one for one in text if ord(one) > 127]
    if NOT_TEXT.search(text):
        return False
    signs = sum(not (unicodedata.category(one)[0] == "L" or one in TYPOGRAPHY) for one in high)
    plain = sum(one.isascii() and (one.isalpha() or one.isspace()) for one in text)
    # Random bytes have half of them above 127; French, the densest, has about one in twenty.
    return len(high) * 4 <= len(text) and signs * 10 <= len(high) and plain * 10 >= len(text) * 6
