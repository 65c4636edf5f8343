"""Where sockets may lie: their paths can be no longer than a hundred letters or so."""

import os
import tempfile

LONGEST = 103
"""Bytes of the path of a socket, by sys/un.h: 107 on Linux, 103 on macOS."""

BELOW = len("/opm-12345678/kernel.json-ipc-5")
"""What comes after the folder for temporary files in the longest path of ours."""


def room_for_sockets() -> str | None:
    """The folder to make a folder for sockets in: the usual one, or /tmp where that is too deep."""
    deep = len(os.fsencode(tempfile.gettempdir())) + BELOW > LONGEST
    return "/tmp" if deep and os.name != "nt" else None
