"""Opens a usage file: what kind of file it is, how it is encoded, and its hash.

A file is never held in memory to find that out. Text is UTF-8 with or without a mark, UTF-16 with
one, or what is left, Windows-1252, which is said. What is no text and no Parquet is refused.
"""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from opm_evidence.records.faults import Fault

Kind = Literal["text", "parquet"]
CHUNK = 2**20
PARQUET = b"PAR1"
OTHERS = {
    b"PK\x03\x04": ("a workbook or a zip", "Save the sheet as CSV UTF-8, or unpack the file."),
    b"\xd0\xcf\x11\xe0": ("an old workbook", "Save the sheet as CSV UTF-8."),
    b"\x1f\x8b": ("compressed by gzip", "Unpack it first."),
    b"%PDF": ("a PDF", "Ask for the figures as CSV."),
    **dict.fromkeys(
        (b"<!DO", b"<!do", b"<htm", b"<HTM"),
        (
            "a web page, often the one that asks to sign in",
            "Sign in, and download the file itself.",
        ),
    ),
}
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
SAVE_AS_UTF8 = "Download it again, or save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)."


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that can be read: its kind, its encoding where it is text, its hash and its size."""

    path: Path
    file: str
    kind: Kind
    encoding: str
    sha256: str
    size: int
    ends_with_newline: bool


def open_usage_file(path: Path) -> tuple[Opened | None, list[Fault]]:
    """What a file is, or why it is not read. The file is read once, piece by piece."""
    file = path.name
    if path.is_symlink():
        what = "This is a link to another place, and usage is read from its own folder only."
        return None, [Fault(file, 0, "", what, "Put the file itself into the folder.")]
    if path.is_dir():
        what = "This is a folder."
        return None, [Fault(file, 0, "", what, "Name the files in it, one by one.")]
    if not path.exists():
        what = "There is no such file."
        return None, [Fault(file, 0, "", what, "Look at its name, and at the folder you are in.")]
    if not path.is_file():
        what = "This is no ordinary file."
        return None, [Fault(file, 0, "", what, "Put the file itself into the folder.")]
    try:
        with path.open("rb") as opened:
            head = opened.read(4)
            if head == PARQUET:
                digest, size = _hash(path)
                return Opened(path, file, "parquet", "", digest, size, True), []
            for start, (what, remedy) in OTHERS.items():
                if head.startswith(start):
                    return None, [Fault(file, 0, "", f"The file is {what}.", remedy)]
        return _text(path)
    except OSError as error:
        what = f"The file cannot be opened: {error.strerror or 'unknown reason'}."
        return None, [
            Fault(file, 0, "", what, "See that it is an ordinary file that you may read.")
        ]


def _hash(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(path):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _text(path: Path) -> tuple[Opened | None, list[Fault]]:
    file, faults = path.name, []
    digest, size, line = hashlib.sha256(), 0, 1
    encoding = decoder = None
    windows = 0
    last = b""
    for chunk in _chunks(path):
        if encoding is None:
            encoding = next((MARKS[mark] for mark in MARKS if chunk.startswith(mark)), "utf-8")
            decoder = codecs.getincrementaldecoder(encoding)()
        digest.update(chunk)
        if b"\0" in chunk and encoding != "utf-16":
            line += chunk[: chunk.index(b"\0")].count(b"\n")
            return None, [_refusal(file, line, "holds zero bytes, so it is not a text file")]
        if not windows:
            assert decoder is not None
            windows = _first_wrong_line(decoder, chunk, line)
        size, last = size + len(chunk), chunk[-2:]
        line += chunk.count(b"\n")
    if encoding is None:
        return None, [Fault(file, 0, "", "The file is empty.", "Download it again.")]
    if not windows and decoder is not None:
        windows = _first_wrong_line(decoder, b"", line, final=True)
    if windows and encoding != "utf-8":
        name = encoding.removesuffix("-sig").upper()
        return None, [_refusal(file, windows, f"says that it is {name}, and is not on this line")]
    if windows:
        refused = _not_windows_1252(path, file)
        if refused:
            return None, [refused]
        encoding = "cp1252"
        what = (
            f"This file was saved in Windows-1252; it was read as such (first on line {windows})."
        )
        faults.append(Fault(file, 0, "", what, SAVE_AS_UTF8, "advice"))
    ends = last.rstrip(b"\0")[-1:] in (b"\n", b"\r") or last[:1] == b"\n"
    return Opened(path, file, "text", encoding, digest.hexdigest(), size, ends), faults


def _first_wrong_line(
    decoder: codecs.IncrementalDecoder, chunk: bytes, line: int, *, final: bool = False
) -> int:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError as error:
        return line + error.object[: error.start].count(b"\n")
    return 0


def _not_windows_1252(path: Path, file: str) -> Fault | None:
    line = 1
    for chunk in _chunks(path):
        try:
            chunk.decode("cp1252")
        except UnicodeDecodeError as error:
            line += chunk[: error.start].count(b"\n")
            return _refusal(file, line, "is neither UTF-8 nor Windows-1252 on this line")
        line += chunk.count(b"\n")
    return None


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            yield chunk


def _refusal(file: str, line: int, why: str) -> Fault:
    return Fault(file, line, "", f"The file cannot be read: it {why}.", SAVE_AS_UTF8)
