"""Reads the editions that were published before: `editions/` in a policy's folder, one file each.

A person writes none of them by hand: `opm-evidence record` does.
"""

from collections.abc import Sequence
from pathlib import Path

from opm_evidence.records.edition import Edition
from opm_evidence.records.faults import Fault
from opm_evidence.registers.decoding import parse_bytes
from opm_evidence.registers.limits import LARGEST_EDITION
from opm_evidence.registers.sources import link_fault, read_bytes, shown_name

EDITIONS = "editions"
ENDING = ".json"
REMEDY = "Take the file from the version history again; `opm-evidence record` writes these files."


def read_editions(folder: Path) -> tuple[tuple[Edition, ...], Sequence[Fault]]:
    """The editions of a policy's folder, the earliest first, and what is wrong with their files."""
    place = folder / EDITIONS
    if folder.is_symlink() or place.is_symlink() or not place.is_dir():
        return (), []  # a link is a fault of the folder, and is named with the others
    editions: list[Edition] = []
    faults: list[Fault] = []
    for path in sorted(place.iterdir()):
        if path.name.startswith("."):
            continue
        edition, wrong = _read_edition(path, folder.name)
        faults += wrong
        if edition:
            editions.append(edition)
    return tuple(sorted(editions, key=lambda each: each.order)), faults


def _read_edition(path: Path, policy_id: str) -> tuple[Edition | None, Sequence[Fault]]:
    file = f"{EDITIONS}/{shown_name(path)}"
    if path.is_symlink():
        return None, [link_fault(file)]
    if path.suffix != ENDING or not path.is_file():
        what = "This is no edition, and nothing else is kept in this folder."
        return None, [Fault(file, 0, "", what, "Move it elsewhere.")]
    data, refused = read_bytes(path, file, LARGEST_EDITION)
    if refused:
        return None, refused
    text, wrong = parse_bytes(data, file)
    if any(fault.severity == "fault" for fault in wrong):
        return None, wrong
    try:
        edition = Edition.parse(text)
    except ValueError as error:
        return None, [*wrong, Fault(file, 0, "", f"This is no edition: {error}.", REMEDY)]
    if edition.name != path.stem or edition.policy_id != policy_id:
        what = f"The file holds the edition {edition.name} of {edition.policy_id}."
        return None, [*wrong, Fault(file, 0, "name", what, REMEDY)]
    return edition, wrong


def write_edition(edition: Edition, evidence_dir: Path) -> Path:
    """Write one edition into its policy's folder, as `read_editions` reads it; the file."""
    place = evidence_dir / edition.policy_id / EDITIONS
    place.mkdir(exist_ok=True)
    path = place / f"{edition.name}{ENDING}"
    path.write_text(edition.text, encoding="utf-8", newline="\n")
    return path
