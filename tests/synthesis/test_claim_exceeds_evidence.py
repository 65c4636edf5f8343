"""G19, one small register each."""

from opm_evidence.records.answers import Answer
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.claim_exceeds_evidence import RULE
from tests.drawing import draw_register

EVIDENCE = """
evidence_id | study_design
trial       | randomised_trial
before      | before_after
depends     | cohort
costs       | economic_evaluation
process     | process_evaluation
"""
FINDINGS = """
finding_id | evidence_id | outcome | direction
ft         | trial       | other   | improves
fb         | before      | other   | improves
fd         | depends     | other   | improves
fc         | costs       | other   | improves
fp         | process     | other   | improves
"""


def judge(thresholds: Thresholds = Thresholds(), **tables: str) -> Answer:
    (answer,) = RULE.judge(Case.of(draw_register(**tables), thresholds))
    return answer


def claim(*findings: tuple[str, str], claim_type: str = "causal", **more: str) -> Answer:
    """The answer about a claim with these items and findings behind it."""
    links = "\n".join(f"c1 | {item} | {finding}" for item, finding in findings)
    tables = {"evidence": EVIDENCE, "findings": FINDINGS, **more}
    return judge(
        claims=f"claim_id | claim_type\nc1 | {claim_type}",
        claim_links=f"claim_id | evidence_id | finding_id\n{links}",
        **tables,
    )


def votes(*directions: str, claimed: str = "improves", **thresholds: float) -> Answer:
    """The answer about a claim with a trial behind it, whose cell holds studies of these votes."""
    studies = "\n".join(
        f"f{number} | s{number} | obesity | {direction}"
        for number, direction in enumerate(directions)
    )
    return judge(
        Thresholds(**thresholds),  # type: ignore[arg-type]
        evidence=EVIDENCE,
        findings=f"finding_id | evidence_id | outcome | direction\nft | trial | other | improves\n"
        f"{studies}",
        claims=f"claim_id | direction\nc1 | {claimed}",
        claim_links="claim_id | evidence_id | finding_id\nc1 | trial | ft",
    )


def test_a_trial_bears_a_causal_claim() -> None:
    answer = claim(("trial", "ft"), ("before", "fb"))
    assert (answer.verdict, answer.reason) == ("no_gap", "borne_out")
    assert (answer.facts["can_bear"], answer.facts["cannot_bear"]) == (1, 1)


def test_studies_without_a_comparison_do_not_bear_a_causal_claim() -> None:
    answer = claim(("before", "fb"))
    assert (answer.verdict, answer.reason) == ("gap", "no_comparison")


def test_a_design_that_may_or_may_not_have_a_comparison_is_not_assessable() -> None:
    answer = claim(("before", "fb"), ("depends", "fd"))
    assert (answer.verdict, answer.reason) == ("not_assessable", "bearing_unknown")
    assert answer.needs == ("evidence.study_design", "ratings")


def test_a_rating_outranks_the_design_and_its_absence_is_flagged() -> None:
    assert claim(("trial", "ft")).flags == ("by_design",)
    rated = claim(("trial", "ft"), ratings="evidence_id | scale_id | level\ntrial | grade | low")
    assert (rated.verdict, rated.reason, rated.flags) == ("gap", "no_comparison", ())


def test_a_cost_claim_asks_for_an_economic_study() -> None:
    answer = claim(("process", "fp"), claim_type="cost")
    assert (answer.verdict, answer.reason) == ("gap", "no_economic_study")
    assert claim(("process", "fp"), ("costs", "fc"), claim_type="cost").verdict == "no_gap"


def test_claims_of_other_types_are_not_judged() -> None:
    for claim_type in ("descriptive", "forecast", "normative"):
        answer = claim(("before", "fb"), claim_type=claim_type)
        assert (answer.verdict, answer.reason) == ("not_applicable", "other_type")


