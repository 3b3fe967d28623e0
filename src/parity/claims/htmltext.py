"""The main text, title and date of an HTML page; the extractor is imported only when there is one."""

import logging
import re
from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from parity.claims.encoding import printable
from parity.errors import BadInput, MissingExtra

ELEMENTS = 30_000  # that remain after cleaning; a long encyclopaedia article has about half of that
INLINE = 500  # links, or dates, that are kept as elements within one parent
OPENING = re.compile(
    r"(?>\s+|<\?xml[^>]{0,200}>|<!--.*?-->)*+"  # atomic: no other way to read them is tried
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|link|script|style|div|article|main|section|header|p|h1|table|center)"
    r"(?=[\s/>]))",
    re.IGNORECASE | re.DOTALL,
)
MARKUP = re.compile(r"<(?:p|div|br|h[1-6]|article|body|html|table|a|span)[\s/>]", re.IGNORECASE)
XML = re.compile(r"\s*<\?xml\b|\s*<(?:rss|feed|svg|urlset)\b", re.IGNORECASE)
# The parser's time grows with the square of the attributes of one element, and repeated roots are one element to it.
OVERLOADED = re.compile(
    r"""<[a-z][^\s>/]*+(?:[\s/]++[^\s=>/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+){200}""",
    re.IGNORECASE,
)
ROOT = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
BLOCKS = frozenset(
    "html head title meta link body article main section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre "
    "table thead tbody tfoot caption tr td th br hr header footer aside nav figure figcaption form".split()
)
KEPT_INLINE = frozenset("a time abbr span".split())  # links tell menus from prose; the others may hold the date
DATED = re.compile(r"date|time|publish|posted|author|byline", re.IGNORECASE)
DROPPED = frozenset(
    "script style svg math canvas template iframe frame frameset object embed applet noscript noframes button input "
    "select textarea option audio video source picture img map xmp plaintext noembed".split()
)


class Page(NamedTuple):
    """What an HTML page says."""

    text: str  # the title, then paragraphs, with a blank line between
    title: str | None
    date: date | None


def looks_like_html(text: str, *, hint: bool = False) -> bool:
    """Whether a text is HTML by how it begins or, where its server or name says so (`hint`), by any markup.

    >>> (
    ...     looks_like_html("<!-- x --><!DOCTYPE html><p>x"),
    ...     looks_like_html("a <p> b"),
    ...     looks_like_html("a <p> b", hint=True),
    ... )
    (True, False, True)
    """
    head = text[:100_000]
    return bool(OPENING.match(head) or (hint and MARKUP.search(head)))


def looks_like_xml(text: str) -> bool:
    """Whether a text that is not HTML is some other markup, such as a news feed."""
    return bool(XML.match(text))


def read_html(html: str, where: str, *, url: str | None = None) -> Page:
    """The main text of a page, without menus, comments, scripts and styles.

    Raises `BadInput` if there is none, or if the page has more elements than any article; `MissingExtra` without the
    extra `news`.
    """
    try:
        import trafilatura
    except ImportError:
        raise MissingExtra.of("Reading HTML", "news") from None
    for name in ("trafilatura", "htmldate"):  # they report to the log what we report as an error
        logging.getLogger(name).addHandler(logging.NullHandler())
    cleaned = _cleaned(html, where)
    try:
        found = trafilatura.bare_extraction(
            cleaned,
            url=url,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # noqa: BLE001 - whatever breaks on a hostile page, the reader is told the same
        found = None
    parts = found.as_dict() if found is not None and not isinstance(found, dict) else found or {}
    lines = (_paragraph(line) for line in str(parts.get("text") or "").split("\n"))
    paragraphs = [line for line in lines if line]
    if not paragraphs:
        raise BadInput(f"{where} is HTML without a main text; save the article as text, or print it to PDF.")
    title = printable(str(parts.get("title") or "")) or None
    if title and paragraphs[0].casefold() != title.casefold():
        paragraphs.insert(0, title)
    return Page("\n\n".join(paragraphs), title, _day(parts.get("date")))


def _paragraph(line: str) -> str:
    """A line of the extracted text; a table's row has bars between its cells, and its rule is dropped."""
    return printable(line.strip().strip("|")) if set(line) - set("|-: ") else ""


def _day(stated: object) -> date | None:
    try:
        return date.fromisoformat(str(stated)[:10])
    except ValueError:
        return None


def _cleaned(html: str, where: str) -> str:
    """The page with nothing but blocks, links and dates in it, so that no page takes the extractor long.

    Its time grows with the square of the inline elements in one block; unwrapping those and parsing once more (which
    joins the pieces of text) leaves nothing to grow.
    """
    if OVERLOADED.search(html) or len(ROOT.findall(html)) > 50:
        raise BadInput(
            f"{where} has HTML that no article has, such as 200 attributes of one element; save its text alone."
        )
    from lxml import etree  # type: ignore[import-untyped]
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    try:
        parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
        root = document_fromstring(html.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        raise BadInput(f"{where} is HTML without a main text; save the article as text, or print it to PDF.") from None
    inline: Counter[Any] = Counter()  # by parent
    kept = sum(_marked(element, inline) for element in list(root.iter("*")))
    if kept > ELEMENTS:
        raise BadInput(f"{where} has {kept:,} HTML elements; an article has up to {ELEMENTS:,}. Save its text alone.")
    etree.strip_elements(root, "parity-drop", with_tail=False)
    etree.strip_tags(root, "parity-unwrap")
    return str(etree.tostring(root, encoding="unicode", method="html"))


def _marked(element: Any, inline: Counter[Any]) -> bool:
    """Whether the element stays; otherwise it is marked for dropping with, or unwrapping from, its content."""
    tag = str(element.tag)
    if tag in BLOCKS:
        return True
    if tag in DROPPED:
        linked_data = tag == "script" and (element.get("type") or "").strip().lower() == "application/ld+json"
        element.tag = tag if linked_data else "parity-drop"
        return linked_data
    if tag in KEPT_INLINE and (tag != "span" or DATED.search((element.get("class") or "")[:200])):
        parent = element.getparent()
        inline[parent] += 1
        if inline[parent] <= INLINE:
            return True
    element.tag = "parity-unwrap"
    return False
