"""Reading a policy's folder into a register, or into everything that is wrong with it."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from opm_evidence.errors import FaultyRegister, WrongCall
from opm_evidence.registers import examine_register, policy_ids, read_register
from tests.registers.folders import POLICY, found_in, lay_register, only_fault, spoil


def test_a_register_is_read_with_the_types_that_its_schemas_say(tmp_path: Path) -> None:
    lay_register(tmp_path)
    register = read_register(POLICY, tmp_path)
    evidence, findings = register.tables["evidence"], register.tables["findings"]
    assert evidence["authors"].tolist() == [("Bandy LK", "Scarborough P"), ("Rogers NT",)]
    assert evidence["year"].tolist() == [2020, 2023]
    assert str(evidence["year"].dtype) == "Int64"
    assert str(findings["effect"].dtype) == "Float64"
    assert findings["ci_low"].tolist() == [-3.0, -2.3]
    assert evidence["doi"].isna().all() and evidence["doi"][0] is pd.NA
    assert findings["place"].tolist() == ["findings.csv, row 2", "findings.csv, row 3"]


def test_a_table_that_is_absent_is_not_recorded_and_one_without_rows_is(tmp_path: Path) -> None:
    lay_register(tmp_path, engagement="engagement_id | title")
    register = read_register(POLICY, tmp_path)
    assert not register.recorded("challenges")
    assert register.recorded("engagement") and register.tables["engagement"].empty
    absent, empty = register.table("challenges"), register.table("engagement")
    assert absent.empty and "about" in absent.columns
    assert str(empty["participants"].dtype) == "Int64"


def test_columns_may_stand_in_any_order_and_blank_ones_may_be_left_out(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (folder / "documents.csv").write_text("kind,title,document_id\nstatement,Speech,paper\n")
    documents = read_register(POLICY, tmp_path).tables["documents"]
    assert documents.loc[0, "title"] == "Speech"
    assert documents["published_on"].isna().all()


def test_the_evidence_is_read_as_at_the_day_of_the_policy_unless_another_is_given(
    tmp_path: Path,
) -> None:
    lay_register(tmp_path)
    assert read_register(POLICY, tmp_path).as_of == date(2026, 1, 1)
    assert read_register(POLICY, tmp_path, as_of="").as_of == date(2026, 1, 1)
    assert read_register(POLICY, tmp_path, as_of="2027-02-03").as_of == date(2027, 2, 3)


@pytest.mark.parametrize("day", ["2025-12-31", date(2015, 1, 1)])
def test_a_register_is_not_read_as_at_a_day_before_its_own_since_its_rows_say_what_is_known_now(
    tmp_path: Path, day: str | date
) -> None:
    lay_register(tmp_path)
    assert read_register(POLICY, tmp_path, as_of="2026-01-01").as_of == date(2026, 1, 1)
    with pytest.raises(WrongCall, match=str(day)) as refused:
        read_register(POLICY, tmp_path, as_of=day)
    assert "2026-01-01" in str(refused.value)
    assert "a checkout of that day" in str(refused.value)
    with pytest.raises(WrongCall, match=str(day)):
        examine_register(POLICY, tmp_path, as_of=day)


@pytest.mark.parametrize("as_of", ["yesterday", "2026", "2026-02-30", "03/02/2026"])
def test_a_day_that_is_none_is_refused(tmp_path: Path, as_of: str) -> None:
    lay_register(tmp_path)
    with pytest.raises(WrongCall, match="as_of"):
        read_register(POLICY, tmp_path, as_of=as_of)


def test_a_policy_that_is_not_there_is_refused_with_the_ones_that_are(tmp_path: Path) -> None:
    lay_register(tmp_path)
    offer = "no policy “drink” here.\n    Did you mean “drinks”[?] Known policies: drinks"
    with pytest.raises(WrongCall, match=offer):
        read_register("drink", tmp_path)


@pytest.mark.parametrize("name", ["../drinks", "drinks/../drinks", "/etc", ".", "", "a\0b"])
def test_no_policy_is_looked_for_outside_the_evidence_folder(tmp_path: Path, name: str) -> None:
    lay_register(tmp_path)
    with pytest.raises(WrongCall):
        examine_register(name, tmp_path)


def test_an_evidence_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="evidence_dir"):
        policy_ids(tmp_path / "nowhere")


def test_the_policies_are_the_folders_with_a_policy_file(tmp_path: Path) -> None:
    for name in ("zebra", "apple"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "policy.yaml").touch()
    (tmp_path / "usage").mkdir()
    assert policy_ids(tmp_path) == ("apple", "zebra")


def test_all_faults_come_at_once_sorted_by_file_and_place(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 3, direction="betters")
    spoil(folder, "findings", 2, effect="1,5")
    spoil(folder, "evidence", 3, year="two")
    (folder / "policy.yaml").write_text("policy_id: drinks\ntitle:\n")
    found = examine_register(POLICY, tmp_path)
    assert found.register is None
    places = [fault.place for fault in found.faults]
    assert places[:4] == [
        "evidence.csv, row 3, year",
        "findings.csv, row 2, effect",
        "findings.csv, row 3, direction",
        "policy.yaml, line 1, as_of",
    ]
    assert list(found.faults) == sorted(found.faults)


def test_a_faulty_register_says_each_place_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 3, direction="improve")
    with pytest.raises(FaultyRegister) as caught:
        read_register(POLICY, tmp_path)
    assert str(caught.value).splitlines() == [
        "The register of drinks has 1 fault:",
        "findings.csv, row 3, direction: “improve” is not a known term.",
        "    Did you mean “improves”? Use one of: improves, worsens, no_change_shown, "
        "inconclusive, no_clear_change, mixed, not_reported.",
    ]
    assert caught.value.exit_code == 1


def test_an_advice_does_not_stop_a_register(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, status="retracted")
    found = examine_register(POLICY, tmp_path)
    assert [fault.severity for fault in found.faults] == ["advice"]
    assert found.register is not None


def test_a_fault_can_be_had_for_a_program(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, year="2200")
    fault = only_fault(folder).record
    assert fault["file"] == "evidence.csv"
    assert fault["line"] == 2
    assert fault["field"] == "year"
    assert fault["place"] == "evidence.csv, row 2, year"
    assert fault["severity"] == "fault"
    assert "2100" in fault["what"] and "2020" in fault["remedy"]


def test_a_missing_policy_file_and_a_missing_required_table_are_named(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (folder / "policy.yaml").unlink()
    (folder / "evidence.csv").unlink()
    assert [fault.file for fault in found_in(folder)] == ["evidence.csv", "policy.yaml"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("findngs.csv", "Did you mean “findings”?"),
        ("notes.csv", "The tables are: documents, evidence"),
        ("Claims.csv", "Rename it to claims.csv"),
        ("claims.CSV", "Rename it to claims.csv"),
        ("engagement.tsv", "Rename it to engagement.csv"),
        ("policy.yml", "Rename it to policy.yaml"),
        ("policy.yaml.txt", "Rename it to policy.yaml"),
        ("challenges.csv.txt", "Rename it to challenges.csv"),
        ("challenges.txt", "Rename it to challenges.csv"),
        ("scales.csv", "beside the policies’ folders"),
        ("register.xls", "Save it as XLSX or ODS"),
        ("register.XLSX", "Rename it to register.xlsx"),
    ],
)
def test_a_file_that_looks_like_a_part_of_a_register_is_not_left_out_in_silence(
    tmp_path: Path, name: str, said: str
) -> None:
    folder = lay_register(tmp_path)
    (folder / name).write_text("x,y\n")
    fault = only_fault(folder)
    assert fault.file == name
    assert said in fault.remedy


def test_other_files_and_what_programs_leave_behind_are_nobodys_business(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    for name in ("README.md", "report.pdf", ".DS_Store", "~$register.xlsx", ".~lock.x.ods#"):
        (folder / name).write_text("x")
    (folder / "usage").mkdir()
    (folder / "templates").mkdir()
    assert found_in(folder) == ()
    (folder / "old").mkdir()
    assert only_fault(folder).severity == "advice"


def test_a_link_to_another_place_is_not_followed(tmp_path: Path) -> None:
    folder = lay_register(tmp_path / "evidence")
    outside = tmp_path / "outside.csv"
    (folder / "documents.csv").rename(outside)
    (folder / "documents.csv").symlink_to(outside)
    fault = only_fault(folder)
    assert fault.file == "documents.csv"
    assert "link to another place" in fault.what


def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = lay_register(tmp_path / "elsewhere")
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    (evidence / POLICY).symlink_to(folder)
    found = examine_register(POLICY, evidence)
    assert found.register is None
    assert "link" in found.faults[0].what


def test_without_shared_tables_nothing_can_refer_to_them(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (tmp_path / "designs.csv").unlink()
    faults = found_in(folder)
    assert {fault.field for fault in faults} == {"study_design"}
    assert "Copy evidence/designs.csv from" in faults[0].remedy


def test_a_folder_whose_name_cannot_be_an_address_is_a_fault(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    folder.rename(tmp_path / "Drinks levy")
    (fault,) = examine_register("Drinks levy", tmp_path).faults
    assert "cannot name a policy" in fault.what
