"""The sheets of the spreadsheet: as gptables lays them out, and narrow enough to be read."""

import io

import gptables
import openpyxl
import pandas as pd
import pytest

from opm_evidence.packs.downloads.published_table import PublishedTable
from opm_evidence.packs.downloads.sheet import (
    HIGHEST,
    LINE_HEIGHT,
    LONGEST_TEXT,
    WIDEST,
    write_sheet,
)
from opm_evidence.packs.downloads.spreadsheet import spreadsheet
from tests.drawing import draw_register

# gptables 2.0 calls pandas in ways that pandas 4 will refuse, and pandas says so.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

FIELDS = {"study_id": "string", "year": "integer", "effect": "number", "says": "string"}
ROWS = (
    ("s1", 2016, -0.5, "An association, of one year.\nNo more."),
    ("s2", 2018, 12.0, "A book as at http://example.org"),
    ("s3", None, None, None),
)


def table(*rows, fields=FIELDS):
    schema = {"fields": [{"name": name, "type": kind} for name, kind in fields.items()]}
    return PublishedTable("studies", "Studies", "One row is a study.", schema, rows)


def sheet_by(write):
    buffer = io.BytesIO()
    book = gptables.GPWorkbook(buffer, {"strings_to_urls": False})
    write(book)
    book.close()
    return openpyxl.load_workbook(buffer)["studies"]


def one_cell(text):
    """What becomes of a cell that holds that text."""
    sheet = sheet_by(lambda book: write_sheet(book, table((text,), fields={"says": "string"}), 0))
    return sheet["A5"].value


def test_a_sheet_is_laid_out_as_gptables_lays_it_out():
    by_gptables = gptables.GPTable(
        table=pd.DataFrame(ROWS, columns=list(FIELDS), dtype=object).fillna("[x]"),
        table_name="studies",
        title="Studies",
        subtitles=["One row is a study. [note 1] [note 2]"],
        index_columns={},
    )
    theirs = sheet_by(lambda book: book.add_worksheet("studies").write_gptable(by_gptables, False))
    ours = sheet_by(lambda book: write_sheet(book, table(*ROWS), notes=2))
    assert ours.dimensions == theirs.dimensions == "A1:D7"
    for our_row, their_row in zip(ours.iter_rows(), theirs.iter_rows(), strict=True):
        for our_cell, their_cell in zip(our_row, their_row, strict=True):
            assert our_cell.value == their_cell.value
            assert repr(our_cell.font) == repr(their_cell.font)
            assert our_cell.alignment.horizontal == their_cell.alignment.horizontal
            assert our_cell.alignment.wrap_text == their_cell.alignment.wrap_text
            assert repr(our_cell.border) == repr(their_cell.border)
    (our_table,), (their_table,) = ours.tables.values(), theirs.tables.values()
    assert our_table.ref == their_table.ref == "A4:D7"
    assert our_table.name == their_table.name
    assert our_table.autoFilter is their_table.autoFilter is None
    assert ours.sheet_view.showGridLines is theirs.sheet_view.showGridLines is False


def test_a_column_is_as_wide_as_its_longest_line_and_no_wider_than_can_be_read():
    rows = (*ROWS, ("s4", 1, 1.0, "long " * 99))
    sheet = sheet_by(lambda book: write_sheet(book, table(*rows), 0))
    assert 9 < sheet.column_dimensions["A"].width < 14, "study_id, its name, is the longest"
    assert sheet.column_dimensions["D"].width == pytest.approx(WIDEST, abs=1)


def test_a_row_is_as_high_as_its_longest_text_needs():
    rows = (*ROWS, ("s4", 1, 1.0, "long " * 99), ("s5", 1, 1.0, "long " * 9_999))
    sheet = sheet_by(lambda book: write_sheet(book, table(*rows), 0))
    of_one, of_two, of_many, of_most = (sheet.row_dimensions[row].height for row in (6, 5, 8, 9))
    assert of_one is None, "one line: as high as any row"
    assert of_two == 2 * LINE_HEIGHT, "a line break"
    assert of_many == 10 * LINE_HEIGHT, "495 letters, of which 54 surely fit into a line"
    assert of_most == pytest.approx(HIGHEST, abs=0.5), "no row can be higher"
    assert {cell.alignment.vertical for row in sheet["A5:D9"] for cell in row} == {"top"}


@pytest.mark.parametrize("blank", [None, ""])
def test_an_empty_cell_says_that_it_is_not_recorded(blank):
    assert one_cell(blank) == "[x]"


def test_signs_alone_are_announced_as_signs():
    assert one_cell("—") == "[signs] —"
    assert one_cell("日本") == "日本"


def test_text_stays_as_it_is_even_where_gptables_would_see_a_link_or_a_note():
    assert one_cell("see [here](https://example.org) and $$this$$") == (
        "see [here](https://example.org) and $$this$$"
    )


def test_text_too_long_for_a_cell_is_cut_and_says_so():
    shown = one_cell("x" * (LONGEST_TEXT + 1))
    assert shown.startswith("x" * LONGEST_TEXT)
    assert shown.endswith("[cut: the CSV file of this table has the whole text]")


def test_equal_tables_give_equal_bytes_whenever_they_are_written():
    register = draw_register()
    first = spreadsheet(register, [table(*ROWS)])
    assert spreadsheet(register, [table(*ROWS), table()]) == first, "no row, no sheet"
