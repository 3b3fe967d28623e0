"""Pulling as it should go: what changed and nothing else, whole, politely, and as one snapshot a source."""

import gzip
import io
import threading
import zipfile
from collections.abc import Callable
from datetime import date
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import stamina

from parity import __version__
from parity.errors import BadInput
from parity.sources import source
from parity.store.checked import last_checked
from parity.store.facts import facts_of
from parity.store.manifest import manifests
from parity.store.partial import Edition, Partial
from parity.store.place import Folder, place_of
from parity.store.pull import Outcome, Progress, pull
from parity.store.terms import LIMIT
from parity.store.verify import verify
from parity.store.wanted import files_of

from .conftest import HARDWARE, TODAY, Publisher

Pulled = Callable[..., Outcome]
Chips = Callable[..., bytes]


def test_a_pull_adds_a_snapshot_of_the_day_that_facts_are_read_from(
    publisher: Publisher, pulled: Pulled, chips: Chips, store: Folder
):
    publisher.files[HARDWARE] = chips()
    got = pulled()
    assert (got.state, got.facts, got.retrieved, got.reason) == ("new", 1000, TODAY, None)
    assert got.received == len(chips())
    (blob,) = manifests(store, "epoch_hardware")[0].files
    assert (blob.url, blob.name) == (publisher.url + HARDWARE, "ml_hardware.csv")
    assert blob.etag
    facts = facts_of("chip_performance", ("epoch_hardware",))
    assert "Made-up chip 199" in facts["entity"].to_list()
    assert verify(store) == []
    assert not list((store.root / "partial").iterdir())


def test_what_did_not_change_is_not_sent_again_and_the_day_is_remembered(
    publisher: Publisher, pulled: Pulled, chips: Chips, store: Folder
):
    publisher.files[HARDWARE] = chips()
    first = pulled()
    again = pulled(today=date(2026, 8, 9))
    assert (again.state, again.snapshot, again.retrieved, again.received) == ("unchanged", first.snapshot, TODAY, 0)
    assert publisher.told(HARDWARE)[1]["if-none-match"] == manifests(store, "epoch_hardware")[0].files[0].etag
    assert last_checked(store, "epoch_hardware") == date(2026, 8, 9)
    assert len(manifests(store)) == 1


def test_the_same_content_from_a_server_without_editions_is_no_new_snapshot(
    publisher: Publisher, pulled: Pulled, chips: Chips, store: Folder
):
    publisher.files[HARDWARE] = chips()
    publisher.headers["ETag"] = ""
    assert pulled().state == "new"
    assert pulled(today=date(2026, 8, 9)).state == "unchanged"
    assert not {"if-none-match", "if-modified-since", "range"} & set(publisher.told(HARDWARE)[1])
    assert len(manifests(store)) == 1


def test_a_server_with_dates_alone_is_asked_by_date(publisher: Publisher, pulled: Pulled, chips: Chips):
    publisher.files[HARDWARE] = chips()
    day = "Fri, 31 Jul 2026 10:00:00 GMT"
    publisher.headers |= {"ETag": "", "Last-Modified": day}
    assert pulled().state == "new"
    publisher.next[HARDWARE] = [lambda request, content: publisher.send(request, b"", 304)]
    assert pulled().state == "unchanged"
    assert publisher.told(HARDWARE)[1]["if-modified-since"] == day


def test_a_file_of_which_the_store_lost_the_bytes_is_sent_again(
    publisher: Publisher, pulled: Pulled, chips: Chips, store: Folder
):
    publisher.files[HARDWARE] = chips()
    pulled()
    for path in (store.root / "raw").rglob("*"):
        if path.is_file():
            path.unlink()
    publisher.files[HARDWARE] = chips(201)
    assert pulled().state == "new"
    assert "if-none-match" not in publisher.told(HARDWARE)[1]


def test_real_files_make_one_snapshot_and_one_changed_file_brings_the_others_along(
    publisher: Publisher, pulled: Pulled, store: Folder, shared: Path
):
    names = files_of(source("owid_cset")).values()
    for name in names:
        publisher.files[f"/owid_cset/{name}"] = (shared / "data/owid_cset/2026-05-10" / name).read_bytes()
    assert pulled("owid_cset").facts == 2801
    changed = "/owid_cset/artificial-intelligence-patents-submitted.csv"
    publisher.files[changed] = b"\n".join(publisher.files[changed].splitlines()[:-1]) + b"\n"
    got = pulled("owid_cset", today=date(2026, 8, 2))
    assert (got.state, got.facts, got.received) == ("new", 2800, len(publisher.files[changed]))
    new = manifests(store, "owid_cset")[-1]
    assert [blob.name for blob in new.files] == list(names)
    assert all(blob.etag for blob in new.files)
    assert verify(store) == []


