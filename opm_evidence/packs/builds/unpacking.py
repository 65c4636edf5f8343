"""A pack as a folder, wherever it lies: in a folder already, or in the zip that was downloaded.

A zip may come from anybody. Ours hold their files as they are, so one that is compressed, or that
declares more than it is long, is not one of ours and is not unpacked.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from opm_evidence.errors import UNREADABLE_ZIP, WrongCall
from opm_evidence.packs.contents import MANIFEST, archive_of
from opm_evidence.records.texts import is_slug


@contextmanager
def unpacked(place: Path) -> Iterator[Path]:
    """The folder of a pack; for a zip, one that is gone afterwards and holds the zip itself, too.

    Raises:
        WrongCall: the zip is not that of a pack.
    """
    if place.suffix != ".zip" or not place.is_file():
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="opm-") as folder:
        try:
            top = _unpack(place, Path(folder))
        except UNREADABLE_ZIP as error:
            raise WrongCall(
                f"{place.as_posix()} is not the zip of a pack: {error}.\n"
                "    Download it again from the page of the pack, or unpack it yourself and name"
                " the folder."
            ) from None
        yield Path(folder) / top


def _unpack(place: Path, folder: Path) -> str:
    with ZipFile(place) as archive:
        entries = archive.infolist()
        tops = {each.filename.partition("/")[0] for each in entries}
        top = min(tops, default="")
        if len(tops) != 1 or f"{top}/{MANIFEST}" not in archive.namelist():
            raise ValueError(f"it does not hold one folder with a {MANIFEST}")
        if not is_slug(top):  # it becomes a part of paths
            raise ValueError("its folder is not named as a policy is")
        if any(each.compress_type != ZIP_STORED for each in entries):
            raise ValueError("it was zipped again, by something else")
        if sum(each.file_size for each in entries) > place.stat().st_size:
            raise ValueError("it declares more than it holds")
        archive.extractall(folder)  # which lets no name lead out of the folder
    shutil.copyfile(place, folder / top / archive_of(top))  # a pack's folder holds its zip
    return top
