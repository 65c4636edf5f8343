"""Where people look most and evidence is missing (G25): attention, and nothing more than that."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Table
from opm_evidence.display.markup import jump
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.usage_names import UsageNames
from opm_evidence.display.wording import usage as words
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, number, per_cent
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import capital
from opm_evidence.records.answers import Answer, rule_of
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.rules.attention_gap import CODE, WEIGHED

PLURALS = {"page": "pages", "search": "searches"}
IN_THE_TOP = ("attention_and_gaps", "attention_without_gaps", "gaps_not_assessable", "not_tied")
COLUMNS = ("subject_kind", "subject", "verdict", "reason", "count", "metric", "from", "to", "basis")


def attention(assessment: Assessment) -> Table:
    """The most used pages and searches, each with the gaps of its questions and claims."""
    answers = [each for each in assessment.answers if each.rule == CODE]
    names = UsageNames(assessment)
    date = day(assessment.register.as_of)
    top = [each for each in answers if each.reason in IN_THE_TOP]
    gaps = [each for each in top if each.verdict == "gap"]
    kinds = dict.fromkeys(each.subject_kind for each in answers if each.subject_kind in PLURALS)
    said = [_compared(kind, answers, assessment) for kind in kinds] or ["nothing was compared."]
    return Table(
        id="usage-attention",
        title=_title(top, gaps),
        description=" ".join((f"As at {date}, {said[0]}", *map(capital, said[1:]), words.CLAIM)),
        sources=made_from(assessment.register, "policy", "findings", "claims"),
        frame=pd.DataFrame([_record(each) for each in answers], columns=list(COLUMNS)),
        caption=f"The most used pages and searches, and gaps in the evidence on them, as at {date}",
        headings=("Page or search", "Uses", "Gaps in the evidence on it"),
        groups=tuple(_groups(top, names)),
        numbers=frozenset({1}),
    )


def _title(top: Sequence[Answer], gaps: Sequence[Answer]) -> str:
    if not top:
        return "Use cannot be held beside the gaps"
    if not gaps:
        return "No gap was found where people look most"
    what = " and ".join(
        counted(count, kind, PLURALS[kind])
        for kind, count in Counter(each.subject_kind for each in gaps).items()
    )
    return f"{capital(what)} among the most used, with gaps in the evidence"


def _compared(kind: str, answers: Sequence[Answer], assessment: Assessment) -> str:
    """How many of a kind were compared, and what came of it."""
    mine = [each for each in answers if each.subject_kind == kind]
    known = [each for each in mine if each.verdict != "not_applicable"]
    limits = assessment.thresholds
    has = "has" if len(known) == 1 else "have"
    who = f"{counted(len(known), kind, PLURALS[kind])} of the policy {has} a count of at least "
    who += f"{number(limits.attention_floor)} on known days"
    if len(known) < limits.attention_subjects:
        return f"{who}, and it takes {number(limits.attention_subjects)} to compare."
    top = [each for each in mine if each.reason in IN_THE_TOP]
    gaps = sum(each.verdict == "gap" for each in top)
    rules = ", ".join(each.code for each in WEIGHED)
    return (
        f"{who}. Compared by it, {number(len(top))} {'is' if len(top) == 1 else 'are'} in the top "
        f"{per_cent(limits.attention_share)}, of which {number(gaps) if gaps else 'none'} "
        f"{'has' if gaps < 2 else 'have'} a gap by any of {rules}."
    )


def _groups(top: Sequence[Answer], names: UsageNames) -> Iterator[RowGroup]:
    for kind in dict.fromkeys(each.subject_kind for each in top):
        found = sorted(
            (each for each in top if each.subject_kind == kind),
            key=lambda each: (-int(float(str(each.facts["count"]))), each.subject),
        )
        facts = found[0].facts
        what = words.METRICS.get(str(facts.get("metric")), ("use", "uses"))[1]
        heading = (
            f"{capital(what)}, {words.days(facts.get('from'), facts.get('to'))}, "
            f"{words.basis(facts.get('basis'), facts.get('definition'))}"
        )
        yield RowGroup(tuple(_row(each, names) for each in found), heading)


def _row(answer: Answer, names: UsageNames) -> Row:
    return Row(
        (
            names.named(answer.subject_kind, answer.subject),
            number(int(float(str(answer.facts["count"])))),
            _gaps(answer),
        )
    )


def _gaps(answer: Answer) -> Markup:
    if answer.reason == "not_tied":
        return Markup("Nobody has recorded which question it belongs to.")
    if answer.reason == "gaps_not_assessable":
        return Markup("None was found, and some of these rules lack their input.")
    if answer.verdict != "gap":
        return Markup("None of these rules finds one.")
    rules = Counter(map(rule_of, answer.looked_at))
    said = "; ".join(
        f"{words.GAPS[rule]} ({rule}{f', {number(count)} times' if count > 1 else ''})"
        for rule, count in sorted(rules.items())
    )
    return Markup("{}: {}").format(
        jump(f"gap-{answer.gap_id}", counted(len(answer.looked_at), "gap")), said
    )


def _record(answer: Answer) -> tuple[object, ...]:
    facts = [answer.facts.get(name) for name in COLUMNS[4:]]
    return (answer.subject_kind, answer.subject, answer.verdict, answer.reason, *facts)
