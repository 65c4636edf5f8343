"""A web server on this machine that answers well, badly, elsewhere, slowly or not at all."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ANSWERS = {
    "/good": 200,
    "/gone": 404,
    "/failing": 500,
    "/closed": 403,
    "/no-head": 200,
    "/elsewhere": 302,
    "/slash": 301,
    "/slash/": 200,
    "/inside": 302,
    "/circle": 302,
    "/file": 302,
}
LOCATIONS = {
    "/elsewhere": "/good",
    "/slash": "/slash/",
    "/inside": "http://10.0.0.1/secret",
    "/circle": "/circle",
    "/file": "file:///etc/passwd",
}


class _Answering(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        server = self.server
        assert isinstance(server, Web)
        server.asked.append((self.command, self.path, self.headers["User-Agent"]))
        server.times.append(time.monotonic())
        if self.path == "/slow":
            time.sleep(1.0)
        if self.path == "/silent":
            self.connection.close()
            return
        status = ANSWERS.get(self.path, 200)
        if self.path == "/no-head" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if self.path in LOCATIONS:
            self.send_header("Location", LOCATIONS[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = _answer

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests look at what was asked."""

    def handle(self) -> None:
        """Answer, whatever the other side does meanwhile."""
        try:
            super().handle()
        except (OSError, ValueError):
            self.close_connection = True

    def finish(self) -> None:
        """Close, even where the other side has gone."""
        try:
            super().finish()
        except (OSError, ValueError):
            self.close_connection = True


class Web(ThreadingHTTPServer):
    """The server, with what it was asked and when."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.asked: list[tuple[str, str, str]] = []
        self.times: list[float] = []

    def address(self, path: str, scheme: str = "http") -> str:
        """The address of a page."""
        return f"{scheme}://127.0.0.1:{self.server_address[1]}{path}"


@contextmanager
def web() -> Iterator[Web]:
    """The server while it runs."""
    server = Web()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
