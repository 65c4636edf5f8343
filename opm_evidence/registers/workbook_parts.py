"""Opens the zip that a workbook is, bounded, and hands on only the XML in it.

A zip can unfold to a thousand times its size, and what its directory says about sizes can be
false. Each part is unpacked by Python's own zipfile, which stops at the size that was announced
and compares a checksum; the reader of workbooks then gets a zip whose parts are stored unpacked.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence

from opm_evidence.errors import UNREADABLE_ZIP
from opm_evidence.records.faults import Fault
from opm_evidence.registers.limits import LARGEST_UNPACKED

WANTED = (".xml", ".rels", "mimetype")
ODS_MANIFEST = "META-INF/manifest.xml"
SEALED = b"encryption-data"
MOST_PARTS = 5_000
MEGABYTE = 2**20


def parse_parts(data: bytes, file: str) -> tuple[Mapping[str, bytes], Sequence[Fault]]:
    """The XML parts of a workbook by name, or why it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [each for each in archive.infolist() if each.filename.endswith(WANTED)]
            size = sum(each.file_size for each in infos)
            if size > LARGEST_UNPACKED or len(infos) > MOST_PARTS:
                return {}, [_too_large(file, size)]
            if any(each.flag_bits & 1 for each in infos):
                return {}, [_protected(file)]
            parts = {each.filename: archive.read(each) for each in infos}
            if SEALED in parts.get(ODS_MANIFEST, b""):
                return {}, [_protected(file)]
            return parts, []
    except UNREADABLE_ZIP:
        return {}, [_broken(file, data)]


def stored_zip(parts: Mapping[str, bytes]) -> io.BytesIO:
    """The same parts as a zip without compression."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    stored.seek(0)
    return stored


def _too_large(file: str, size: int) -> Fault:
    return Fault(
        file,
        0,
        "",
        f"The workbook unfolds to {size // MEGABYTE:,} megabytes; the limit is "
        f"{LARGEST_UNPACKED // MEGABYTE:,}.",
        "That is far beyond a register: check that this is the right file.",
    )


def _protected(file: str) -> Fault:
    return Fault(
        file,
        0,
        "",
        "The workbook is protected by a password.",
        "Save a copy without a password.",
    )


def _broken(file: str, data: bytes) -> Fault:
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # what a protected or an old Excel file begins with
        what = "The workbook is protected by a password, or is of an old kind."
        return Fault(file, 0, "", what, "Save it as XLSX or ODS without a password.")
    return Fault(
        file,
        0,
        "",
        "The workbook is damaged or is not one: it cannot be opened.",
        "Open it in a spreadsheet and save it again as XLSX or ODS.",
    )
