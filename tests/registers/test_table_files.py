"""CSV files as spreadsheets and people leave them."""

from pathlib import Path

import pytest

from opm_evidence.registers import examine_register, read_register
from tests.registers.folders import (
    POLICY,
    found_in,
    lay_register,
    only_fault,
    respell,
    spoil,
)

DOCUMENTS = "document_id,title,kind\npaper,Café “levy” – plan,statement\n"


def titles(evidence_dir: Path) -> list[str]:
    return read_register(POLICY, evidence_dir).tables["documents"]["title"].tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_files_are_read_with_and_without_a_mark(tmp_path: Path, encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    folder = lay_register(tmp_path)
    (folder / "documents.csv").write_bytes(mark + DOCUMENTS.encode(encoding))
    assert found_in(folder) == ()
    assert titles(tmp_path) == ["Café “levy” – plan"]


def test_windows_1252_is_read_with_an_advice_that_names_the_first_line(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (folder / "documents.csv").write_bytes(DOCUMENTS.encode("cp1252"))
    fault = only_fault(folder)
    assert fault.severity == "advice"
    assert "Windows-1252" in fault.what and "line 2" in fault.what
    assert "UTF-8" in fault.remedy
    assert titles(tmp_path) == ["Café “levy” – plan"]


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"document_id,title,kind\npaper,a\x81b\xff,x\n", 2, "neither UTF-8 nor Windows-1252"),
        (b"\xef\xbb\xbfdocument_id,title,kind\npaper,a\nb,\xe9,x\n", 3, "says that it is UTF-8"),
        ("\ufeffdocument_id,title\n".encode("utf-16-le") + b"a", 2, "says that it is UTF-16"),
        (b"document_id,title,kind\npa\x00per,a,b\n", 2, "zero bytes"),
        (DOCUMENTS.encode("utf-32"), 0, "UTF-32"),
        (b"PK\x03\x04\x14\x00", 0, "a workbook or a zip"),
        (b"\n<!DOCTYPE html><html>Sign in</html>", 0, "the one that asks to sign in"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", 0, "Git LFS"),
        (f"{DOCUMENTS}>>>>>>> theirs\n".encode(), 3, "Two versions of the file were merged"),
    ],
)
def test_what_cannot_be_decoded_is_a_fault_at_its_line(
    tmp_path: Path, data: bytes, line: int, said: str
) -> None:
    folder = lay_register(tmp_path)
    (folder / "documents.csv").write_bytes(data)
    fault = only_fault(folder)
    assert (fault.file, fault.line, fault.severity) == ("documents.csv", line, "fault")
    assert said in fault.what


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_told_from_the_header(tmp_path: Path, delimiter: str) -> None:
    folder = lay_register(tmp_path)
    text = delimiter.join(["document_id", "title", "kind"]) + "\n"
    text += delimiter.join(["paper", '"One, two; three"', "statement"]) + "\n"
    (folder / "documents.csv").write_text(text)
    assert found_in(folder) == ()
    assert titles(tmp_path) == ["One, two; three"]


