"""Numbers, dates and terms as a reader meets them, and words for everything that has a code."""

import re
from dataclasses import fields
from datetime import date
from typing import get_args

import pandas as pd
import pytest

from opm_evidence.display.names import Names
from opm_evidence.display.sections.claims import claims as section_claims
from opm_evidence.display.sections.front_matter import stage_words
from opm_evidence.display.sections.leading_gaps import BECAUSE
from opm_evidence.display.wording import (
    brief,
    claims,
    coverage,
    directions,
    evidence_map,
    strength,
)
from opm_evidence.display.wording.dates import day, on, when
from opm_evidence.display.wording.gaps import GapWording
from opm_evidence.display.wording.inputs import input_words
from opm_evidence.display.wording.method import learned_from
from opm_evidence.display.wording.numbers import (
    METRICS,
    counted,
    either,
    listed,
    months,
    number,
    of_all,
    per_cent,
    share,
    size,
)
from opm_evidence.display.wording.open_questions import ACKNOWLEDGED
from opm_evidence.display.wording.terms import WORDS, capital, term
from opm_evidence.display.wording.thresholds import WORDS as THRESHOLDS
from opm_evidence.display.wording.thresholds import threshold_words
from opm_evidence.records.answers import Answer
from opm_evidence.records.policy import Cell
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.records.vocabulary import terms, vocabulary
from opm_evidence.synthesis.assessment import assess
from opm_evidence.synthesis.cells import NO_EFFECT
from opm_evidence.synthesis.claims import LinkState
from opm_evidence.synthesis.order import Because
from opm_evidence.synthesis.rules import RULES
from tests.display.reading import assessed
from tests.drawing import draw_register


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (1234567, "1,234,567"),
        (-1.6, "−1.6"),
        (2.70, "2.7"),
        (0.05, "0.05"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
    ],
)
def test_a_number_is_grouped_signed_and_never_longer_than_recorded(value, words):
    assert number(value) == words


def test_counts_agree_with_their_nouns():
    assert counted(0, "study") == "no studies"
    assert counted(1, "independent study") == "1 independent study"
    assert counted(2, "independent study") == "2 independent studies"
    assert counted(3, "review of studies", "reviews of studies") == "3 reviews of studies"
    assert of_all(0, 9, "item") == "None of 9 items has"
    assert of_all(0, 1, "item") == "0 of 1 item has"


def test_choices_that_have_commas_of_their_own_stay_apart():
    assert either(["a review", "a trial"]) == "a review or a trial"
    assert either(["a longer study"]) == "a longer study"
    assert either(["a study, or a search", "a trial"]) == "a study, or a search; or a trial"
    assert either(["a or b", "c", "others"]) == "a or b; c; or others"


def test_one_month_is_one_month():
    finding = {"effect": 1.0, "effect_metric": "months_of_progress"}
    assert size({**finding, "effect_unit": "months of progress in maths"}).startswith("1 month of")
    assert size(finding) == "1 month of progress"
    assert size({**finding, "effect": 5.0}) == "5 months of progress"
    assert of_all(2, 9, "item") == "2 of 9 items have"
    assert months(1) == "1 month" and months(2.5) == "2.5 months"


def test_a_share_never_rounds_some_to_none_or_to_all():
    assert share(1, 1000, "item") == "1 of 1,000 items (under 1%)"
    assert share(999, 1000, "item") == "999 of 1,000 items (over 99%)"
    assert share(0, 4, "item") == "0 of 4 items (0%)"
    assert share(0, 0, "item") == "there are no items"
    assert per_cent(0.25) == "25%"


def test_lists_read_as_a_sentence():
    assert listed(["a", "", "b", "c"]) == "a, b and c"
    assert listed(["a", "b"], "or") == "a or b"
    assert listed([]) == ""


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        ({}, ""),
        ({"effect": -1.6, "effect_unit": "points"}, "−1.6 points"),
        (
            {"effect": 0.82, "effect_metric": "risk_ratio", "ci_low": 0.7, "ci_high": 0.95},
            "Risk ratio 0.82 (95% interval 0.7 to 0.95)",
        ),
        (
            {"effect": 2.46, "effect_metric": "risk_ratio", "effect_unit": "of being housed"},
            "Risk ratio 2.46, of being housed",
        ),
        (
            {"effect": pd.NA, "ci_low": 1.0, "ci_high": 2.0, "effect_unit": "months"},
            "95% interval 1 to 2 months",
        ),
        ({"effect": 3, "effect_metric": "months_of_progress"}, "3 months of progress"),
    ],
)
def test_an_effect_has_its_unit_and_its_interval(finding, words):
    assert size(finding) == words