def test_archives_are_one_download_each_and_one_that_did_not_change_is_taken_from_the_store(
    publisher: Publisher, pulled: Pulled, store: Folder, shared: Path
):
    owners, sales = "/epoch_chips/ai_chip_owners.zip", "/epoch_chips/ai_chip_sales.zip"
    publisher.files[owners] = packed(shared / "data/epoch/chip_owners/2026-04-22")
    publisher.files[sales] = packed(shared / "data/epoch/chip_sales/2026-04-22")
    day = date(2026, 4, 22)
    first = pulled("epoch_chips", today=day)
    assert (first.state, len(publisher.asked)) == ("new", 2)
    assert pulled("epoch_chips", today=day).received == 0
    publisher.files[owners] = packed(shared / "data/epoch/chip_owners/2026-04-22", without="amd_owners_quarters.csv")
    second = pulled("epoch_chips", today=date(2026, 4, 23))
    assert (second.state, second.received) == ("new", len(publisher.files[owners]))
    old, new = manifests(store)
    archive = {blob.name: (blob.packed_in, blob.etag) for blob in new.files}
    assert archive == {blob.name: (blob.packed_in, archive[blob.name][1]) for blob in old.files if blob.name in archive}
    assert {blob.name for blob in old.files} - set(archive) == {"amd_owners_quarters.csv"}
    assert pulled("epoch_chips", today=date(2026, 4, 24)).received == 0
    assert verify(store) == []


def test_a_server_that_compresses_unasked_is_read(publisher: Publisher, pulled: Pulled, chips: Chips):
    publisher.files[HARDWARE] = gzip.compress(chips())
    publisher.headers["Content-Encoding"] = "gzip"
    assert pulled().facts == 1000
    assert publisher.told(HARDWARE)[0]["accept-encoding"] == "identity"


def test_a_dropped_connection_is_gone_on_with_from_where_it_broke(
    publisher: Publisher, pulled: Pulled, chips: Chips, store: Folder, at_once: None
):
    publisher.files[HARDWARE] = content = chips()
    publisher.next[HARDWARE] = [cut(publisher, 5000)]
    got = pulled()
    assert (got.state, got.received) == ("new", len(content))
    second = publisher.told(HARDWARE)[1]
    assert second["range"] == "bytes=5000-"
    assert second["if-range"] == manifests(store)[0].files[0].etag
    assert (store.root / "raw").exists()
    assert verify(store) == []


def test_a_pull_goes_on_with_what_an_earlier_pull_received(
    publisher: Publisher, pulled: Pulled, chips: Chips, store: Folder, at_once: None
):
    publisher.files[HARDWARE] = content = chips()
    publisher.next[HARDWARE] = [cut(publisher, 5000), *[refuse(publisher, 503)] * 3]
    assert pulled().state == "failed"
    got = pulled()
    assert (got.state, got.received) == ("new", len(content) - 5000)


def test_a_part_of_an_edition_that_is_gone_is_begun_anew(
    publisher: Publisher, pulled: Pulled, chips: Chips, store: Folder, at_once: None
):
    publisher.files[HARDWARE] = chips(300)
    publisher.next[HARDWARE] = [cut(publisher, 5000), *[refuse(publisher, 503)] * 3]
    assert pulled().state == "failed"
    publisher.files[HARDWARE] = chips(200)
    got = pulled()
    assert (got.state, got.facts, got.received) == ("new", 1000, len(chips(200)))
    assert publisher.told(HARDWARE)[-1]["range"] == "bytes=5000-"


@pytest.mark.parametrize("span", ["bytes 4000-9999/10000", "bytes 5000-5999/6000", "items 1-2/3", ""])
def test_a_part_that_was_not_asked_for_is_not_put_together(
    publisher: Publisher, pulled: Pulled, chips: Chips, store: Folder, at_once: None, span: str
):
    publisher.files[HARDWARE] = chips()
    wrong = lambda request, content: publisher.send(request, b"x" * 1000, 206, Content_Range=span)  # noqa: E731
    publisher.next[HARDWARE] = [cut(publisher, 5000), wrong]
    assert pulled().facts == 1000
    assert "range" not in publisher.told(HARDWARE)[2]


