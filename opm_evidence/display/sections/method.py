"""Section 13: how the pack was made, what its words mean, and how to challenge it."""

import pandas as pd
from markupsafe import Markup, escape

from opm_evidence.display.exhibits import Exhibit, Exhibits, Prose, Table
from opm_evidence.display.markup import bullets, joined, link_to, with_links
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.wording import method as words
from opm_evidence.display.wording.challenges import HOW, challenged
from opm_evidence.display.wording.dates import day, when
from opm_evidence.display.wording.numbers import counted, number
from opm_evidence.display.wording.sources import made_from, none_of
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.display.wording.thresholds import threshold_rows
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.rules import RULES

VERDICTS = ("gap", "no_gap", "not_assessable", "not_applicable")


def method(assessment: Assessment) -> Exhibit:
    """How it was made, the rules with their thresholds and sources, the words, the challenges."""
    made = _made(assessment)
    return Exhibits(
        id="method",
        title=made.title,
        description=made.description,
        frame=made.frame,
        parts=(made, _rules(assessment), _thresholds(assessment), _challenges(assessment)),
    )


def _made(assessment: Assessment) -> Prose:
    register = assessment.register
    contact = register.policy.contact
    who = (
        link_to(contact.url or "", contact.name)
        + (f" ({contact.email})" if contact and contact.email else "")
        if contact
        else Markup("")
    )
    return Prose(
        id="how-it-was-made",
        title="How this was made",
        description=words.made(register),
        sources=made_from(register, "policy", "evidence", "findings", "claims"),
        frame=pd.DataFrame(
            [(name, len(table)) for name, table in register.tables.items()],
            columns=["table", "rows"],
        ),
        words=bullets(words.steps(register))
        + Markup('<p id="{}"><b>If something here is wrong:</b> {}</p>').format(
            HOW, words.challenge(who))
        + Markup('<h4>What the words mean</h4>')
        + bullets(
            Markup("<b>{}</b>: {}").format(word, meaning)
            for word, meaning in words.MEANINGS.items()
        ),
    )  # fmt: skip


def _rules(assessment: Assessment) -> Table:
    counts = {
        code: {
            verdict: sum(a.rule == code and a.verdict == verdict for a in assessment.answers)
            for verdict in VERDICTS
        }
        for code in RULES
    }
    date = day(assessment.register.as_of)
    learned = words.learned_from({code: rule.source for code, rule in RULES.items()})
    return Table(
        id="rules",
        title=f"{number(len(RULES))} rules find the gaps",
        description=(
            f"As at {date}. Each rule gives one of four answers about each thing that it asks: a "
            "gap, no gap, cannot be assessed (something is not recorded), or does not apply. Only "
            "recorded facts can give “no gap”."
        ),
        sources=("the rules of this project, each with where it was learned from",),
        frame=pd.DataFrame(
            [(code, *(counts[code][verdict] for verdict in VERDICTS)) for code in RULES],
            columns=["rule", *VERDICTS],
        ),
        caption=f"Rules and their answers, as at {date}",
        headings=("Rule", "Gap", "No gap", "Cannot be assessed", "Does not apply"),
        groups=(
            RowGroup(
                tuple(
                    Row(
                        (
                            Markup("{}: {}<br>From: {}").format(
                                code, rule.title, with_links(learned[code])
                            ),
                            *(number(counts[code][verdict]) for verdict in VERDICTS),
                        ),
                        f"rule-{code.lower()}",
                    )
                    for code, rule in RULES.items()
                )
            ),
        ),
        numbers=frozenset({1, 2, 3, 4}),
    )


def _thresholds(assessment: Assessment) -> Table:
    rows = threshold_rows(assessment.thresholds)
    return Table(
        id="thresholds",
        title="The numbers at which the rules turn",
        description=(
            "These are choices, not facts. Another choice gives other gaps: whoever runs the "
            f"notebook can change them. Used as at {day(assessment.register.as_of)}."
        ),
        sources=("the parameters of this pack",),
        frame=pd.DataFrame(rows, columns=["name", "words", "value"]),
        caption="Thresholds used in this pack",
        headings=("What it is", "Used here"),
        groups=(RowGroup(tuple(Row((said, value)) for _, said, value in rows)),),
    )


def _challenges(assessment: Assessment) -> Table:
    register = assessment.register
    rows = register.rows("challenges")
    date = day(register.as_of)
    return Table(
        id="challenges",
        title=f"{capital(counted(len(rows), 'challenge'))} from outside",
        description=f"{capital(counted(len(rows), 'challenge'))} recorded, as at {date}."
        if rows
        else none_of(register, "challenges", "challenges"),
        sources=made_from(register, "challenges"),
        frame=register.table("challenges"),
        caption=f"Challenges from outside and the answers, as at {date}",
        headings=("Challenge", "Raised by", "Answer"),
        groups=(
            RowGroup(
                tuple(
                    Row(
                        (
                            Markup("About {}: {}").format(
                                challenged(assessment, row["about"]), row["text"]
                            ),
                            escape(f"{row['raised_by']}, {when(row['raised_on'])}"),
                            joined(
                                [
                                    capital(term("challenge_status", row["status"]))
                                    + (
                                        f", {when(row['responded_on'])}"
                                        if row["responded_on"]
                                        else ""
                                    ),
                                    row["response"] or "",
                                ],
                                Markup("<br>"),
                            ),
                        ),
                        f"challenge-{row['challenge_id']}",
                    )
                    for row in rows
                )
            ),
        ),
    )
