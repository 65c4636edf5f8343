"""Reads the sections that a policy's analysts wrote: `sections/` in its folder, a notebook each.

Beside each notebook lies a file of the same name in YAML with its title, author and organisation.
Results that a notebook holds are left behind: a pack runs its cells again.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from opm_evidence.records.faults import Fault
from opm_evidence.records.own_section import OwnSection, SectionCell
from opm_evidence.records.yaml_loader import compose_plain
from opm_evidence.registers.decoding import parse_bytes
from opm_evidence.registers.limits import LARGEST_SECTION
from opm_evidence.registers.nearest import LONGEST_SHOWN, quoted
from opm_evidence.registers.section_shape import shape_faults
from opm_evidence.registers.sources import link_fault, read_bytes, shown_name

SECTIONS = "sections"
NOTEBOOK, SIDECAR = ".ipynb", ".yaml"
SAYS = ("title", "author", "organisation")
"""What the file beside a notebook has to say, and all that it may."""

NAME = re.compile(r"(?=.{1,40}$)[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_WORDS = 200
TEXT_TAG = "tag:yaml.org,2002:str"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def read_sections(folder: Path) -> tuple[tuple[OwnSection, ...], Sequence[Fault]]:
    """The sections of a policy's folder in the order of their names, and what is wrong with them.

    Nothing is run.
    """
    place = folder / SECTIONS
    if folder.is_symlink() or place.is_symlink() or not place.is_dir():
        return (), []  # a link is a fault of the folder, and is named with the others
    sections: list[OwnSection] = []
    faults: list[Fault] = []
    for path in sorted(place.iterdir()):
        if path.name.startswith("."):
            continue
        file = f"{SECTIONS}/{shown_name(path)}"
        if path.is_symlink():
            faults.append(link_fault(file))
        elif path.suffix == SIDECAR and path.with_suffix(NOTEBOOK).is_file():
            continue  # it is read with its notebook
        elif path.suffix != NOTEBOOK or not path.is_file():
            what = "This is neither a notebook nor the file beside one, so it is not published."
            remedy = "Keep NAME.ipynb and NAME.yaml here, and nothing else."
            faults.append(Fault(file, 0, "", what, remedy))
        else:
            section, wrong = _read_section(path)
            faults += wrong
            sections += [section] if section else []
    return tuple(sections), faults


def write_section(section: OwnSection, folder: Path) -> None:
    """Write a section into a policy's folder as `read_sections` reads it; stable bytes."""
    place = folder / SECTIONS
    place.mkdir(exist_ok=True)
    said = {name: getattr(section, name) for name in SAYS}
    sidecar = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=1000)
    for ending, text in ((NOTEBOOK, _notebook_text(section)), (SIDECAR, sidecar)):
        path = place / f"{section.name}{ending}"
        path.write_text(text, encoding="utf-8", newline="\n")


def _read_section(path: Path) -> tuple[OwnSection | None, Sequence[Fault]]:
    file = f"{SECTIONS}/{shown_name(path)}"
    faults: list[Fault] = []
    if not NAME.fullmatch(path.stem):
        what = "The name cannot be an address on the page."
        remedy = "Use at most 40 small letters, digits and hyphens, such as fuel-prices.ipynb."
        faults.append(Fault(file, 0, "", what, remedy))
    said, wrong = _read_sidecar(path.with_suffix(SIDECAR))
    faults += wrong
    text, wrong = _read_text(path, file)
    faults += wrong
    if wrong:
        return None, faults
    cells, wrong = _parse_cells(text, file)
    faults += wrong or shape_faults(cells, file)
    if any(fault.severity == "fault" for fault in faults):
        return None, faults
    return OwnSection(path.stem, **said, cells=cells), faults


def _read_text(path: Path, file: str) -> tuple[str, Sequence[Fault]]:
    data, refused = read_bytes(path, file, LARGEST_SECTION)
    if refused:
        return "", refused
    text, wrong = parse_bytes(data, file)
    return text, [fault for fault in wrong if fault.severity == "fault"]


