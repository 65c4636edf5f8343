"""What holds of the answers about any register."""

from collections.abc import Mapping

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from opm_evidence.records.answers import Answer
from opm_evidence.records.register import Register
from opm_evidence.synthesis.assessment import assess
from opm_evidence.synthesis.rules import RULES
from tests.properties.small_registers import (
    OTHER_TABLES,
    SmallRegister,
    finding,
    item,
    small_registers,
)

enough = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # to shrink such registers takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
Subject = tuple[str, str, str]


def answers(register: Register) -> Mapping[Subject, Answer]:
    return {(each.rule, each.subject_kind, each.subject): each for each in assess(register).answers}


def without_order(answer: Answer) -> tuple[object, ...]:
    """Everything of an answer that does not tell the order of rows."""
    counts = {name: fact for name, fact in answer.facts.items() if isinstance(fact, int | float)}
    return (
        answer.verdict,
        answer.reason,
        frozenset(answer.looked_at),
        frozenset(answer.other_reasons),
        frozenset(answer.flags),
        frozenset(answer.needs),
        frozenset(counts.items()),
    )


@enough
@given(small=small_registers(), data=st.data())
def test_the_order_of_rows_never_matters(small: SmallRegister, data: st.DataObject) -> None:
    shuffled = small
    for name, rows in small.tables.items():
        shuffled = shuffled.with_rows(name, data.draw(st.permutations(rows), label=name))
    before, after = answers(small.register), answers(shuffled.register)
    assert before.keys() == after.keys()
    for subject, answer in before.items():
        assert without_order(answer) == without_order(after[subject]), subject


@enough
@given(small=small_registers(), new=item("i9"))
def test_an_item_without_findings_never_turns_what_cannot_be_assessed_into_a_gap(
    small: SmallRegister, new: Mapping[str, str]
) -> None:
    more = small.with_rows("evidence", [*small.tables["evidence"], new])
    _no_new_gaps(small, more)


@enough
@given(small=small_registers(), new=item("i9"), found=finding("f9"))
def test_an_item_that_nobody_has_read_never_turns_what_cannot_be_assessed_into_a_gap(
    small: SmallRegister, new: Mapping[str, str], found: Mapping[str, str]
) -> None:
    unread = {**found, "evidence_id": "i9", "direction": "not_reported"}
    more = small.with_rows(
        "evidence", [*small.tables["evidence"], {**new, "study_status": "complete"}]
    )
    more = more.with_rows(
        "findings", [*small.tables["findings"], {**unread, "coding_status": "not_reported"}]
    )
    _no_new_gaps(small, more)


def _no_new_gaps(small: SmallRegister, more: SmallRegister) -> None:
    after = answers(more.register)
    for subject, answer in answers(small.register).items():
        if answer.verdict == "not_assessable":
            assert after[subject].verdict != "gap", (subject, after[subject])


SUBJECTS_OF = {
    "evaluations": {"evaluation"},
    "questions": {"question"},
    "claim_links": {"item"},
}
"""The subjects that go with a table that is not recorded any more."""
BY_DESIGN = {"G05", "G10", "G13", "G19"}
"""The rules that fall back on the design when nothing is rated."""


@enough
@given(small=small_registers(), table=st.sampled_from(["claim_links", *OTHER_TABLES]))
def test_what_is_not_recorded_any_more_cannot_be_assessed(small: SmallRegister, table: str) -> None:
    after = answers(small.without(table).register)
    for subject, answer in answers(small.register).items():
        rule, kind, _ = subject
        if subject not in after:
            assert kind in SUBJECTS_OF.get(table, set()) or answer.verdict == "not_applicable", (
                subject
            )
        elif table != "ratings" or rule not in BY_DESIGN:
            assert after[subject].verdict in (answer.verdict, "not_assessable"), (
                subject,
                answer,
                after[subject],
            )


@enough
@given(small=small_registers())
def test_without_ratings_the_design_answers_and_the_answer_says_so(small: SmallRegister) -> None:
    asked = {each.cell.id: each.cell.asks for each in assess(small.register).cells}
    claims = {row["claim_id"]: row["claim_type"] for row in small.tables["claims"]}
    for (rule, _, name), answer in answers(small.without("ratings").register).items():
        about_effect = asked.get(name) == "effect" or claims.get(name) == "causal"
        if rule in BY_DESIGN and about_effect and answer.verdict in ("gap", "no_gap"):
            assert "by_design" in answer.flags, answer


@enough
@given(small=small_registers())
def test_every_answer_keeps_to_the_words_of_its_rule(small: SmallRegister) -> None:
    for (code, kind, _), answer in answers(small.register).items():
        rule = RULES[code]
        assert {answer.reason, *answer.other_reasons} <= set(rule.reasons), answer
        assert bool(answer.needs) == (answer.verdict == "not_assessable"), answer
        assert kind in (rule.subject_kind, "policy"), answer
        if answer.verdict in ("gap", "not_assessable"):
            assert answer.reason in rule.settled_by, answer


@enough
@given(small=small_registers())
def test_at_most_seven_lead_each_subject_once_and_none_is_appraisal(small: SmallRegister) -> None:
    leading = assess(small.register).leading
    subjects = [(each.answer.subject_kind, each.answer.subject) for each in leading]
    assert len(leading) <= 7
    assert len(set(subjects)) == len(subjects)
    assert all(each.answer.verdict == "gap" and each.answer.rule != "G06" for each in leading)
