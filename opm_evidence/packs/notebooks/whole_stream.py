"""A kernel's output in which nothing is missing that a cell wrote, however it wrote it.

What a program or a library in C writes does not pass through Python: a thread of ipykernel reads it
from a pipe. When the cell ends, ipykernel sends what that thread has handed on so far; the rest
comes after its cell, where nbclient no longer looks for it.
"""

import os
from contextlib import suppress
from select import select
from threading import Lock
from time import monotonic, sleep
from typing import Any

from ipykernel.iostream import PIPE_BUFFER_SIZE, OutStream

PATIENCE_SECONDS = 1.0
"""So long a cell waits, at most, for a program that writes on and on beside it."""


class WholeStream(OutStream):
    """Waits, at the end of each cell, for what lies in the pipe or is just being handed on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Open the stream as ipykernel does."""
        self._handing_on = Lock()
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]

    def flush(self) -> None:
        """Send what was written until now, the content of the pipe included."""
        until = monotonic() + PATIENCE_SECONDS
        while self._is_behind() and monotonic() < until:
            sleep(0.001)
        super().flush()  # type: ignore[no-untyped-call]

    def _is_behind(self) -> bool:
        if not self._should_watch or self._fid is None:
            return False
        return bool(select([self._fid], [], [], 0)[0]) or self._handing_on.locked()

    def _watch_pipe_fd(self) -> None:
        """Read the pipe in the thread of ipykernel, under a lock from reading to handing on."""
        while self._fid is not None and self._should_watch:
            select([self._fid], [], [])
            with self._handing_on:
                content = os.read(self._fid, PIPE_BUFFER_SIZE)
                if not content or not self._should_watch:
                    return
                self.write(content.decode(errors="replace"))
                with suppress(OSError):  # nobody listens there, or the disk is full
                    os.write(self._original_stdstream_copy, content)
