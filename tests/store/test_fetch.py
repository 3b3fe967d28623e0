import contextlib
import gzip
import os
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import httpcore2
import httpx2
import pytest

from parity import __version__
from parity.errors import BadInput, SourceFailed
from parity.store.connection import Exchange
from parity.store.fetch import Fetched, fetch

Handle = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A real server on a loopback address, with what it was asked."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.paths: dict[str, Handle] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.close_connection = True
                site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                with contextlib.suppress(OSError):  # the reader hung up, as it should on a body that is too long
                    site.paths[self.path.partition("?")[0]](self)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer((host, port), Handler)
        self.server.handle_error = lambda *args: None  # a reader that hangs up is what is tested
        self.server.daemon_threads = True
        self.host, self.port = self.server.server_address[:2]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}:{self.port}{path}"

    def serve(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        def handle(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in {"Content_Length": str(len(body)), **headers}.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(body)

        self.paths[path] = handle
        return self.url(path)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    running = Site()
    yield running
    running.close()


def test_a_page_comes_with_its_type_charset_and_address(site: Site):
    url = site.serve("/a", b"<p>x</p>", Content_Type='Text/HTML; Charset="ISO-8859-1"')
    assert fetch(url + "?b=c", allow_private=True) == Fetched(
        b"<p>x</p>", "text/html", "iso-8859-1", site.url("/a?b=c")
    )


def test_a_server_that_names_no_type_gets_none(site: Site):
    assert fetch(site.serve("/", b"x"), allow_private=True) == Fetched(b"x", "", None, site.url("/"))


def test_the_request_is_honest_and_bare(site: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.serve("/end", b"x")
    start = site.serve("/start", status=302, Location="/end", Set_Cookie="id=1; Path=/")
    assert fetch(start, allow_private=True).final_url == site.url("/end")
    for _, headers in site.asked:
        assert headers["user-agent"] == f"parity/{__version__}"
        assert headers["host"] == f"127.0.0.1:{site.port}"
        assert not {"cookie", "authorization", "referer"} & set(headers)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://LOCALHOST:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[::ffff:7f00:1]:{port}/",
        "http://[64:ff9b::7f00:1]:{port}/",
        "http://[2002:7f00:1::]:{port}/",
        "http://0.0.0.0:{port}/",
        "http://0:{port}/",
        "http://127.1:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f000001:{port}/",
        "http://0177.0.0.1:{port}/",
        "http://127.0.0.1.:{port}/",
        "http://localhost.:{port}/",
        "http://127。0。0。1:{port}/",
        "http://①②⑦.0.0.1:{port}/",
        "http://127.0.0.1%2f:{port}/",
        "http://user@127.0.0.1:{port}/",
        "http://8.8.8.8@127.0.0.1:{port}/",
        "http://8.8.8.8\\@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}\\@8.8.8.8/",
        "http://[fe80::1%25lo]:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "file:///etc/passwd",
        "ftp://8.8.8.8/",
        "gopher://8.8.8.8/",
        "http:/127.0.0.1/",
        "http://",
        "http:///x",
        "http://8.8.8.8:99999/",
        "http://8.8.8.8:0/",
        "http://8.8.8.8:x/",
        "http://8.8.8.8/a b",
        "http://8.8.8.8/\r\nX: y",
        " http://8.8.8.8/",
        "http://" + "a" * 70_000,
        "",
    ],
)
def test_a_closed_or_odd_address_is_refused_before_any_connection(site: Site, url: str):
    site.serve("/", b"secret")
    with pytest.raises(BadInput) as refusal:
        fetch(url.replace("{port}", str(site.port)))
    assert refusal.value.exit_code == 2
    assert len(str(refusal.value).splitlines()) == 1
    assert site.asked == []


@pytest.mark.parametrize("host", ["127.1", "2130706433", "user:pw@127.0.0.1", "127.0.0.1.", "127。0。0。1."])
def test_odd_forms_stay_refused_with_the_flag(site: Site, host: str):
    with pytest.raises(BadInput):
        fetch(f"http://{host}:{site.port}/", allow_private=True)
    assert site.asked == []


@pytest.mark.parametrize(
    "there",
    [
        "http://169.254.169.254/latest/",
        "http://10.0.0.1/",
        "//localhost:{port}/inside",
        "http://127.0.0.2:{port}/inside",
        "http://[::1]/",
        "http://2130706433:{port}/inside",
        "http://user@127.0.0.1:{port}/inside",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://127.0.0.1:port/",
    ],
)
def test_a_redirect_to_a_closed_address_is_refused_even_from_one_the_user_opened(site: Site, there: str):
    site.serve("/inside", b"secret")
    site.serve("/hop", status=307, Location=there.replace("{port}", str(site.port)))
    start = site.serve("/start", status=301, Location="hop")
    with pytest.raises(BadInput, match="redirects") as refusal:
        fetch(start, allow_private=True)
    assert len(str(refusal.value).splitlines()) == 1
    assert [path for path, _ in site.asked] == ["/start", "/hop"]


def test_five_redirects_are_followed_and_six_are_not(site: Site):
    for number in range(7):
        site.serve(f"/{number}", status=302, Location=f"/{number + 1}")
    site.serve("/7", b"end")
    assert fetch(site.url("/2"), allow_private=True).content == b"end"
    with pytest.raises(SourceFailed, match="more than 5 times"):
        fetch(site.url("/1"), allow_private=True)


def test_the_connection_goes_to_the_address_that_was_checked(site: Site):
    """A name that answers differently the second time (DNS rebinding) is asked once, and reached there."""
    other = Site("127.0.0.2", site.port)
    site.serve("/", b"checked")
    other.serve("/", b"rebound")
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    try:
        got = fetch(f"http://news.example:{site.port}/", allow_private=True, resolve=lambda name: next(answers))
        assert (got.content, other.asked) == (b"checked", [])
        assert site.asked[0][1]["host"] == f"news.example:{site.port}"
        assert list(answers) == [["127.0.0.2"]]
    finally:
        other.close()


def test_every_hop_is_checked_anew(site: Site):
    site.serve("/", status=302, Location=f"http://inner.example:{site.port}/secret")
    site.serve("/secret", b"secret")
    with pytest.raises(BadInput, match=r"inner\.example stands for 127\.0\.0\.1, a loopback address"):
        fetch(f"http://outer.example:{site.port}/", allow_private=True, resolve=lambda name: ["127.0.0.1"])
    assert [path for path, _ in site.asked] == ["/"]


def test_a_second_address_is_tried_when_the_first_is_dead(site: Site):
    site.serve("/", b"alive")
    url = f"http://two.example:{site.port}/"
    assert fetch(url, allow_private=True, resolve=lambda name: ["127.0.0.9", "127.0.0.1"]).content == b"alive"


@pytest.mark.parametrize("status", [204, 304, 404, 410, 451, 500, 503])
def test_an_http_error_is_a_source_failure_in_one_line(site: Site, status: int):
    url = site.serve("/x", b"", status=status)
    if status == 204:  # no content is no error; the reader of articles refuses the emptiness
        assert fetch(url, allow_private=True).content == b""
        return
    with pytest.raises(SourceFailed, match=f"/x answered {status}") as failure:
        fetch(url, allow_private=True)
    assert failure.value.exit_code == 3
    assert len(str(failure.value).splitlines()) == 1


def test_a_body_over_the_limit_is_refused_by_its_declared_length(site: Site):
    with pytest.raises(SourceFailed, match=r"more than 0\.000953674 MB"):
        fetch(site.serve("/big", b"x" * 1001), allow_private=True, limit_bytes=1000)
    assert len(fetch(site.serve("/fits", b"x" * 1000), allow_private=True, limit_bytes=1000).content) == 1000


def test_an_endless_body_is_cut_at_the_limit(site: Site):
    sent = []

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Connection", "close")
        request.end_headers()
        while True:
            sent.append(request.wfile.write(b"x" * 65536))

    site.paths["/"] = endless
    with pytest.raises(SourceFailed, match="too large"):
        fetch(site.url(), allow_private=True, limit_bytes=1_000_000)
    time.sleep(0.1)
    assert sum(sent) < 20_000_000


@pytest.mark.parametrize("layers", [1, 2])
def test_a_gzip_bomb_is_cut_at_the_limit(site: Site, layers: int):
    bomb = b"\0" * 200_000_000
    for _ in range(layers):
        bomb = gzip.compress(bomb, 9)
    assert len(bomb) < 1_000_000
    url = site.serve("/", bomb, Content_Encoding=", ".join(["gzip"] * layers))
    started = time.monotonic()
    with pytest.raises(SourceFailed, match="too large"):
        fetch(url, allow_private=True, limit_bytes=2_000_000)
    assert time.monotonic() - started < 5


def test_gzip_is_unpacked(site: Site):
    url = site.serve("/", gzip.compress(b"word " * 1000), Content_Encoding="gzip")
    assert fetch(url, allow_private=True).content == b"word " * 1000


@pytest.mark.parametrize(("coding", "why"), [("gzip", "could not be read"), ("br", "not asked for")])
def test_a_broken_or_unasked_content_encoding_is_a_source_failure(site: Site, coding: str, why: str):
    with pytest.raises(SourceFailed, match=why):
        fetch(site.serve("/", b"no such thing", Content_Encoding=coding), allow_private=True)


def test_a_body_shorter_than_declared_is_a_source_failure(site: Site):
    with pytest.raises(SourceFailed, match="could not be read"):
        fetch(site.serve("/", b"short", Content_Length="500"), allow_private=True)


def test_a_body_longer_than_declared_ends_where_it_was_said_to(site: Site):
    assert fetch(site.serve("/", b"longer", Content_Length="4"), allow_private=True).content == b"long"


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_slow_drip_ends_at_the_deadline(site: Site, where: str):
    def drip(request: BaseHTTPRequestHandler) -> None:
        if where == "body":
            request.send_response(200)
            request.send_header("Content-Length", "1000")
            request.end_headers()
        else:
            request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(100):
            request.wfile.write(b"x")
            time.sleep(0.1)

    site.paths["/"] = drip
    started = time.monotonic()
    with pytest.raises(SourceFailed, match=r"did not answer within 0\.5 s"):
        fetch(site.url(), allow_private=True, timeout=0.5)
    assert time.monotonic() - started < 2


def test_a_resolver_that_hangs_ends_at_the_deadline():
    release = threading.Event()
    started = time.monotonic()
    with pytest.raises(SourceFailed, match="did not answer"):
        fetch("http://slow.example/", timeout=0.3, resolve=lambda name: [name][release.wait(10) :])
    assert time.monotonic() - started < 2
    release.set()


def test_a_closed_port_and_a_name_without_address_are_source_failures():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        with pytest.raises(SourceFailed, match="could not be read") as failure:
            fetch(f"http://127.0.0.1:{held.getsockname()[1]}/", allow_private=True)
    assert len(str(failure.value).splitlines()) == 1
    with pytest.raises(SourceFailed, match="could not be read"):
        fetch("http://no-such-name.invalid/", timeout=10)


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 999999 X\r\n\r\n", b"\x16\x03\x01\0\0" * 50])
def test_what_is_not_http_is_a_source_failure(answer: bytes):
    listener = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        peer, _ = listener.accept()
        with peer:
            peer.recv(65536)
            peer.sendall(answer)

    thread = threading.Thread(target=talk)
    thread.start()
    try:
        with pytest.raises(SourceFailed):
            fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/", allow_private=True, timeout=5)
    finally:
        thread.join()
        listener.close()


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[Site, Path, list[str | None]]]:
    """A TLS server with a certificate for news.example of its own authority, and the names it was greeted with."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example"]
    command += ["-addext", "subjectAltName=DNS:news.example", "-keyout", os.fspath(key), "-out", os.fspath(certificate)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl, which makes the certificate, is not installed")
    greeted: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.sni_callback = lambda sock, name, _: greeted.append(name)
    site = Site()
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True, do_handshake_on_connect=False)
    yield site, certificate, greeted
    site.close()


def test_tls_greets_and_checks_the_name_while_the_connection_is_pinned(secure):
    site, certificate, greeted = secure
    site.serve("/", b"private word")
    trusting = ssl.create_default_context(cafile=certificate)
    with Exchange([ip_address("127.0.0.1")], time.monotonic() + 10, trusting) as exchange:
        request = httpx2.Request("GET", f"https://news.example:{site.port}/")
        assert b"".join(exchange.handle_request(request).iter_bytes()) == b"private word"
    other = httpx2.Request("GET", f"https://other.example:{site.port}/")
    with (
        Exchange([ip_address("127.0.0.1")], time.monotonic() + 10, trusting) as exchange,
        pytest.raises(httpcore2.ConnectError, match=r"certificate is not valid for 'other\.example'"),
    ):
        exchange.handle_request(other)
    assert greeted == ["news.example", "other.example"]


def test_an_unknown_certificate_authority_is_a_source_failure(secure):
    site, _, _ = secure
    with pytest.raises(SourceFailed, match=r"could not be read: .*certificate verify failed"):
        fetch(f"https://news.example:{site.port}/", allow_private=True, resolve=lambda name: ["127.0.0.1"])
