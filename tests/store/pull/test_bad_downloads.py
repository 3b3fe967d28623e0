"""What servers send by mistake or malice: refused in one clear line, and the last good snapshot stays in force."""

import contextlib
import io
import random
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from parity.errors import BadInput
from parity.sources import source
from parity.sources.unpack import unpacked
from parity.store.checked import last_checked
from parity.store.facts import facts_of
from parity.store.ingest import Received, add_snapshot
from parity.store.manifest import manifests
from parity.store.place import Folder
from parity.store.pull import Outcome, pull
from parity.store.verify import verify

from .conftest import HARDWARE, TODAY, Publisher

Pulled = Callable[..., Outcome]
Chips = Callable[..., bytes]
LATER = date(2026, 8, 2)
PAGE = b"<!DOCTYPE html><html><body>Sorry, something went wrong.</body></html>"


@pytest.fixture
def refused(publisher: Publisher, pulled: Pulled, chips: Chips, store: Folder, at_once: None) -> Callable[..., Outcome]:
    """Pull once well, then what is bad: it must fail, and everything stand as it stood; returns how it failed."""

    def one(content: bytes | None = None, *answers: Any, **how: Any) -> Outcome:
        publisher.files[HARDWARE] = chips()
        good = pulled()
        before = facts_of("chip_performance", ("epoch_hardware",))
        publisher.files[HARDWARE] = chips(201) if content is None else content
        publisher.next[HARDWARE] = list(answers)
        got = pulled(today=LATER, **how)
        assert got.state == "failed"
        assert (got.snapshot, got.retrieved, got.facts) == (good.snapshot, TODAY, good.facts)
        assert got.reason is not None
        assert "\n" not in got.reason
        assert [one.id for one in manifests(store)] == [good.snapshot]
        assert facts_of("chip_performance", ("epoch_hardware",)).equals(before)
        assert verify(store) == []
        assert last_checked(store, "epoch_hardware") == TODAY
        return got

    return one


def sending(publisher: Publisher, body: bytes, **how: Any) -> Callable[[BaseHTTPRequestHandler, bytes], None]:
    return lambda request, content: publisher.send(request, body, **how)


def zipped(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, plain in members.items():
            archive.writestr(name, plain)
    return content.getvalue()


def test_a_download_that_stays_truncated_is_never_accepted(refused, publisher: Publisher, chips: Chips):
    got = refused(None, *[sending(publisher, chips(), only=7000)] * 4)
    assert "could not be read" in got.reason
    assert got.reason.endswith(", 4 times; pull again later.")


def test_a_truncated_file_of_undeclared_length_is_refused_by_its_last_row(refused, chips: Chips, publisher: Publisher):
    publisher.headers["Content-Length"] = ""
    assert "the last row breaks off; the file looks truncated" in refused(chips()[:-9]).reason


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("application/pdf", "sends 'application/pdf', which is no CSV file."),
        ("text/html; charset=utf-8", "sends 'text/html', which is no CSV file. An error page, perhaps."),
        ("application/zip", "sends 'application/zip', which is no CSV file."),
    ],
)
def test_a_wrong_content_type_is_refused(refused, publisher: Publisher, chips: Chips, kind: str, why: str):
    assert refused(None, sending(publisher, chips(), Content_Type=kind)).reason == f"{publisher.url}{HARDWARE} {why}"


@pytest.mark.parametrize("page", [PAGE, b"\xef\xbb\xbf \n" + PAGE, b"<html lang=en>", b'<?xml version="1.0"?><a/>'])
@pytest.mark.parametrize("kind", ["text/csv", "text/plain", "application/octet-stream", ""])
def test_an_error_page_with_status_200_is_refused_whatever_it_says_it_is(refused, publisher, page: bytes, kind: str):
    got = refused(None, sending(publisher, page, Content_Type=kind))
    assert "sends a web page in the place of a file" in got.reason


def test_an_empty_file_is_refused(refused):
    assert "sends an empty file" in refused(b"").reason


def test_a_page_in_the_place_of_an_archive_is_refused(publisher: Publisher, pulled: Pulled, store: Folder):
    publisher.files |= {f"/epoch_chips/ai_chip_{name}.zip": b"PK but no archive" for name in ("sales", "owners")}
    got = pulled("epoch_chips")
    assert (got.state, got.snapshot) == ("failed", None)
    assert got.reason == "ai_chip_sales.zip: a broken zip archive; retrieve it again."
    assert manifests(store) == ()


def test_a_renamed_column_is_named(refused, chips: Chips):
    got = refused(chips().replace(b"TDP (W)", b"Power (W)", 1))
    assert got.reason.startswith("ml_hardware.csv, line 1: no column 'TDP (W)'; there is 'Hardware name'")


