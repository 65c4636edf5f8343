"""What a page counts, and what it must not say where nobody has recorded it."""

from markupsafe import Markup

from opm_evidence import display
from opm_evidence.display.wording import brief
from opm_evidence.display.wording.gaps import GapWording
from opm_evidence.synthesis.assessment import Assessment, assess
from tests.display.reading import as_text
from tests.drawing import draw_register

TWO_OF_ONE_PANEL = """
finding_id | evidence_id | study_id | shares_data_with | outcome | direction
f1         | e1          | panel    |                  | obesity | improves
f2         | e2          | panel-2  | panel            | sales   | improves
f3         | e3          | clinic   |                  | obesity | improves
"""
QUESTIONS = """
question | asks   | intervention | outcome
q1       | effect | levy         | obesity
q2       | effect | levy         | sales
"""
NATIONS = [
    {"id": "uk", "title": "United Kingdom", "contains": ["great-britain", "northern-ireland"]},
    {"id": "great-britain", "title": "Great Britain", "contains": ["england", "wales"]},
    {"id": "england", "title": "England"},
    {"id": "wales", "title": "Wales"},
    {"id": "northern-ireland", "title": "Northern Ireland"},
    {"id": "mexico", "title": "Mexico"},
]
WHERE = """
evidence_id | study_design     | country
e1          | randomised_trial | uk
e2          | randomised_trial | england
e3          | randomised_trial | mexico
"""
VOICES = {
    "priority_dimensions": [
        {
            "id": "girls-voices",
            "title": "Girls",
            "dimension": "age",
            "populations": ["girls"],
            "reason": "They drink it.",
        },
    ]
}


def drawn(policy: dict[str, object] | None = None, **tables: str) -> Assessment:
    return assess(draw_register(policy or {}, **{"findings": TWO_OF_ONE_PANEL, **tables}))


def nations(target: str) -> str:
    policy = {"nations": NATIONS, "target_nations": [target]}
    return as_text(display.coverage(drawn(policy, evidence=WHERE))._repr_html_())


def told(assessment: Assessment) -> str:
    return str(Markup(" ").join(brief.sentences(assessment)).striptags())


def test_two_studies_of_the_same_people_are_one_in_the_figure_that_leads_the_page():
    figure = brief.key_figures(drawn(framework=QUESTIONS))[1]
    assert str(figure) == "2 independent studies that count"


def test_two_studies_of_the_same_people_are_one_where_a_sentence_adds_up_two_outcomes():
    """Each stands in a cell of its own, where nothing shares data with it."""
    findings = """
    finding_id | evidence_id | study_id | shares_data_with | outcome | direction
    f1         | e1          | panel    |                  | obesity | improves
    f2         | e2          | panel-2  | panel            | sales   | improves
    f3         | e3          | clinic   |                  | sales   | improves
    """
    words = told(
        drawn({"nations": NATIONS}, framework=QUESTIONS, findings=findings, evidence=WHERE)
    )
    assert "These 2 studies are of" in words


def test_a_policy_for_a_union_is_for_the_union():
    text = nations("uk")
    assert "| United Kingdom | Yes | 1 |" in text
    assert "| Mexico | No | 1 |" in text


def test_a_policy_for_one_nation_is_for_its_union_in_part():
    assert "| United Kingdom | In part | 1 |" in nations("england")


def test_a_nation_within_a_union_that_was_studied_is_not_said_to_be_without_a_study():
    text = nations("uk")
    assert "No study is recorded as from Wales or Northern Ireland alone" in text
    assert "A study of the United Kingdom as a whole is of each of its nations" in text
    assert "Every nation that the policy is for has a study of its own" in nations("england")


def test_who_took_part_unsaid_is_not_nobody():
    silent = as_text(
        display.coverage(
            drawn(
                VOICES,
                engagement="engagement_id | groups_heard\nasked | adults\nunsaid |",
            )
        )._repr_html_()
    )
    assert "Not heard, as far as is recorded" in silent
    assert "1 of 2 engagements does not say who took part" in silent
    known = as_text(
        display.coverage(
            drawn(VOICES, engagement="engagement_id | groups_heard\nasked | adults")
        )._repr_html_()
    )
    assert "Not studied | Not heard\n" in known.replace(" |\n", "\n")
    assert "say who took part" not in known


def test_groups_that_took_part_can_be_told_apart():
    """Two names with ‘and’ in them, joined by a third: nobody could say how many there were."""
    text = as_text(
        display.coverage(drawn(engagement="engagement_id | groups_heard\nasked | girls; adults"))
        ._repr_html_()
    )  # fmt: skip
    assert "Girls; Adults / Number not recorded" in text


def test_a_question_that_only_models_answer_is_said_to_be_one():
    modelled = drawn(
        framework=QUESTIONS,
        findings="""
        finding_id | evidence_id | outcome | direction
        f1         | e1          | obesity | improves
        f2         | e2          | sales   | improves
        """,
        evidence="evidence_id | study_design\ne1 | randomised_trial\ne2 | modelling",
    )
    assert "2 of 2 questions asked about this policy have evidence that counts, 1 of them from models alone" in told(modelled)  # fmt: skip  # noqa: E501
    map_words = as_text(display.gap_map(modelled)._repr_html_())
    assert "2 questions have evidence that counts, 1 of them from models alone" in map_words
    assert "models alone" not in told(drawn(framework=QUESTIONS))


def test_a_gap_names_what_the_evidence_that_counts_was_compared_with_and_says_when_there_is_more():
    assessment = drawn(
        framework=f"{QUESTIONS.rstrip()}\nq2       | effect | levy         | trust",
        findings="""
        finding_id | evidence_id | outcome | match    | comparator       | direction
        f1         | e1          | obesity | indirect | homes elsewhere  | improves
        f2         | e2          | obesity | direct   | no levy          | improves
        f3         | e3          | obesity | direct   | none             | improves
        f4         | e4          | sales   | direct   | the trend before | improves
        f5         | e5          | sales   | direct   | other drinks     | improves
        f6         | e6          | sales   | direct   | other countries  | improves
        f7         | e7          | trust   | direct   | a trend, before  | improves
        f8         | e8          | trust   | direct   | other drinks     | improves
        """,
    )
    wording = GapWording(assessment)
    thin = next(a for a in assessment.gaps if a.rule == "G02")
    assert "compared with no levy, about" in wording.words(thin).background
    review = next(a for a in assessment.gaps if a.rule == "G03")
    said = wording.words(review).background
    assert "compared with the trend before, other drinks or others, about" in said
    two = next(a for a in assessment.gaps if a.rule == "G02" and "trust" in a.subject)
    assert "compared with a trend, before; or other drinks, about" in wording.words(two).background


def test_an_item_that_interests_name_is_led_to_as_one_that_limits_name_is():
    assessment = drawn(
        evidence="""
        evidence_id | title | authors   | year | interests                | limitations
        e-1         | One   | Kimbell L | 2015 |                          |
        e-2         | Two   | Kimbell L | 2025 | Its author wrote e-1 too | Rests on e-1
        """
    )
    shown = display.evidence_list(assessment)._repr_html_()
    assert shown.count('<a href="#item-e-1">Kimbell 2015</a>') == 2


def test_a_study_of_which_nobody_can_tell_whether_it_could_show_a_cause_is_one_of_those_counted():
    designs = """
    evidence_id | study_design
    e1          | randomised_trial
    e2          | randomised_trial
    e3          |
    """
    assert "obesity, 1 of 2 (1 unclear)" in told(drawn(framework=QUESTIONS, evidence=designs))
