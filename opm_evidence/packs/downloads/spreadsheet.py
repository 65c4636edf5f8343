"""One accessible spreadsheet of all tables, by gptables of the Office for National Statistics.

It follows the government's guidance “Releasing statistics in spreadsheets”: a cover, a list of
contents, one marked-up table a sheet, no empty cell without a word for it.
"""

import io
from collections.abc import Iterable
from datetime import datetime, time

import gptables
import pandas as pd

from opm_evidence.packs.downloads.published_table import PublishedTable
from opm_evidence.packs.downloads.sheet import NOT_RECORDED, write_sheet
from opm_evidence.packs.downloads.zipping import zipped_again
from opm_evidence.records.register import Register

NOTES = (
    f"{NOT_RECORDED} means that the register does not record it. It is not a zero.",
    "Text that a spreadsheet would take for a formula is preceded by an apostrophe.",
)
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,  # else every part of the workbook is a file of its own first
}


def spreadsheet(register: Register, tables: Iterable[PublishedTable]) -> bytes:
    """The workbook, with equal bytes for equal tables. Tables without a row are left out."""
    filled = {table.name: table for table in tables if table.rows}
    buffer = io.BytesIO()
    # gptables hands the name on to XlsxWriter, which takes a buffer as well.
    book = gptables.GPWorkbook(buffer, OPTIONS)
    cover = _cover(register)
    book.add_worksheet(cover.cover_label).write_cover(cover)
    contents = book.make_table_of_contents(filled)  # asks each for its title, and no more
    book.add_worksheet("Contents").write_gptable(contents, auto_width=True)
    book.add_worksheet("Notes").write_gptable(_notes(), auto_width=True)
    for table in filled.values():
        write_sheet(book, table, len(NOTES))
    book.set_properties(
        {
            "title": f"Evidence pack: {register.policy.title}",
            "created": datetime.combine(register.as_of, time()),
        }
    )
    book.close()
    return zipped_again(buffer.getvalue())


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


def _notes() -> gptables.GPTable:
    marks = [f"note {number}" for number in range(1, len(NOTES) + 1)]
    return gptables.GPTable(
        table=pd.DataFrame({"Note number": marks, "Note text": NOTES}),
        table_name="notes_table",
        title="Notes",
        instructions="This worksheet contains one table.",
        index_columns={},
    )
