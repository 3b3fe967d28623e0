import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.claims.encoding import decode
from parity.errors import BadInput

WRITING = "Le fossé se réduit, dit-il – « dix fois moins » – et l’écart, après tout, n’est pas fermé.\n"


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "cp1252"),
    ],
)
def test_every_usual_encoding_gives_the_same_text(mark: bytes, codec: str):
    assert decode(mark + WRITING.replace("\n", "\r\n").encode(codec), "a.txt") == WRITING


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_text_comes_back_as_it_was(text: str):
    assert decode(text.encode("utf-16"), "a.txt") == text
    assert decode(b"\xef\xbb\xbf" + text.encode(), "a.txt") == text


def test_newlines_are_normalised_and_nothing_else():
    assert decode(b"a \r\n\tb\rc\n\x0cd  ", "a.txt") == "a \n\tb\nc\n\x0cd  "


@pytest.mark.parametrize(
    ("page", "charset", "said"),
    [
        ('<meta charset="windows-1251"><p>Разрыв</p>'.encode("cp1251"), None, "Разрыв"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><p>差は縮まる</p>'.encode("cp932"),
            None,
            "差は縮まる",
        ),
        ("<p>差距正在缩小</p>".encode("gb18030"), "GB2312", "差距正在缩小"),
        ('<meta charset="iso-8859-1"><p>差距 é</p>'.encode(), "latin1", "差距 é"),  # declared wrongly
        ('<meta charset="iso-8859-1"><p>don’t é</p>'.encode("cp1252"), None, "don’t é"),
        (b'<meta charset="unicode_escape"><p>\\x41 \xe9 and some more words</p>', None, "\\x41 é"),
        (b'<meta charset="utf-8"><p>' + b"word " * 400 + b"\xff</p>", None, "word �"),  # one bad byte
    ],
)
def test_a_declared_charset_is_used_where_the_bytes_are_not_utf8(page: bytes, charset: str | None, said: str):
    assert said in decode(page, "a.html", charset=charset, html=True)


@pytest.mark.parametrize(
    "data",
    [
        b"text\0text",
        bytes(range(1, 256)),
        b"\x80\x81\x82\x83" * 20,
        b"\xff\xfea",
        b"\xef\xbb\xbf\xff",
        b"\x1b[31m\x07\x08" * 20,
        "差距正在缩小".encode("gb18030"),  # undeclared: any guess could be wrong
        b"\xff\xfe\0\xd8",
    ],
)
def test_what_is_no_text_is_refused(data: bytes):
    with pytest.raises(BadInput, match=r"^a\.bin "):
        decode(data, "a.bin")
