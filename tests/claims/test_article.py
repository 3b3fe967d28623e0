import contextlib
import io
import os
import socket
import stat
import sys
import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parity.claims.article import LIMIT, LONGEST, read_article
from parity.claims.verdict import Article
from parity.errors import BadInput, MissingExtra, ParityError, SourceFailed

PAGE = """<!DOCTYPE html>
<html lang="en"><head>
<title>Founder sees compute gap narrowing | The Daily Example</title>
<meta property="og:title" content="Founder sees compute gap narrowing">
<meta property="article:published_time" content="2024-05-28T23:20:00+08:00">
<style>.lead { color: red } /* STYLED */</style>
<script>var SCRIPTED = "<p>SCRIPTED paragraph that is long enough to be taken for the main text of it.</p>";</script>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "LINKED DATA"}</script>
</head><body onload="HANDLED()">
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article>
<h1>Founder sees compute gap narrowing</h1>
<p class="lead" onclick="HANDLED()">A founder of one of the region&rsquo;s larger AI firms said on Tuesday that the gap
in computing power to the American leaders is about tenfold<script>HANDLED("SCRIPTED")</script>, and that it is
falling.</p>
<!-- COMMENTED out: an earlier version of the story. -->
<h2>One to three years</h2>
<p>Estimates put the region 1&ndash;3 years behind &amp; closing, said <b>Ms Example</b>, who has
<a href="javascript:HANDLED()">followed</a> the market for years. &lt;b&gt;She gave no source&lt;/b&gt;.</p>
<svg><text>DRAWN</text><script>SCRIPTED()</script></svg>
<noscript>SCRIPTED off</noscript><template><p>SCRIPTED template</p></template>
<ul><li>Talent, he said, is not in short supply here.</li><li>Neither is data.</li></ul>
<blockquote>In the long run, compute won't be a gap.</blockquote>
<p>The controls of October 2023 bite, he added,<br>but they will not hold for very long.</p>
</article>
<div id="comments"><p>REMARKED a reader: I disagree with everything that is said here.</p></div>
<footer>Copyright 2019 The Daily Example</footer></body></html>"""
SAID = """Founder sees compute gap narrowing

A founder of one of the region’s larger AI firms said on Tuesday that the gap in computing power to the American \
leaders is about tenfold, and that it is falling.

One to three years

Estimates put the region 1–3 years behind & closing, said Ms Example, who has followed the market for years. \
<b>She gave no source</b>.

- Talent, he said, is not in short supply here.

- Neither is data.

In the long run, compute won't be a gap.

The controls of October 2023 bite, he added,

but they will not hold for very long."""

SHEET = """
#set document(title: "{title}")
#set page(paper: "a5")
= Founder sees compute gap narrowing

Tuesday, May 28, 2024 - 11:20 PM

The gap in computing power to the American leaders is about tenfold, said a founder of one of the region's larger
AI firms on Tuesday, and by most accounts of those who were in the room it is falling quickly.

== One to three years

Estimates put the region 1--3 years behind.

- Talent is not short.
- Neither is data.

#pagebreak()
In the long run, compute won't be a gap.
"""


def sheet(tmp_path: Path, source: str = SHEET.replace("{title}", "")) -> bytes:
    path = tmp_path / "sheet.typ"
    path.write_text(source, encoding="utf-8")
    return typst.compile(path)


def stdin(data: bytes) -> Article:
    return read_article("-", stdin=io.BytesIO(data))


def refused(where: str | Path, match: str, **options: object) -> None:
    started = time.monotonic()
    with pytest.raises(BadInput, match=match) as refusal:
        read_article(os.fspath(where), **options)
    assert len(str(refusal.value).splitlines()) == 1
    assert refusal.value.exit_code == 2
    assert time.monotonic() - started < 20


# Plain text


