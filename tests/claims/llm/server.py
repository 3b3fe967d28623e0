"""A real server on a loopback address that speaks the chat-completions protocol, its failures included."""

import contextlib
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Handle = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


class ModelServer:
    """Answers requests in turn by its `script`; the last one goes on for ever."""

    def __init__(self) -> None:
        self.script: list[Handle] = []
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                self.close_connection = True
                payload = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}, payload))
                handle = site.script.pop(0) if len(site.script) > 1 else site.script[0]
                with contextlib.suppress(OSError):
                    handle(self, payload)

            def do_GET(self) -> None:
                site.asked.append((self.path, {}, {}))
                self.send_error(404)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *args: None  # type: ignore[method-assign]
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def then(self, *handles: Handle) -> "ModelServer":
        self.script += handles
        return self

    @property
    def payloads(self) -> list[dict[str, Any]]:
        return [payload for _, _, payload in self.asked]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def raw(body: bytes, status: int = 200, **headers: str) -> Handle:
    """Answer with these bytes."""

    def handle(request: BaseHTTPRequestHandler, payload: dict[str, Any]) -> None:
        request.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return handle


def says(content: Any, finish: str = "stop", usage: Any = (1000, 50), **message: Any) -> Handle:
    """Answer with a model's words; a list stands for claims."""
    text = json.dumps({"claims": content}) if isinstance(content, list) else content
    counts = {"prompt_tokens": usage[0], "completion_tokens": usage[1]} if isinstance(usage, tuple) else usage
    choice = {"index": 0, "message": {"role": "assistant", "content": text, **message}, "finish_reason": finish}
    return raw(json.dumps({"id": "x", "object": "chat.completion", "choices": [choice], "usage": counts}).encode())


def refuses(message: str, status: int = 400, **error: Any) -> Handle:
    """Answer with an error as OpenAI's endpoints write it."""
    return raw(json.dumps({"error": {"message": message, **error}}).encode(), status)


def claim(quote: str, kind: str, **fields: Any) -> dict[str, Any]:
    """One claim of an answer."""
    return {"quote": quote, "kind": kind, **fields}
