"""What must hold of a single cell, and what is said where it does not."""

from pathlib import Path

import pytest

from opm_evidence.registers import read_register
from tests.registers.folders import POLICY, found_in, lay_register, only_fault, spoil

FAULTS = [
    # table, column, text, what is said, the remedy begins or holds
    ("evidence", "title", "", "The cell is blank, and every row needs it.", "Such as: Reductions"),
    ("evidence", "type", "", "The cell is blank", "Use one of: journal_article, preprint"),
    ("evidence", "year", "1905-07-12", "“1905-07-12” is a date", "If 2020 is meant"),
    ("evidence", "year", "12/07/1905", "“12/07/1905” is a date", "If 2020 is meant"),
    ("evidence", "year", "2020-01-01", "“2020-01-01” is a date", "Format the column as a number"),
    ("evidence", "year", "2020.5", "“2020.5” is not a whole number.", "Write digits only"),
    ("evidence", "year", "c. 2020", "“c. 2020” is not a whole number.", "Such as: 2020."),
    ("evidence", "year", "20200", "“20200” is out of range", "Four digits."),
    ("evidence", "year", "1066", "the lowest that this column takes is 1800", "Such as: 2020."),
    ("evidence", "year", "²⁰²⁰", "is not a whole number", "Such as: 2020."),
    ("evidence", "doi", "https://doi.org/10.1186/x", "does not have the form", "Write 10.1186/x."),
    ("evidence", "doi", "doi: 10.1186/x", "does not have the form", "Write 10.1186/x."),
    ("evidence", "doi", "doi:10.1186/x.", "does not have the form", "Write 10.1186/x. From"),
    ("evidence", "url", "https://a.uk/b c", "does not have the form", "holds no spaces: write %20"),
    ("evidence", "doi", "10.1186/a b", "does not have the form", "From 10. onwards"),
    ("evidence", "url", "www.gov.uk/a", "does not have the form", "such as https://www.gov.uk/a."),
    ("evidence", "url", "javascript:alert(1)", "does not have the form", "publisher’s own page"),
    ("evidence", "language", "English", "does not have the form", "Such as: en."),
    ("evidence", "evidence_id", "Bandy 2020", "does not have the form", "bandy-2020"),
    ("evidence", "evidence_id", "../../etc", "does not have the form", "etc. "),
    ("evidence", "facets", "effect; mecanism", "“mecanism” is not a known", "“mechanism”?"),
    ("evidence", "facets", "effect, mechanism", "“effect, mechanism” is not", "by “; ”"),
    ("evidence", "verified", "Yes", "“Yes” is not a known term.", "Did you mean “yes”?"),
    ("evidence", "verified", "TRUE", "“TRUE” is not a known term.", "Write yes. "),
    ("evidence", "verified", "FALSE", "“FALSE” is not a known term.", "Write no. "),
    ("evidence", "added_on", "2023-02-30", "no such date as “2023-02-30”", "Look the date up"),
    ("evidence", "added_on", "2023-13", "no such date as “2023-13”", "Look the date up"),
    ("evidence", "added_on", "05/12/2016", "not a date", "perhaps 2016-12-05 or 2016-05-12."),
    ("evidence", "added_on", "25/12/2016", "not a date", "Here perhaps 2016-12-25."),
    ("evidence", "added_on", "2016-12-05 00:00", "not a date", "time of day away: 2016-12-05."),
    ("evidence", "added_on", "5 December 2016", "not a date", "Here perhaps 2016-12-05."),
    ("evidence", "added_on", "1st Dec 2016", "not a date", "Here perhaps 2016-12-01."),
    ("evidence", "added_on", "Dec 2016", "not a date", "Here perhaps 2016-12."),
    ("evidence", "added_on", "Dec-16", "not a date", "Here perhaps 2016-12 or, if the number is"),
    ("evidence", "added_on", "Sept-98", "not a date", "Here perhaps 1998-09."),
    ("evidence", "added_on", "42709", "not a date", "If it is meant, write 2016-12-05."),
    ("evidence", "added_on", "winter", "not a date", "Write a year, a month or a day"),
    ("evidence", "limitations", "#REF!", "the error of a formula", "Write what the cell should"),
    ("evidence", "limitations", "#N/A", "holds #N/A", "or leave it blank"),
    ("evidence", "limitations", "Err:502", "holds Err:502", "or leave it blank"),
    ("evidence", "added_on", "########", "holds ########", "Such as: 2026-11-23."),
    ("evidence", "limitations", "a\x07b", "U+0007, in “a⟨U+0007⟩b”", "Delete the character"),
    ("evidence", "limitations", "a\u202eb", "U+202E", "Delete the character"),
    ("evidence", "evidence_id", "bandy\u200b", "U+200B, in “bandy⟨U+200B⟩”", "Delete the"),
    ("evidence", "limitations", "Itâ€™s small", "Letters were damaged", "save the file as UTF-8"),
    ("evidence", "limitations", "CafÃ© study", "Letters were damaged", "Type the damaged word"),
    ("evidence", "limitations", "Caf\ufffd study", "Letters were damaged", "Type the damaged"),
    ("evidence", "limitations", "x" * 100_001, "holds 100,001 characters", "in a few sentences"),
    ("findings", "comparator", "NaN", "“NaN” is a program’s word for nothing", "Leave it blank"),
    ("findings", "study_id", "nan", "“nan” is a program’s word", "or write what it is"),
    ("findings", "comparator", "None", "“None” is a program’s word", "Leave it blank"),
    ("evidence", "authors", "Bandy LK; null", "“null” is a program’s word", "Leave it blank"),
    ("evidence", "funder", "N/A", "“N/A” is a program’s word", "Leave it blank"),
    ("findings", "sample_size", "22,091", "separators between its digits", "write 22091"),
    ("findings", "sample_size", "22 091", "separators between its digits", "write 22091"),
    ("findings", "sample_size", "-5", "is out of range", "Such as: 7656."),
    ("findings", "effect", "-1,6", "“-1,6” has a comma.", "write -1.6"),
    ("findings", "effect", "1,234", "separators between its digits", "write 1234; if a comma"),
    ("findings", "effect", "-1.6%", "“-1.6%” is a percentage.", "Write the number alone, -1.6,"),
    ("findings", "effect", "1.6 percent", "is a percentage", "Write the number alone, 1.6,"),
    ("findings", "sample_size", "9" * 30, "too large a number", "Such as: 7656."),
    ("findings", "effect", "1e999", "too large a number", "Such as: -1.6."),
    ("findings", "effect", "nan", "“nan” is not a number.", "with a point for decimals"),
    ("findings", "effect", "1.6 to 2.3", "“1.6 to 2.3” is not a number.", "Such as: -1.6."),
    ("findings", "effect", "-1.6*", "“-1.6*” is not a number.", "Write digits only"),
    ("findings", "direction", "positive", "“positive” is not a known", "Use one of: improves,"),
    ("documents", "base_path", "government/x", "does not have the form", "Starts with a slash."),
]


