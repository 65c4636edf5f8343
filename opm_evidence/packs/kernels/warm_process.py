"""The warm process: a program that imports everything once, and forks kernels and workers from it.

    python -m opm_evidence.packs.kernels.warm_process ADDRESS MODULE[:FUNCTION]…

It answers at a Unix socket. A caller that connects asks for one process: what it calls, with which
arguments, in which folder and environment, on which three standard streams. The caller is told its
number and, later, how it ended. A connection that is closed ends the process at its other end, and
the end of this program's own input ends them all: nothing outlives whoever asked for it.

Only Linux forks safely after such imports, and only Linux has what is used here to watch children.
"""

import atexit
import ctypes
import gc
import json
import os
import selectors
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

LARGEST_REQUEST = 1 << 20
PATIENCE_SECONDS = 10
PR_SET_PDEATHSIG = 1
Request = dict[str, Any]


def main(arguments: Sequence[str]) -> None:
    """Import the modules, say whether that worked, and fork until nobody needs it any more."""
    address, *modules = arguments
    failure = _preload(modules)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        if not failure:
            listener.bind(address)
            listener.listen()
        try:
            print(json.dumps({"failure": failure}), flush=True)
        except BrokenPipeError:  # whoever asked has gone meanwhile
            os._exit(1)
        if failure:
            return
        request = Nursery(listener).serve()
    if request is not None:
        _called(request["call"], *request["arguments"])
        _tidy_up()
    # Not as an ordinary process ends: what was set apart from the collection of garbage, or is held
    # by a thread of the kernel, DuckDB's binding takes for leaked, and prints pages about it.
    os._exit(0)


def _tidy_up() -> None:
    """What the end of an ordinary process does for others: threads, last calls, last words."""
    for each in threading.enumerate():
        if not each.daemon and each is not threading.current_thread():
            each.join()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()


def _called(name: str, *arguments: str) -> None:
    """Import `module`, and where it says `module:function`, call that."""
    module, _, function = name.partition(":")
    found = import_module(module)
    if function:
        getattr(found, function)(*arguments)


def _preload(modules: Sequence[str]) -> str:
    """Load each; why that failed, if it did. An import that fails in silence gains nothing."""
    gc.disable()  # what is imported stays: looking for garbage in it takes a fifth of the time
    for each in modules:
        try:
            _called(each)
        except Exception as error:
            return f"{each} cannot be loaded: {type(error).__name__}: {error}"
    running = len(os.listdir("/proc/self/task"))
    if running > 1 or threading.active_count() > 1:
        return f"the imports started {running - 1} threads, which a forked process would lack"
    gc.freeze()  # so that collecting garbage in a child copies none of this
    gc.enable()
    return ""


class Nursery:
    """Forks processes, and watches over them and over whoever asked for them."""

    def __init__(self, listener: socket.socket) -> None:
        """Listen there, and to the standard input of this process for the end of its owner."""
        self._listener = listener
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ, self._accept)
        self._selector.register(0, selectors.EVENT_READ, self._owner_is_gone)
        self._children: dict[int, tuple[int, socket.socket]] = {}
        self._parent = os.getpid()
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._over = False

    def serve(self) -> Request | None:
        """Fork until the owner is gone. In a forked process: what it has been asked to do."""
        while not self._over:
            for key, _ in self._selector.select():
                act: Callable[[], Request | None] = key.data
                request = act()
                if request:
                    return request
        for child in self._children:
            _kill(child)
        for child in self._children:
            os.waitpid(child, 0)
        return None

    def _owner_is_gone(self) -> None:
        self._over = not os.read(0, 1024)

    def _accept(self) -> Request | None:
        connection, _ = self._listener.accept()
        connection.settimeout(PATIENCE_SECONDS)
        try:
            request, streams = _received(connection)
        except (OSError, ValueError):
            connection.close()
            return None
        child = os.fork()
        if child == 0:
            self._become(request, connection, streams)
            return request
        for stream in streams:
            os.close(stream)
        # Said on both sides, so that it is true before anybody hears of the process: its group
        # is how it is ended with all that it starts.
        os.setpgid(child, child)
        watch = os.pidfd_open(child)
        self._children[child] = watch, connection
        self._selector.register(watch, selectors.EVENT_READ, lambda: self._bury(child))
        self._selector.register(connection, selectors.EVENT_READ, lambda: self._abandon(child))
        _send(connection, {"process": child})
        return None

    def _become(self, request: Request, connection: socket.socket, streams: Sequence[int]) -> None:
        """Leave everything behind that belongs to the warm process."""
        os.setpgid(0, 0)
        self._libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != self._parent:
            os._exit(1)
        self._selector.close()
        self._listener.close()
        connection.close()
        for watch, other in self._children.values():
            os.close(watch)
            other.close()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["folder"])

    def _abandon(self, child: int) -> None:
        """Whoever asked for this process has hung up: end it."""
        if child in self._children:
            self._selector.unregister(self._children[child][1])
            _kill(child)

    def _bury(self, child: int) -> None:
        watch, connection = self._children.pop(child)
        self._selector.unregister(watch)
        os.close(watch)
        if connection in self._selector.get_map():
            self._selector.unregister(connection)
        _kill(child)  # what it had started itself and left running
        _, status = os.waitpid(child, 0)
        _send(connection, {"exit": os.waitstatus_to_exitcode(status)})
        connection.close()


def _received(connection: socket.socket) -> tuple[Request, list[int]]:
    message, streams, _, _ = socket.recv_fds(connection, LARGEST_REQUEST, 3)
    while not message.endswith(b"\n") and len(message) < LARGEST_REQUEST:
        more = connection.recv(LARGEST_REQUEST)
        if not more:
            break
        message += more
    return json.loads(message), streams


def _send(connection: socket.socket, answer: dict[str, int]) -> None:
    try:
        connection.sendall(json.dumps(answer).encode() + b"\n")
    except OSError:
        pass  # nobody is there any more to be told


def _kill(child: int) -> None:
    """End a process that has not been waited for, with all that it started."""
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        pass


if __name__ == "__main__":
    main(sys.argv[1:])
