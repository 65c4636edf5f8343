"""A register goes into the workbook template and comes out the same; spoiled, it says where."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from opm_evidence.errors import WrongCall
from opm_evidence.records.schemas import POLICY_TABLES, table_schema
from opm_evidence.records.vocabulary import terms
from opm_evidence.registers import examine_register, read_register
from opm_evidence.registers.libreoffice import save_as_ods
from opm_evidence.registers.workbook_template import write_template
from tests.registers.folders import POLICY, found_in, lay_register, only_fault, respell
from tests.registers.test_workbook_sheets import place_of, same
from tests.registers.workbooks import through_libreoffice

ROOT = Path(__file__).parents[2]
AWKWARD = [
    "=1+1",
    "'=already warded",
    "+44 is a dialling code",
    "-10% fewer",
    "two\nlines",
    "2016-12",
    "007",
    "1e5",
    "TRUE",
    "_x0041_ is not A",
    "“quoted” & <marked>",
    "two  spaces,   and three",
    "a\ttab",
    "@home",
    "=HYPERLINK(1)",
    "1/2",
    "3-4",
    "12:30",
    "5%",
    "1,234",
    "£5",
    "0123456789012345678",
    "'apostrophes'",
    "–6 (en dash)",
    "naïve 😀 𝒳 ﬁ",
]
"""Text that a spreadsheet would like to make something else of."""


def lay_awkward(tmp_path: Path) -> Path:
    rows = "\n".join(f"odd-{number} | t{number} | n{number}" for number in range(len(AWKWARD)))
    folder = lay_register(
        tmp_path,
        evidence=f"evidence_id | title | setting\nbandy | A | b\nrogers | B | c\n{rows}",
        challenges="challenge_id | about",
    )

    def awkward(text: str) -> str:
        for number, odd in enumerate(AWKWARD):
            spelt = odd.replace('"', '""')
            for blank in (f",t{number},", f",n{number},"):
                text = text.replace(blank, f',"{spelt}",')
        return text

    respell(folder, "evidence", awkward)
    return folder


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small register in its template, laid once."""
    folder = lay_register(tmp_path_factory.mktemp("laid"))
    put_workbook(folder)
    return folder


def spoilt(laid: Path, tmp_path: Path, change: Callable[[openpyxl.Workbook], object]) -> Path:
    """A copy of the small register in its template, changed."""
    shutil.copytree(laid.parent, tmp_path, dirs_exist_ok=True)
    path = tmp_path / POLICY / "register.xlsx"
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)
    return path.parent


def put_workbook(folder: Path) -> Path:
    """Lay the register's template in the place of its CSV files."""
    register = read_register(folder.name, folder.parent)
    path = folder / "register.xlsx"
    write_template(path, register)
    for each in folder.glob("*.csv"):
        each.unlink()
    return path


@pytest.mark.parametrize("ending", ["", "xlsx", "ods"])
def test_a_register_goes_in_and_comes_out_the_same(tmp_path: Path, ending: str) -> None:
    """Through LibreOffice and back, too."""
    folder = lay_awkward(tmp_path / "evidence")
    before = read_register(POLICY, folder.parent)
    path = put_workbook(folder)
    if ending:
        made = through_libreoffice(path, ending)
        path.unlink()
        shutil.copy(made, folder)
    found = examine_register(POLICY, folder.parent)
    assert found.faults == ()
    assert found.register is not None
    same(before, found.register)


@pytest.mark.parametrize("policy", ["soft-drinks-industry-levy"])
def test_a_register_that_ships_goes_in_and_comes_out_the_same(tmp_path: Path, policy: str) -> None:
    before = read_register(policy, ROOT / "evidence")
    (tmp_path / policy).mkdir()
    for name in (f"{policy}/policy.yaml", "scales.csv", "designs.csv"):
        shutil.copy(ROOT / "evidence" / name, tmp_path / name)
    write_template(tmp_path / policy / "register.xlsx", before)
    same(before, read_register(policy, tmp_path))


