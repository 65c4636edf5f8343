"""Section 7: what no rule could assess, by the input that would settle it."""

from collections.abc import Iterable, Iterator

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Exhibit, Table
from opm_evidence.display.large import is_large
from opm_evidence.display.markup import folded, jump
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.gaps import GapWording
from opm_evidence.display.wording.inputs import input_words
from opm_evidence.display.wording.numbers import counted, listed, number
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import capital
from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.rules import RULES

COLUMNS = ("rule", "subject_kind", "subject", "reason", "needs")
MANY = 6
TOO_MANY = 100
IN_THE_TABLE = Markup("Too many to list here; each is in the table of answers.")


def not_assessable(assessment: Assessment) -> Exhibit:
    """A table of what is neither a gap nor the lack of one, because something is not recorded."""
    wording = GapWording(assessment)
    register = assessment.register
    date = day(register.as_of)
    open_answers = [each for each in assessment.answers if each.verdict == "not_assessable"]
    by_need: dict[tuple[str, ...], list[Answer]] = {}
    for answer in open_answers:
        by_need.setdefault(answer.needs, []).append(answer)
    ordered = sorted(by_need.items(), key=lambda pair: -len(pair[1]))
    return Table(
        id="not-assessable",
        title=_title(len(open_answers)),
        description=(
            f"As at {date}, {counted(len(open_answers), 'answer')} of the rules could not be "
            "given, because something was not recorded or is not exact enough. This is neither a "
            f"gap nor the lack of one. {capital(counted(len(ordered), 'kind'))} of input would "
            "settle them; the one that settles most stands first."
        ),
        sources=made_from(register, "policy", "evidence", "findings", "claims"),
        frame=pd.DataFrame(
            [(a.rule, a.subject_kind, a.subject, a.reason, a.needs) for a in open_answers],
            columns=list(COLUMNS),
        ),
        caption=f"What could not be assessed, by the input that would settle it, as at {date}",
        headings=("What was asked", "Why nobody can say", "Number", "What it is about"),
        groups=tuple(
            RowGroup(tuple(_rows(found, wording)), _heading(needs, len(found)))
            for needs, found in ordered
        ),
        numbers=frozenset({2}),
    )


def _title(count: int) -> str:
    if not count:
        return "The rules could assess everything"
    return f"{capital(counted(count, 'thing'))} that nobody can say yet"


def _heading(needs: tuple[str, ...], count: int) -> str:
    what = listed([input_words(need) for need in needs], "or") or "No input that the rule can name"
    return f"{capital(what)}: would settle {number(count)}"


def _rows(answers: Iterable[Answer], wording: GapWording) -> Iterator[Row]:
    by_reason: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers:
        by_reason.setdefault((answer.rule, answer.reason), []).append(answer)
    for (code, reason), found in by_reason.items():
        rule = RULES[code]
        subjects = Markup("; ").join(wording.subject(each) for each in found)
        if len(found) > TOO_MANY and is_large(wording.assessment.register):
            subjects = IN_THE_TABLE
        elif len(found) > MANY:
            subjects = folded(f"Show all {number(len(found))}", subjects)
        asked = Markup("{} {}").format(rule.title, jump(f"rule-{code.lower()}", code))
        yield Row((asked, capital(rule.reasons[reason]), number(len(found)), subjects))
