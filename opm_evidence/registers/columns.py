"""From the cells of a file to the columns of a table, by its header. Nothing is dropped."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from opm_evidence.records.faults import Fault
from opm_evidence.records.schemas import TableSchema
from opm_evidence.registers.grids import Grid
from opm_evidence.registers.nearest import SMALL_WORDS, nearest, quoted
from opm_evidence.registers.places import Places
from opm_evidence.registers.sheet_marks import column_letters

UNKNOWN_SHOWN = 20
"""Unknown columns that are listed one by one; the rest are counted."""

HEADER_LOOKED_FOR = 5
"""Rows among which a header is looked for that is not in row 1."""

HEADER_ALIKE = 3
"""So many known columns make a row the header, if they are most of it and row 1 has fewer."""

NOT_OURS = "Remove the column, or put what it holds into “notes”."

SURELY_ALIKE = 0.85
"""So alike are a column and its misspelling, by the ratio of difflib, whatever their parts."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table whose columns are those of its schema and whose cells are still trimmed text.

    A column that the file does not have is absent from `columns`: it is blank in every row.
    """

    schema: TableSchema
    places: Places
    columns: Mapping[str, Sequence[str]]


def parse_columns(grid: Grid, schema: TableSchema) -> tuple[TextTable | None, Sequence[Fault]]:
    """The table in a grid whose first row that is not blank is the header.

    The table is `None` where header or rows leave it open which cell belongs to which column.
    """
    grid = grid.without_blank_rows()
    if not grid.rows:
        return None, [_no_header(grid, schema)]
    below = _header_below(grid, schema)
    if below:
        return None, [below]
    header = [cell.strip() for cell in grid.rows[0]]
    rows = grid.rows[1:]
    while header and not header[-1] and all(_blank_beyond(row, len(header)) for row in rows):
        header.pop()  # columns that a spreadsheet remembers, without anything in them
    faults = [*_header_faults(grid, header, schema), *_ragged_rows(grid, len(header))]
    faults += _header_again(grid, header)
    if faults:
        return None, faults
    texts = list(zip(*rows, strict=False)) if rows else [()] * len(header)
    columns = {
        name: [cell.strip() for cell in cells] for name, cells in zip(header, texts, strict=False)
    }
    return TextTable(schema, Places(grid.file, grid.numbers[1:], grid.text_lines[1:]), columns), []


def _blank_beyond(row: Sequence[str], width: int) -> bool:
    return not any(cell.strip() for cell in row[width - 1 :])


def _no_header(grid: Grid, schema: TableSchema) -> Fault:
    return Fault(
        grid.file,
        0,
        "",
        "There is no header: the sheet or file is empty.",
        f"Write the names of the columns in row 1: {', '.join(schema.columns[:4])} … If nobody "
        "has looked for any, remove the sheet or file instead.",
    )


def _header_below(grid: Grid, schema: TableSchema) -> Fault | None:
    """The fault of a header that stands below a title, or nothing."""
    known = {*schema.columns, *(field.title.casefold() for field in schema.fields)}
    named = [
        {cell.strip().casefold() for cell in row} - {""} for row in grid.rows[:HEADER_LOOKED_FOR]
    ]
    shared = [len(names & known) for names in named]
    at = shared.index(max(shared))
    if not at or shared[at] < HEADER_ALIKE or shared[at] * 2 <= len(named[at]):
        return None
    return Fault(
        grid.file,
        grid.numbers[at],
        "",
        f"The header stands in row {grid.numbers[at]}, and it must be row 1.",
        "Remove the rows above it; a title goes into another sheet or file.",
        text_line=grid.text_lines[at],
    )


def _header_faults(grid: Grid, header: Sequence[str], schema: TableSchema) -> list[Fault]:
    row, line = grid.numbers[0], grid.text_lines[0]
    missing = [name for name in schema.columns if name not in header]
    found: list[Fault] = []

    def complain(field: str, what: str, remedy: str) -> None:
        found.append(Fault(grid.file, row, field, what, remedy, text_line=line))

    titles = {schema.field(each).title.casefold(): each for each in missing}
    offered: set[str] = set()
    unknown = 0
    others = f"{NOT_OURS} The columns of {schema.name}: {', '.join(schema.columns)}."
    for name, count in Counter(header).items():
        if not name:
            complain("", *_nameless(grid, header))
        elif name not in schema.columns:
            near = titles.get(name.casefold(), "") or _nearest_column(name, missing)
            offered.add(near)
            unknown += 1
            if unknown <= UNKNOWN_SHOWN:
                remedy = f"Did you mean “{near}”? Then rename the column." if near else others
                complain(name[:60], f"There is no column {quoted(name)} in {schema.name}.", remedy)
        elif count > 1:
            complain(name, f"The column is there {count} times.", "Keep one of them.")
    if unknown > UNKNOWN_SHOWN:
        what = f"{unknown - UNKNOWN_SHOWN} more columns are not known in {schema.name}."
        complain("", what, f"Is this the right file? Its columns: {', '.join(schema.columns)}.")
    for name in missing:
        if schema.field(name).required and name not in offered:
            complain(
                name,
                "This column is missing.",
                f"Add it to the header. {schema.field(name).description} Such as: "
                f"{schema.field(name).example}.",
            )
    return found


def _nameless(grid: Grid, header: Sequence[str]) -> tuple[str, str]:
    """That columns have no name, with the first cell that stands in one of them."""
    nameless = [column for column, cell in enumerate(header) if not cell]
    first = next(
        (
            (column, number, row[column])
            for number, row in zip(grid.numbers[1:], grid.rows[1:], strict=False)
            for column in nameless
            if row[column : column + 1] and row[column].strip()
        ),
        None,
    )
    if first:
        column, number, text = first
        letters = column_letters(column)
        what = f"Column {letters} has no name, and {letters}{number} holds {quoted(text)}."
        return what, "Name the column, or empty its cells."
    letters = ", ".join(column_letters(column) for column in nameless)
    what = (
        f"Column {letters} has no name." if len(nameless) == 1 else f"No name: columns {letters}."
    )
    return what, "Name the column, or empty it."


def _nearest_column(name: str, known: Sequence[str]) -> str:
    """The nearest column, if each part of the name has a part like it.

    Else published_on, of two words that say when, would be offered unpublished_reason.
    """
    near = nearest(name, known)
    if SequenceMatcher(None, name.casefold(), near).ratio() >= SURELY_ALIKE:
        return near
    words, parts = name.casefold().replace("_", " ").split(), near.split("_")
    words = [each for each in words if each not in SMALL_WORDS]
    return near if all(nearest(each, parts) for each in words) else ""


def _header_again(grid: Grid, header: Sequence[str]) -> list[Fault]:
    """The faults of rows that repeat the header, as files that were put together do."""
    again = [
        index
        for index, row in enumerate(grid.rows[1:], 1)
        if row[0].strip() == header[0] and [cell.strip() for cell in row[: len(header)]] == header
    ]
    places = Places(grid.file, grid.numbers, grid.text_lines)
    return list(places.faults(again, "", "The header stands here again.", "Remove this row."))


def _ragged_rows(grid: Grid, width: int) -> list[Fault]:
    places = Places(grid.file, grid.numbers, grid.text_lines)
    remedy = (
        f"Every row needs {width} cells, as the header has. Put quotation marks around a cell "
        "that holds the character which parts the columns."
    )
    too_long = [index for index, row in enumerate(grid.rows) if any(map(str.strip, row[width:]))]
    too_short = [index for index, row in enumerate(grid.rows) if len(row) < width]
    return [
        *places.faults(too_long, "", f"This row has more than {width} cells.", remedy),
        *places.faults(too_short, "", f"This row has fewer than {width} cells.", remedy),
    ]