def test_a_new_column_is_named(refused, chips: Chips):
    lines = chips().splitlines()
    got = refused(b"\n".join([lines[0] + b",Colour", *(line + b",red" for line in lines[1:])]) + b"\n")
    assert "'Colour'" in got.reason


@pytest.mark.parametrize("factor", [10.0, 0.1])
def test_a_tenfold_jump_stops_and_asks_and_is_taken_on_a_word_without_a_second_download(
    refused, pulled: Pulled, publisher: Publisher, chips: Chips, store: Folder, factor: float
):
    got = refused(chips(factor=factor))
    assert got.jumped
    assert "figures moved tenfold (Made-up chip" in got.reason
    assert "--accept-jump" in got.reason
    taken = pulled(today=LATER, accept_jump=True)
    assert (taken.state, taken.received, taken.retrieved) == ("new", 0, LATER)
    assert len(manifests(store)) == 2
    assert verify(store) == []
    assert not list((store.root / "partial").iterdir())


def test_a_unit_changed_a_thousandfold_is_out_of_bounds(refused, chips: Chips):
    assert "is not a finite number of at least 1e+09 and at most 1e+18" in refused(chips(factor=1e6)).reason


def test_a_table_pasted_in_twice_is_refused(refused, chips: Chips):
    content = chips()
    assert "one of 200 rows that stand there twice" in refused(content + content.split(b"\n", 1)[1]).reason


def test_a_date_in_the_future_is_refused(publisher: Publisher, pulled: Pulled, shared: Path, store: Folder):
    folder = shared / "data/owid_cset/2026-05-10"
    publisher.files = {f"/owid_cset/{path.name}": path.read_bytes() for path in folder.glob("*.csv")}
    good = pulled("owid_cset")
    name = "artificial-intelligence-patents-submitted.csv"
    row = publisher.files[f"/owid_cset/{name}"].splitlines()[-1].split(b",")
    row[2] = b"2026"  # dated on the year's last day
    publisher.files[f"/owid_cset/{name}"] += b"\n" + b",".join(row) + b"\n"
    got = pulled("owid_cset", today=LATER)
    assert (got.state, got.snapshot) == ("failed", good.snapshot)
    assert "2026-12-31 is not on or before the retrieval, 2026-08-02" in str(got.reason)
    assert (len(manifests(store)), verify(store)) == (1, [])


@pytest.mark.parametrize("cell", ["nan", "inf", "-inf", "1e999"])
def test_a_figure_that_is_no_number_is_refused(refused, chips: Chips, cell: str):
    assert f"line 201, column 'TDP (W)': '{cell}' is not a finite number" in refused(chips(**{"TDP (W)": cell})).reason


def test_mixed_encodings_are_refused_with_the_line(refused, chips: Chips):
    content = chips(**{"Hardware name": "Café"}).decode().encode("latin-1")
    assert refused(content).reason == "ml_hardware.csv, line 201: not UTF-8 (byte 0xe9); save it as UTF-8."


def test_a_zip_bomb_is_cut(refused, publisher: Publisher, monkeypatch: pytest.MonkeyPatch, chips: Chips):
    limits = unpacked.__kwdefaults__
    assert limits is not None
    monkeypatch.setitem(limits, "limit", 1_000_000)
    bomb = zipped(**{"ml_hardware.csv": b"\0" * 50_000_000})
    assert len(bomb) < 100_000
    got = refused(None, sending(publisher, bomb, Content_Type="application/octet-stream"))
    assert got.reason == "ml_hardware.csv: unpacks to more than 1,000,000 bytes."


@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/evil.csv", "a\\..\\..\\evil.csv", "C:\\evil.csv"])
def test_a_path_out_of_an_archive_is_refused(refused, publisher: Publisher, chips: Chips, tmp_path: Path, name: str):
    got = refused(None, sending(publisher, zipped(**{name: chips(201)}), Content_Type="application/octet-stream"))
    assert "a name that leads out of the archive" in got.reason
    assert not list(tmp_path.rglob("evil.csv"))


@pytest.mark.parametrize("days", [-2, 2])
def test_clocks_more_than_a_day_apart_are_refused(refused, days: int):
    got = refused(now=lambda: datetime.now(UTC) + timedelta(days=days))
    assert got.reason.startswith("The clock of 127.0.0.1 says 20")
    assert got.reason.endswith("a snapshot would bear a wrong day. Set the clock right.")