@pytest.mark.shared
def test_the_news_report_has_its_headline_its_date_and_its_whole_text(shared: Path):
    report = shared / "articles" / "000_d5406c92878d47b6.txt"
    article = read_article(os.fspath(report))
    assert article.title == "Co-Founder Of China's SenseTime Says AI Development Gap With US Is Closing"
    assert article.date == date(2024, 5, 28)
    assert article.text == report.read_text(encoding="utf-8")
    assert article.source == os.fspath(report)


def test_text_is_kept_as_it_is_so_that_offsets_hold(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfGap narrows\r\n\r\n28 May 2024\r\n\r\n  It  does,\the said. \r\n<b>Bold</b>.\r\n")
    assert read_article(os.fspath(path)) == Article(
        text="Gap narrows\n\n28 May 2024\n\n  It  does,\the said. \n<b>Bold</b>.\n",
        title="Gap narrows",
        date=date(2024, 5, 28),
        source=os.fspath(path),
    )


def test_text_is_text_whatever_its_name(tmp_path: Path):
    for name in ("a.pdf", "a.html", "a"):
        (tmp_path / name).write_text("The gap is 10 < 20 times.", encoding="utf-8")
        assert read_article(os.fspath(tmp_path / name)).text == "The gap is 10 < 20 times."


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The gap is tenfold.")))
    assert read_article("-") == Article(text="The gap is tenfold.", title=None, date=None, source="-")
    monkeypatch.setattr(sys, "stdin", None)
    refused("-", "no standard input")


# HTML


@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_a_page_gives_title_paragraphs_and_date_and_nothing_that_runs(tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_text(PAGE, encoding="utf-8")
    article = read_article(os.fspath(path))
    assert (article.title, article.date) == ("Founder sees compute gap narrowing", date(2024, 5, 28))
    assert article.text == SAID


def test_a_page_in_its_declared_charset_is_read():
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace("tenfold", "naïve")
    assert "is about naïve, and" in stdin(page.encode("cp1252")).text


def test_a_title_that_the_text_lacks_is_put_before_it():
    page = PAGE.replace("<h1>Founder sees compute gap narrowing</h1>", "")
    assert stdin(page.encode()).text == SAID


def test_a_page_without_a_stated_date_takes_it_from_its_dateline_alone():
    page = PAGE.replace('<meta property="article:published_time" content="2024-05-28T23:20:00+08:00">', "")
    assert stdin(page.encode()).date is None
    assert stdin(page.replace("</h1>", "</h1><p>By A. Writer, 28 May 2024</p>").encode()).date == date(2024, 5, 28)


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title></title><script>var long = 'words and more words';</script></head><body></body></html>",
        "<!doctype html>",
        "<html><body><!-- only a comment, though a long one, with words in it --></body></html>",
        "<html>",
        "<p>",
    ],
)
def test_a_page_without_main_text_is_refused(page: str):
    refused("-", "HTML without a main text", stdin=io.BytesIO(page.encode()))


def test_a_feed_is_refused():
    feed = b"<?xml version='1.0'?><rss><channel><item><title>Gap narrows</title></item></channel></rss>"
    refused("-", "is XML", stdin=io.BytesIO(feed))