def test_working_notes_come_along(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    text = (folder / "documents.csv").read_text(encoding="utf-8")
    header, row = text.splitlines()
    (folder / "documents.csv").write_text(f"{header},notes\n{row},look again\n", encoding="utf-8")
    put_workbook(folder)
    assert read_register(POLICY, tmp_path).table("documents")["notes"][0] == "look again"


def test_tables_that_nobody_has_begun_wait_in_brackets(laid: Path) -> None:
    names = openpyxl.load_workbook(laid / "register.xlsx").sheetnames
    assert {"evidence", "findings", "(uncertainties)", "guide", "choices"} <= set(names)
    register = read_register(POLICY, laid.parent)
    assert not register.recorded("uncertainties")
    assert register.recorded("ratings")


def test_a_sheet_without_its_brackets_says_that_somebody_looked(laid: Path, tmp_path: Path) -> None:
    def begin(workbook: openpyxl.Workbook) -> None:
        workbook["(uncertainties)"].title = "uncertainties"

    spoilt(laid, tmp_path, begin)
    assert read_register(POLICY, tmp_path).recorded("uncertainties")


def test_every_column_has_guidance_and_a_rule_from_its_schema(laid: Path) -> None:
    workbook = openpyxl.load_workbook(laid / "register.xlsx")
    guided = {(row[0], row[1]) for row in workbook["guide"].iter_rows(values_only=True)}
    for table in POLICY_TABLES:
        schema = table_schema(table)
        sheet = next(workbook[name] for name in (table, f"({table})") if name in workbook)
        assert [cell.value for cell in sheet[1]] == list(schema.columns)
        all_rules = sheet.data_validations.dataValidation
        rules = {str(each.sqref).split("2:")[0]: each for each in all_rules}
        for number, field in enumerate(schema.fields, 1):
            rule = rules[openpyxl.utils.get_column_letter(number)]
            assert (table, field.name) in guided
            assert field.description[:60] in rule.prompt
            assert len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32
            if field.vocabulary:
                assert (rule.type, rule.formula1) == ("list", f"terms_{field.vocabulary}")
            if rule.type == "list":
                assert rule.formula1 in workbook.defined_names


def listed(workbook: openpyxl.Workbook, name: str) -> list[object]:
    ((sheet, cells),) = workbook.defined_names[name].destinations
    found = workbook[sheet][cells.replace("$", "")]
    return [row[0].value for row in (found if isinstance(found, tuple) else ((found,),))]


def test_lists_offer_terms_and_the_ids_of_the_policy(laid: Path) -> None:
    register = read_register(POLICY, laid.parent)
    workbook = openpyxl.load_workbook(laid / "register.xlsx")
    assert listed(workbook, "terms_item_status") == list(terms("item_status"))
    assert listed(workbook, "policy_outcomes") == [each.id for each in register.policy.outcomes]
    assert listed(workbook, "designs_study_design") == list(register.designs["study_design"])
    assert workbook.defined_names["evidence_evidence_id"].attr_text.startswith(
        "OFFSET('evidence'!$A$2,0,0,"
    )


def test_a_blank_template_has_every_column_and_no_row(tmp_path: Path) -> None:
    write_template(tmp_path / "blank.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "blank.xlsx")
    assert {name.strip("()") for name in workbook.sheetnames} >= set(POLICY_TABLES)
    assert workbook["evidence"].max_row == 1
    assert "policy_outcomes" not in workbook.defined_names
    assert listed(workbook, "terms_yes_no") == ["yes", "no"]


def set_cell(table: str, column: str, value: object, row: int = 2) -> Callable[[object], None]:
    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook[table]
        sheet[place_of(sheet, column, row)].value = value

    return change


def rename(old: str, new: str) -> Callable[[openpyxl.Workbook], None]:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook[old].title = new

    return change


SPOILED = [
    (
        set_cell("evidence", "status", "currrent"),
        "evidence, row 2, status",
        "you mean “current”",
    ),
    (set_cell("evidence", "title", None), "evidence, row 2, title", ""),
    (set_cell("evidence", "year", "MMXX"), "evidence, row 2, year", ""),
    (set_cell("evidence", "year", date(2020, 1, 1)), "evidence, row 2, year", "2020"),
    (set_cell("evidence", "year", "=2019+1"), "evidence, row 2, year", "as values"),
    (set_cell("evidence", "evidence_id", "bandy", 3), "evidence, row 3, evidence_id", ""),
    (set_cell("evidence", "evidence_id", "Bandy 2020"), "evidence, row 2, evidence_id", ""),
    (set_cell("evidence", "country", "scotlnd"), "evidence, row 2, country", "scotland"),
    (set_cell("findings", "evidence_id", "bandi"), "findings, row 2, evidence_id", "“bandy”"),
    (set_cell("findings", "outcome", "sale"), "findings, row 2, outcome", "“sales”"),
    (set_cell("findings", "effect", "a lot"), "findings, row 2, effect", ""),
    (set_cell("documents", "published_on", "5.12.2016"), "documents, row 2, published_on", ""),
    (set_cell("documents", "title", "#REF!"), "documents, row 2, title", ""),
    (set_cell("evidence", "verified", "yess", 1), "evidence, row 1, yess", ""),
    (set_cell("evidence", "verified", None, 1), "evidence, row 1", "Name the column"),
    (
        set_cell("(questions)", "text", "Why?"),
        "(questions), row 2",
        "Rename the sheet to",
    ),
    (rename("findings", "findngs"), "findngs", "Did you mean “findings”"),
]


@pytest.mark.parametrize(("change", "place", "remedy"), SPOILED, ids=[each[1] for each in SPOILED])
def test_each_way_to_spoil_it_names_sheet_row_field_and_remedy(
    laid: Path,
    tmp_path: Path,
    change: Callable[[openpyxl.Workbook], None],
    place: str,
    remedy: str,
) -> None:
    folder = spoilt(laid, tmp_path, change)
    faults = [each for each in found_in(folder) if each.place == f"register.xlsx, sheet {place}"]
    assert faults, "\n".join(map(str, found_in(folder)))
    assert remedy in faults[0].remedy
    assert faults[0].severity == "fault" and faults[0].remedy.strip()


def test_merged_cells_are_named(laid: Path, tmp_path: Path) -> None:
    folder = spoilt(laid, tmp_path, lambda book: book["documents"].merge_cells("B2:C2"))
    assert any("merged (B2:C2)" in each.what for each in found_in(folder))


def test_a_table_kept_as_a_file_too_is_named(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    kept = (folder / "claims.csv").read_text(encoding="utf-8")
    put_workbook(folder)
    (folder / "claims.csv").write_text(kept, encoding="utf-8")
    assert "kept twice" in only_fault(folder).what


def test_a_cell_that_no_spreadsheet_holds_is_refused_and_never_cut(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    respell(folder, "documents", lambda text: text.replace("A levy on drinks", "x" * 40_000))
    with pytest.raises(WrongCall, match="documents, row 2, title: the cell has 40,000 characters"):
        write_template(tmp_path / "register.xlsx", read_register(POLICY, tmp_path))
    assert not (tmp_path / "register.xlsx").exists()


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.xlsx").write_bytes(b"mine")
    with pytest.raises(WrongCall, match="such a file already"):
        write_template(tmp_path / "mine.xlsx")
    assert (tmp_path / "mine.xlsx").read_bytes() == b"mine"


def test_an_ods_needs_libreoffice_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_template(tmp_path / "blank.xlsx")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(WrongCall, match="LibreOffice and other programs open it"):
        save_as_ods(tmp_path / "blank.xlsx", tmp_path / "blank.ods")
