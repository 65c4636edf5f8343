"""From the text of a CSV file to its cells. A quoted cell may hold delimiters and line breaks."""

import csv
import io
import re
from collections.abc import Sequence

from opm_evidence.records.faults import Fault
from opm_evidence.registers.grids import Grid
from opm_evidence.registers.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from opm_evidence.registers.shared_copies import copy_instead

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
OTHER_DELIMITERS = "|^~"
"""What other programs part columns with, and is not read: a cell may well hold it."""

NO_TABLES = (
    (re.compile(r'\s*[{\[]\s*["{\[\]}]'), "JSON"),
    (re.compile(r"\s*<\?xml "), "XML"),
    (re.compile(r"\s*TY  - "), "references as RIS"),
    (re.compile(r"\s*PMID- "), "references as PubMed gives them"),
    (re.compile(r"\s*@\w+\s*\{"), "references as BibTeX"),
)
"""How text begins that is kept in another way than as a table, and what it is called."""

EMPTY = Grid("", (), (), ())


def parse_delimited(
    text: str, file: str, known_columns: Sequence[str]
) -> tuple[Grid, Sequence[Fault]]:
    """The cells of a CSV file, and what is wrong with it as a file.

    The delimiter is the one that splits the header into the columns of the schema; where two
    would, or none does although the header holds some, the file is refused. The grid is empty
    where the file is refused.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for beginning, kind in NO_TABLES:
        if beginning.match(text):
            what = f"The file holds {kind}, and no table."
            remedy = "Write a table: the names of the columns in row 1, and its rows below them."
            return EMPTY, [Fault(file, 1, "", what, remedy)]
    delimiter, faults = find_delimiter(text, file, known_columns)
    if not delimiter:
        return EMPTY, faults
    csv.field_size_limit(max(LONGEST_CELL, len(text)) + 1)
    lines = io.StringIO(text, newline="\n")
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    rows: list[list[str]] = []
    numbers: list[int] = []
    text_lines: list[int] = []
    number, line = 0, 1
    try:
        for row in reader:
            number += 1
            if row:
                rows.append(row)
                numbers.append(number)
                text_lines.append(line)
            if number > MOST_ROWS + 1:
                return EMPTY, [_too_many(file, f"more than {MOST_ROWS:,} rows")]
            if len(row) > MOST_COLUMNS:
                return EMPTY, [_too_many(file, f"more than {MOST_COLUMNS} columns", number)]
            line = reader.line_num + 1
    except csv.Error:
        return EMPTY, [_unclosed(file, number + 1, line)]
    return Grid(file, rows, numbers, text_lines), []


def find_delimiter(
    text: str, file: str, known_columns: Sequence[str]
) -> tuple[str, Sequence[Fault]]:
    """The character that parts the columns, or "" with the reason why it cannot be told."""
    header = next((line for line in text.split("\n", 20)[:20] if line.strip(' ,;\t"')), "")
    if not header:
        return "", [_no_header(file)]
    matches = {
        each: len({cell.strip(' "') for cell in header.split(each)} & set(known_columns))
        for each in DELIMITERS
    }
    present = [each for each in DELIMITERS if each in header]
    other = _other_delimiter(header, file, known_columns) if not any(matches.values()) else None
    if other:
        return "", [other]
    best = max(matches.values())
    if not present:
        return ",", []
    winners = [each for each in present if matches[each] == best]
    if len(winners) == 1:
        return winners[0], []
    names = " and ".join(DELIMITERS[each] for each in winners)
    fault = Fault(
        file,
        1,
        "",
        f"The header holds {names}, and it cannot be told which of them part the columns.",
        f"Save the file with commas. The header begins: {', '.join(known_columns[:3])}.",
    )
    return "", [fault]


def _other_delimiter(header: str, file: str, known_columns: Sequence[str]) -> Fault | None:
    for each in OTHER_DELIMITERS:
        if len({cell.strip(' "') for cell in header.split(each)} & set(known_columns)) > 1:
            what = (
                f"The columns are parted by “{each}”, and only commas, semicolons or tabs are read."
            )
            return Fault(file, 1, "", what, "Save the file with commas (CSV UTF-8).")
    return None


def _no_header(file: str) -> Fault:
    return Fault(
        file,
        0,
        "",
        "The file is empty.",
        copy_instead(file.removesuffix(".csv"))
        or "Write the header in row 1. A header without rows means that somebody looked and there "
        "is none; if nobody has looked, remove the file.",
    )


def _too_many(file: str, what: str, row: int = 0) -> Fault:
    return Fault(
        file,
        row,
        "",
        f"The file has {what}.",
        "That is far beyond a register: check that this is the right file.",
    )


def _unclosed(file: str, row: int, line: int) -> Fault:
    return Fault(
        file,
        row,
        "",
        "A quotation mark opens a cell here and is never closed, or text follows a closing one.",
        "Close the cell with a quotation mark; inside a quoted cell, write two for one.",
        text_line=line,
    )