def test_a_part_beyond_the_end_is_begun_anew(publisher: Publisher, pulled: Pulled, chips: Chips, at_once: None):
    publisher.files[HARDWARE] = chips()
    publisher.next[HARDWARE] = [cut(publisher, 5000), refuse(publisher, 416)]
    assert pulled().facts == 1000


def test_a_busy_server_is_asked_again_after_the_pause_it_named(
    publisher: Publisher, pulled: Pulled, chips: Chips, monkeypatch: pytest.MonkeyPatch
):
    publisher.files[HARDWARE] = chips()
    publisher.next[HARDWARE] = [refuse(publisher, 429, Retry_After="0.3")]
    pauses = []
    hook = lambda details: pauses.append(details.wait_for)  # noqa: E731
    stamina.instrumentation.set_on_retry_hooks([hook])
    try:
        assert pulled().state == "new"
    finally:
        stamina.instrumentation.set_on_retry_hooks(None)
    assert len(pauses) == 1
    assert 0.3 <= pauses[0] <= 1.3


def test_a_server_that_wants_an_hour_is_left_alone(publisher: Publisher, pulled: Pulled):
    publisher.next[HARDWARE] = [refuse(publisher, 503, Retry_After="3600")]
    got = pulled()
    assert got.state == "failed"
    assert (
        got.reason
        == f"{publisher.url}{HARDWARE} answered 503 Service Unavailable and asks to wait 3,600 s; pull again then."
    )
    assert len(publisher.asked) == 1


@pytest.mark.parametrize(("status", "times"), [(500, 4), (502, 4), (429, 4), (404, 1), (403, 1), (410, 1), (501, 1)])
def test_what_may_pass_is_tried_four_times_and_a_refusal_once(
    publisher: Publisher, pulled: Pulled, at_once: None, status: int, times: int
):
    publisher.next[HARDWARE] = [refuse(publisher, status)] * 9
    got = pulled()
    assert got.state == "failed"
    assert f"answered {status}" in str(got.reason)
    assert len(publisher.asked) == times


def test_a_server_that_hangs_is_given_up(publisher: Publisher, pulled: Pulled, at_once: None):
    release = threading.Event()
    publisher.next[HARDWARE] = [lambda request, content: release.wait(20)] * 4
    got = pulled(timeout=0.2)
    release.set()
    assert got.reason == f"{publisher.url}{HARDWARE} did not answer within 0.2 s, 4 times; pull again later."


def test_parity_says_who_it_is_and_sends_nothing_else(publisher: Publisher, pulled: Pulled, chips: Chips):
    publisher.files[HARDWARE] = chips()
    pulled()
    (told,) = publisher.told(HARDWARE)
    assert told["user-agent"].startswith(f"parity/{__version__} (")
    assert not {"cookie", "authorization", "referer"} & set(told)


def test_at_most_two_files_at_once_come_from_one_host(publisher: Publisher, store: Folder):
    asked = [source(name) for name in ("owid_cset", "epoch_models", "epoch_hardware")]
    several = threading.Barrier(2)

    def slowly(request: BaseHTTPRequestHandler, content: bytes) -> None:
        try:
            several.wait(0.3)  # two are here together
        except threading.BrokenBarrierError:
            several.reset()
        publisher.send(request, b"", 404)

    for one in asked:
        for name in files_of(one).values():
            publisher.next[f"/{one.id}/{name}"] = [slowly]
    got = pull(store, asked, today=TODAY, mirror=publisher.url)
    assert [one.source for one in got] == [one.id for one in asked]
    assert {one.state for one in got} == {"failed"}
    assert publisher.most_at_once == 2


def test_progress_and_outcomes_are_told_as_they_come(publisher: Publisher, pulled: Pulled, chips: Chips):
    publisher.files[HARDWARE] = chips()
    told: list[Progress | Outcome] = []
    got = pulled(told=told.append)
    steps = [one for one in told if isinstance(one, Progress)]
    assert [steps[0].state, steps[-1].state, steps[-2].received] == ["arriving", "arrived", len(chips())]
    assert steps[0].total == len(chips())
    assert told[-1] == got