WORDS = "Some words of the text that may pass for a part of the article. "
ENTITIES = "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in pairwise("abcdefghi"))
HOSTILE = {
    "deep divs": "<html><body>" + "<div>" * 400_000 + WORDS,
    "deep bold": "<html><body><p>" + "<b>" * 1_000_000 + WORDS,
    "deep lists": "<html><body>" + "<ul><li>" * 200_000 + WORDS,
    "deep tables": "<html><body>" + "<table><tr><td>" * 100_000 + WORDS,
    "many spans": "<html><body><article><p>" + "<span class=date>a</span> b " * 170_000,
    "many links": "<html><body><article><p>" + "<a href=x>a</a> b " * 250_000,
    "many bold": "<html><body><article><p>" + "<b>a</b> b " * 450_000,
    "many paragraphs": "<html><body><article>" + f"<p>{WORDS}" * 70_000,
    "many breaks": "<html><body><p>" + "a<br>" * 25_000,
    "many cells": "<html><body><table>" + "<tr><td>a<td>b" * 9_000,
    "many metas": "<html><head>" + "<meta name='date' content='2024-01-01'>" * 29_000 + f"<body><p>{WORDS}",
    "one long word": "<html><body><p>" + "a" * 5_000_000,
    "open angles": "<html><body><p>" + "<" * 5_000_000,
    "open comments": "<html><body><p>" + "<!--" * 1_000_000,
    "comments before": "<!---->" * 14_000 + "x",
    "entities": f"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>{ENTITIES}]><html><body><p>&i;&i; {WORDS}",
    "character references": "<html><body><p>" + "&amp;lt;&#x1F600;&#0;&#xD800;" * 150_000,
    "attributes": "<html><body><p " + " ".join(f"a{n}=b" for n in range(300_000)) + f">{WORDS}",
    "attributes with signs": "<html><body><p " + " ".join(f"a{n}='>'" for n in range(200_000)) + f">{WORDS}",
    "attributes without end": "<html><body><p " + " ".join(f"<a{n}" for n in range(200_000)) + WORDS,
    "few attributes each": "<html><body>" + f"<p {' '.join(f'a{n}=b' for n in range(190))}>x" * 2_000 + WORDS,
    "many roots": "".join(f"<html a{n}=b>" for n in range(200_000)) + WORDS,
    "thirty roots": "<html><body>" * 15 + "<" * 2_000_000 + WORDS,
    "many bodies": "<html>" + "".join(f"<body a{n}=b>" for n in range(200_000)) + WORDS,
    "open quotes": "<html><body>" + "<a b=\"<a b='" * 300_000 + WORDS,
    "long class": f"<html><body><p><span class='{'date ' * 800_000}'>{WORDS}</span>",
    "external entity": f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x; {WORDS}',
    "linked data": "<html><head><script type=application/ld+json>" + "[" * 1_000_000 + f"</script><body><p>{WORDS}",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_is_read_or_refused_in_time(kind: str):
    started = time.monotonic()
    with contextlib.suppress(BadInput):
        article = stdin(HOSTILE[kind].encode())
        assert len(article.text) <= LONGEST
        assert "root:" not in article.text
    assert time.monotonic() - started < 20


# PDF


def test_a_pdf_gives_paragraphs_title_and_date_whatever_its_name(tmp_path: Path):
    path = tmp_path / "sheet.txt"
    path.write_bytes(sheet(tmp_path))
    article = read_article(os.fspath(path))
    assert (article.title, article.date) == ("Founder sees compute gap narrowing", date(2024, 5, 28))
    assert article.text.split("\n\n") == [
        "Founder sees compute gap narrowing",
        "Tuesday, May 28, 2024 - 11:20 PM",
        (
            "The gap in computing power to the American leaders is about tenfold, said a founder of one of the "
            "region’s larger AI firms on Tuesday, and by most accounts of those who were in the room "
            "it is falling quickly."
        ),
        "One to three years",
        "Estimates put the region 1–3 years behind.",
        "• Talent is not short.",
        "• Neither is data.",
        "In the long run, compute won’t be a gap.",
    ]


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Gap, as filed", "Gap, as filed"),
        ("Microsoft Word - draft3", "Founder sees compute gap narrowing"),
        ("draft3.docx", "Founder sees compute gap narrowing"),
    ],
)
def test_a_pdf_has_the_title_of_its_properties_unless_a_program_made_it(tmp_path: Path, stated: str, title: str):
    assert stdin(sheet(tmp_path, SHEET.replace("{title}", stated))).title == title


