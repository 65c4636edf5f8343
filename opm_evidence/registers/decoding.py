"""From the bytes of a text file to its text.

Spreadsheets save CSV as UTF-8 with or without a mark, as UTF-16 with one, or in the code page of
the machine, which in the United Kingdom is Windows-1252. Nothing else is guessed: frictionless
was tried and read a short Windows-1252 file as a Greek one, without a word.
"""

import codecs
from collections.abc import Sequence

from opm_evidence.records.faults import Fault

UTF8_MARK = codecs.BOM_UTF8
UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
UTF32_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
NO_TEXT = {
    b"PK\x03\x04": ("a workbook or a zip", "Save the sheet as CSV UTF-8 under this name."),
    b"\xd0\xcf\x11\xe0": ("an old workbook", "Save the sheet as CSV UTF-8 under this name."),
    b"%PDF": ("a PDF", "Put the table itself in its place."),
}
"""How files of other kinds begin, and what to do about them."""

NO_TABLE = {
    b"<!doctype html": (
        "a web page, often the one that asks to sign in",
        "Sign in, and download the file itself.",
    ),
    b"<html": (
        "a web page, often the one that asks to sign in",
        "Sign in, and download the file itself.",
    ),
    b"version https://git-lfs.github.com/spec/": (
        "what Git LFS leaves where a file is kept elsewhere",
        "Fetch the file with: git lfs pull",
    ),
}
"""How text begins, in small letters, that stands where a file should be."""

OF_TWO_VERSIONS = (b"<<<<<<< ", b">>>>>>> ")
"""Marks that git leaves around what two people changed at once."""

SAVE_AS_UTF8 = "Save the file as UTF-8."
SAVE_TABLE_AS_UTF8 = "Save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”)."


def parse_bytes(data: bytes, file: str) -> tuple[str, Sequence[Fault]]:
    """The text of a file, and what there is to say about how it was saved.

    The text is empty where it cannot be read, and the fault then names the line.
    """
    if data.startswith(UTF32_MARKS):
        return "", [_unreadable(file, 0, "is saved as UTF-32")]
    for mark, encoding in UTF16_MARKS.items():
        if data.startswith(mark):
            return _parse_utf16(data[len(mark) :], encoding, file)
    body = data.removeprefix(UTF8_MARK)
    other = _other_kind(body, file) or _two_versions(body, file)
    if other:
        return "", [other]
    if b"\0" in body:
        line = body[: body.index(b"\0")].count(b"\n") + 1
        return "", [_unreadable(file, line, "holds zero bytes, so it is not a text file")]
    try:
        return body.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
    if data.startswith(UTF8_MARK):
        return "", [_unreadable(file, line, "says that it is UTF-8, and is not on this line")]
    return _parse_windows_1252(body, file, line)


def _other_kind(body: bytes, file: str) -> Fault | None:
    """The fault of a file that is of another kind than its name says."""
    start = body[:100].lstrip().lower()
    for beginnings, head in ((NO_TEXT, body), (NO_TABLE, start)):
        for beginning, (what, remedy) in beginnings.items():
            if head.startswith(beginning):
                return Fault(file, 0, "", f"The file cannot be read: it is {what}.", remedy)
    return None


def _two_versions(body: bytes, file: str) -> Fault | None:
    """The fault of a file in which two versions stand side by side, at the first mark of it."""
    for mark in OF_TWO_VERSIONS:
        at = 0 if body.startswith(mark) else body.find(b"\n" + mark) + 1
        if at or body.startswith(mark):
            return Fault(
                file,
                body[:at].count(b"\n") + 1,
                "",
                "Two versions of the file were merged, and both stand here from this line on.",
                "Keep the right one, and remove the lines that begin with <<<<<<<, ======= and "
                ">>>>>>>.",
            )
    return None


def _parse_utf16(body: bytes, encoding: str, file: str) -> tuple[str, Sequence[Fault]]:
    try:
        return body.decode(encoding), []
    except UnicodeDecodeError as error:
        line = body[: error.start].decode(encoding, "replace").count("\n") + 1
        return "", [_unreadable(file, line, "says that it is UTF-16, and is not on this line")]


def _parse_windows_1252(body: bytes, file: str, line: int) -> tuple[str, Sequence[Fault]]:
    try:
        text = body.decode("cp1252")
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        return "", [_unreadable(file, line, "is neither UTF-8 nor Windows-1252 on this line")]
    advice = Fault(
        file,
        0,
        "",
        f"This file was saved in Windows-1252; it was read as such (first on line {line}).",
        _save_as_utf8(file)
        + " Then look at names and dashes once: a guess of this kind can be wrong.",
        "advice",
    )
    return text, [advice]


def _unreadable(file: str, line: int, why: str) -> Fault:
    return Fault(file, line, "", f"The file cannot be read: it {why}.", _save_as_utf8(file))


def _save_as_utf8(file: str) -> str:
    return SAVE_TABLE_AS_UTF8 if file.endswith(".csv") else SAVE_AS_UTF8
