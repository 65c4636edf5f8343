"""Section 2: what is proposed and why, and the framework by which evidence is asked for."""

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup, escape

from opm_evidence.display.exhibits import Exhibit, Exhibits, Prose, Table
from opm_evidence.display.markup import bullets, facts, joined, jump, paragraph
from opm_evidence.display.names import Names
from opm_evidence.display.sections.front_matter import policy_facts
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.wording.dates import day, on
from opm_evidence.display.wording.numbers import counted, listed
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.policy import FrameworkEntry
from opm_evidence.synthesis.assessment import Assessment


def proposal(assessment: Assessment) -> Exhibit:
    """The questions, what is done, what it is meant to change, and who declared the framework."""
    policy = assessment.register.policy
    parts = (_aims(assessment), _framework(assessment))
    return Exhibits(
        id="proposal",
        title="What is proposed, and why",
        description=(
            f"{capital(counted(len(policy.questions), 'question'))}, "
            f"{counted(len(policy.interventions), 'measure')} and "
            f"{counted(len(policy.outcomes), 'outcome')}, as at {day(assessment.register.as_of)}."
        ),
        frame=parts[1].frame,
        parts=parts,
    )


def _aims(assessment: Assessment) -> Prose:
    policy = assessment.register.policy
    done = [
        joined([Markup("<b>{}</b>").format(each.title)
                + ("" if each.role == "policy" else " (an alternative to the policy)"),
                each.description], ". ")
        for each in policy.interventions
    ]  # fmt: skip
    wanted: dict[str, list[Markup]] = {}
    for each in policy.outcomes:
        priority = " (a priority)" if each.priority else ""
        said = Markup("<b>{}</b>{}").format(each.title, priority)
        wanted.setdefault(term("desired_direction", each.desired_direction), []).append(said)
    return Prose(
        id="aims",
        title="What is done, and what it is meant to change",
        description=f"{capital(counted(len(done), 'measure'))} and what each is meant to change.",
        sources=made_from(assessment.register, "policy"),
        frame=pd.DataFrame(
            [("measure", each.id, each.title) for each in policy.interventions]
            + [("outcome", each.id, each.title) for each in policy.outcomes],
            columns=["kind", "id", "title"],
        ),
        words=Markup("").join(
            (
                paragraph(policy.summary),
                facts(policy_facts(assessment)),
                paragraph("What is done:"),
                bullets(done),
                paragraph("What it is meant, or feared, to change:"),
                bullets(
                    Markup("{}: {}").format(capital(way), joined(found, "; "))
                    for way, found in wanted.items()
                ),
            )
        ),
    )


def _framework(assessment: Assessment) -> Table:
    policy = assessment.register.policy
    names = Names(assessment.register)
    declarers = listed(list(dict.fromkeys(entry.declared_by for entry in policy.framework)))
    note = f" {policy.framework_note}" if policy.framework_note else ""
    date = day(assessment.register.as_of)
    searched = any(entry.searched_on for entry in policy.framework)
    return Table(
        id="framework",
        title="Which evidence is asked for",
        description=(
            f"{capital(counted(len(policy.framework), 'entry', 'entries'))}, as at {date}, each of "
            f"which names a measure and an outcome. This is a judgement, declared by: {declarers}. "
            "What is not in it is not asked, and an empty place outside it is no gap."
            f"{'' if searched else ' Nobody has recorded a search on any of them.'}{note}"
        ),
        sources=made_from(assessment.register, "policy"),
        frame=pd.DataFrame(
            [entry.model_dump(mode="python") for entry in policy.framework],
            columns=list(FrameworkEntry.model_fields),
        ),
        caption=f"What the policy has to answer, and the evidence asked for, as at {date}",
        headings=("What is asked", "Why", *(("Search recorded",) if searched else ())),
        groups=tuple(_groups(assessment, names, searched=searched)),
    )


def _groups(assessment: Assessment, names: Names, *, searched: bool) -> Iterator[RowGroup]:
    policy = assessment.register.policy
    mains = {each.entry: each for each in policy.cells if each.group is None}
    for question in policy.questions:
        rows = []
        for number, entry in enumerate(policy.framework):
            if entry.question != question.id:
                continue
            title = jump(f"cell-{mains[number].id}", capital(names.cell(mains[number])))
            apart = counted(len(entry.groups), "group")
            groups = f"and apart for {apart}" if entry.groups else ""
            search = (
                names.with_citations(f"{capital(on(entry.searched_on))}: {entry.search_note}")
                if entry.searched_on
                else escape("None recorded")
            )
            cells = (joined([title, groups], Markup("<br>")), escape(entry.reason), search)
            rows.append(Row(cells if searched else cells[:2]))
        yield RowGroup(tuple(rows), question.text, note="" if rows else "Nothing is asked for yet.")
