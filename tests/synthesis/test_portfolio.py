"""Several policies: gaps in common, one report in several registers, who is never heard."""

from opm_evidence.synthesis.assessment import assess
from opm_evidence.synthesis.portfolio import portfolio_of
from tests.drawing import draw_register

LEVY = assess(
    draw_register(
        findings="finding_id | evidence_id | outcome\nf1 | i1 | obesity\nf2 | i2 | obesity",
        evidence="""
    evidence_id | doi            | url                      | title       | year
    i1          | 10.1234/ABC    |                          | One study   | 2020
    i2          |                | https://www.a.example/x/ | Another     | 2021
    i3          |                |                          | A third one | 2019
    """,
        claims="claim_id\nc1\nc2",
        claim_links="""
    claim_id | evidence_id | finding_id | relation
    c1       | i1          | f1         | supports
    c2       | i2          | f2         | contradicts
    """,
    )
)
HOMES = assess(
    draw_register(
        {"policy_id": "homes"},
        findings="finding_id | evidence_id | outcome\nf1 | h1 | obesity",
        evidence="""
    evidence_id | doi            | url                     | title        | year
    h1          | 10.1234/abc    |                         | One study    | 2020
    h2          |                | http://a.example/x      | By a new name | 2021
    h3          |                |                         | A third one! | 2019
    h4          |                |                         | A third one  | 2018
    """,
        claims="claim_id\nc9",
        claim_links="claim_id | evidence_id | finding_id | relation\nc9 | h1 | f1 | supports",
    )
)


def test_a_report_is_known_again_by_doi_by_address_or_by_title_and_year():
    shared = portfolio_of({"drinks": LEVY, "homes": HOMES}).shared_reports
    assert [(each.same_by, each.entries) for each in shared] == [
        ("doi", (("drinks", "i1"), ("homes", "h1"))),
        ("url", (("drinks", "i2"), ("homes", "h2"))),
        ("title", (("drinks", "i3"), ("homes", "h3"))),
    ]


def test_a_report_that_supports_claims_of_several_policies_is_found():
    ((report, rows),) = portfolio_of({"drinks": LEVY, "homes": HOMES}).claims_of_reports
    assert report.entries[0] == ("drinks", "i1")
    assert [(policy, claim.claim_id) for policy, claim, _ in rows] == [
        ("drinks", "c1"),
        ("homes", "c9"),
    ]


def test_a_gap_is_common_where_its_reason_holds_in_several_policies():
    portfolio = portfolio_of({"drinks": LEVY, "homes": HOMES})
    common = {(each.rule, each.reason): dict(each.gaps) for each in portfolio.common_gaps}
    assert common and all(len(gaps) == 2 for gaps in common.values())
    assert portfolio_of({"drinks": LEVY}).common_gaps == ()


def test_a_register_with_faults_is_left_out_by_name():
    portfolio = portfolio_of({"drinks": LEVY, "homes": None})
    assert list(portfolio.assessments) == ["drinks"]
    assert portfolio.left_out == ("homes",)


def test_a_group_that_nobody_heard_comes_first_and_not_recorded_is_no_answer():
    named = {"populations": ["girls"], "reason": "It differs."}
    policy = {
        "priority_dimensions": [
            {"id": "sex", "title": "Sex", "dimension": "gender_sex", **named},
            {"id": "years", "title": "Age", "dimension": "age", **named, "populations": ["adults"]},
        ]
    }
    heard = draw_register(
        policy,
        findings="finding_id | population\nf1 | girls",
        engagement="engagement_id | groups_heard\ne1 | adults",
    )
    first, second = portfolio_of({"drinks": assess(heard)}).differences
    assert (first.dimension, first.heard, first.studied) == ("gender_sex", False, True)
    assert (second.dimension, second.heard, second.studied) == ("age", True, False)
    silent = portfolio_of({"drinks": assess(draw_register(policy))}).differences
    assert [voice.heard for each in silent for _, voice in each.voices] == [None, None]
