"""Many articles: read from any corpus, judged on any executor, and added up the same way each time."""

import gzip
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parity.claims.corpus import Corpus, Ledger, Record, Settings, check_records, read_corpus
from parity.claims.corpus import records as records_module
from parity.claims.corpus.quotes import quote_key
from parity.claims.corpus.work import work
from parity.errors import BadInput
from parity.reports.corpus import claim_rows, corpus_head, corpus_parts, render_corpus

TODAY = Settings(date(2026, 11, 23), 200, 0)
QUOTE = '"China is one to three years behind the United States in artificial intelligence," said Mei Tan.'
AGAIN = "Mei Tan said: \u201cChina is one to three years behind the United States in artificial intelligence\u201d."
AHEAD = "The United States is ahead of China in artificial intelligence."
BEHIND = "China is ahead of the United States in artificial intelligence."
LISTED = "Huawei was added to the Entity List in 2019."


def row(number: int, text: str, day: str | None = "2024-05-28", outlet: str = "a.example") -> dict[str, object]:
    return {
        "id": f"n{number}",
        "title": f"News {number}",
        "url": f"https://{outlet}/{number}",
        "date": day,
        "text": text,
    }


ROWS = [
    row(1, QUOTE, "2024-06-02", "www.b.example"),
    row(2, f"{AGAIN} {LISTED}", "2024-05-28"),
    row(3, f"{AHEAD}\n\n{BEHIND}"),
    row(4, "The soup was warm and the evening was long, as it is in the north."),
    row(5, QUOTE, None),
    row(6, QUOTE, "2031-01-01"),
    row(7, "Der Abstand zwischen China und Amerika wird kleiner, sagen Fachleute, und zwar schnell."),
    row(8, ""),
    row(2, f"{AGAIN} {LISTED}", "2024-05-28"),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    broken = ["not json", "[1]", '{"id": "x"}', '{"text": 5}']
    path.write_text("\n".join([*map(json.dumps, ROWS), *broken]) + "\n", "utf-8")
    return path


def checked(where: Path, **how: object) -> Corpus:
    return check_records(read_corpus(str(where)), Ledger.temporary(TODAY), **how)  # type: ignore[arg-type]


def told(found: Corpus) -> str:
    return json.dumps([corpus_head(found), {name: list(rows) for name, rows in corpus_parts(found).items()}])


def test_who_claimed_what_when_and_how_it_held_up(corpus: Path):
    found = checked(corpus)
    claims = list(found.claims())
    assert [one["date"] for one in claims] == sorted(one["date"] for one in claims)
    (lag,) = (one for one in claims if one["kind"] == "time_lag")
    assert (lag["date"], lag["speaker"], lag["times"]) == ("2024-05-28", "Mei Tan", 2)
    assert lag["outlets"] == ["a.example", "b.example"]
    assert lag["verdict"] == "supported" and lag["now"]["on"] == "2026-11-23"
    head = corpus_head(found)
    assert head["claims_merged"] == 1
    speakers = {one["speaker"]: one for one in head["by_speaker"]}
    assert speakers["Mei Tan"]["supported"] == 1 and speakers["Mei Tan"]["held_up"] == 1
    outlets = {one["outlet"]: one["claims"] for one in head["by_outlet"]}
    assert outlets == {"a.example": 4, "b.example": 1}


def test_what_is_left_out_is_counted_with_the_reason_and_ends_nothing(corpus: Path):
    found = checked(corpus)
    assert found.reasons == {
        "no claim": 1, "no date": 1, "a date in the future": 1, "not in English": 1, "empty": 1,
        "not a line of JSON": 1, "a line without a text": 3,
    }  # fmt: skip
    assert (found.read, found.with_claims, found.repeated) == (12, 3, 1)
    assert len(list(found.left_out())) == found.reasons.total()


def test_claims_of_one_article_that_cannot_both_hold_are_flagged(corpus: Path):
    (one,) = checked(corpus).conflicts()
    assert one["article"] == "n3"
    assert {one["first"], one["second"]} == {AHEAD, BEHIND}


def test_the_result_does_not_depend_on_the_executor(corpus: Path):
    alone = told(checked(corpus))
    with ThreadPoolExecutor(3) as pool:
        assert told(checked(corpus, executor=pool, workers=3)) == alone


def test_a_stopped_run_goes_on_where_it_stopped(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    whole, path = told(checked(corpus)), tmp_path / "kept" / "run.jsonl"
    with Ledger.open(path, TODAY) as ledger:
        check_records(list(read_corpus(str(corpus)))[:4], ledger)
    with path.open("ab") as file:
        file.write(b'{"key": "torn')  # killed in the middle of a line
    judged: list[str] = []

    def counting(batch: list[Record], how: Settings) -> list[dict[str, object]]:
        judged.extend(one.id for one in batch)
        return work(batch, how)

    monkeypatch.setattr("parity.claims.corpus.run.work", counting)
    with Ledger.open(path, TODAY) as ledger:
        found = check_records(read_corpus(str(corpus)), ledger)
        assert told(found) == whole
    assert judged[0] == "n5" and "n1" not in judged
    assert b"torn" not in path.read_bytes()
    assert all(json.loads(line) for line in path.read_bytes().splitlines())


def test_a_ledger_refuses_other_settings_other_files_and_a_second_run(tmp_path: Path):
    path = tmp_path / "run.jsonl"
    with Ledger.open(path, TODAY), pytest.raises(BadInput, match="another run"):
        Ledger.open(path, TODAY)
    with pytest.raises(BadInput, match="draws 200"):
        Ledger.open(path, Settings(TODAY.on, 999, 0))
    with Ledger.open(path, Settings(date(2027, 1, 1), 200, 0), on_given=False) as ledger:
        assert ledger.settings == TODAY
    for content in (b"my notes", b"my notes\n", b'{"a": 1}\n'):
        other = tmp_path / "notes.txt"
        other.write_bytes(content)
        with pytest.raises(BadInput, match="not a file of an earlier run"):
            Ledger.open(other, TODAY)
        assert other.read_bytes() == content


def test_a_folder_is_read_in_order_whatever_it_holds(tmp_path: Path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.html").write_text(f"<html><body><article><p>{QUOTE}</p></article></body></html>")
    (tmp_path / "a.txt").write_text(f"News\n\n28 May 2024\n\n{AHEAD}")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    (tmp_path / "d.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "e.jsonl").write_text(json.dumps(row(1, QUOTE)))
    (tmp_path / "f.jsonl.gz").write_bytes(gzip.compress(json.dumps(row(2, LISTED)).encode()))
    (tmp_path / "g.jsonl.gz").write_bytes(b"\x1f\x8b broken")
    (tmp_path / ".hidden").write_text(QUOTE)
    (tmp_path / "z").symlink_to(tmp_path)
    assert [one.id for one in read_corpus(str(tmp_path))] == [
        "a.txt", "c.png", "d.txt", "n1", "n2", "g.jsonl.gz", "b/two.html",
    ]  # fmt: skip
    found = checked(tmp_path)
    assert found.with_claims == 3
    assert "no date" in found.reasons
    assert all(not reason.startswith("a defect") for reason in found.reasons)


def response(url: str, status: str, kind: str, body: bytes) -> bytes:
    """A record of a web archive, as the format's standard has it."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "crawl.warc.gz"
    page = '<html><head><meta property="article:published_time" content="2024-05-28"></head><body><article><p>{}</p>'
    long = page.format(QUOTE + " The rest of the page is about the weather in the north, and it is long. " * 5)
    with path.open("wb") as file:
        for url, status, kind, body in (
            ("https://www.a.example/1", "200 OK", "text/html; charset=windows-1252", long.encode("cp1252")),
            ("https://a.example/2", "404 Not Found", "text/html", b"<p>none"),
            ("https://a.example/3.png", "200 OK", "image/png", b"\x89PNG"),
            ("https://a.example/4", "200 OK", "text/html", b"x" * 30_000),
            ("https://a.example/5", "200 OK", "text/html\r\nContent-Encoding: gzip", gzip.compress(bytes(90_000))),
        ):
            file.write(gzip.compress(response(url, status, kind, body)))
    return path


def test_a_web_archive_gives_its_pages(archive: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(records_module, "LIMIT", 20_000)
    one, four, bomb = read_corpus(str(archive))
    assert (one.id, one.outlet) == ("https://www.a.example/1", "a.example")
    assert four.problem == bomb.problem == "over 20 MB"
    found = checked(archive)
    assert [claim["date"] for claim in found.claims()] == ["2024-05-28"]


def test_a_web_archive_that_breaks_off_keeps_what_came_before(archive: Path):
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) // 2])
    problems = [one.problem for one in read_corpus(str(archive))]
    assert problems[0] is None or "cannot be read further" in str(problems[0])
    archive.write_bytes(b"no archive at all")
    (only,) = read_corpus(str(archive))
    assert "cannot be read further" in str(only.problem)


@pytest.mark.parametrize("name", ["nowhere", "notes.txt", "\0"])
def test_no_corpus_is_bad_input(name: str, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(BadInput, match="--corpus"):
        list(read_corpus(os.fspath(tmp_path) + "/" + name))


def test_lines_over_the_limit_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(records_module, "LIMIT", 2000)
    path = tmp_path / "long.jsonl"
    path.write_text("x" * 9000 + "\n" + json.dumps(row(1, QUOTE)) + "\n" + "y" * 5000)
    assert [one.problem for one in read_corpus(str(path))] == ["over 20 MB", None, "over 20 MB"]


def test_a_page_escapes_and_csv_rows_are_flat(tmp_path: Path):
    evil = "<script>alert(1)</script>"
    path = tmp_path / "evil.jsonl"
    spoken = f"China is two years behind the United States in artificial intelligence, {evil} said."
    path.write_text(json.dumps({**row(1, spoken), "title": evil, "outlet": evil, "url": "javascript:alert(1)"}))
    found = checked(path)
    page = "".join(render_corpus(found, title=evil))
    assert "<script" not in page and 'href="javascript' not in page
    assert page == "".join(render_corpus(found, title=evil))
    (flat,) = claim_rows(found)
    assert all(not isinstance(value, list | dict) for value in flat.values())


def test_the_same_quote_in_other_clothes_is_one():
    assert quote_key(QUOTE, "time_lag", "capability") == quote_key(AGAIN, "time_lag", "capability")
    assert quote_key(QUOTE, "time_lag", "capability") != quote_key(QUOTE, "ranking", "capability")
    assert quote_key(AHEAD, "ranking", None) != quote_key(BEHIND, "ranking", None)


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(st.one_of(st.binary(max_size=80), st.text(max_size=60).map(lambda x: x.encode("utf-8", "replace"))))
)
def test_no_lines_end_a_run(lines: list[bytes], tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("fuzz") / "fuzz.jsonl"
    path.write_bytes(b"\n".join(lines))
    found = checked(path)
    assert found.read == found.with_claims + found.reasons.total()


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200), stated=st.one_of(st.none(), st.text(max_size=12), st.integers()))
def test_no_article_ends_a_run(text: str, stated: object):
    def one() -> Iterator[dict[str, object]]:
        yield from work([records_module._row(json.dumps({"text": text, "date": stated}).encode(), "x:1")], TODAY)

    (made,) = one()
    assert made["left_out"] is None or not str(made["left_out"]).startswith("a defect")
    json.dumps(made).encode()
