"""Shows the packs at an address that only this computer can reach."""

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from opm_evidence.errors import WrongCall
from opm_evidence.packs.contents import PAGE

LOOPBACK = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Keep no log of who looked at what."""


def serve_packs(outputs: Path, port: int, announce: Callable[[str], object]) -> None:
    """Serve a folder of packs until it is interrupted; `announce` is told the address.

    Raises:
        WrongCall: nothing was built there, or the port is taken.
    """
    if not (outputs / PAGE).is_file():
        raise WrongCall(
            f"There is nothing to show in {outputs.as_posix()}.\n"
            "    Build the packs first: opm-evidence build"
        )
    try:
        server = ThreadingHTTPServer((LOOPBACK, port), partial(_Quiet, directory=str(outputs)))
    except OSError as error:
        raise WrongCall(
            f"Port {port} cannot be used: {error.strerror}.\n    Choose another with --port."
        ) from None
    with server:
        announce(f"The packs are at http://{LOOPBACK}:{server.server_port}/ (stop with Ctrl-C)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            announce("Stopped.")
