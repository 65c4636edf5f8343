"""Section 7: the gaps that lead, each in full words."""

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.challenging import Challenging
from opm_evidence.display.exhibits import Exhibit, Prose
from opm_evidence.display.markup import bullets, facts, joined, jump, paragraph
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.gaps import STATUS, GapWording
from opm_evidence.display.wording.numbers import counted, number
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import capital
from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.order import Because, LeadingGap
from opm_evidence.synthesis.rules import RULES

COLUMNS = ("gap_id", "rule", "subject", "reason", "words")
ORDER = (
    "These lead because of where they stand, not because of a score. Gaps in the policy’s own "
    "claims and its priority outcomes come first, then one for each policy question in the order "
    "that the policy gives them, and within a question a fixed order of reasons. No reason leads "
    "more than twice unless nothing else is left. A gap is open unless its status says otherwise."
)


BECAUSE: Mapping[Because, str] = {
    "claim": "It is about a claim of the policy’s own documents.",
    "priority_outcome": "It is about an outcome to which the policy gives priority.",
    "question": "It comes first on one of the policy’s questions.",
    "further": "It is next in the stated order.",
}


def leading_gaps(assessment: Assessment) -> Exhibit:
    """At most seven gaps, each with its evidence, reason, rule, status and what would settle it."""
    wording = GapWording(assessment)
    date = day(assessment.register.as_of)
    total = len(assessment.gaps)
    shown = len(assessment.leading)
    challenging = Challenging(assessment.register)
    blocks = Markup("").join(
        _gap(place, leading, wording, challenging)
        for place, leading in enumerate(assessment.leading, start=1)
    )
    if shown:
        intro = paragraph(
            f"As at {date}, the rules found {counted(total, 'gap')} in this register. "
            + ("They stand" if shown == total else f"{shown} of them stand")
            + " here in full"
            + (", and the others follow in a table." if shown < total else ".")
        ) + paragraph(ORDER)
    else:
        intro = paragraph(
            f"As at {date}, the rules found no gap in this register. "
            "What they could not assess is listed apart, and is not the same."
        )
    return Prose(
        id="leading-gaps",
        title=_title(shown, total),
        description=f"{capital(counted(shown, 'gap'))} in full words, as at {date}.",
        sources=made_from(assessment.register, "policy", "evidence", "findings", "claims"),
        frame=pd.DataFrame(
            [_record(each.answer, wording) for each in assessment.leading], columns=list(COLUMNS)
        ),
        words=intro + blocks,
    )


def _title(shown: int, total: int) -> str:
    if not total:
        return "No gap was found by the rules"
    return "The gap to know first" if shown == 1 else f"The {number(shown)} gaps to know first"


def _record(answer: Answer, wording: GapWording) -> dict[str, str]:
    return {
        "gap_id": answer.gap_id,
        "rule": answer.rule,
        "subject": answer.subject,
        "reason": answer.reason,
        "words": wording.words(answer).text,
    }


def _gap(place: int, leading: LeadingGap, wording: GapWording, challenging: Challenging) -> Markup:
    answer = leading.answer
    words = wording.words(answer)
    also = bullets(
        Markup("{} ({})").format(
            capital(wording.words(other).reason), jump(f"rule-{other.rule.lower()}", other.rule)
        )
        for other in leading.beside
    )
    rule = joined([jump(f"rule-{answer.rule.lower()}", RULES[answer.rule].title), words.rule])
    return Markup(
        '<div class="opm-gap" id="gap-{id}"><h4>{place}. {subject}: '
        "{reason}</h4>{background}{pairs}</div>"
    ).format(
        id=answer.gap_id,
        place=place,
        subject=words.subject,
        reason=words.reason,
        background=paragraph(words.background),
        pairs=facts(
            (
                ("Behind this", capital(words.facts)),
                ("What would settle it", f"{capital(words.settled_by)}."),
                ("Status", f"{capital(words.status)}." if words.status != STATUS["open"] else ""),
                ("Also", also),
                ("Why it leads", BECAUSE[leading.because]),
                ("Rule", rule),
                ("Challenges", challenging.beside(answer.gap_id)),
            )
        ),
    )
