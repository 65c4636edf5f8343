"""Adds an outside challenge to a register, or the answer to one, in challenges.csv.

The row is checked as `check` would check it before the file is touched.
"""

import re
import shutil
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from opm_evidence.errors import FaultyRegister, WrongCall
from opm_evidence.records.faults import Fault
from opm_evidence.records.schemas import SHARED_TABLES, table_schema
from opm_evidence.registers.csv_edits import CsvFile, read_csv_file
from opm_evidence.registers.reading import examine_register
from opm_evidence.registers.sources import find_sources
from opm_evidence.registers.workbooks import read_workbook

TABLE = "challenges"
FILE = "challenges.csv"
NUMBERED = re.compile(r"ch-(\d{1,9})")
Answered = Literal["answered", "accepted"]


def raise_challenge(
    policy_id: str, evidence_dir: Path, *, about: str, raised_by: str, text: str, raised_on: date
) -> str:
    """Add an open challenge and return its id. The file is laid out where it is not there.

    Raises:
        WrongCall: there is no such policy, or the challenges are kept in a workbook.
        FaultyRegister: the challenge has faults, such as being about something that is not there.
    """
    folder = _folder(policy_id, evidence_dir)
    path = folder / FILE
    if not path.exists():
        return _lay_out(path, evidence_dir, about, raised_by, text, raised_on)
    file = read_csv_file(path, TABLE)
    challenge_id = _next_id(file.places_of("challenge_id"))
    data = file.with_row(_row(challenge_id, about, raised_by, text, raised_on))
    _write_checked(file, data, evidence_dir)
    return challenge_id


def answer_challenge(
    policy_id: str,
    evidence_dir: Path,
    challenge_id: str,
    *,
    response: str,
    responded_on: date,
    status: Answered = "answered",
) -> None:
    """Write the answer to a challenge; `accepted` says that something was changed for it.

    Raises:
        WrongCall: there is no such policy or challenge, it has an answer already, or the
            challenges are kept in a workbook.
        FaultyRegister: the answer has faults, such as a day before the challenge was raised.
    """
    path = _folder(policy_id, evidence_dir) / FILE
    places = read_csv_file(path, TABLE).places_of("challenge_id") if path.exists() else {}
    places.pop("challenge_id", None)
    if challenge_id not in places:
        known = ", ".join(places) or "none"
        raise WrongCall(f"There is no challenge “{challenge_id}”.\n    Known challenges: {known}.")
    file, row = read_csv_file(path, TABLE), places[challenge_id]
    told = dict(zip(file.columns, file.cells[row], strict=False)).get("response", "")
    if told.strip():
        raise WrongCall(
            f"{challenge_id} has an answer already: “{told.strip()}”\n"
            f"    Change it in {FILE}, row {row}, if it no longer holds."
        )
    cells = {"response": response, "responded_on": responded_on.isoformat(), "status": status}
    data = file.with_cells({(row, column): value for column, value in cells.items()})
    _write_checked(file, data, evidence_dir)


def _folder(policy_id: str, evidence_dir: Path) -> Path:
    examine_register(policy_id, evidence_dir)  # says so where there is no such policy
    folder = evidence_dir / policy_id
    sources, _ = find_sources(folder)
    if sources.workbook and TABLE in read_workbook(sources.workbook).sheets:
        raise WrongCall(
            f"The challenges are kept in {sources.workbook.name}, which is left to the program "
            "that made it.\n    Type a row into its sheet challenges, then run: opm-evidence check"
        )
    return folder


def _row(challenge_id: str, about: str, raised_by: str, text: str, day: date) -> dict[str, str]:
    return {
        "challenge_id": challenge_id,
        "raised_by": raised_by,
        "raised_on": day.isoformat(),
        "about": about,
        "text": text,
        "status": "open",
    }


def _next_id(ids: Iterable[str]) -> str:
    numbers = [int(found[1]) for each in ids if (found := NUMBERED.fullmatch(each))]
    return f"ch-{max(numbers, default=0) + 1}"


def _lay_out(
    path: Path, evidence_dir: Path, about: str, raised_by: str, text: str, day: date
) -> str:
    challenge_id = _next_id(())
    header = ",".join(table_schema(TABLE).columns) + "\n"
    with tempfile.TemporaryDirectory() as scratch:
        bare = Path(scratch, FILE)
        bare.write_text(header, encoding="utf-8", newline="\n")
        row = _row(challenge_id, about, raised_by, text, day)
        data = read_csv_file(bare, TABLE).with_row(row)
    _check(path, data, evidence_dir)
    with path.open("xb") as file:
        file.write(data)
    return challenge_id


def _write_checked(file: CsvFile, data: bytes, evidence_dir: Path) -> None:
    _check(file.path, data, evidence_dir)
    file.write(data)


def _check(path: Path, data: bytes, evidence_dir: Path) -> None:
    """Raise what would be wrong with challenges.csv if it held these bytes."""
    policy_id = path.parent.name
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, policy_id)
        # Links stay links: an editor marks an open file by one that leads nowhere.
        left = shutil.ignore_patterns("usage", "templates")
        shutil.copytree(path.parent, copy, ignore=left, symlinks=True)
        for name in SHARED_TABLES:
            if (evidence_dir / f"{name}.csv").is_file():
                shutil.copyfile(evidence_dir / f"{name}.csv", Path(scratch, f"{name}.csv"))
        (copy / FILE).write_bytes(data)
        found = examine_register(policy_id, scratch).faults
    faults: list[Fault] = [each for each in found if each.file == FILE and each.severity == "fault"]
    if faults:
        raise FaultyRegister(policy_id, faults)
