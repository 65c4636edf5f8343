"""Zips with equal bytes for equal contents, on every machine.

Entries are stored as they are: what deflate writes varies between builds of zlib. Order, times,
modes and the name of the system are fixed here, by hand: repro-zipfile takes them from the
environment (`SOURCE_DATE_EPOCH`, `REPRO_ZIPFILE_FILE_MODE`) and the system from the machine, and a
pack is a function of nothing but its inputs.
"""

import io
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold, and so the one that says least."""

UNIX = 3
PLAIN_FILE = 0o100644


def stored_zip(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of these names and contents, in this order."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in entries:
            entry = ZipInfo(name, LONG_AGO)
            entry.create_system = UNIX
            entry.external_attr = PLAIN_FILE << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def zipped_folder(folder: Path, paths: Iterable[Path], top: str) -> bytes:
    """A zip of some files of a folder, under one folder name, in the order of their names."""
    names = sorted(path.relative_to(folder).as_posix() for path in paths)
    return stored_zip((f"{top}/{name}", (folder / name).read_bytes()) for name in names)


def zipped_again(content: bytes) -> bytes:
    """The same zip (an office file, say), stored with nothing of when and where it was made."""
    with ZipFile(io.BytesIO(content)) as archive:
        return stored_zip((name, archive.read(name)) for name in archive.namelist())