def test_a_claim_that_nothing_supports_is_left_to_the_rule_on_support() -> None:
    unread = "finding_id | evidence_id | direction\nf1 | trial | not_reported"
    answer = claim(("trial", "f1"), findings=unread)
    assert (answer.verdict, answer.reason) == ("not_applicable", "no_support")


def test_three_of_four_studies_that_differ_are_a_gap() -> None:
    answer = votes("worsens", "worsens", "inconclusive", "improves")  # 3 / 4 = 0.75
    assert (answer.verdict, answer.reason) == ("gap", "studies_differ")
    assert (answer.facts["studies"], answer.facts["studies_differing"]) == (4, 3)


def test_two_of_three_studies_that_differ_are_no_gap() -> None:
    assert votes("worsens", "worsens", "improves").verdict == "no_gap"  # 2 / 3 < 0.75


def test_two_studies_are_too_few_to_say_that_a_claim_goes_against_them() -> None:
    assert votes("worsens", "worsens").verdict == "no_gap"
    assert votes("worsens", "worsens", contrary_studies=2).reason == "studies_differ"


def test_a_share_given_as_a_decimal_is_met_exactly() -> None:
    ten = ("worsens",) * 7 + ("improves",) * 3
    assert votes(*ten, agreed_share=0.7).verdict == "gap"
    assert votes(*ten, agreed_share=0.71).verdict == "no_gap"


def test_no_clear_change_is_not_held_against_a_claim_of_no_change() -> None:
    assert votes(*["no_clear_change"] * 3, claimed="no_change").verdict == "no_gap"
    assert votes(*["inconclusive"] * 3, claimed="no_change").reason == "studies_differ"


def test_a_claim_without_a_direction_cannot_be_held_against_enough_studies() -> None:
    answer = votes(*["improves"] * 3, claimed="")
    assert (answer.verdict, answer.needs) == ("not_assessable", ("claims.direction",))
    assert votes("improves", claimed="").verdict == "no_gap"


def test_a_claim_about_a_group_is_held_against_the_studies_of_the_group() -> None:
    # Housing First: the claim is about people with complex needs, the cell is for everybody.
    findings = "finding_id | evidence_id | outcome | direction | population\n"
    findings += "ft | trial | other | improves |\n"
    findings += "".join(f"g{n} | s{n} | obesity | worsens | girls\n" for n in range(3))
    findings += "".join(f"a{n} | t{n} | obesity | improves | adults\n" for n in range(3))
    for population, reason in (("children", "studies_differ"), ("adults", "borne_out")):
        answer = judge(
            evidence=EVIDENCE,
            findings=findings,
            claims=f"claim_id | population\nc1 | {population}",
            claim_links="claim_id | evidence_id | finding_id\nc1 | trial | ft",
        )
        assert (answer.reason, answer.facts["studies"]) == (reason, 3)


def test_both_reasons_are_told() -> None:
    answer = claim(
        ("before", "fb"),
        findings=FINDINGS + "\n".join(f"x{n} | trial{n} | obesity | worsens" for n in range(3)),
    )
    assert (answer.reason, answer.other_reasons) == ("no_comparison", ("studies_differ",))


def test_a_claim_about_nothing_recorded_cannot_be_held_against_a_cell() -> None:
    answer = judge(
        evidence=EVIDENCE,
        findings=FINDINGS,
        claims="claim_id | outcome\nc1 |",
        claim_links="claim_id | evidence_id | finding_id\nc1 | trial | ft",
    )
    assert (answer.verdict, answer.reason) == ("not_assessable", "cell_unknown")


def test_missing_tables_are_named() -> None:
    assert judge().needs == ("claims",)
    assert judge(claims="claim_id\nc1").needs == ("claim_links",)
    links = "claim_id | evidence_id\nc1 | trial"
    assert judge(claims="claim_id\nc1", claim_links=links).needs == ("findings",)
    assert judge(claims="").verdict == "not_applicable"
