"""What is wrong with a sheet as a sheet: formulas, merged cells, months turned into days."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from opm_evidence.records.faults import Fault
from opm_evidence.records.schemas import TableSchema
from opm_evidence.registers.grids import Grid
from opm_evidence.registers.nearest import quoted
from opm_evidence.registers.places import SHOWN_AT_MOST
from opm_evidence.registers.sheet_marks import Position, SheetMarks, column_letters


def sheet_faults(
    grid: Grid, marks: SheetMarks, first_days: Collection[Position], schema: TableSchema
) -> list[Fault]:
    """Every fault and advice about a sheet that its plain values do not show."""
    header = next(([cell.strip() for cell in row] for row in grid.rows if any(row)), [])
    return [
        *_formulas(grid, sorted(marks.formulas), header),
        *_merged(grid, marks.merged),
        *_months(grid, first_days, header, schema),
    ]


def _column_name(header: Sequence[str], column: int) -> str:
    name = header[column] if column < len(header) else ""
    return name or f"column {column_letters(column)}"


def _formulas(grid: Grid, formulas: Sequence[Position], header: Sequence[str]) -> list[Fault]:
    found = []
    for row, column in formulas[:SHOWN_AT_MOST]:
        cells = grid.rows[row] if row < len(grid.rows) else ()
        value = cells[column] if column < len(cells) else ""
        last = f"its last value is {quoted(value)}" if value else "it has no last value"
        found.append(
            Fault(
                grid.file,
                row + 1,
                _column_name(header, column),
                f"The cell holds a formula; {last}.",
                "Replace it by what it should say (copy, then paste as values), so that a reader "
                "sees what the register says.",
            )
        )
    rest = formulas[SHOWN_AT_MOST:]
    if rest:
        row, column = rest[0]
        what = f"{len(rest):,} more cells of this sheet hold formulas."
        remedy = "Replace them by their values."
        found.append(Fault(grid.file, row + 1, _column_name(header, column), what, remedy))
    return found


def _merged(grid: Grid, merged: Sequence[str]) -> list[Fault]:
    if not merged:
        return []
    names = ", ".join(merged[:5]) + (f" and {len(merged) - 5} more" if len(merged) > 5 else "")
    return [
        Fault(
            grid.file,
            0,
            "",
            f"Cells are merged ({names}); only the first of each holds the value.",
            "Unmerge them, and write the value into every row that it is meant for. A heading "
            "above the table goes into another sheet.",
        )
    ]


def _months(
    grid: Grid, first_days: Collection[Position], header: Sequence[str], schema: TableSchema
) -> list[Fault]:
    by_column: dict[int, list[int]] = defaultdict(list)
    dates = {field.name for field in schema.fields if field.partial_date}
    for row, column in sorted(first_days):
        if column < len(header) and header[column] in dates:
            by_column[column].append(row)
    return [
        Fault(
            grid.file,
            rows[0] + 1,
            header[column],
            f"{_cells(len(rows))} the first day of a month, as a date.",
            "A spreadsheet makes that of a month, such as 2016-12. Where only the month is known, "
            "format the column as text and write the month.",
            "advice",
        )
        for column, rows in by_column.items()
    ]


def _cells(number: int) -> str:
    return "1 cell of this column holds" if number == 1 else f"{number} cells of this column hold"