def test_dates_are_as_exact_as_they_are_known():
    assert day(date(2025, 11, 25)) == "25 November 2025"
    assert [when(each) for each in ("2016", "2016-12", "2016-12-05", None)] == [
        "2016",
        "December 2016",
        "5 December 2016",
        "date not recorded",
    ]
    assert on("2016-12") == "in December 2016"
    assert on("2016-12-05") == "on 5 December 2016"
    assert on(None) == "on a date not recorded"


def test_every_term_of_the_vocabulary_is_words():
    for name, meanings in vocabulary().items():
        for code in meanings:
            assert "_" not in term(name, code)


def test_no_words_are_kept_for_terms_that_do_not_exist():
    for name, words in WORDS.items():
        assert set(words) <= set(terms(name)), name


def test_a_capital_is_given_without_changing_the_rest():
    assert capital("the UK and NHS") == "The UK and NHS"


def test_every_reason_of_every_rule_has_words_that_fit_into_a_sentence():
    for rule in RULES.values():
        assert rule.title.endswith("?")
        for reason, words in rule.reasons.items():
            assert words and not words.endswith("."), (rule.code, reason)
            assert words[0].islower() or words.startswith("GOV.UK"), (rule.code, reason)
        assert set(rule.settled_by) <= set(rule.reasons), rule.code


@pytest.mark.parametrize("code", list(RULES))
def test_every_reason_of_every_rule_can_be_said(code):
    wording = GapWording(assessed("full"))
    rule = RULES[code]
    for reason in rule.reasons:
        answer = Answer(code, rule.subject_kind, "unknown", "gap", reason)
        words = wording.words(answer)
        assert rule.reasons[reason] in words.text
        assert words.text.startswith("As at 1 January 2026")
        assert f"Rule {code}" in words.text


def test_a_gap_in_words_says_when_for_whom_what_where_why_and_what_would_settle_it():
    register = draw_register(findings="finding_id | population\nf1 | girls")
    assessment = assess(register)
    gap = assessment.answer("G02", "levy--obesity--any--effect")
    assert GapWording(assessment).words(gap).text == (
        "As at 1 January 2026, for everybody, on the levy, about obesity (what difference it "
        "makes), in the United Kingdom: 1 independent study (reports by design: 1 × "
        "interrupted_time_series); no rating is recorded. Why this is a gap: one study, so that "
        "nobody can tell whether another would agree (1 independent study). Rule G02, independent "
        "studies that are enough: 3 studies. Status: open. It would be settled by a second, "
        "independent study."
    )


def test_every_threshold_has_words_and_a_unit():
    names = {field.name for field in fields(Thresholds)}
    assert set(THRESHOLDS) == names
    assert threshold_words({"search_years": 5, "agreed_share": 0.75}) == (
        "Age at which a review’s search is out of date: over 5 years; Share of studies at which "
        "directions agree: 75%"
    )


def test_every_code_that_a_section_shows_has_words():
    assert set(claims.STATES) == set(get_args(LinkState))
    assert set(claims.RELATIONS) == set(terms("relation"))
    assert set(BECAUSE) == set(get_args(Because))
    assert set(directions.WANTED) == set(terms("desired_direction"))
    aside = {"retracted", "superseded", "planned", "ongoing", "unread", "indirect", NO_EFFECT}
    assert set(directions.SET_ASIDE) == aside
    assert set(evidence_map.STATES) == set(evidence_map.IN_ALL)
    assert set(METRICS) == set(terms("effect_metric")) - {"other"}
    assert set(ACKNOWLEDGED) == set(terms("yes_no_unknown"))
    assert set(strength.BEARING) == {"yes", "no", "unknown"}
    assert set(coverage.HALVES) == {(h, s) for h in ("studied", "heard") for s in (False, None)}


def test_an_input_is_named_as_its_table_and_column_are():
    assert input_words("evidence.access") == "Access (evidence.csv)"
    assert input_words("claims") == "Claims (claims.csv)"
    assert input_words("policy.priority_dimensions") == "Priority dimensions (policy.yaml)"


def test_every_need_that_a_rule_names_has_words():
    for name in ("full", "unrecorded", "recorded-zeros"):
        for answer in assessed(name).answers:
            for need in answer.needs:
                assert "_" not in re.sub(r"\(.*\)", "", input_words(need)), need


NAMED = """
evidence_id | authors                              | year | title
a           | Rogers NT; Pell D; White M           | 2023 | One
b           | Rogers NT; Adams J; White M          | 2023 | Two
c           | HM Treasury; HM Revenue & Customs    | 2016 | Three
d           | Adams, J.; van der Berg K.           |      | Four
e           | | 2020 | A <i>title</i> too long to be the short name of anything
f           | ICF Consulting Services              | 2021 | Six
"""


def test_every_item_has_a_short_name_of_its_own():
    names = Names(draw_register(evidence=NAMED))
    assert dict(names.citations) == {
        "a": "Rogers and others 2023a",
        "b": "Rogers and others 2023b",
        "c": "HM Treasury and others 2016",
        "d": "Adams and van der Berg, undated",
        "e": "“A title too long to be the short name of…”, 2020",
        "f": "ICF Consulting Services 2021",
    }