def test_an_old_copy_from_a_cache_that_says_its_age_is_no_wrong_clock(publisher: Publisher, pulled, chips: Chips):
    publisher.files[HARDWARE] = chips()
    made = datetime.now(UTC) - timedelta(days=3)
    publisher.headers |= {"Date": made.strftime("%a, %d %b %Y %H:%M:%S GMT"), "Age": str(3 * 86400)}
    assert pulled().state == "new"


@pytest.mark.parametrize("date_header", ["", "yesterday", "Mon, 99 Foo 2026"])
def test_a_server_without_a_clock_is_read(publisher: Publisher, pulled: Pulled, chips: Chips, date_header: str):
    publisher.files[HARDWARE] = chips()
    publisher.headers["Date"] = date_header
    assert pulled().state == "new"


@pytest.mark.parametrize("there", ["http://169.254.169.254/latest/", "http://127.0.0.2/", "http://10.0.0.1/x.csv"])
def test_a_redirect_to_a_closed_address_is_refused(refused, publisher: Publisher, there: str):
    got = refused(None, sending(publisher, b"", status=302, Location=there))
    assert "redirects to" in got.reason
    assert "Parity reads public addresses only." in got.reason
    assert "--allow" not in got.reason


def test_a_redirect_on_the_same_host_is_followed(publisher: Publisher, pulled: Pulled, chips: Chips):
    publisher.files["/moved.csv"] = chips()
    publisher.next[HARDWARE] = [sending(publisher, b"", status=301, Location="/moved.csv")]
    assert pulled().state == "new"


def test_an_unasked_304_is_no_answer(publisher: Publisher, pulled: Pulled):
    publisher.next[HARDWARE] = [sending(publisher, b"", status=304)]
    assert "answered 304 to a question without a condition" in str(pulled().reason)


def test_one_file_that_is_missing_keeps_its_source_as_it_was_and_the_others_are_not_sent_again(
    publisher: Publisher, pulled: Pulled, shared: Path, store: Folder
):
    folder = shared / "data/owid_cset/2026-05-10"
    files = {f"/owid_cset/{path.name}": path.read_bytes() for path in folder.glob("*.csv")}
    gone = "/owid_cset/artificial-intelligence-patents-submitted.csv"
    publisher.files = {name: content for name, content in files.items() if name != gone}
    got = pulled("owid_cset")
    assert (got.state, got.reason) == ("failed", f"{publisher.url}{gone} answered 404 Not Found.")
    assert manifests(store) == ()
    publisher.files = files
    again = pulled("owid_cset")
    assert (again.state, again.received) == ("new", len(files[gone]))


@pytest.mark.parametrize("kind", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_an_archive_packed_in_an_odd_way_is_refused(chips: Chips, kind: int):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", kind) as archive:
        archive.writestr("ml_hardware.csv", chips())
    with pytest.raises(BadInput, match=r"a\.zip: is packed in a way that is not read; deflate is\."):
        unpacked("a.zip", content.getvalue())


def test_whatever_breaks_an_archive_or_a_table_is_bad_input(chips: Chips, store: Folder):
    """Bytes changed at random, always the same ones: no error of a library comes through."""
    chance = random.Random(5)
    described = source("epoch_hardware")
    good = [zipped(**{"ml_hardware.csv": chips(), "notes/": b""}), chips()]
    for number in range(400):
        content = bytearray(good[number % 2])
        for _ in range(chance.randrange(1, 5)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        received = Received("ml_hardware.csv", bytes(content[: chance.randrange(1, 2 * len(content))]))
        with contextlib.suppress(BadInput):
            add_snapshot(store, described, [received], retrieved=TODAY, today=TODAY)


def test_a_year_before_all_years_is_refused(refused, chips: Chips):
    got = refused(chips(**{"Release date": "-2024-05-01"}))
    assert "is not on or after 1000-01-01" in got.reason or "'-2024-05-01' is not" in got.reason


def test_other_sources_are_added_where_one_fails(publisher: Publisher, chips: Chips, store: Folder):
    publisher.files[HARDWARE] = chips()
    got = pull(store, [source("owid_cset"), source("epoch_hardware")], today=TODAY, mirror=publisher.url)
    assert [(one.source, one.state) for one in got] == [("owid_cset", "failed"), ("epoch_hardware", "new")]


def test_a_damaged_manifest_fails_its_source_alone(publisher: Publisher, pulled: Pulled, chips: Chips, store: Folder):
    publisher.files[HARDWARE] = chips()
    pulled()
    (path,) = (store.root / "snapshots").rglob("*.json")
    path.write_text("{", encoding="utf-8")
    got = pulled(today=LATER)
    assert got.state == "failed"
    assert "is damaged" in str(got.reason)