def test_words_divided_at_the_end_of_a_line_are_made_whole(tmp_path: Path):
    narrow = "#set page(width: 5cm, height: auto)\n#set text(hyphenate: true, lang: 'en')\n#set par(justify: true)\n"
    body = "Semiconductor manufacturers internationally characterise interconnections extraordinarily unsatisfactorily."
    assert stdin(sheet(tmp_path, narrow.replace("'", '"') + body)).text == body


def test_two_columns_are_read_one_after_the_other(tmp_path: Path):
    source = "#set page(width: 14cm, height: 6cm, columns: 2)\n" + "The gap is closing and it will not last. " * 20
    assert (
        stdin(sheet(tmp_path, source)).text.replace("\n\n", " ")
        == ("The gap is closing and it will not last. " * 20).strip()
    )


CLOSE = """
#set page(width: 12cm, height: auto)
#set par(spacing: 0.65em)
Chip lead narrows, founder says

Tuesday, May 28, 2024

A founder of one of the larger companies of the region said on Tuesday that the lead in chips had narrowed, and that
it would go on to narrow.

By most accounts of those who heard her, nobody in the room said that it would not.
"""


def test_paragraphs_set_close_are_told_apart_where_a_line_had_room_left(tmp_path: Path):
    article = stdin(sheet(tmp_path, CLOSE))
    assert article.date == date(2024, 5, 28)
    assert article.text.split("\n\n") == [
        "Chip lead narrows, founder says",
        "Tuesday, May 28, 2024",
        (
            "A founder of one of the larger companies of the region said on Tuesday that the lead in chips had "
            "narrowed, and that it would go on to narrow."
        ),
        "By most accounts of those who heard her, nobody in the room said that it would not.",
    ]


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_pdf_is_read_only_if_it_needs_no_password(tmp_path: Path, password: str):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(sheet(tmp_path)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    with path.open("wb") as file:
        writer.write(file)
    if password:
        refused(path, "locked.pdf is an encrypted PDF")
    else:
        assert "about tenfold" in read_article(os.fspath(path)).text


def test_a_scanned_pdf_is_refused(tmp_path: Path):
    refused("-", "PDF without text", stdin=io.BytesIO(sheet(tmp_path, "#rect(width: 3cm, height: 5cm, fill: gray)")))


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path):
    refused("-", "has 201 pages; up to 200", stdin=io.BytesIO(sheet(tmp_path, "a\n" + "#pagebreak()\nb\n" * 200)))


@pytest.mark.parametrize("keep", [8, 100, 2000])
def test_a_broken_pdf_is_refused(tmp_path: Path, keep: int):
    refused("-", "broken PDF", stdin=io.BytesIO(sheet(tmp_path)[:keep]))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_pdf_raises_nothing_of_its_own(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject):
    whole = bytearray(sheet(tmp_path_factory.mktemp("sheet")))
    for _ in range(data.draw(st.integers(1, 20))):
        whole[data.draw(st.integers(5, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ParityError):
        stdin(bytes(whole))


# What is refused


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path):
    refused(tmp_path / "none.txt", r"none\.txt does not exist")
    refused(tmp_path, "is a folder")
    refused("a\0b", "is not a file name")
    refused("x" * 5000, "could not be read")
    refused("", "folder|does not exist")
    (tmp_path / "empty.txt").write_bytes(b"")
    refused(tmp_path / "empty.txt", r"empty\.txt is empty")
    (tmp_path / "blank.txt").write_text("\ufeff \r\n\t\xa0", encoding="utf-8")
    refused(tmp_path / "blank.txt", r"blank\.txt is empty")
    (tmp_path / "garbage.bin").write_bytes(bytes(range(256)) * 40)
    refused(tmp_path / "garbage.bin", r"garbage\.bin is not text")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    refused(tmp_path / "loop", "could not be read")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path):
    path = tmp_path / "locked.txt"
    path.write_text("text", encoding="utf-8")
    path.chmod(0)
    refused(path, "Permission denied")
    path.chmod(stat.S_IRWXU)