def _read_sidecar(path: Path) -> tuple[dict[str, str], Sequence[Fault]]:
    file = f"{SECTIONS}/{shown_name(path)}"
    remedy = (
        f"Say title, author and organisation in {file}: a section is published with its author."
    )
    if path.is_symlink():
        return {}, [link_fault(file)]
    if not path.is_file():
        return {}, [Fault(file, 0, "", "Nobody says whose work this section is.", remedy)]
    text, wrong = _read_text(path, file)
    if wrong:
        return {}, wrong
    try:
        said = parse_sidecar(text)
    except ValueError:
        return {}, [Fault(file, 0, "", "This is not a list of names and values.", remedy)]
    faults = [_unsaid(file, name, remedy) for name in SAYS if not _is_line(said.get(name, ""))]
    for name in said:
        if name not in SAYS:
            what = f"Nothing is read under the name {quoted(name)}."
            faults.append(
                Fault(file, 0, name[:LONGEST_SHOWN], what, f"Use only: {', '.join(SAYS)}.")
            )
    return {name: said.get(name, "").strip() for name in SAYS}, faults


def parse_sidecar(text: str) -> dict[str, str]:
    """What the file beside a notebook says, by name; what is no text counts as not said.

    Raises:
        ValueError: it is no list of names and values.
    """
    try:
        node = compose_plain(text, deepest=1)
    except yaml.YAMLError:
        node = None
    if not isinstance(node, yaml.MappingNode):
        raise ValueError("this is not a list of names and values")
    return {
        str(name.value): value.value if value.tag == TEXT_TAG else "" for name, value in node.value
    }


def _is_line(value: str) -> bool:
    words = value.strip()
    return bool(words) and len(value) <= LONGEST_WORDS and words.isprintable()


def _unsaid(file: str, name: str, remedy: str) -> Fault:
    return Fault(file, 0, name, f"It does not say the {name}, in one line of text.", remedy)


def _parse_cells(text: str, file: str) -> tuple[tuple[SectionCell, ...], Sequence[Fault]]:
    try:
        raw = json.loads(text)
        version, found = raw["nbformat"], list(raw["cells"])
        cells = [_parse_cell(number, each) for number, each in enumerate(found, 1)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        version, cells = 0, []
    if version != 4:
        what = "This is no notebook of version 4."
        return (), [Fault(file, 0, "", what, "Open it in JupyterLab and save it again.")]
    faults = [
        Fault(file, 0, f"cell {n}", f"A cell of the kind “{kind}” is not shown.", remedy)
        for n, kind, remedy in (
            (n, str(each.get("cell_type")), "Make it Markdown or code.")
            for n, each in enumerate(found, 1)
        )
        if kind not in ("markdown", "code")
    ]
    faults += [
        Fault(
            file,
            0,
            f"cell {n}",
            "A picture was pasted into this cell, and has no words for who cannot see it.",
            "Remove it; show a chart by returning display.exhibits.Figure from a code cell.",
        )
        for n, each in enumerate(found, 1)
        if each.get("attachments")
    ]
    return tuple(each for each in cells if each.kind in ("markdown", "code")), faults


def _parse_cell(number: int, raw: Any) -> SectionCell:
    source = raw["source"]
    text = source if isinstance(source, str) else "".join(source)
    tags = tuple(str(tag) for tag in raw.get("metadata", {}).get("tags", []))
    return SectionCell(number, raw["cell_type"], text, tags)


def _notebook_text(section: OwnSection) -> str:
    cells: list[dict[str, Any]] = []
    for each in section.cells:
        cell: dict[str, Any] = {
            "cell_type": each.kind,
            "id": f"cell-{each.number}",
            "metadata": {"tags": list(each.tags)} if each.tags else {},
            "source": each.source.splitlines(keepends=True),
        }
        if each.kind == "code":
            cell |= {"execution_count": None, "outputs": []}
        cells.append(cell)
    content = {
        "cells": cells,
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
