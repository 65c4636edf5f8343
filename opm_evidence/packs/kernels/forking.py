"""Asks the warm process for processes: what a caller holds of it, and of each that is forked."""

import atexit
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Self

from opm_evidence.packs.notebooks.sockets import room_for_sockets

ADDRESS = "OPM_EVIDENCE_WARM_PROCESS"
"""The environment variable that tells a process where its warm process listens."""

KERNEL_MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.core.completerlib",
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "opm_evidence.packs.kernels.warm_kernel",
    "opm_evidence.packs.notebooks.whole_stream",
    "opm_evidence.registers.reading",
    "opm_evidence.usage",
    "opm_evidence.display",
    "opm_evidence.packs.kernels.rehearsal:rehearse",
)
"""What a kernel imports as it starts, what our cells import, and what they do first."""

QUIET = {"PYDEVD_DISABLE_FILE_VALIDATION": "1", "PYDANTIC_DISABLE_PLUGINS": "__all__"}
"""As ipykernel sets it: its debugger would otherwise warn of the modules built into Python. And
pydantic would look for plug-ins in whatever is installed, to find none."""

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Forking is safe only where the imports started no threads."""

SECONDS_TO_END = 10
KILLED = -int(getattr(signal, "SIGKILL", 9))


class NotWarm(Exception):
    """There is no warm process; the message says why. Everything works without, only slower."""


class ForkedProcess:
    """A process that was forked from the warm one, with the methods of `subprocess.Popen`."""

    stdin = stdout = stderr = None  # they belong to whoever asked

    def __init__(self, connection: socket.socket) -> None:
        """Read the number of the process from the connection; closing that ends the process.

        Raises:
            NotWarm: the warm process ended before it could say.
        """
        self._connection = connection
        self._lines = connection.makefile("rb")
        self._gate = threading.Lock()  # one thread may wait for the end while another brings it
        self.returncode: int | None = None
        self.pid: int = self._next("process")
        if self.pid == KILLED:
            self._lines.close()
            connection.close()
            raise NotWarm("it ended while it was asked")

    def poll(self) -> int | None:
        """How it ended, or nothing while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """How it ended; a negative number is the signal that killed it.

        Raises:
            subprocess.TimeoutExpired: it has not ended in that time.
        """
        ended = self._ended(timeout)
        if ended is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
        return ended

    def send_signal(self, number: int) -> None:
        """Send a signal to the process, while it runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the process and all that it started, and wait until it is gone."""
        if self.poll() is None:
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self._ended(None)

    terminate = kill

    def _ended(self, timeout: float | None) -> int | None:
        with self._gate:
            if self.returncode is None and select.select([self._connection], [], [], timeout)[0]:
                self.returncode = self._next("exit")
                self._lines.close()
                self._connection.close()
            return self.returncode

    def _next(self, what: str) -> int:
        try:
            return int(json.loads(self._lines.readline())[what])
        except (OSError, ValueError):
            return KILLED  # the warm process is gone, and takes its children along


class WarmProcess:
    """The warm process, as whoever started it or was told its address sees it."""

    def __init__(self, address: str) -> None:
        """It listens there."""
        self.address = address
        self._is_warm = self._is_over = False
        self._process: subprocess.Popen[bytes] | None = None
        self._gate = threading.Lock()  # one thread may wait until it is warm while another ends it

    @classmethod
    def start(cls, modules: Sequence[str] = KERNEL_MODULES) -> Self:
        """Start one that imports these modules. It ends with this process, however that ends.

        Raises:
            NotWarm: this system cannot fork safely.
        """
        if not sys.platform.startswith("linux") or not hasattr(os, "pidfd_open"):
            raise NotWarm("only Linux can fork a process after such imports")
        warm = cls(os.path.join(tempfile.mkdtemp(prefix="opm-", dir=room_for_sockets()), "warm"))
        # -P keeps the current folder off the path of imports. A session of its own keeps Ctrl-C
        # away: whoever started it decides when it ends.
        warm._process = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "opm_evidence.packs.kernels.warm_process",
                warm.address,
                *modules,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **QUIET, **ONE_THREAD},
            start_new_session=True,
        )
        return warm

    def wait_until_warm(self) -> None:
        """Wait for its imports.

        Raises:
            NotWarm: one of them failed, or the process died.
        """
        process = self._process
        if self._is_over:
            raise NotWarm("it was ended")
        if self._is_warm or process is None or process.stdout is None:
            return
        try:
            answer = process.stdout.readline()
        except ValueError:  # another thread has just closed it
            answer = b""
        failure = json.loads(answer)["failure"] if answer else "its process died"
        if failure:
            self.close()
            raise NotWarm(failure)
        self._is_warm = True

    def fork(
        self,
        call: str,
        arguments: Sequence[str],
        *,
        folder: Path,
        environment: Mapping[str, str],
        streams: tuple[int, int, int],
    ) -> ForkedProcess:
        """A process that calls `module:function` with these arguments on these three streams.

        Its own kernels come from here too, unless its environment names another warm process.

        Raises:
            NotWarm: the warm process is gone.
        """
        request = {
            "call": call,
            "arguments": list(arguments),
            "folder": str(folder),
            "environment": {ADDRESS: self.address, **environment},
        }
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(self.address)
            message = json.dumps(request).encode() + b"\n"
            sent = socket.send_fds(connection, [message], streams)
            connection.sendall(message[sent:])
        except OSError as error:
            connection.close()
            raise NotWarm(f"it cannot be reached: {error.strerror}") from None
        return ForkedProcess(connection)

    def close(self) -> None:
        """End it, and with it every process that was forked from it."""
        with self._gate:
            self._is_over = True
            process, self._process = self._process, None
        if process is None:
            return
        if not self._is_warm:  # it would first finish its imports, and has no children yet
            process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:  # stopped, or it waits for a disk; its children go along
            process.kill()
            process.wait()
        shutil.rmtree(os.path.dirname(self.address), ignore_errors=True)


@cache
def warm_process() -> WarmProcess | None:
    """The warm process of this process: the one it was told of, or one of its own.

    Nothing where there can be none; then kernels start in the ordinary way.
    """
    if ADDRESS in os.environ:
        return WarmProcess(os.environ[ADDRESS])
    try:
        warm = WarmProcess.start()
        atexit.register(warm.close)
        warm.wait_until_warm()
    except NotWarm:
        return None
    return warm