def test_a_delimiter_that_is_not_read_is_named(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (folder / "documents.csv").write_text("document_id|title|kind\npaper|One, two|statement\n")
    assert "parted by “|”" in only_fault(folder).what


def test_a_header_that_stands_again_is_one_fault(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (folder / "documents.csv").write_text(
        DOCUMENTS + DOCUMENTS.replace("paper", "plan"), encoding="utf-8"
    )
    fault = only_fault(folder)
    assert (fault.line, fault.what) == (3, "The header stands here again.")


def test_a_delimiter_that_cannot_be_told_is_a_fault(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (folder / "documents.csv").write_text("one;two,three\npaper;a,b\n")
    fault = only_fault(folder)
    assert "commas and semicolons" in fault.what
    assert "document_id, title, publisher" in fault.remedy


def test_spaces_and_blank_rows_are_taken_away_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    text = "\n , ,\n document_id ,title,kind, ,\n,,,,\n paper , A\u00a0,statement\u00a0,,\n\n\n"
    (folder / "documents.csv").write_text(text.replace(" , ,\n", " , , , ,\n"))
    register = read_register(POLICY, tmp_path)
    assert register.tables["documents"]["place"].tolist() == ["documents.csv, row 5"]
    assert titles(tmp_path) == ["A"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_any_end_of_line_will_do(tmp_path: Path, end: str) -> None:
    folder = lay_register(tmp_path)
    (folder / "documents.csv").write_bytes(DOCUMENTS.replace("\n", end).encode())
    assert titles(tmp_path) == ["Café “levy” – plan"]


def test_places_are_spreadsheet_rows_with_the_text_line_where_it_differs(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    text = 'document_id,title,kind\npaper,"A title\nover three\nlines",statement\nb,B,stamp\n'
    (folder / "documents.csv").write_text(text)
    fault = only_fault(folder)
    assert fault.place == "documents.csv, row 3 (line 5), kind"


def test_a_quotation_mark_that_is_never_closed_is_named_where_it_opens(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    text = 'document_id,title,kind\npaper,A,statement\nb,"B,statement\nc,C,statement\n'
    (folder / "documents.csv").write_text(text)
    fault = only_fault(folder)
    assert (fault.line, fault.text_line) == (3, 3)
    assert "never closed" in fault.what


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("paper,A,statement,extra", "This row has more than 3 cells."),
        ("paper,A", "This row has fewer than 3 cells."),
    ],
)
def test_a_row_that_does_not_fit_the_header_is_a_fault(tmp_path: Path, row: str, what: str) -> None:
    folder = lay_register(tmp_path)
    (folder / "documents.csv").write_text(f"document_id,title,kind\n{row}\n")
    fault = only_fault(folder)
    assert (fault.line, fault.what) == (2, what)
    assert "needs 3 cells" in fault.remedy


def test_blank_cells_beyond_the_header_are_no_fault(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (folder / "documents.csv").write_text("document_id,title,kind\npaper,A,statement,,\n")
    assert found_in(folder) == ()


@pytest.mark.parametrize(
    ("header", "field", "what", "remedy"),
    [
        (
            "document_id,titel,kind",
            "titel",
            "There is no column “titel” in documents.",
            "Did you mean “title”? Then rename the column.",
        ),
        (
            "document_id,Title,kind",
            "Title",
            "There is no column “Title” in documents.",
            "Did you mean “title”? Then rename the column.",
        ),
        (
            "document_id,“title”,kind",
            "“title”",
            "There is no column ““title”” in documents.",
            "Did you mean “title”? Then rename the column.",
        ),
        (
            "document_id,title,kind,GOV.UK path",
            "GOV.UK path",
            "There is no column “GOV.UK path” in documents.",
            "Did you mean “base_path”? Then rename the column.",
        ),
        ("document_id,title", "kind", "This column is missing.", "Such as: policy_paper."),
        ("document_id,title,kind,kind", "kind", "there 2 times", "Keep one of them."),
        ("document_id,title,kind,xyz", "xyz", "no column “xyz”", "document_id, title, publisher"),
        (
            "document_id,title,kind,",
            "",
            "Column D has no name, and D2 holds “statement”.",
            "Name the column, or empty its cells.",
        ),
    ],
)
def test_a_header_is_not_guessed(
    tmp_path: Path, header: str, field: str, what: str, remedy: str
) -> None:
    folder = lay_register(tmp_path)
    row = ",".join(["paper", "A", "statement", "statement"][: header.count(",") + 1])
    (folder / "documents.csv").write_text(f"{header}\n{row}\n")
    fault = only_fault(folder)
    assert (fault.line, fault.field) == (1, field)
    assert what in fault.what
    assert remedy in fault.remedy


def test_a_column_is_not_offered_for_one_that_means_something_else(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    respell(folder, "evidence", lambda text: text.replace("added_on", "published_on", 1))
    respell(folder, "evidence", lambda text: text.replace("unpublished_reason", "licence_2", 1))
    remedies = [each.remedy for each in found_in(folder) if each.field == "published_on"]
    assert all("unpublished_reason”" not in each for each in remedies)
    assert any("The columns of evidence: evidence_id, " in each for each in remedies)


def test_a_title_above_the_header_is_one_fault(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    respell(folder, "findings", lambda text: f"Our findings so far\n\n{text}")
    fault = only_fault(folder)
    assert fault.what == "The header stands in row 3, and it must be row 1."


def test_rows_that_follow_the_remedy_for_an_id_bring_no_faults_of_their_own(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    respell(folder, "evidence", lambda text: text.replace("\nbandy,", "\nSmaug 2020,"))
    for table in ("findings", "ratings"):
        respell(folder, table, lambda text: text.replace(",bandy,", ",smaug-2020,"))
    fault = only_fault(folder)
    assert fault.place == "evidence.csv, row 2, evidence_id"
    assert "smaug-2020" in fault.remedy


@pytest.mark.parametrize("name", ["designs", "scales"])
def test_a_shared_table_that_is_missing_or_empty_is_to_be_copied(tmp_path: Path, name: str) -> None:
    folder = lay_register(tmp_path)
    shared = tmp_path / f"{name}.csv"
    copy = f"Copy evidence/{name}.csv from the opm-evidence project into the evidence folder."
    for change in (shared.unlink, shared.touch):
        change()
        assert {fault.remedy for fault in found_in(folder) if fault.severity == "fault"} == {copy}


def test_a_folder_with_the_name_of_a_file_is_a_fault(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (folder / "uncertainties.csv").mkdir()
    fault = only_fault(folder)
    assert (fault.file, fault.severity) == ("uncertainties.csv", "fault")
    assert "This is a folder" in fault.what


def test_a_space_before_a_quotation_mark_is_taken_away(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    text = 'document_id, "title", "kind"\npaper, "One, two", "statement"\n'
    (folder / "documents.csv").write_text(text)
    assert found_in(folder) == ()
    assert titles(tmp_path) == ["One, two"]


def test_of_many_unknown_columns_twenty_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    unknown = ",".join(f"q{number}" for number in range(50))
    (folder / "documents.csv").write_text(f"document_id,title,kind,{unknown}\n")
    faults = found_in(folder)
    assert len(faults) == 21
    assert faults[0].what == "30 more columns are not known in documents."
    assert "document_id, title, publisher" in faults[0].remedy


def test_one_fault_of_a_header_does_not_hide_another(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (folder / "documents.csv").write_text("document,titel,zzz,zzz\n")
    assert [fault.field for fault in found_in(folder)] == ["document", "kind", "titel", "zzz"]


@pytest.mark.parametrize("text", ["", "\n\n", ",,,\n,,\n", " "])
def test_an_empty_file_is_not_a_recorded_zero(tmp_path: Path, text: str) -> None:
    folder = lay_register(tmp_path)
    (folder / "engagement.csv").write_text(text)
    fault = only_fault(folder)
    assert fault.file == "engagement.csv"
    assert "if nobody has looked" in fault.remedy.casefold()


def test_a_table_that_cannot_be_read_brings_no_faults_of_what_refers_to_it(
    tmp_path: Path,
) -> None:
    folder = lay_register(tmp_path)
    respell(folder, "evidence", lambda text: text.replace("study_status", "Status of study"))
    assert only_fault(folder).field == "Status of study"


def test_an_id_of_a_wrong_form_is_one_fault_and_can_still_be_referred_to(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    for table in ("evidence", "findings", "ratings"):
        respell(folder, table, lambda text: text.replace("\nbandy,", "\nBandy 1,"))
        respell(folder, table, lambda text: text.replace(",bandy,", ",Bandy 1,"))
    fault = only_fault(folder)
    assert fault.place == "evidence.csv, row 2, evidence_id"
    assert "bandy-1" in fault.remedy


def test_the_same_fault_in_thousands_of_rows_is_listed_a_hundred_times_and_counted(
    tmp_path: Path,
) -> None:
    rows = "\n".join(f"d{number} | T" for number in range(250))
    drawn = f"document_id | title\n{rows}\npaper | P"
    folder = lay_register(tmp_path, documents=drawn)
    respell(folder, "documents", lambda text: text.replace("policy_paper", "leaflet"))
    faults = found_in(folder)
    assert len(faults) == 101
    assert any(fault.what.startswith("151 more rows") for fault in faults)


def test_reading_never_depends_on_what_was_read_before(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, limitations="x" * 99_000)
    assert examine_register(POLICY, tmp_path).faults == ()
    assert found_in(folder) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('[\n  {"title": "A; b"}\n]\n', "JSON"),
        ('{"items": []}', "JSON"),
        ('<?xml version="1.0"?>\n<records/>\n', "XML"),
        ("\nTY  - JOUR\nTI  - A study\nER  - \n", "references as RIS"),
        ("PMID- 28441597\nOWN - NLM\n", "references as PubMed gives them"),
        ("@article{bandy2020,\n  title={A}\n}\n", "references as BibTeX"),
    ],
)
def test_what_another_program_exported_is_called_what_it_is(
    tmp_path: Path, text: str, kind: str
) -> None:
    folder = lay_register(tmp_path)
    (folder / "questions.csv").write_text(text, encoding="utf-8")
    assert only_fault(folder).what == f"The file holds {kind}, and no table."
