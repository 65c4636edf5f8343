"""Tables kept as sheets of one workbook, and what spreadsheets do to them."""

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from opm_evidence.records.faults import Fault
from opm_evidence.records.register import PLACE, Register
from opm_evidence.registers import read_register
from tests.registers.folders import POLICY, found_in, lay_register, only_fault, spoil
from tests.registers.workbooks import sheets_of, through_libreoffice


def lay_workbook(
    tmp_path: Path, change: Callable[[openpyxl.Workbook], object] = lambda _: None
) -> Path:
    folder = lay_register(tmp_path)
    workbook = sheets_of(folder)
    change(workbook)
    workbook.save(folder / "register.xlsx")
    return folder


def place_of(sheet: Worksheet, column: str, row: int = 2) -> str:
    names = [cell.value for cell in sheet[1]]
    return f"{openpyxl.utils.get_column_letter(names.index(column) + 1)}{row}"


def setting(table: str, column: str, value: object, form: str = "") -> Callable[[object], None]:
    def change(workbook: openpyxl.Workbook) -> None:
        cell = workbook[table][place_of(workbook[table], column)]
        cell.value = value
        if form:
            cell.number_format = form

    return change


def same(one: Register, other: Register) -> None:
    assert one.policy == other.policy
    assert set(one.tables) == set(other.tables)
    for name, frame in one.tables.items():
        mine, theirs = frame.drop(columns=PLACE), other.tables[name].drop(columns=PLACE)
        pd.testing.assert_frame_equal(mine, theirs)


def test_a_workbook_says_the_same_as_csv_files(tmp_path: Path) -> None:
    lay_register(tmp_path / "csv")
    lay_workbook(tmp_path / "xlsx")
    register = read_register(POLICY, tmp_path / "xlsx")
    same(read_register(POLICY, tmp_path / "csv"), register)
    assert register.tables["findings"][PLACE][0] == "register.xlsx, sheet findings, row 2"