@pytest.mark.parametrize(
    ("mirror", "why"),
    [
        ("ftp://127.0.0.1/x", "--mirror: 'ftp://127.0.0.1/x' is not an http or https address"),
        ("http://me:pw@127.0.0.1/", "--mirror: http://127.0.0.1 comes with a user name or password"),
        ("http://127.0.0.1/?a=b", "--mirror: leave out what begins with"),
    ],
)
def test_a_mirror_that_cannot_be_used_is_bad_input(store: Folder, mirror: str, why: str):
    with pytest.raises(BadInput, match=why.replace("?", "\\?")):
        pull(store, [source("epoch_hardware")], today=TODAY, mirror=mirror)


def test_a_source_without_an_address_cannot_be_pulled(store: Folder):
    with pytest.raises(BadInput, match="foundry_nodes has no address to pull from"):
        pull(store, [source("foundry_nodes")], today=TODAY)


def test_every_source_names_its_files_apart():
    from parity.sources import source_ids

    for one in map(source, source_ids()):
        if any(table.url for table in one.tables.values()):
            names = list(files_of(one).values())
            assert len(set(names)) == len(names)
            forms = [form for table in one.tables.values() for form in table.files]
            for name in names:
                assert name.endswith(".zip") or any(fnmatch(name, form) for form in forms), name


def test_a_second_process_at_the_same_file_works_on_one_of_its_own(tmp_path: Path):
    first = Partial(tmp_path, "http://x/")
    first.restart(Edition('"a"', None, 10))
    first.add(b"12345")
    second = Partial(tmp_path, "http://x/")
    assert (second.size, second.path) == (0, None)
    second.restart(Edition('"a"', None, 10))
    second.add(b"0123456789")
    assert second.content() == b"0123456789"
    second.drop()
    first.close()
    third = Partial(tmp_path, "http://x/")
    assert (third.content(), third.edition.validator, third.complete) == (b"12345", '"a"', False)
    third.drop()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("junk", [b"", b"{}\nabc", b"not json\nabc", b"x" * 100_000, b'{"url": "http://y/"}\nabc'])
def test_a_partial_file_that_makes_no_sense_is_begun_anew(tmp_path: Path, junk: bytes):
    one = Partial(tmp_path, "http://x/")
    path = one.path
    one.close()
    assert path is not None
    path.write_bytes(junk)
    again = Partial(tmp_path, "http://x/")
    assert (again.size, again.content()) == (0, b"")
    again.close()


def test_the_limit_holds_for_a_declared_and_for_an_endless_body(publisher: Publisher, pulled: Pulled, chips: Chips):
    assert LIMIT == 256 * 1024 * 1024
    publisher.files[HARDWARE] = chips()
    why = f"{publisher.url}{HARDWARE} sends more than 0.00953674 MB; that is too large for a table."
    assert pulled(limit_bytes=10_000).reason == why
    publisher.headers["Content-Length"] = ""
    assert pulled(limit_bytes=10_000).reason == why


def test_a_pull_into_a_bucket_keeps_its_parts_in_the_folder_for_caches(
    publisher: Publisher, chips: Chips, s3: str, at_once: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for name, value in {
        "AWS_ENDPOINT_URL": s3, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    bucket = place_of("s3://facts/pulled")
    publisher.files[HARDWARE] = content = chips()
    publisher.next[HARDWARE] = [cut(publisher, 5000), *[refuse(publisher, 503)] * 3]
    hardware = [source("epoch_hardware")]
    assert pull(bucket, hardware, today=TODAY, mirror=publisher.url)[0].state == "failed"
    assert len(list((tmp_path / "parity/partial").iterdir())) == 1
    got = pull(bucket, hardware, today=TODAY, mirror=publisher.url)[0]
    assert (got.state, got.received) == ("new", len(content) - 5000)
    assert pull(bucket, hardware, today=TODAY, mirror=publisher.url)[0].state == "unchanged"
    assert last_checked(bucket, "epoch_hardware") == TODAY
    assert verify(bucket) == []


def packed(folder: Path, without: str = "") -> bytes:
    """The tables of a folder as the publisher's archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.glob("*.csv")):
            if path.name != without:
                archive.write(path, f"data/{path.name}")
    return content.getvalue()


def cut(publisher: Publisher, after: int) -> Callable[[BaseHTTPRequestHandler, bytes], None]:
    """Send so many bytes of the file and hang up."""
    import hashlib

    def answer(request: BaseHTTPRequestHandler, content: bytes) -> None:
        etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        publisher.send(request, content, only=after, ETag=etag)

    return answer


def refuse(publisher: Publisher, status: int, **headers: str) -> Callable[[BaseHTTPRequestHandler, bytes], None]:
    """Answer with an error."""
    return lambda request, content: publisher.send(request, b"busy", status, **headers)
