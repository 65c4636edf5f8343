"""Registers laid out as files, and spoiled one cell at a time."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from opm_evidence.records.faults import Fault
from opm_evidence.registers import examine_register, write_register
from tests.drawing import draw_register

POLICY = "drinks"

SMALL: dict[str, str] = {
    "documents": """
        document_id | title               | published_on | kind
        paper       | A levy on drinks    | 2016-12-05   | policy_paper
        """,
    "evidence": """
        evidence_id | title      | authors                  | year | study_design
        bandy       | Sugar sold | Bandy LK; Scarborough P  | 2020 | interrupted_time_series
        rogers      | Girls      | Rogers NT                | 2023 | interrupted_time_series
        """,
    "findings": """
        finding_id | evidence_id | study_id | outcome | effect | ci_low | ci_high | effect_metric
        bandy-a    | bandy       | sales-1  | sales   | -2.5   | -3     | -2      | other
        rogers-a   | rogers      | girls-1  | obesity | -1.6   | -2.3   | -0.9    | other
        """,
    "ratings": """
        evidence_id | scale_id | level
        bandy       | sms      | 3
        """,
    "claims": """
        claim_id | document_id
        c1       | paper
        """,
    "claim_links": """
        claim_id | evidence_id | finding_id
        c1       | rogers      | rogers-a
        """,
}
"""A register of two reports, without fault or advice."""


def lay_register(evidence_dir: Path, policy: dict[str, Any] | None = None, **tables: str) -> Path:
    """Write the small register with some tables drawn otherwise, and return its folder."""
    register = draw_register(policy or {}, **{**SMALL, **tables})
    write_register(register, evidence_dir)
    return evidence_dir / register.policy.policy_id


def spoil(folder: Path, table: str, row: int = 2, **cells: str) -> None:
    """Write cells into a row of a CSV file, as a spreadsheet numbers it."""
    path = folder / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    for column, text in cells.items():
        rows[row - 1][rows[0].index(column)] = text
    path.write_text(as_csv(rows), encoding="utf-8", newline="\n")


def respell(folder: Path, table: str, change: Callable[[str], str]) -> None:
    """Change the text of a CSV file."""
    path = folder / f"{table}.csv"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def as_csv(rows: list[list[str]]) -> str:
    """Rows as CSV text."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def found_in(folder: Path) -> tuple[Fault, ...]:
    """Every fault and advice of the register in that folder."""
    return examine_register(folder.name, folder.parent).faults


def only_fault(folder: Path) -> Fault:
    """The one thing that is wrong with a register."""
    faults = found_in(folder)
    assert len(faults) == 1, "\n".join(map(str, faults)) or "nothing was found"
    return faults[0]
