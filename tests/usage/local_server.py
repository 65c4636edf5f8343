"""A small server on this computer that answers as GOV.UK does, and as GOV.UK does on a bad day."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Say:
    """One answer: status, body, headers; `slow` seconds before it, `cut` bytes off its end."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "application/json; charset=utf-8"
    slow: float = 0
    cut: int = 0


@dataclass
class Server:
    """Where it listens, what it says at which path (in turn, the last again), what it was asked."""

    base: str = ""
    says: dict[str, list[Say]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def local_server() -> Iterator[Server]:
    """A server for one test, on any free port of the loopback address."""
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append((self.path, self.headers.get("User-Agent", "")))
            answers = told.says.get(self.path.partition("?")[0], [Say(b"{}", 404)])
            say = answers.pop(0) if len(answers) > 1 else answers[0]
            time.sleep(say.slow)
            self.send_response(say.status)
            self.send_header("Content-Type", say.kind)
            self.send_header("Content-Length", str(len(say.body)))
            for name, value in say.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # whoever asked may have gone
                self.wfile.write(say.body[: len(say.body) - say.cut])

        def log_message(self, *words: object) -> None:
            """Say nothing: the test looks at `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    told.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
