"""One published table as a sheet, laid out as gptables lays out a table.

gptables makes a frame with a format for every cell and asks pandas about each: four fifths of the
time of a workbook of twenty tables. Here the cells go straight to XlsxWriter beneath it, a column
at a time, in the same places and in the looks of its theme; tests hold both beside each other.
Only two things differ. No column is wider than can be read: gptables makes it as wide as its
longest text, hundreds of letters. And a row is as high as its text then needs, with all of it at
the top: LibreOffice, unlike Excel, does not see to that by itself.
"""

from typing import Any, NamedTuple

from opm_evidence.packs.downloads.published_table import PublishedTable

NOT_RECORDED = "[x]"
"""The guidance's own mark for what is not available."""

LONGEST_TEXT = 32_000
"""A cell of a workbook takes 32,767 characters; longer text is cut, and whole in the CSV file."""

SIGNS_ONLY = "[signs] "
CUT = " … [cut: the CSV file of this table has the whole text]"

ABOUT_SHEET = (
    "This worksheet contains one table. Some cells may refer to notes, which can be found on the"
    " notes worksheet."
)

WIDEST = 64
"""The widest column, in digits of Calibri 11, in which a workbook counts. It takes some 60 letters
of prose; a line of 45 to 75 reads best (Bringhurst R, The Elements of Typographic Style, 2012)."""

FULL_LINE = 54
"""So many letters surely fit into a line of it, with a word broken off before its end."""

OF_A_LETTER = 1.25
"""How wide a wide letter of the theme, Arial 12, is in such digits."""

MARGIN = 2
LINE_HEIGHT = 15.75
HIGHEST = 409.0
"""In points; no row of a workbook can be higher."""

NUMBERS = ("integer", "number")


class _Text(NamedTuple):
    """What a cell shows, the letters of its longest line, and the lines that it needs."""

    shown: str
    widest: int
    lines: int


def write_sheet(book: Any, table: PublishedTable, notes: int) -> None:
    """Add a table that has rows to a workbook of gptables, under its title and what a row is.

    Every one of the numbered notes, from 1 to `notes`, holds for it.
    """
    theme, sheet = book.theme, book.add_worksheet(table.name)
    marks = " ".join(f"[note {number}]" for number in range(1, notes + 1))
    above = (
        (table.title, theme.title_format),
        (f"{table.description} {marks}", theme.subtitle_format),
        (ABOUT_SHEET, theme.instructions_format),
    )
    for row, (text, look) in enumerate(above):
        sheet.write_string(row, 0, text, book.add_format(look))
    top, headers = len(above), []
    heights = [1] * len(table.rows)
    texts: dict[str | None, _Text] = {}  # of six cells, five say what another says
    for column, field in enumerate(table.schema["fields"]):
        # The first column says what the row is, even where that is a number.
        aligned = {"align": "right" if column and field["type"] in NUMBERS else "left"}
        look = book.add_format({**theme.data_format, **aligned, "valign": "top"})
        widest = len(field["name"])
        for place, values in enumerate(table.rows):
            value = values[column]
            if isinstance(value, int | float):
                sheet.write_number(top + 1 + place, column, value, look)
                widest = max(widest, len(str(value)))
                continue
            cell = texts.get(value) or texts.setdefault(value, _text(value))
            sheet.write_string(top + 1 + place, column, cell.shown, look)
            widest = max(widest, cell.widest)
            heights[place] = max(heights[place], cell.lines)
        sheet.set_column(column, column, min(widest * OF_A_LETTER + MARGIN, WIDEST))
        look = book.add_format({**theme.column_heading_format, **aligned})
        headers.append({"header": field["name"], "header_format": look})
    for row, height in enumerate(heights, start=top + 1):
        if height > 1:
            sheet.set_row(row, min(height * LINE_HEIGHT, HIGHEST))
    options = {"name": table.name, "columns": headers, "autofilter": False, "style": None}
    sheet.add_table(top, 0, top + len(table.rows), len(headers) - 1, options)


def _text(value: str | None) -> _Text:
    if not value:
        return _Text(NOT_RECORDED, len(NOT_RECORDED), 1)
    # gptables, too, refuses a cell that nothing reads aloud.
    text = value if any(letter.isalnum() for letter in value) else f"{SIGNS_ONLY}{value}"
    text = text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + CUT
    lengths = [len(line) for line in text.split("\n")]
    return _Text(text, max(lengths), sum(-(-each // FULL_LINE) or 1 for each in lengths))
