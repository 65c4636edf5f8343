"""Editions where they lie: in a pack's folder, in a zip of one, or recorded beside a register."""

from pathlib import Path
from zipfile import ZipFile

from opm_evidence.errors import UNREADABLE_ZIP, WrongCall
from opm_evidence.records.edition import Edition
from opm_evidence.registers.limits import LARGEST_EDITION

EDITION = "edition.json"
"""The name of the file inside a pack."""

HOLDERS = "Name the folder of a pack, its zip, or a file of a policy’s folder “editions”."


def read_edition(place: Path) -> Edition:
    """The edition of a pack's folder, of its zip, or in a file of its own.

    Raises:
        WrongCall: nothing of the kind is there, or it cannot be read.
    """
    if not place.exists():
        raise WrongCall(f"There is nothing at {place.as_posix()}.\n    {HOLDERS}")
    try:
        content = _zipped(place) if place.suffix == ".zip" else _plain(place)
        return Edition.parse(content.decode("utf-8"))
    except UNREADABLE_ZIP as error:
        raise WrongCall(
            f"{place.as_posix()} holds no edition that can be read: {error}.\n    {HOLDERS}"
        ) from None


def _plain(place: Path) -> bytes:
    path = place / EDITION if place.is_dir() else place
    if not path.is_file():
        raise ValueError(f"it has no {EDITION}, so it is no pack, or an older one")
    if path.stat().st_size > LARGEST_EDITION:
        raise ValueError(f"{path.name} is larger than any edition")
    return path.read_bytes()


def _zipped(place: Path) -> bytes:
    with ZipFile(place) as archive:
        found = [
            each
            for each in archive.infolist()
            if each.filename.count("/") <= 1 and each.filename.rpartition("/")[2] == EDITION
        ]
        if len(found) != 1:
            raise ValueError(f"it has {len(found)} files {EDITION} instead of one")
        if found[0].file_size > LARGEST_EDITION:  # zipfile reads no more than is declared
            raise ValueError(f"{EDITION} is larger than any edition")
        return archive.read(found[0])
