"""One HTTP exchange on addresses that were checked before, within a deadline; imported only when something is fetched.

The URL keeps its name, so the Host header, the TLS server name and the certificate check are the name's, while the
connection goes to the checked address: a name that changes its address in between (DNS rebinding) gains nothing.
"""

import ssl
import time
from collections.abc import Iterable, Iterator, Sequence

import httpcore2
import httpx2

from parity.store.addresses import Address

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class Exchange(httpx2.BaseTransport):
    """A transport for one request: no pool, no proxy, no cookies, no redirects, nothing from the environment."""

    def __init__(self, addresses: Sequence[Address], deadline: float, verify: ssl.SSLContext | None = None) -> None:
        """`deadline` is on `time.monotonic()`'s clock; `verify` replaces the system's certificate authorities."""
        self._pool = httpcore2.ConnectionPool(
            ssl_context=verify or httpx2.create_ssl_context(trust_env=False),
            network_backend=_Checked(addresses, deadline),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send it; the response streams.  Raises `httpcore2` errors."""
        url = httpcore2.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        content = request.stream if isinstance(request.stream, httpx2.SyncByteStream) else None
        sent = self._pool.handle_request(
            httpcore2.Request(request.method, url, headers=request.headers.raw, content=content)
        )
        body = _Body(sent)
        return httpx2.Response(sent.status, headers=sent.headers, stream=body, request=request)

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Checked(httpcore2.SyncBackend):
    """Connects to the checked addresses, in turn, whatever name is asked for."""

    def __init__(self, addresses: Sequence[Address], deadline: float) -> None:
        self._addresses = addresses
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore2.NetworkStream:
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for tried, address in enumerate(self._addresses):
            # An address that does not answer leaves time for the others.
            patience = _left(self._deadline) / (len(self._addresses) - tried)
            try:
                stream = super().connect_tcp(str(address), port, patience, None, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as problem:
                failure = problem
            else:
                return _Timed(stream, self._deadline)
        raise failure


class _Timed(httpcore2.NetworkStream):
    """A stream whose every operation ends by the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline)), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("out of time")
    return left
