"""The transparency check of a section, one small register each."""

from opm_evidence.records.register import Register
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules import contrary_evidence_not_cited, untraceable_source
from opm_evidence.synthesis.transparency import SectionTransparency, section_transparency
from tests.drawing import draw_register

LINK = "claim_id | evidence_id | finding_id | relation | cited_by_policy | how_used\n"
CITED = "supports | yes | as the main figure"
FINDINGS = "finding_id | evidence_id\nf1 | i1\nf2 | i2"
TRACEABLE = "evidence_id | doi | limitations | year\ni1 | 10.1/a | | 2015\ni2 | 10.1/b | | 2015"


def check(register: Register) -> SectionTransparency:
    """The check of the proposal."""
    case = Case.of(register)
    answers = [
        *untraceable_source.RULE.judge(case),
        *contrary_evidence_not_cited.RULE.judge(case),
    ]
    return {each.section: each for each in section_transparency(case, answers)}["proposal"]


def section(links: str, claims: int = 1, **tables: str) -> SectionTransparency:
    return check(
        draw_register(
            claims="claim_id\n" + "\n".join(f"c{number}" for number in range(1, claims + 1)),
            claim_links=LINK + links,
            **{"evidence": TRACEABLE, "findings": FINDINGS, **tables},
        )
    )


def test_a_section_without_factual_claims_has_no_level() -> None:
    for claims in ("", "claim_id | claim_type\nc1 | normative"):
        checked = check(draw_register(claims=claims, claim_links=""))
        assert (checked.level, checked.raised_by) == (None, ("record_claims",))


def test_links_that_nobody_recorded_give_no_level() -> None:
    checked = check(draw_register(claims="claim_id\nc1"))
    assert (checked.level, checked.raised_by) == (None, ("record_links",))


def test_level_0_no_factual_claim_has_a_link() -> None:
    checked = section("other | i1 | f1 | supports | yes | somewhere")
    assert (checked.level, checked.raised_by) == (0, ("link_claims",))


def test_level_1_too_few_claims_are_cited_with_their_use() -> None:
    checked = section("c1 | i1 | f1 | supports | no | ")
    assert (checked.level, checked.raised_by) == (1, ("cite_and_say_how_used",))
    checked = section("c1 | i1 | f1 | supports | yes | ")  # cited, but not what for
    assert checked.level == 1


def test_the_share_of_cited_claims_turns_at_eighty_per_cent() -> None:
    four = "\n".join(f"c{number} | i1 | f1 | {CITED}" for number in range(1, 5))
    assert section(four, claims=5).level == 2  # 4 / 5 = 0.8
    assert section(four, claims=6).level == 1  # 4 / 6 < 0.8


def test_what_nobody_looked_up_is_not_taken_for_granted() -> None:
    checked = section("c1 | i1 | f1 | supports | unknown | ")
    assert (checked.level, checked.raised_by) == (1, ("look_for_citations",))
    checked = section(
        "c1 | i1 | f1 | supports | unknown | \nc2 | i1 | f1 | supports | no | ", claims=2
    )
    assert checked.raised_by == ("cite_and_say_how_used", "look_for_citations")


def test_level_1_a_source_cannot_be_traced_or_was_not_checked() -> None:
    untraceable = "evidence_id | url | link_status\ni1 | |\ni2 | |"
    checked = section(f"c1 | i1 | f1 | {CITED}", evidence=untraceable)
    assert (checked.level, checked.raised_by) == (1, ("trace_sources",))
    unchecked = "evidence_id | url\ni1 | https://example.org\ni2 |"
    checked = section(f"c1 | i1 | f1 | {CITED}", evidence=unchecked)
    assert (checked.level, checked.raised_by) == (1, ("check_links",))


def test_level_2_cited_and_traceable_but_not_weighed() -> None:
    checked = section(f"c1 | i1 | f1 | {CITED}")
    assert checked.level == 2
    assert checked.raised_by == ("appraise_or_state_limits", "record_uncertainty")


def test_level_3_weighed_with_uncertainty_and_nothing_against_left_out() -> None:
    uncertain = "uncertainty_id | section\nu1 | proposal"
    limits = TRACEABLE.replace("10.1/a | ", "10.1/a | small")
    checked = section(f"c1 | i1 | f1 | {CITED}", evidence=limits, uncertainties=uncertain)
    assert (checked.level, checked.raised_by) == (3, ())
    rated = "evidence_id | scale_id | level\ni1 | sms | 3"
    checked = section(f"c1 | i1 | f1 | {CITED}", ratings=rated, uncertainties=uncertain)
    assert checked.level == 3
    elsewhere = "uncertainty_id | section\nu1 | diagnosis"
    checked = section(f"c1 | i1 | f1 | {CITED}", ratings=rated, uncertainties=elsewhere)
    assert (checked.level, checked.raised_by) == (2, ("record_uncertainty",))


def test_evidence_against_a_claim_that_is_left_out_keeps_it_from_level_3() -> None:
    tables = {
        "ratings": "evidence_id | scale_id | level\ni1 | sms | 3\ni2 | sms | 3",
        "uncertainties": "uncertainty_id | section\nu1 | proposal",
    }
    for cited, code in (
        ("no", "cite_contrary_evidence"),
        ("unknown", "look_for_contrary_citations"),
    ):
        links = f"c1 | i1 | f1 | {CITED}\nc1 | i2 | f2 | contradicts | {cited} | "
        checked = section(links, **tables)
        assert (checked.level, checked.raised_by) == (2, (code,))


def test_recording_more_evidence_never_lowers_the_share_of_cited_claims() -> None:
    alone = section(f"c1 | i1 | f1 | {CITED}")
    more = section(f"c1 | i1 | f1 | {CITED}\nc1 | i2 | f2 | supports | no | ")
    assert alone.counts["cited_claims"] == more.counts["cited_claims"] == 1


def test_people_s_scores_stand_beside_and_their_agreement_is_shown() -> None:
    scores = """
        section  | scorer    | score
        proposal | scorer a  | 2
        proposal | scorer b  | 2
        proposal | scorer c  | 0
        """
    checked = section(f"c1 | i1 | f1 | {CITED}", transparency_scores=scores)
    assert [score.score for score in checked.scores] == [2, 2, 0]
    assert checked.agreement is not None
    assert (checked.agreement.scorers, checked.agreement.pairs, checked.agreement.same) == (3, 3, 1)
    assert checked.agreement.widest == 2


def test_one_score_has_nobody_to_agree_with() -> None:
    scores = "section | scorer | score\nproposal | scorer a | 2"
    assert section(f"c1 | i1 | f1 | {CITED}", transparency_scores=scores).agreement is None
