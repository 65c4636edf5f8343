"""Reads the usage files of one policy into one table."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from opm_evidence.records.faults import Fault
from opm_evidence.records.policy import Policy
from opm_evidence.records.register import empty_table
from opm_evidence.records.schemas import table_schema
from opm_evidence.usage.entries import content_of
from opm_evidence.usage.examining import UsageFile, examine_usage_file
from opm_evidence.usage.figures import empty_figures, joined
from opm_evidence.usage.formats import content_item
from opm_evidence.usage.keeping import KEPT_FIGURES, KEPT_FILES, read_kept
from opm_evidence.usage.keys import Subject, page, query
from opm_evidence.usage.lines import BrokenLines
from opm_evidence.usage.opening import open_usage_file
from opm_evidence.usage.pages import PageBook, moved_pages
from opm_evidence.usage.parting import parse_opened
from opm_evidence.usage.sidecar import ENDING, read_sidecar, sidecar_of
from opm_evidence.usage.tally import Wanted

FOLDER = "usage"
"""The folder inside a policy's folder."""

READMES = ("readme.md", "readme.txt", "licence.md")


@dataclass(frozen=True)
class Usage:
    """The usage that is recorded for one policy.

    Attributes:
        figures: the canonical table, `records/schemas/usage.json`.
        files: one row a file, `records/schemas/usage_files.json`.
        faults: faults and advice of all files. A file with a fault gives no figures.
    """

    figures: pd.DataFrame = field(default_factory=empty_figures, repr=False)
    files: pd.DataFrame = field(default_factory=lambda: _files([]), repr=False)
    faults: tuple[Fault, ...] = ()

    @property
    def recorded(self) -> bool:
        """Whether there is any file: without one nobody has looked, which is not a zero."""
        return len(self.files) > 0

    @property
    def stands(self) -> bool:
        """Whether every file could be read."""
        return not any(fault.severity == "fault" for fault in self.faults)


def read_usage(folder: str | Path, policy: Policy | None = None) -> Usage:
    """The usage in a folder of files with their sidecars. Bad data never raise.

    With a policy, figures are those of its `govuk_pages` and `search_terms`; a file that is itself
    a selection is taken whole. Paths meet as the answers of the Content API beside them say. A
    folder that a pack carries, already reduced to what may be published, is read as it stands.

    A folder that is not there is no fault: no usage is recorded.
    """
    folder = Path(folder)
    if not folder.is_dir():
        return Usage()
    if (folder / KEPT_FIGURES).is_file() and (folder / KEPT_FILES).is_file():
        return Usage(*read_kept(folder))
    paths, faults = _usage_files(folder)
    book = PageBook(_content_items(paths))
    found: list[UsageFile] = []
    for path in paths:
        selection = _is_selection(path)
        wanted = _wanted(None if selection else policy, book)
        found.append(examine_usage_file(path, wanted=wanted, dated=True))
    usage = usage_of(found)
    faults += [replace(fault, file=f"{FOLDER}/{fault.file}") for fault in usage.faults]
    faults += moved_pages(policy, book) if policy else []
    return replace(usage, faults=tuple(faults))


def usage_of(found: Sequence[UsageFile]) -> Usage:
    """What several files hold together."""
    faults = tuple(fault for each in found for fault in each.faults)
    return Usage(joined([each.figures for each in found]), _files(found), faults)


def _usage_files(folder: Path) -> tuple[list[Path], list[Fault]]:
    faults: list[Fault] = []
    paths: list[Path] = []
    names = {path.name for path in folder.iterdir()}
    for path in sorted(folder.iterdir()):
        name = path.name.encode("utf-8", "replace").decode()
        if name.startswith((".", "~$")) or name.casefold() in READMES:
            continue
        if name != path.name:
            what = "The name of this file is no text, and figures are published with it."
            faults.append(Fault(f"{FOLDER}/{name}", 0, "", what, "Rename it and its sidecar."))
            continue
        if path.is_dir() and not path.is_symlink():
            what = "Nothing is read from a folder inside usage."
            faults.append(
                Fault(f"{FOLDER}/{name}", 0, "", what, "Put its files beside the others.")
            )
        elif name.endswith(ENDING):
            if name.removesuffix(ENDING) not in names:
                what = "This sidecar stands without its file."
                remedy = f"Put {name.removesuffix(ENDING)} beside it, or remove it."
                faults.append(Fault(f"{FOLDER}/{name}", 0, "", what, remedy))
        else:
            paths.append(path)
    return paths, faults


def _is_selection(path: Path) -> bool:
    beside = sidecar_of(path)
    sidecar = read_sidecar(beside)[0] if beside.is_file() else None
    return bool(sidecar and sidecar.selection)


def _content_items(paths: Sequence[Path]) -> list[Any]:
    items = []
    for path in paths:
        opened, _ = open_usage_file(path)
        if opened is None or opened.kind != "text":
            continue
        try:
            lines = parse_opened(opened)
            if content_item.recognises(lines):
                items.append(content_of(lines))
        except BrokenLines:
            continue  # the file is examined later, and says so itself
    return items


def _wanted(policy: Policy | None, book: PageBook) -> Wanted:
    if policy is None:
        return book.resolved
    pages = {book.resolved(page(each.base_path)).subject_key for each in policy.govuk_pages}
    queries = {query(each.text).subject_key for each in policy.search_terms}
    keys = {"page": pages, "feedback_page": pages, "query": queries}

    def chosen(subject: Subject) -> Subject | None:
        if subject.subject_type not in keys:
            return subject
        found = subject if subject.subject_type == "query" else book.resolved(subject)
        return found if found.subject_key in keys[found.subject_type] else None

    return chosen


def _files(found: Sequence[UsageFile]) -> pd.DataFrame:
    columns = table_schema("usage_files").columns
    rows = [_file_row(each) for each in found if each.stands]
    if not rows:
        return empty_table("usage_files")[list(columns)]
    kinds = empty_table("usage_files").dtypes
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.replace("", pd.NA).astype({name: kinds[name] for name in columns})


def _file_row(found: UsageFile) -> tuple[Any, ...]:
    said = found.sidecar
    basis = tuple(dict.fromkeys(total.basis for total in found.totals))
    return (
        found.file,
        found.format,
        str(found.period.start or ""),
        str(found.period.end or ""),
        basis,
        said.source if said else "",
        str(said.retrieved_on) if said else "",
        said.licence if said else "",
        " ".join(said.note.split()) if said else "",
        " ".join(said.selection.split()) if said else "",
        found.rows,
        found.sha256,
        0,
        0,
    )