def test_an_example_that_is_a_sentence_ends_with_one_full_stop(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 2, statement="")
    (fault,) = found_in(folder)
    assert fault.remedy.endswith("than the trend predicted.")
    assert not fault.remedy.endswith("..")


@pytest.mark.parametrize(("table", "column", "text", "what", "remedy"), FAULTS)
def test_a_cell_that_cannot_be_right_is_named_with_a_remedy(
    tmp_path: Path, table: str, column: str, text: str, what: str, remedy: str
) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, table, 2, **{column: text})
    fault = next(each for each in found_in(folder) if each.file == f"{table}.csv")
    assert (fault.line, fault.field, fault.severity) == (2, column, "fault")
    assert what in fault.what
    assert remedy in fault.remedy


@pytest.mark.parametrize(
    ("table", "column", "text", "value"),
    [
        ("evidence", "year", "2020.0", 2020),
        ("evidence", "year", "+2020", 2020),
        ("findings", "sample_size", "900719925474099301", 900719925474099301),
        ("findings", "follow_up_months", "12.50", 12.5),
        ("findings", "follow_up_months", ".5", 0.5),
        ("findings", "follow_up_months", "1e2", 100.0),
        ("evidence", "added_on", "2016-12", "2016-12"),
        ("evidence", "added_on", "2024-02-29", "2024-02-29"),
        ("evidence", "facets", "effect;mechanism ;", ("effect", "mechanism")),
        ("evidence", "limitations", "=SUM(A1)", "=SUM(A1)"),
        ("evidence", "limitations", "<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("evidence", "limitations", "#1 cause; see Err: none", "#1 cause; see Err: none"),
        ("evidence", "limitations", "日本語 ‘é’ ñ — ½", "日本語 ‘é’ ñ — ½"),
        ("evidence", "limitations", "No", "No"),
        ("evidence", "limitations", "NA", "NA"),
        ("findings", "comparator", "none", "none"),
    ],
)
def test_a_cell_that_can_be_read_one_way_only_is_read(
    tmp_path: Path, table: str, column: str, text: str, value: object
) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, table, 2, **{column: text})
    assert read_register(POLICY, tmp_path).tables[table][column][0] == value


def test_a_minus_sign_pasted_from_a_paper_is_a_minus(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 2, effect="\u22122.5", ci_low="\u22123")
    assert read_register(POLICY, tmp_path).tables["findings"]["effect"][0] == -2.5


def test_a_cell_is_complained_about_once(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 2, direction="#REF!")
    assert "#REF!" in only_fault(folder).what


def test_a_fault_in_one_cell_does_not_hide_faults_in_the_next(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 2, effect="five", ci_low="3", ci_high="1", outcome="obesty")
    assert [fault.field for fault in found_in(folder)] == ["ci_low", "effect", "outcome"]