def test_some_tables_may_be_sheets_and_others_files(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    sheets_of(folder, ["claims"]).save(folder / "my claims.xlsx")
    assert read_register(POLICY, tmp_path).recorded("claims")


def test_a_table_kept_twice_is_a_fault(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    text = (folder / "claims.csv").read_text()
    sheets_of(folder, ["claims"]).save(folder / "register.xlsx")
    (folder / "claims.csv").write_text(text)
    fault = only_fault(folder)
    assert fault.file == "claims.csv"
    assert "in this file and as a sheet of register.xlsx" in fault.what


def test_two_workbooks_are_a_fault(tmp_path: Path) -> None:
    folder = lay_workbook(tmp_path)
    shutil.copy(folder / "register.xlsx", folder / "register (copy).xlsx")
    assert "2 workbooks, register (copy).xlsx and register.xlsx" in only_fault(folder).what


def test_sheets_that_are_no_tables_are_named(tmp_path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook.create_sheet("Lists")["A1"] = "yes"
        workbook.create_sheet("scales")
        workbook["claims"].title = "claimss"
        workbook["ratings"].title = " Ratings "

    folder = lay_workbook(tmp_path, change)
    faults = {fault.file.rpartition("sheet ")[2]: fault for fault in found_in(folder)}
    assert set(faults) == {"Lists", "scales", "claimss"}
    assert faults["Lists"].severity == "advice"
    assert "Did you mean “claims”?" in faults["claimss"].remedy
    assert "beside the policies’ folders" in faults["scales"].remedy


def test_a_table_under_another_name_is_a_fault_that_its_header_gives_away(tmp_path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["findings"].title = "Results"
        workbook["ratings"].title = "note on ratings"
        workbook["claims"].title = "What they say"
        workbook["What they say"].insert_rows(1)
        workbook["What they say"]["A1"] = "All claims"
        workbook.create_sheet("Lists").append(["title", "year", "colour", "shelf"])
        workbook.create_chartsheet("Chart")

    folder = lay_workbook(tmp_path, change)
    faults = {fault.file.rpartition("sheet ")[2]: fault for fault in found_in(folder)}
    severe = {name for name, fault in faults.items() if fault.severity == "fault"}
    assert severe == {"Results", "What they say"}
    assert faults["Results"].what == (
        "The sheet “Results” has the columns of findings, and is not read."
    )
    assert "Rename the sheet to findings, or begin its name with “note”" in faults["Results"].remedy
    assert "columns of claims" in faults["What they say"].what


def test_two_sheets_of_one_table_are_a_fault(tmp_path: Path) -> None:
    folder = lay_workbook(tmp_path, lambda workbook: workbook.create_sheet("CLAIMS "))
    assert "Two sheets hold the table claims" in only_fault(folder).what


def test_a_date_cell_is_a_date_and_a_number_is_a_year(tmp_path: Path) -> None:
    lay_workbook(tmp_path, setting("documents", "published_on", date(2016, 12, 5)))
    documents = read_register(POLICY, tmp_path).tables["documents"]
    assert documents["published_on"][0] == "2016-12-05"


def test_a_month_that_became_a_day_is_advised_about(tmp_path: Path) -> None:
    folder = lay_workbook(tmp_path, setting("documents", "published_on", date(2016, 12, 1)))
    fault = only_fault(folder)
    assert (fault.severity, fault.field, fault.line) == ("advice", "published_on", 2)
    assert "such as 2016-12" in fault.remedy


SPOILED = [
    ("evidence", "year", date(1905, 7, 12), "", "“1905-07-12” is a date", "If 2020 is meant"),
    ("evidence", "year", 2020, "yyyy-mm-dd", "“1905-07-12” is a date", "If 2020 is meant"),
    ("evidence", "year", datetime(2020, 1, 1, 9, 30), "", "is a date", "Format the column"),
    ("evidence", "year", "=2019+1", "", "holds a formula; it has no last value", "as values"),
    ("findings", "effect", 0.05, "0%", "“5%” is a percentage", "Write the number alone, 5,"),
    ("findings", "effect", -0.0125, "0.00%", "“-1.25%” is a percentage", "alone, -1.25,"),
    ("findings", "effect", "-1.6%", "", "“-1.6%” is a percentage", "alone, -1.6,"),
    ("findings", "sample_size", "22,091", "", "separators between its digits", "write 22091"),
    ("evidence", "title", "#REF!", "", "holds #REF!", "or leave it blank"),
    ("evidence", "verified", True, "", "“TRUE” is not a known term", "yes, no"),
    ("findings", "direction", 1, "", "“1” is not a known term", "improves"),
]


@pytest.mark.parametrize(("table", "column", "value", "form", "what", "remedy"), SPOILED)
def test_what_spreadsheets_do_to_a_cell_is_named(
    tmp_path: Path, table: str, column: str, value: object, form: str, what: str, remedy: str
) -> None:
    folder = lay_workbook(tmp_path, setting(table, column, value, form))
    found = [fault for fault in found_in(folder) if what in fault.what]
    assert len(found) == 1
    assert found[0].place == f"register.xlsx, sheet {table}, row 2, {column}"
    assert remedy in found[0].remedy


def test_a_formula_is_a_fault_that_shows_its_last_value(tmp_path: Path) -> None:
    """Through LibreOffice, which computes: openpyxl writes formulas without a value."""
    folder = lay_workbook(tmp_path, setting("evidence", "year", "=2019+1"))
    for ending in ("xlsx", "ods"):
        made = through_libreoffice(folder / "register.xlsx", ending)
        target = lay_register(tmp_path / ending)
        for path in target.glob("*.csv"):
            path.unlink()
        shutil.copy(made, target)
        fault = only_fault(target)
        assert fault.place == f"register.{ending}, sheet evidence, row 2, year"
        assert fault.what == "The cell holds a formula; its last value is “2020”."


def test_merged_cells_are_a_fault(tmp_path: Path) -> None:
    def merge(workbook: openpyxl.Workbook) -> None:
        workbook["evidence"].merge_cells("C2:C3")

    fault = next(each for each in found_in(lay_workbook(tmp_path, merge)))
    assert fault.file == "register.xlsx, sheet evidence"
    assert "merged (C2:C3)" in fault.what


def test_a_title_above_the_header_is_one_fault(tmp_path: Path) -> None:
    folder = lay_workbook(tmp_path, lambda workbook: workbook["documents"].insert_rows(1))
    assert found_in(folder) == ()

    def heading(workbook: openpyxl.Workbook) -> None:
        workbook["documents"].insert_rows(1)
        workbook["documents"]["A1"] = "Our documents"

    faults = [f for f in found_in(lay_workbook(tmp_path / "2", heading)) if "documents" in f.file]
    assert [fault.what for fault in faults] == ["The header stands in row 2, and it must be row 1."]


def test_blank_rows_and_columns_that_a_spreadsheet_remembers_are_nothing(tmp_path: Path) -> None:
    def style(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["evidence"]
        for place in ("AZ3", "A2000", "ZZ90000"):
            sheet[place].number_format = "0%"
        sheet["B7"] = "   "

    folder = lay_workbook(tmp_path, style)
    assert found_in(folder) == ()
    assert len(read_register(POLICY, tmp_path).tables["evidence"]) == 2


@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_a_workbook_comes_through_libreoffice_unchanged(tmp_path: Path, ending: str) -> None:
    folder = lay_workbook(tmp_path / "made")
    spoilt = lay_register(tmp_path / "csv")
    made = through_libreoffice(folder / "register.xlsx", ending)
    before = read_register(POLICY, tmp_path / "made")
    (folder / "register.xlsx").unlink()
    shutil.copy(made, folder)
    assert found_in(folder) == ()
    after = read_register(POLICY, tmp_path / "made")
    same(before, after)
    same(read_register(POLICY, tmp_path / "csv"), after)
    assert found_in(spoilt) == ()


def test_a_workbook_of_libreoffice_with_all_its_quirks_is_named_in_full(tmp_path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        setting("findings", "effect", 0.05, "0%")(workbook)
        setting("documents", "published_on", datetime(2016, 12, 1))(workbook)
        setting("claims", "text", "#REF!")(workbook)
        workbook["claims"][place_of(workbook["claims"], "text")].data_type = "e"
        workbook["evidence"].merge_cells("C2:C3")

    folder = lay_workbook(tmp_path / "made", change)
    made = through_libreoffice(folder / "register.xlsx", "ods")
    xlsx = said(found_in(folder))
    (folder / "register.xlsx").unlink()
    shutil.copy(made, folder)
    ods = said(found_in(folder))
    assert {"documents", "evidence", "findings", "claims"} == {place for place, _ in ods}
    assert xlsx <= ods  # LibreOffice makes a formula of the error; the rest is the same


def said(faults: tuple[Fault, ...]) -> set[tuple[str, str]]:
    return {(fault.file.rpartition(" ")[2], fault.what) for fault in faults}


def test_text_keeps_its_line_breaks_and_its_apostrophes(tmp_path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        setting("evidence", "limitations", "One\r\ntwo")(workbook)
        setting("evidence", "funder", "'=not a formula")(workbook)

    lay_workbook(tmp_path, change)
    evidence = read_register(POLICY, tmp_path).tables["evidence"]
    assert evidence["limitations"][0] == "One\ntwo"
    assert evidence["funder"][0] == "=not a formula"


def test_whole_numbers_in_text_columns_have_no_decimals(tmp_path: Path) -> None:
    lay_workbook(tmp_path, setting("evidence", "setting", 2020))
    assert read_register(POLICY, tmp_path).tables["evidence"]["setting"][0] == "2020"


def test_a_csv_and_a_sheet_refer_to_each_other(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    sheets_of(folder, ["evidence"]).save(folder / "register.xlsx")
    spoil(folder, "findings", 2, evidence_id="nobody")
    assert any("There is no “nobody”" in fault.what for fault in found_in(folder))
