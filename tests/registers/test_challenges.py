"""A challenge from outside, and its answer, go into the register without an editor."""

from datetime import date
from pathlib import Path

import pytest

from opm_evidence.errors import FaultyRegister, WrongCall
from opm_evidence.registers import read_register
from opm_evidence.registers.challenges import answer_challenge, raise_challenge
from tests.registers.folders import POLICY, lay_register
from tests.registers.workbooks import sheets_of

MAY = date(2025, 5, 1)
JUNE = date(2025, 6, 1)


def challenge(evidence: Path, about: str = "c1", day: date = MAY) -> str:
    return raise_challenge(
        POLICY,
        evidence,
        about=about,
        raised_by="A charity",
        text="Not so, they say.",
        raised_on=day,
    )


def test_the_first_challenge_lays_out_the_table(tmp_path: Path) -> None:
    lay_register(tmp_path)
    assert not read_register(POLICY, tmp_path).recorded("challenges")
    assert challenge(tmp_path) == "ch-1"
    (row,) = read_register(POLICY, tmp_path).rows("challenges")
    assert (row["about"], row["raised_by"], row["status"]) == ("c1", "A charity", "open")
    assert row["raised_on"] == "2025-05-01"
    assert row["response"] is None


def test_a_file_that_an_editor_has_open_keeps_no_challenge_out(tmp_path: Path) -> None:
    """Emacs marks it by a link beside it that leads nowhere."""
    folder = lay_register(tmp_path)
    (folder / ".#claims.csv").symlink_to("somebody@computer.1234:1")
    assert challenge(tmp_path) == "ch-1"


def test_a_second_challenge_leaves_the_first_as_it_is_and_never_takes_its_id(
    tmp_path: Path,
) -> None:
    folder = lay_register(tmp_path)
    text = "challenge_id;raised_by;raised_on;about;text;status\r\nch-7;X;2025;c1;“Why?”;open\r\n"
    (folder / "challenges.csv").write_bytes(text.encode("utf-8-sig"))
    assert challenge(tmp_path, "rogers") == "ch-8"
    now = (folder / "challenges.csv").read_bytes()
    assert now.startswith(text.encode("utf-8-sig"))
    assert now.endswith(b"ch-8;A charity;2025-05-01;rogers;Not so, they say.;open\r\n")


def test_a_gap_can_be_challenged(tmp_path: Path) -> None:
    lay_register(tmp_path)
    challenge(tmp_path, "g01-levy--obesity--any--effect")
    assert read_register(POLICY, tmp_path).recorded("challenges")


def test_a_challenge_about_nothing_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    with pytest.raises(FaultyRegister) as refused:
        challenge(tmp_path, "c11")
    (fault,) = refused.value.faults
    assert (fault.file, fault.line, fault.field) == ("challenges.csv", 2, "about")
    assert "“c1”" in fault.remedy
    assert not (folder / "challenges.csv").exists()


def test_an_answer_closes_a_challenge(tmp_path: Path) -> None:
    lay_register(tmp_path)
    challenge(tmp_path)
    challenge(tmp_path, "rogers")
    answer_challenge(
        POLICY,
        tmp_path,
        "ch-2",
        response="True, and mended.",
        responded_on=JUNE,
        status="accepted",
    )
    first, second = read_register(POLICY, tmp_path).rows("challenges")
    assert (first["status"], first["response"]) == ("open", None)
    assert (second["status"], second["response"]) == ("accepted", "True, and mended.")
    assert second["responded_on"] == "2025-06-01"


def test_an_answer_to_nothing_names_the_challenges_that_there_are(tmp_path: Path) -> None:
    lay_register(tmp_path)
    with pytest.raises(WrongCall, match="Known challenges: none"):
        answer_challenge(POLICY, tmp_path, "ch-1", response="x", responded_on=JUNE)
    challenge(tmp_path)
    with pytest.raises(WrongCall, match="Known challenges: ch-1"):
        answer_challenge(POLICY, tmp_path, "ch-2", response="x", responded_on=JUNE)


def test_an_answer_is_not_written_over(tmp_path: Path) -> None:
    lay_register(tmp_path)
    challenge(tmp_path)
    answer_challenge(POLICY, tmp_path, "ch-1", response="No.", responded_on=JUNE)
    with pytest.raises(WrongCall, match="has an answer already: “No.”"):
        answer_challenge(POLICY, tmp_path, "ch-1", response="Yes.", responded_on=JUNE)


def test_an_answer_before_its_challenge_is_refused(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    challenge(tmp_path, day=JUNE)
    before = (folder / "challenges.csv").read_bytes()
    with pytest.raises(FaultyRegister):
        answer_challenge(POLICY, tmp_path, "ch-1", response="No.", responded_on=MAY)
    assert (folder / "challenges.csv").read_bytes() == before


def test_challenges_in_a_workbook_are_left_to_the_program_that_made_it(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    challenge(tmp_path)
    sheets_of(folder, ["challenges"]).save(folder / "register.xlsx")
    with pytest.raises(WrongCall, match="Type a row into its sheet challenges"):
        challenge(tmp_path)


def test_faults_elsewhere_do_not_stop_a_challenge(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    path = folder / "evidence.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2020", "MMXX"), encoding="utf-8")
    assert challenge(tmp_path) == "ch-1"


def test_an_unknown_policy_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="no policy"):
        challenge(tmp_path)
