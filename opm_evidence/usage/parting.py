"""Parts an opened usage file into its lines: by commas, as JSON, or as Parquet."""

import csv
import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from opm_evidence.records.faults import Fault
from opm_evidence.usage.lines import BrokenLines, Document, Lines, Records, Row, Table
from opm_evidence.usage.opening import Opened
from opm_evidence.usage.parquet import parquet_records

LONGEST_CELL = 100_000
"""Characters in one cell; a spreadsheet itself takes 32,767."""

MOST_COLUMNS = 1_000
"""Columns of one table; the widest real one has 183."""

LARGEST_DOCUMENT = 64 * 2**20
"""Bytes of one JSON document, which is read whole; the API gives 1,000 pages at a time."""

PREAMBLE_LINES = 40
"""Lines before the header; the longest that was seen has seven."""

DOWNLOAD_AGAIN = "Download it again; if it was edited by hand, mend this row."


def parse_opened(opened: Opened) -> Lines:
    """The lines of a file that was opened.

    Raises:
        BrokenLines: they cannot be parted into rows or values at all.
    """
    if opened.kind == "parquet":
        return parquet_records(opened)
    first = _first_sign(opened)
    if first in ("{", "["):
        return _json(opened, first)
    return _table(opened)


def _first_sign(opened: Opened) -> str:
    with opened.path.open(encoding=opened.encoding, newline="") as text:
        while piece := text.read(4_096):
            if stripped := piece.lstrip():
                return stripped[0]
    raise BrokenLines(_fault(opened, 0, "The file holds nothing but spaces.", "Download it again."))


def _table(opened: Opened) -> Table:
    delimiter = _delimiter(opened)
    preamble: list[str] = []
    for number, cells in _cells(opened, delimiter):
        words = ",".join(cells).strip(", \t;")
        if words and not cells[0].startswith("#"):
            header = tuple(" ".join(cell.split()) for cell in cells)
            return Table(
                opened.file,
                tuple(preamble),
                header,
                number,
                partial(_rows, opened, delimiter, number),
            )
        preamble.append(words)
        if number > PREAMBLE_LINES:
            break
    raise BrokenLines(
        _fault(opened, 0, "There is no header in the first lines.", "Download it again.")
    )


def _rows(opened: Opened, delimiter: str, header_row: int) -> Iterator[Row]:
    for number, cells in _cells(opened, delimiter):
        if number > header_row:
            yield Row(number, tuple(cells))
    if not opened.ends_with_newline:
        what = "The file ends in the middle of its last line, so its last figure may be cut off."
        remedy = "Download it again; if it is whole, open it and end its last line."
        raise BrokenLines(_fault(opened, 0, what, remedy))


def _cells(opened: Opened, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    with opened.path.open(encoding=opened.encoding, newline="") as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        try:
            for number, cells in enumerate(reader, start=1):
                if len(cells) > MOST_COLUMNS:
                    what = f"The row has more than {MOST_COLUMNS} cells."
                    raise BrokenLines(_fault(opened, number, what, DOWNLOAD_AGAIN))
                yield number, cells
        except csv.Error as error:
            what = (
                f"A cell has more than {LONGEST_CELL:,} characters."
                if "field larger" in str(error)
                else "A quotation mark is not closed, or text follows a closing one."
            )
            raise BrokenLines(_fault(opened, number + 1, what, DOWNLOAD_AGAIN)) from None


def _delimiter(opened: Opened) -> str:
    """Tabs or semicolons where the first line with words has them and no comma, else commas."""
    with opened.path.open(encoding=opened.encoding, newline="") as text:
        for _ in range(PREAMBLE_LINES):
            line = text.readline(LONGEST_CELL)
            if line.strip(" ,;\t\r\n") and not line.startswith("#"):
                return next((each for each in "\t;" if each in line and "," not in line), ",")
            if not line:
                break
    return ","


def _json(opened: Opened, first: str) -> Lines:
    if first == "{" and (records := _ndjson(opened)):
        return records
    if opened.size > LARGEST_DOCUMENT:
        what = f"The document has {opened.size:,} bytes; the limit is {LARGEST_DOCUMENT:,}."
        raise BrokenLines(_fault(opened, 0, what, "Ask for fewer pages at a time."))
    try:
        text = opened.path.read_text(encoding=opened.encoding)
        return Document(opened.file, json.loads(text, parse_constant=_no_constant))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        what = "This is not JSON that can be read; it may be cut off."
        raise BrokenLines(_fault(opened, line, what, "Download it again.")) from None


def _ndjson(opened: Opened) -> Records | None:
    """One object a line, where the first line is a whole object and another follows it."""
    with opened.path.open(encoding=opened.encoding) as text:
        lines = [text.readline(LARGEST_DOCUMENT), text.readline(16)]
    try:
        first = json.loads(lines[0], parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    only = not lines[1].strip()
    if not isinstance(first, dict) or (only and any(isinstance(v, list) for v in first.values())):
        return None
    return Records(opened.file, tuple(first), partial(_objects, opened))


def _objects(opened: Opened) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with opened.path.open(encoding=opened.encoding) as text:
        number = 0
        while line := text.readline(LARGEST_DOCUMENT):
            number += 1
            if not line.strip():
                continue
            try:
                content = json.loads(line, parse_constant=_no_constant)
            except (ValueError, RecursionError):
                content = None
            if not isinstance(content, dict):
                what = "This line is not an object of JSON; it may be cut off."
                raise BrokenLines(_fault(opened, number, what, "Export it again."))
            yield number, content


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _fault(opened: Opened, number: int, what: str, remedy: str) -> Fault:
    return Fault(opened.file, number, "", what, remedy)