def test_ids_of_items_inside_a_text_become_links():
    names = Names(draw_register(evidence="evidence_id | authors | year\nhf-09 | Rogers NT | 2020"))
    assert str(names.with_citations("See hf-09, not hf-10 or <b>.")) == (
        'See <a href="#item-hf-09">Rogers 2020</a>, not hf-10 or &lt;b&gt;.'
    )


def test_a_name_keeps_its_capital_inside_a_sentence():
    names = Names(draw_register())
    assert names.inside("Wales, Scotland and others") == "Wales, Scotland and others"
    assert names.inside("GCSE grades") == "GCSE grades"
    assert names.inside("Gypsy and Traveller people") == "Gypsy and Traveller people"
    assert names.inside("Black people") == "Black people"
    assert names.inside("Tooth decay") == "tooth decay"
    assert names.inside("Wall insulation under ECO4") == "wall insulation under ECO4"
    assert names.inside("The Green Homes Grant voucher") == "the Green Homes Grant voucher"
    assert names.inside("Attainment in English") == "attainment in English"
    assert names.inside("As reported by the Audit Office") == "as reported by the Audit Office"


@pytest.mark.parametrize(
    ("asks", "words"),
    [
        ("effect", "The levy: effect on obesity"),
        ("cost", "The levy: what it costs (obesity)"),
        ("views", "The levy: what people think (obesity)"),
        ("implementation", "The levy: carrying it out (obesity)"),
        ("need", "how big the problem is (obesity)"),
    ],
)
def test_a_cell_says_what_it_asks(asks, words):
    cell = Cell(
        id="x",
        question="q1",
        asks=asks,
        intervention=None if asks == "need" else "levy",
        outcome="obesity",
        group=None,
        role="policy",
        declared_by="register editor",
        reason="It matters.",
        searched_on=None,
        search_note="",
        entry=0,
    )
    assert Names(draw_register()).cell(cell) == words


def test_a_publication_behind_several_rules_is_named_once():
    said = learned_from(
        {"G01": "A, doi 10.1000/x, p. 1", "G02": "A, doi 10.1000/x, p. 2", "G03": "B"}
    )
    assert said == {
        "G01": "A, doi 10.1000/x, p. 1",
        "G02": "the publication named at G01, p. 2",
        "G03": "B",
    }


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("in_force", "In force"),
        ("evaluated", "Over, and evaluated"),
        ("consulting", "Consulting (out for consultation)"),
    ],
)
def test_a_stage_is_said_once(stage, words):
    assert stage_words(draw_register({"stage": stage}).policy) == words


def test_a_claim_without_a_gap_is_not_called_right():
    found = assess(
        draw_register(
            findings="finding_id | study_id\nf1 | s1",
            claims="claim_id | text\nc1 | The levy lowers obesity.",
            claim_links="claim_id | evidence_id | finding_id\nc1 | s1 | f1",
        )
    )
    assert not [answer for answer in found.claims[0].answers if answer.verdict == "gap"]
    assert "does not say whether the claim is right" in section_claims(found)._repr_html_()


def test_more_rows_than_studies_are_told_apart():
    found = assess(
        draw_register(
            findings="""
                finding_id | study_id
                f1         | s1
                f2         | s1
                f3         | s2
            """,
        )
    )
    (cell,) = [each for each in found.cells if each.studies]
    assert directions.held(cell) == "2 independent studies"
    said = directions.summary(cell, Names(found.register))
    assert said.startswith("2 independent studies with 3 findings.")


def test_a_study_without_a_vote_is_said_to_stand_below():
    found = assess(
        draw_register(
            findings="""
                finding_id | study_id | shares_data_with
                f1         | s1       |
                f2         | s2       | s1
            """,
        )
    )
    (cell,) = [each for each in found.cells if each.studies]
    said = directions.summary(cell, Names(found.register))
    assert "1 more study below shares data with these and has no vote of its own." in said


@pytest.mark.parametrize(
    ("countries", "words"),
    [
        (("england", "england"), "These 2 studies are of England."),
        (("england", "wales"), "These 2 studies are of England (1) and Wales (1)."),
        (("england", ""), "These 2 studies are of England (1); of 1 nobody recorded where."),
        (("", ""), "Nobody recorded where they were done."),
        (("england",), "The one study is of England."),
    ],
)
def test_the_brief_says_where_the_studies_that_it_counts_were_done(countries, words):
    items = "\n".join(f"s{number} | {country}" for number, country in enumerate(countries))
    findings = "\n".join(f"f{number} | s{number}" for number in range(len(countries)))
    register = draw_register(
        evidence=f"evidence_id | country\n{items}",
        findings=f"finding_id | study_id\n{findings}",
    )
    assert any(words in str(each) for each in brief.sentences(assess(register)))
