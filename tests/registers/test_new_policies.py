"""The folder of a new policy passes every check and says that nothing is known."""

from datetime import date
from pathlib import Path

import pytest

from opm_evidence.errors import WrongCall
from opm_evidence.records.schemas import POLICY_TABLES
from opm_evidence.registers import examine_register, lay_out_policy, policy_ids, read_register
from opm_evidence.registers.new_policy import FirstWords
from opm_evidence.registers.placeholders import TO_BE_WRITTEN


def test_a_new_policy_passes_every_check_with_only_advice_to_fill_it(tmp_path: Path) -> None:
    folder = lay_out_policy("my-policy", tmp_path, FirstWords("My policy", "A: “B”"))
    assert folder == tmp_path / "my-policy"
    assert policy_ids(tmp_path) == ("my-policy",)
    found = examine_register("my-policy", tmp_path)
    assert found.register is not None
    assert {fault.what for fault in found.faults} == {"This is still a placeholder."}
    assert found.register.policy.title == "My policy"
    assert found.register.policy.lead_department == "A: “B”"
    assert found.register.policy.as_of == date.today()


def test_a_new_policy_records_nothing_but_an_empty_list_of_evidence(tmp_path: Path) -> None:
    folder = lay_out_policy("my-policy", tmp_path, as_of=date(2026, 11, 23))
    register = read_register("my-policy", tmp_path)
    assert set(register.tables) == {"evidence"}
    assert register.tables["evidence"].empty
    assert register.policy.title.startswith(TO_BE_WRITTEN)
    waiting = {path.stem for path in (folder / "templates").iterdir()}
    assert waiting == set(POLICY_TABLES) - {"evidence"}


def test_a_template_that_is_moved_beside_the_policy_is_a_recorded_zero(tmp_path: Path) -> None:
    folder = lay_out_policy("my-policy", tmp_path)
    (folder / "templates" / "findings.csv").rename(folder / "findings.csv")
    register = read_register("my-policy", tmp_path)
    assert register.recorded("findings") and not register.recorded("claims")


def test_the_readme_of_the_folder_says_that_absent_means_not_recorded(tmp_path: Path) -> None:
    folder = lay_out_policy("my-policy", tmp_path, FirstWords("My policy"))
    text = " ".join((folder / "README.md").read_text(encoding="utf-8").split())
    assert text.startswith("# My policy")
    assert "A table that is not here means “not recorded”" in text
    assert "opm-evidence check my-policy" in text


def test_equal_calls_lay_out_equal_bytes(tmp_path: Path) -> None:
    for name in ("1", "2"):
        (tmp_path / name).mkdir()
        lay_out_policy("my-policy", tmp_path / name, as_of=date(2026, 11, 23))
    for path in (tmp_path / "1").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "2" / path.relative_to(tmp_path / "1")).read_bytes()


@pytest.mark.parametrize("name", ["My policy", "../x", "a/b", "", "-a", "x" * 81, "é"])
def test_a_name_that_cannot_be_an_address_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongCall, match="lower-case letters"):
        lay_out_policy(name, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_policy_is_not_named_as_the_folder_in_which_packs_keep_their_editions(
    tmp_path: Path,
) -> None:
    with pytest.raises(WrongCall, match="choose another"):
        lay_out_policy("editions", tmp_path)
    lay_out_policy("drinks", tmp_path).rename(tmp_path / "editions")
    faults = [each for each in examine_register("editions", tmp_path).faults if not each.line]
    assert "cannot name a policy" in faults[0].what


def test_a_policy_that_is_there_is_not_laid_out_again(tmp_path: Path) -> None:
    folder = lay_out_policy("my-policy", tmp_path)
    (folder / "evidence.csv").write_text("mine")
    with pytest.raises(WrongCall, match="is there already"):
        lay_out_policy("my-policy", tmp_path)
    assert (folder / "evidence.csv").read_text() == "mine"


def test_there_has_to_be_a_folder_to_lay_it_into(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="no such folder"):
        lay_out_policy("my-policy", tmp_path / "nowhere")


@pytest.mark.parametrize("title", ['A "quoted" title', "a: b # c", "A\nB", "'", "{x}", "$id ${y}"])
def test_any_title_is_kept_as_it_is(tmp_path: Path, title: str) -> None:
    lay_out_policy("my-policy", tmp_path, FirstWords(title))
    assert read_register("my-policy", tmp_path).policy.title == " ".join(title.split())


def test_what_is_known_on_the_first_day_takes_the_place_of_placeholders(tmp_path: Path) -> None:
    words = FirstWords(
        title="School meals",
        lead_department="Department for Education",
        summary="Free meals for every pupil.",
        stage="in_force",
        question="Do free meals help pupils learn?",
        intervention="Free meals for all",
        outcome="Attainment",
        direction="up",
    )
    lay_out_policy("my-policy", tmp_path, words)
    found = examine_register("my-policy", tmp_path)
    assert found.register is not None
    policy = found.register.policy
    assert (policy.stage, policy.summary) == ("in_force", "Free meals for every pupil.")
    assert policy.questions[0].text == "Do free meals help pupils learn?"
    assert policy.interventions[0].title == "Free meals for all"
    assert policy.outcomes[0].title == "Attainment"
    assert (policy.outcomes[0].desired_direction, policy.outcomes[0].description) == ("up", "")
    assert [each.field for each in found.faults] == ["framework, entry 1, reason"]


def test_a_direction_that_nobody_said_takes_no_side_and_is_named_by_the_check(
    tmp_path: Path,
) -> None:
    lay_out_policy("my-policy", tmp_path, FirstWords(outcome="Obesity"))
    found = examine_register("my-policy", tmp_path)
    assert found.register is not None
    assert found.register.policy.outcomes[0].desired_direction == "none"
    assert "outcomes, entry 1, description" in {fault.field for fault in found.faults}
