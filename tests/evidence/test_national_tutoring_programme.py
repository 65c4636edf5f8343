"""What the register of the National Tutoring Programme must show: its traps, by name."""

from functools import cache
from pathlib import Path

import pytest

from opm_evidence.registers.reading import read_register
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules import RULES

EVIDENCE = Path(__file__).parents[2] / "evidence"


@cache
def tutoring() -> Case:
    return Case.of(read_register("national-tutoring-programme", EVIDENCE))


def item(name: str):
    return tutoring().items.loc[name]


def cell(name: str):
    return next(each for each in tutoring().cells if each.cell.id == name)


def answer(code: str, subject: str):
    return next(each for each in RULES[code].judge(tutoring()) if each.subject == subject)


def finding(name: str):
    return tutoring().body.set_index("finding_id").loc[name]


def test_the_working_paper_gives_way_to_the_published_review():
    early = item("ntp-14")
    assert (early["status"], early["replaced_by"]) == ("superseded", "ntp-13")
    trials = cell("tuition--attainment--any--effect")
    assert trials.reviews == ("ntp-13", "ntp-15", "ntp-16")
    assert trials.set_aside == ("ntp-14",)
    assert finding("ntp-13-a")["effect"] == 0.288
    assert finding("ntp-13-a")["study_id"] == finding("ntp-14-a")["study_id"]


def test_trials_and_the_programme_as_it_ran_never_share_a_cell():
    for each in tutoring().cells:
        items = set(each.findings[each.findings["counts"]]["evidence_id"])
        trials = {"ntp-13", "ntp-15", "ntp-16", "ntp-17", "ntp-18"}
        programme = {"ntp-01", "ntp-02", "ntp-03", "ntp-21"}
        assert not (items & trials and items & programme), each.cell.id


def test_effects_at_scale_abroad_stand_beside_the_programme_as_indirect():
    assert finding("ntp-15-b")["match"] == "indirect"
    assert finding("ntp-15-b")["set_aside"] == "indirect"
    assert cell("ntp--attainment--any--effect").reviews == ("ntp-15",)


def test_trials_and_programme_are_measured_far_apart():
    assert finding("ntp-17-a")["effect"] == 3
    assert finding("ntp-02-a")["effect"] == 1
    assert cell("tuition--maths--any--effect").votes == {"improves": 1}
    assert cell("online-tuition--maths--any--effect").votes == {"no_clear_change": 1}


def test_a_course_is_not_a_pupil():
    courses = tutoring().body[tutoring().body["evidence_id"] == "ntp-22"]
    assert courses["sample_size"].isna().all()
    counted = courses[courses["effect_metric"] == "count"]
    assert list(counted["effect"]) == [6168958, 310717]
    assert counted["effect_unit"].str.contains("courses").all()
    assert counted["statement"].str.contains("Courses are not pupils").all()


@pytest.mark.parametrize("name", ["ntp-01", "ntp-16", "ntp-17", "ntp-18", "ntp-19"])
def test_the_funder_that_also_ran_the_programme_is_said_so(name):
    assert "Education Endowment Foundation" in item(name)["interests"]


@pytest.mark.parametrize("name", ["ntp-20", "ntp-21"])
def test_an_evaluation_paid_for_by_the_trainers_of_tutors_is_said_so(name):
    assert "trained the tutors" in item(name)["interests"]


def test_a_rise_without_a_comparison_cannot_show_what_caused_it():
    assert finding("ntp-21-a")["bearing"] == "no"


def test_the_gap_grew_but_nobody_measured_what_the_programme_did_to_it():
    found = answer("G01", "ntp--gap--any--effect")
    assert (found.verdict, found.reason) == ("gap", "indirect_only")
    assert cell("ntp--gap--any--effect").indirect == ("recovery-audit",)


def test_the_one_survey_of_pupils_is_unread():
    found = answer("G01", "school-led--experience--pupils-voices--views")
    assert (found.verdict, found.reason) == ("gap", "unread_only")


def test_no_one_has_counted_what_it_was_worth():
    found = answer("G05", "ntp--cost--any--cost")
    assert (found.verdict, found.reason) == ("gap", "no_economic_study")


def test_leaders_do_not_expect_tutoring_to_last():
    assert cell("ntp--sustainability--any--views").votes == {"worsens": 3}


@pytest.mark.parametrize(
    ("claim", "code", "reason"),
    [
        ("c1", "G16", "partly_only"),
        ("c2", "G16", "only_against"),
        ("c5", "G16", "only_against"),
        ("c6", "G16", "no_link"),
    ],
)
def test_a_claim_that_nothing_supports_is_a_gap(claim, code, reason):
    found = answer(code, claim)
    assert (found.verdict, found.reason) == ("gap", reason)


def test_what_goes_against_strong_evidence_of_months_is_listed_beside_it():
    found = answer("G20", "c3")
    assert found.verdict == "not_assessable"
    assert set(found.facts["citation_unknown"]) == {
        "ntp-02-a",
        "ntp-03-a",
        "ntp-15-b",
        "ntp-18-a",
    }


@pytest.mark.parametrize("voice", ["parents-and-carers", "looked-after", "alternative-provision"])
def test_a_group_that_nobody_studied_or_heard_is_named(voice):
    assert answer("G14", voice).reason == "not_studied_not_heard"


def test_tutors_were_heard_but_not_studied():
    assert answer("G14", "tutors-voices").reason == "not_studied"


@pytest.mark.parametrize("name", ["ntp-16", "ntp-19", "ntp-21", "ntp-23", "ntp-24"])
def test_a_year_that_was_not_seen_stays_blank(name):
    assert tutoring().items["year"].isna()[name]


def test_the_trials_say_that_their_pupils_were_behind():
    assert "behind in maths" in finding("ntp-17-a")["sample"]
    assert "struggled with maths" in finding("ntp-18-a")["sample"]


def test_a_share_whose_base_was_not_seen_is_of_those_who_answered():
    """76% is of users; whether 45% and 58% are of them or of all 439 leaders was not seen."""
    for name in ("ntp-07-b", "ntp-07-c"):
        assert finding(name)["statement"].startswith("Of the leaders who answered")
