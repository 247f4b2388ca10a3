"""A server that speaks the Chat Completions protocol over real sockets and answers by a script."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Exchange"], None]


class Exchange(BaseHTTPRequestHandler):
    """One request and what is done with it."""

    protocol_version = "HTTP/1.1"
    server: "ModelServer"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        behaviour = self.server.note(self.path, dict(self.headers), json.loads(body))
        try:
            behaviour(self)
        except OSError:  # the client went away, as it should from some of these
            self.close_connection = True

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        told = {"Content-Type": "application/json", "Content-Length": str(len(body))} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        for name, value in told.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self, start: bytes, bit: bytes) -> None:
        """Send `start`, then a little now and then for as long as anyone listens."""
        self.close_connection = True
        self.wfile.write(start)
        while not self.server.is_over.wait(0.02):
            self.wfile.write(bit)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class ModelServer(ThreadingHTTPServer):
    """Acts out its script, one behaviour a request, the last one for all further ones."""

    daemon_threads = True

    def __init__(self, script: Sequence[Behaviour]) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.script = list(script)
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.is_over = threading.Event()
        self._lock = threading.Lock()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def note(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Behaviour:
        with self._lock:
            self.paths.append(path)
            self.headers.append(headers)
            self.requests.append(body)
            return self.script.pop(0) if len(self.script) > 1 else self.script[0]


@contextmanager
def serving(*script: Behaviour) -> Iterator[ModelServer]:
    with ModelServer(script) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.is_over.set()
            server.shutdown()
            thread.join()


def completion(content: Any, finish_reason: str = "stop", usage: Any = None, **message: Any) -> dict[str, Any]:
    """A chat.completion object; `content` is JSON already where it is a string."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "tiny",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text, "refusal": None} | message,
                "finish_reason": finish_reason,
            }
        ],
        "usage": usage or {"prompt_tokens": 90, "completion_tokens": 10, "total_tokens": 100},
    }


def says(content: Any, **rest: Any) -> Behaviour:
    """Answers with this content."""
    return gives(completion(content, **rest))


def gives(whole: Any, **headers: str) -> Behaviour:
    """Answers 200 with this object, or these bytes."""
    body = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    return lambda exchange: exchange.send(200, body, **headers)


def fails(status: int, **headers: str) -> Behaviour:
    """Answers with an error object."""
    error = {"error": {"message": "Something is wrong.", "type": "server_error", "param": None, "code": None}}
    return lambda exchange: exchange.send(status, json.dumps(error).encode(), **headers)
