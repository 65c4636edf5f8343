"""Marks for the pages of GitHub: a fault is shown beside the line of the file that it is in.

A workflow of GitHub sets `GITHUB_ACTIONS`, reads the lines that begin with two colons from what a
step prints, and keeps them out of its log. Everywhere else nothing is printed here. The form and
its escapes: GitHub Docs, “Workflow commands for GitHub Actions”, 2025,
https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from opm_evidence.commands.options import complain
from opm_evidence.errors import FaultyRegister, OpmEvidenceError, PackFailed
from opm_evidence.records.faults import Fault

IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
IN_PROPERTY = {**IN_MESSAGE, **str.maketrans({":": "%3A", ",": "%2C"})}
SHEET = ", sheet "
"""What parts a workbook from its sheet in the place of a fault."""


def annotate_faults(faults: Iterable[Fault], folder: Path) -> None:
    """Mark each fault of the register in that folder, advice as a warning."""
    for each in faults:
        file = file_of(each, folder)
        # A workbook is no text: nobody is shown a line of it.
        line = each.text_line or each.line if file.suffix in (".csv", ".yaml", ".yml") else 0
        level = "error" if each.severity == "fault" else "warning"
        field = f"{each.field}: " if each.field else ""
        _annotate(level, file, line, folder.name, f"{field}{each.what}\n{each.remedy}")


def annotate_failure(error: OpmEvidenceError, policy_id: str, evidence: Path, book: Path) -> None:
    """Mark why there is no pack: at the rows of its register, or at the cell of the notebook."""
    if isinstance(error, FaultyRegister):
        annotate_faults(error.faults, evidence / policy_id)
    else:
        cell = error.cell if isinstance(error, PackFailed) else ""
        _annotate("error", book, _line_of(cell, book), policy_id, str(error))


def _annotate(level: str, file: Path, line: int, title: str, message: str) -> None:
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    place = {"file": _in_repository(file), "line": str(line or ""), "title": title}
    named = ",".join(
        f"{name}={text.translate(IN_PROPERTY)}" for name, text in place.items() if text
    )
    complain(f"::{level} {named}::{message.translate(IN_MESSAGE)}")


def file_of(fault: Fault, folder: Path) -> Path:
    """The file that a fault names: one of the register, or one that all registers share."""
    name = fault.file.partition(SHEET)[0]
    shared = folder.parent / name
    return shared if shared.is_file() and not (folder / name).exists() else folder / name


def _line_of(heading: str, book: Path) -> int:
    """The line of a notebook's file that holds this heading; 0 where there is none."""
    if not heading or not book.is_file():
        return 0
    wanted = json.dumps(heading, ensure_ascii=False)[1:-1]
    lines = book.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if wanted in line), 0)


def _in_repository(file: Path) -> str:
    """The path as GitHub knows it: from the folder of the repository, where it lies inside."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    path = file.resolve()
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