def test_a_socket_is_refused(tmp_path: Path):
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(os.fspath(tmp_path / "s"))
        refused(tmp_path / "s", "could not be read")


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024 * 1024)  # sparse; reading it would take minutes
    refused(path, "has 204,800 MB; an article has up to 20 MB")


def test_endless_input_is_cut_at_the_limit():
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:
            self.given += len(buffer)
            buffer[:] = b"a" * len(buffer)
            return len(buffer)

    endless = Endless()
    refused("-", "more than 20 MB", stdin=io.BufferedReader(endless))
    assert endless.given < LIMIT + 2_000_000
    refused("/dev/zero", "more than 20 MB")


def test_a_pipe_is_read(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"The gap is tenfold.",))
    writer.start()
    assert read_article(os.fspath(pipe)).text == "The gap is tenfold."
    writer.join()


def test_more_text_than_any_article_has_is_refused():
    assert len(stdin(b"word " * (LONGEST // 5)).text) == LONGEST
    refused("-", "has 2,000,005 characters", stdin=io.BytesIO(b"word " * (LONGEST // 5 + 1)))


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"PK\x03\x04", "Office"), (b"\x89PNG\r\n", "image"), (b"{\\rtf1 text}", "RTF"), (b"\x1f\x8b\x08", "gzip")],
)
def test_other_kinds_of_file_are_named(start: bytes, kind: str):
    refused("-", f"is an? .*{kind}.*save the article as text", stdin=io.BytesIO(start + b"rest"))


@example(b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>", "")
@example(b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", "")
@given(
    st.binary(max_size=300), st.sampled_from(["", "%PDF-1.7\n", "<html><p>", "<!DOCTYPE html>", "\ufeff", "Title\n\n"])
)
@settings(max_examples=300, deadline=None)
def test_random_bytes_raise_nothing_of_their_own(data: bytes, start: str):
    with contextlib.suppress(ParityError):
        assert stdin(start.encode() + data).text.strip()


# Addresses


@pytest.fixture
def page_url():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kinds = {"/page": "text/html; charset=utf-8", "/bare": "text/html", "/plain": "text/plain"}
            if self.path == "/moved":
                self.send_response(302)
                self.send_header("Location", "/page")
                self.end_headers()
                return
            self.send_response(200 if self.path in kinds else 404)
            self.send_header("Content-Type", kinds.get(self.path, ""))
            self.end_headers()
            bodies = {
                "/page": PAGE,
                "/bare": "Founder speaks<p>The gap is tenfold, he said.</p>",
                "/plain": "Gap: 10 <p> 5",
            }
            self.wfile.write(bodies.get(self.path, "").encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_address_is_read_like_a_file(page_url: str):
    article = read_article(f"{page_url}/moved", allow_private=True)
    assert (article.text, article.date, article.source) == (SAID, date(2024, 5, 28), f"{page_url}/page")
    assert "<p>" not in read_article(f"{page_url}/bare", allow_private=True).text
    assert read_article(f"{page_url}/plain", allow_private=True).text == "Gap: 10 <p> 5"


def test_an_address_that_fails_is_a_source_failure(page_url: str):
    with pytest.raises(SourceFailed, match="answered 404"):
        read_article(f"{page_url}/none", allow_private=True)


def test_a_private_address_or_another_scheme_is_refused(page_url: str):
    refused(f"{page_url}/page", "loopback address")
    refused("HTTP://LOCALHOST/", "loopback address")
    refused("file:///etc/passwd", "not an http or https address")


# Extras


@pytest.mark.parametrize(
    ("module", "data", "purpose"),
    [("trafilatura", PAGE.encode(), "Reading HTML"), ("pypdf", b"%PDF-1.7", "Reading PDF")],
)
def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, module: str, data: bytes, purpose: str):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtra, match=rf"{purpose} needs `pip install 'parity\[news\]'`"):
        stdin(data)
