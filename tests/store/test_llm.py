import itertools
import json
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from tests.claims.llm.server import ModelServer, raw

from parity import __version__
from parity.errors import BadInput, SourceFailed
from parity.store.llm import Answer, post

KEY = "sk-1234567890abcdef"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    running = ModelServer()
    yield running
    running.close()


def ask(server: ModelServer, **how: object) -> Answer:
    return post(f"{server.url}/chat/completions", {"a": "é"}, **{"timeout": 5.0, "backoff": 0.01, **how})


def failure(server: ModelServer, **how: object) -> str:
    with pytest.raises(SourceFailed) as failed:
        ask(server, key=KEY, **how)
    text = str(failed.value)
    assert failed.value.exit_code == 3
    assert len(text.splitlines()) == 1
    assert KEY not in text
    return text


def test_json_is_posted_with_the_key_in_one_header_and_nothing_of_the_environment(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.then(raw(b'{"b": 1}'))
    assert ask(server, key=KEY) == Answer(200, "OK", b'{"b": 1}')
    ((path, headers, payload),) = server.asked
    assert (path, payload) == ("/v1/chat/completions", {"a": "é"})
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"] == f"parity/{__version__}"
    assert not {"cookie", "referer"} & set(headers)


def test_without_a_key_no_header_is_sent(server: ModelServer):
    server.then(raw(b"{}"))
    ask(server)
    assert "authorization" not in server.asked[0][1]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 529])
def test_what_may_pass_is_tried_again(server: ModelServer, status: int):
    told: list[str] = []
    server.then(raw(b"busy", status), raw(b"busy", status), raw(b"{}"))
    assert ask(server, tell=told.append).body == b"{}"
    assert len(server.asked) == 3
    assert len(told) == 2
    assert str(status) in told[0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 501])
def test_what_will_not_pass_is_handed_back_at_once(server: ModelServer, status: int):
    server.then(raw(b"no", status))
    assert ask(server).status == status
    assert len(server.asked) == 1


def test_four_failures_are_enough(server: ModelServer):
    server.then(raw(b"<html>", 500))
    assert "answered 500 Internal Server Error, 4 times" in failure(server)
    assert len(server.asked) == 4


def test_a_pause_that_is_asked_for_is_kept(server: ModelServer):
    server.then(raw(b"", 429, Retry_After="1"), raw(b"{}"))
    begun = time.monotonic()
    ask(server)
    assert 1.0 <= time.monotonic() - begun < 3.0


def test_a_pause_until_a_date_that_has_passed_is_none(server: ModelServer):
    server.then(raw(b"", 503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"), raw(b"{}"))
    assert ask(server).status == 200


def test_a_pause_of_an_hour_is_not_waited_for(server: ModelServer):
    server.then(raw(b"", 429, Retry_After="3600"))
    assert "asks to wait 3600 s" in failure(server)
    assert len(server.asked) == 1


def test_pauses_grow_and_are_not_all_alike(server: ModelServer):
    times: list[float] = []

    def busy(request: BaseHTTPRequestHandler, payload: object) -> None:
        times.append(time.monotonic())
        raw(b"", 500)(request, {})

    server.then(busy)
    failure(server, backoff=0.2)
    first, second, third = (b - a for a, b in itertools.pairwise(times))
    assert 0.1 <= first < 0.35
    assert 0.2 <= second < 0.55
    assert 0.4 <= third < 0.95


def test_a_slow_drip_ends_by_the_deadline(server: ModelServer):
    def drip(request: BaseHTTPRequestHandler, payload: object) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100000")
        request.end_headers()
        for _ in range(100):
            request.wfile.write(b" ")
            request.wfile.flush()
            time.sleep(0.05)

    server.then(drip)
    begun = time.monotonic()
    assert "did not answer within 0.5 s, 2 times" in failure(server, timeout=0.5)
    assert time.monotonic() - begun < 2.5


def test_a_cut_connection_is_tried_again(server: ModelServer):
    def cut(request: BaseHTTPRequestHandler, payload: object) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b'{"choices": [')
        request.wfile.flush()
        request.connection.shutdown(socket.SHUT_RDWR)

    server.then(cut, raw(b"{}"))
    assert ask(server).body == b"{}"
    server.then(cut)
    server.script.pop(0)
    assert "cut the connection, 4 times" in failure(server)


def test_too_much_is_not_read(server: ModelServer):
    server.then(raw(b"x" * 200_000))
    assert "more than 0.0953674 MB" in failure(server, limit_bytes=100_000)


def test_a_bomb_is_not_unpacked(server: ModelServer):
    import gzip

    server.then(raw(gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip"))
    assert "too large" in failure(server, limit_bytes=1_000_000)


def test_a_redirect_is_not_followed_and_the_key_goes_nowhere_else(server: ModelServer):
    other = ModelServer().then(raw(b"{}"))
    server.then(raw(b"", 307, Location=f"{other.url}/chat/completions"))
    assert "redirects elsewhere, which is not followed" in failure(server)
    assert other.asked == []
    other.close()


def test_nobody_there_is_one_line_at_once():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1/chat/completions"
        with pytest.raises(SourceFailed, match=r"cannot be reached: .*refused.* Is the endpoint running"):
            post(url, {}, timeout=5)


def test_a_name_without_an_address_is_one_line():
    def nowhere(name: str) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(SourceFailed, match=r"llm\.invalid cannot be reached: Name or service not known"):
        post("https://llm.invalid/v1/chat/completions", {}, resolve=nowhere)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("127.0.0.1:11434/v1", "not an http or https address"),
        ("file:///etc/passwd", "not an http or https address"),
        ("http://user:pw@127.0.0.1/v1", "user name or password"),
        ("http://127.0.0.1/v1?api_key=sk-1", "has no query"),
        ("http://127.1/v1", "odd way"),
        ("http://127.0.0.1:99999/v1", "not a valid address"),
    ],
)
def test_an_address_that_is_none_is_bad_input(url: str, why: str):
    with pytest.raises(BadInput, match=why) as refused:
        post(url, {}, key=KEY, timeout=2)
    assert "--llm-url" in str(refused.value)
    assert "sk-1" not in str(refused.value)
    assert "pw" not in str(refused.value)


def test_a_key_does_not_travel_in_the_clear_to_a_public_address():
    with pytest.raises(BadInput, match="in the clear; use https"):
        post("http://llm.example/v1/chat/completions", {}, key=KEY, resolve=lambda name: ["8.8.8.8"])


@pytest.mark.parametrize("key", ["a b", "a\r\nX-Evil: 1", "schlüssel", ""])
def test_a_key_that_is_none_is_refused_and_not_shown(server: ModelServer, key: str):
    with pytest.raises(BadInput, match="PARITY_LLM_KEY") as refused:
        ask(server, key=key)
    assert not key or key not in str(refused.value)
    assert server.asked == []


def test_tls_is_checked(server: ModelServer, tmp_path: Path):
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=llm.test"]
    names = ["-addext", "subjectAltName=DNS:llm.test", "-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem"]
    subprocess.run([*made, *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server.then(raw(json.dumps({"b": 1}).encode()))
    plain = server.server.socket
    server.server.socket = context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
    url = f"https://llm.test:{server.port}/v1/chat/completions"
    with pytest.raises(SourceFailed, match="certificate verify failed"):
        post(url, {}, key=KEY, timeout=5, resolve=lambda name: ["127.0.0.1"])
    assert server.asked == []
    trusted = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    assert post(url, {}, key=KEY, timeout=5, resolve=lambda name: ["127.0.0.1"], verify=trusted).status == 200
    assert threading.active_count() < 50
