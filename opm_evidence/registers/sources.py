"""Finds the files of a policy's folder, and opens none that lies outside it or is too large."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from opm_evidence.records.faults import Fault
from opm_evidence.records.schemas import POLICY_TABLES, SHARED_TABLES
from opm_evidence.registers.limits import LARGEST_FILE
from opm_evidence.registers.nearest import nearest, offer
from opm_evidence.registers.policy_text import POLICY_FILE

WORKBOOKS = (".xlsx", ".ods")
OTHER_WORKBOOKS = (".xls", ".xlsm", ".xlsb", ".xltx", ".fods", ".numbers", ".gsheet")
ALL_WORKBOOKS = WORKBOOKS + OTHER_WORKBOOKS
OTHER_TEXT_TABLES = (".tsv", ".tab", ".psv")
KNOWN_FOLDERS = ("usage", "templates", "editions", "sections")


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of a folder that hold a register.

    `refused` names the tables whose files are there and are not read.
    """

    policy_file: Path | None
    tables: dict[str, Path]
    workbook: Path | None
    refused: frozenset[str] = frozenset()


def find_sources(folder: Path) -> tuple[Sources, Sequence[Fault]]:
    """The files of a policy's folder, and what is wrong with the folder itself."""
    if folder.is_symlink():
        return Sources(None, {}, None, frozenset(POLICY_TABLES)), [link_fault(folder.name)]
    faults: list[Fault] = []
    tables: dict[str, Path] = {}
    workbooks: list[Path] = []
    policy_file = None
    for path in sorted(folder.iterdir()):
        name = shown_name(path)
        if name.startswith((".", "~$")):
            continue  # what systems and spreadsheets leave beside an open file
        if path.is_symlink():
            faults.append(link_fault(name))
        elif path.is_dir():
            if name == POLICY_FILE or path.suffix.lower() in (".csv", *ALL_WORKBOOKS):
                faults.append(_folder_named_as_file(name))
            elif name not in KNOWN_FOLDERS:
                faults.append(_folder_inside(name))
        elif not path.is_file():
            faults.append(_no_file(name))  # a pipe or a device could be waited for without end
        elif name == POLICY_FILE:
            policy_file = path
        elif name.endswith(".csv") and name.removesuffix(".csv") in POLICY_TABLES:
            tables[name.removesuffix(".csv")] = path
        elif path.suffix in WORKBOOKS:
            workbooks.append(path)
        else:
            faults += _other_file(path)
    if len(workbooks) > 1:
        faults.append(_two_workbooks(workbooks))
    if policy_file is None and not any(fault.file == POLICY_FILE for fault in faults):
        faults.append(_no_policy_file())
    workbook = workbooks[0] if len(workbooks) == 1 else None
    return Sources(policy_file, tables, workbook, _refused(faults, len(workbooks))), faults


def shown_name(path: Path) -> str:
    """The name of a file as text: it can be any bytes, and some are none."""
    return path.name.encode("utf-8", "replace").decode()


def _refused(faults: Sequence[Fault], workbooks: int) -> frozenset[str]:
    """Every table that a refused file may hold: what was not read is not yet absent."""
    if workbooks > 1 or any(fault.file.lower().endswith(ALL_WORKBOOKS) for fault in faults):
        return frozenset(POLICY_TABLES)
    names = {fault.file.lower().rpartition(".")[0] for fault in faults}
    near = {nearest(name, POLICY_TABLES) for name in names}
    return frozenset((names | near) & set(POLICY_TABLES))


def read_bytes(path: Path, file: str, limit: int = LARGEST_FILE) -> tuple[bytes, Sequence[Fault]]:
    """The bytes of a file, or why it is not read: its size, or what the system says."""
    try:
        with open(path, "rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            data = opened.read(limit + 1) if size <= limit else b""
    except OSError as error:
        what = f"The file cannot be opened: {error.strerror or 'unknown reason'}."
        return b"", [Fault(file, 0, "", what, "See that it is an ordinary file that you may read.")]
    if size > limit or len(data) > limit:
        what = f"The file has {max(size, len(data)):,} bytes; the limit is {limit:,}."
        remedy = "That is far beyond a register: check that this is the right file."
        return b"", [Fault(file, 0, "", what, remedy)]
    return data, []


def link_fault(name: str) -> Fault:
    """The fault of a file or folder that is a symbolic link."""
    return Fault(
        name,
        0,
        "",
        "This is a link to another place, and a register is read from its own folder only.",
        "Put the file itself into the folder.",
    )


def _no_file(name: str) -> Fault:
    what = "This is neither a file nor a folder."
    return Fault(name, 0, "", what, "Put an ordinary file in its place, or remove it.")


def _folder_named_as_file(name: str) -> Fault:
    what = "This is a folder, and its name is that of a file."
    return Fault(name, 0, "", what, "Move the file out of it, and remove or rename the folder.")


def _folder_inside(name: str) -> Fault:
    return Fault(
        name,
        0,
        "",
        f"Nothing is read from the folder “{name}”.",
        "Put tables beside policy.yaml, and GOV.UK files into “usage”.",
        "advice",
    )


def _other_file(path: Path) -> Sequence[Fault]:
    """Whatever looks like a part of a register and would be left out in silence."""
    name = shown_name(path)
    stem = name.removesuffix(path.suffix)
    lower = path.suffix.lower()
    plain = stem.lower().removesuffix(".csv")  # some editors save under claims.csv.txt
    if lower == ".txt" and (plain in POLICY_TABLES or stem.lower() == POLICY_FILE):
        return [_rename(name, "", POLICY_FILE if stem.lower() == POLICY_FILE else f"{plain}.csv")]
    if stem.lower() == "policy" and lower in (".yaml", ".yml"):
        return [_rename(name, "", POLICY_FILE)]
    if lower == ".csv":
        known = f"{stem.lower()}.csv"
        if stem.lower() in POLICY_TABLES:
            return [_rename(name, "", known)]
        if stem.lower() in SHARED_TABLES:
            what = "This table is shared by all policies, and is not read from here."
            return [Fault(name, 0, "", what, f"Keep it as {known} beside the policies’ folders.")]
        what = f"There is no table “{stem}” in a register, so this file is not read."
        tables = ", ".join(POLICY_TABLES)
        remedy = f"{offer(stem, POLICY_TABLES)}The tables are: {tables}. Rename or move the file."
        return [Fault(name, 0, "", what, remedy)]
    if lower in OTHER_TEXT_TABLES:
        return [_rename(name, "", f"{stem.lower()}.csv")]
    if lower in WORKBOOKS:
        return [_rename(name, "", f"{stem}{lower}")]
    if lower in OTHER_WORKBOOKS:
        what = f"A {lower} workbook is not read."
        return [Fault(name, 0, "", what, "Save it as XLSX or ODS, or its sheets as CSV.")]
    return []


def _rename(name: str, field: str, right: str) -> Fault:
    return Fault(name, 0, field, "The file is not read under this name.", f"Rename it to {right}.")


def _two_workbooks(paths: Sequence[Path]) -> Fault:
    names = " and ".join(path.name for path in paths)
    return Fault(
        paths[0].name,
        0,
        "",
        f"There are {len(paths)} workbooks, {names}, and it cannot be told which is the register.",
        "Keep one workbook in the folder.",
    )


def _no_policy_file() -> Fault:
    return Fault(
        POLICY_FILE,
        0,
        "",
        "policy.yaml is missing: it says what the policy is and what is asked of the evidence.",
        "Make one with `opm-evidence new`, or copy that of another policy and change it.",
    )
