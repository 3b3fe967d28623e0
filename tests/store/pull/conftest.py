"""A publisher on a loopback address: real files or made-up ones in a publisher's layout, and every way to misbehave."""

import contextlib
import csv
import hashlib
import io
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import stamina

from parity.sources import source
from parity.store.place import Folder
from parity.store.pull import Outcome, pull

HARDWARE = "/epoch_hardware/ml_hardware.csv"
TODAY = date(2026, 8, 1)
Answer = Callable[[BaseHTTPRequestHandler, bytes], None]


class Publisher:
    """A server that knows editions and parts; `next` holds other answers, one a request, for a path."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.headers: dict[str, str] = {}
        self.next: dict[str, list[Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.at_once, self.most_at_once = 0, 0
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.close_connection = True
                publisher.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                publisher.at_once += 1
                publisher.most_at_once = max(publisher.most_at_once, publisher.at_once)
                with contextlib.suppress(OSError):
                    publisher.answer(self)
                publisher.at_once -= 1

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *args: None  # type: ignore[method-assign]
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        content = self.files.get(request.path)
        if self.next.get(request.path):
            self.next[request.path].pop(0)(request, content or b"")
        elif content is None:
            self.send(request, b"nothing here", 404)
        else:
            self.serve(request, content)

    def serve(self, request: BaseHTTPRequestHandler, content: bytes) -> None:
        etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == etag:
            self.send(request, b"", 304, ETag=etag)
        elif request.headers.get("If-Range") == etag:
            begin = int(request.headers["Range"].removeprefix("bytes=").removesuffix("-"))
            span = f"bytes {begin}-{len(content) - 1}/{len(content)}"
            self.send(request, content[begin:], 206, ETag=etag, Content_Range=span)
        else:
            self.send(request, content, ETag=etag)

    def send(
        self, request: BaseHTTPRequestHandler, body: bytes, status: int = 200, only: int | None = None, **headers: str
    ) -> None:
        request.send_response_only(status)
        kind = {"zip": "application/zip", "json": "application/json"}.get(request.path.rpartition(".")[2], "text/csv")
        given = {"Date": request.date_time_string(), "Content-Type": kind, "Content-Length": str(len(body))}
        given |= {name.replace("_", "-"): value for name, value in headers.items()} | self.headers
        for name, value in given.items():
            if value:
                request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body[:only])

    def told(self, path: str) -> list[dict[str, str]]:
        """The headers of every request for a path."""
        return [headers for asked, headers in self.asked if asked == path]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    running = Publisher()
    yield running
    running.close()


@pytest.fixture
def pulled(publisher: Publisher, store: Folder) -> Callable[..., Outcome]:
    """Pull the table of hardware from the publisher into the store."""

    def one(name: str = "epoch_hardware", *, today: date = TODAY, **how: Any) -> Outcome:
        (outcome,) = pull(store, [source(name)], today=today, mirror=publisher.url, **how)
        return outcome

    return one


@pytest.fixture
def at_once() -> Iterator[None]:
    """New tries without pauses."""
    with stamina.set_testing(True, attempts=4):
        yield


@pytest.fixture(scope="session")
def chips() -> Callable[..., bytes]:
    """A made-up edition of Epoch's table of hardware: `factor` scales its figures, `extra` adds rows."""

    def edition(number: int = 200, *, factor: float = 1.0, last: date = date(2026, 7, 1), **cells: str) -> bytes:
        text = io.StringIO()
        rows = [
            {
                "Hardware name": f"Made-up chip {row}",
                "Manufacturer": "Huawei" if row % 3 else "NVIDIA",
                "Release date": (last - timedelta(days=7 * (number - 1 - row))).isoformat(),
                "Release price (USD)": "",
                "Tensor-FP16/BF16 performance (FLOP/s)": f"{factor * (1 + row) * 2e13:g}",
                "FP16 (half precision) performance (FLOP/s)": "",
                "Memory (bytes)": f"{(1 + row % 8) * 16e9:g}",
                "Memory bandwidth (byte/s)": f"{(1 + row) * 1e11:g}",
                "TDP (W)": str(300 + row),
                "Link to datasheet": "",
                "Source for the price": "",
            }
            for row in range(number)
        ]
        rows[-1] |= cells
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue().encode()

    return edition
