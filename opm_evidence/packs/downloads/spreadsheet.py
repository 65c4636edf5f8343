"""One accessible spreadsheet of all tables, by gptables of the Office for National Statistics.

It follows the government's guidance “Releasing statistics in spreadsheets”: a cover, a list of
contents, one marked-up table a sheet, no empty cell without a word for it.
"""

import io
from collections.abc import Iterable
from datetime import datetime, time

import gptables
import pandas as pd

from opm_evidence.packs.downloads.published_table import PlainCell, PublishedTable
from opm_evidence.packs.downloads.zipping import zipped_again
from opm_evidence.records.register import Register

NOT_RECORDED = "[x]"
"""The guidance's own mark for what is not available."""

LONGEST_TEXT = 32_000
"""A cell of a workbook takes 32,767 characters; longer text is cut, and whole in the CSV file."""

SIGNS_ONLY = "[signs] "
CUT = " … [cut: the CSV file of this table has the whole text]"
NOTES = {
    "blank": f"{NOT_RECORDED} means that the register does not record it. It is not a zero.",
    "formula": "Text that a spreadsheet would take for a formula is preceded by an apostrophe.",
}
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def spreadsheet(register: Register, tables: Iterable[PublishedTable]) -> bytes:
    """The workbook, with equal bytes for equal tables. Tables without a row are left out."""
    filled = [table for table in tables if table.rows]
    sheets = {table.name: _sheet(table) for table in filled}
    buffer = io.BytesIO()
    # gptables hands the name on to XlsxWriter, which takes a buffer as well.
    workbook = gptables.produce_workbook(
        buffer,
        sheets=sheets,
        cover=_cover(register),
        notes_table=_notes(),
        auto_width=True,
        workbook_options=AS_TEXT,
    )
    workbook.set_properties(
        {
            "title": f"Evidence pack: {register.policy.title}",
            "created": datetime.combine(register.as_of, time()),
        }
    )
    workbook.close()
    return zipped_again(buffer.getvalue())


def _sheet(table: PublishedTable) -> gptables.GPTable:
    frame = pd.DataFrame(
        [[_cell(value) for value in row] for row in table.rows],
        columns=list(table.columns),
        dtype=object,
    )
    return gptables.GPTable(
        table=frame,
        table_name=table.name,
        title=table.title,
        subtitles=[table.description + " " + " ".join(f"$${note}$$" for note in NOTES)],
        index_columns={},
    )


def _cell(value: PlainCell) -> str | int | float:
    if value is None or value == "":
        return NOT_RECORDED
    if not isinstance(value, str):
        return value
    text = _without_markup(value)
    if not any(letter.isalnum() for letter in text):
        text = f"{SIGNS_ONLY}{text}"  # gptables refuses a cell that nothing reads aloud
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + CUT


def _without_markup(text: str) -> str:
    """Text in which gptables sees neither a link (`[…](…)`) nor a note (`$$…$$`) of its own."""
    return text.replace("](", "] (").replace("$$", "$ $")


def _cover(register: Register) -> gptables.Cover:
    policy = register.policy
    return gptables.Cover(
        title=_without_markup(f"Evidence pack: {policy.title}"),
        intro=[
            _without_markup(policy.summary),
            f"The evidence as at {register.as_of.isoformat()}.",
        ],
        about=[
            "This is not a verdict on the policy.",
            "The same tables are in the folder data as CSV files, with the meaning of each column"
            " in datapackage.json.",
            "Licence: Creative Commons Attribution 4.0.",
        ],
        contact=[_without_markup(f"Lead department: {policy.lead_department}")],
    )


def _notes() -> pd.DataFrame:
    return pd.DataFrame({"Note reference": list(NOTES), "Note text": list(NOTES.values())})
