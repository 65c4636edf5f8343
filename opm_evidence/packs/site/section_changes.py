"""What changed between two packs in the sections that were written for the policy.

They are no part of an edition, which holds what is computed: the notebooks that two packs carry are
compared. Beside a mere edition there is nothing to compare with.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

from opm_evidence.errors import UNREADABLE_ZIP, WrongCall
from opm_evidence.packs.contents import CARRIED
from opm_evidence.registers.limits import LARGEST_SECTION
from opm_evidence.registers.own_sections import NOTEBOOK, SAYS, SECTIONS, SIDECAR, parse_sidecar

Files = Mapping[str, bytes]
NOT_SAID = "nothing"


@dataclass(frozen=True, slots=True)
class SectionChange:
    """One section that came, went or was edited, and in which of its parts.

    `parts` are the cells that differ, by their numbers, and what is said otherwise of the author.
    """

    kind: Literal["section_added", "section_removed", "section_edited"]
    name: str
    title: str
    parts: tuple[str, ...] = ()


def section_changes(policy_id: str, old: Path, new: Path) -> tuple[SectionChange, ...]:
    """The sections in which two packs differ, by name; none where one of them is an edition.

    Raises:
        WrongCall: a section that a pack carries cannot be read.
    """
    before, after = _sections(old, policy_id), _sections(new, policy_id)
    if before is None or after is None:
        return ()
    return tuple(_changes(before, after))


def _changes(before: Files, after: Files) -> Iterator[SectionChange]:
    names = sorted(Path(name).stem for name in {*before, *after} if name.endswith(NOTEBOOK))
    for name in dict.fromkeys(names):
        book, sidecar = f"{name}{NOTEBOOK}", f"{name}{SIDECAR}"
        if book not in before:
            yield SectionChange("section_added", name, _said(after, sidecar)["title"])
        elif book not in after:
            yield SectionChange("section_removed", name, _said(before, sidecar)["title"])
        else:
            was, said = _said(before, sidecar), _said(after, sidecar)
            parts = [
                f"{each}: {was[each]} → {said[each]}" for each in SAYS if was[each] != said[each]
            ]
            pairs = zip_longest(_cells(before, book), _cells(after, book))
            parts += [f"cell {number}" for number, (a, b) in enumerate(pairs, 1) if a != b]
            if parts:
                yield SectionChange("section_edited", name, said["title"], tuple(parts))


def _said(files: Files, name: str) -> Mapping[str, str]:
    try:
        said = parse_sidecar(files.get(name, b"{}").decode("utf-8"))
    except ValueError:
        raise _unreadable(name) from None
    return {each: said.get(each) or NOT_SAID for each in SAYS}


def _cells(files: Files, name: str) -> list[tuple[str, str, str]]:
    try:
        return [
            (each["cell_type"], "".join(each["source"]), str(each["metadata"].get("tags", "")))
            for each in json.loads(files[name])["cells"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _unreadable(name) from None


def _unreadable(name: str) -> WrongCall:
    return WrongCall(
        f"The section {name} of one of the packs cannot be read.\n"
        "    Fetch the pack again from where it was published."
    )


def _sections(place: Path, policy_id: str) -> Files | None:
    """The files of the sections that a pack carries; `None` where there is only an edition."""
    inside = f"{CARRIED}/{policy_id}/{SECTIONS}/"
    try:
        if place.is_dir():
            return {path.name: path.read_bytes() for path in sorted((place / inside).glob("*.*"))}
        if place.suffix != ".zip":
            return None
        with ZipFile(place) as archive:
            entries = {
                each.filename.partition("/")[2].removeprefix(inside): each
                for each in archive.infolist()
                if each.filename.partition("/")[2].startswith(inside)
            }
            if any(each.file_size > LARGEST_SECTION for each in entries.values()):
                raise ValueError("a section is larger than any")
            return {name: archive.read(each) for name, each in entries.items()}
    except UNREADABLE_ZIP as error:
        raise WrongCall(f"The sections of {place.as_posix()} cannot be read: {error}.") from None
