"""The head of a pack: what it is about, as of when, and what it is not."""

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Exhibit, Prose
from opm_evidence.display.markup import facts, inset, joined, link_to, paragraph
from opm_evidence.display.names import Names
from opm_evidence.display.wording.dates import day, when
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.vocabulary import terms
from opm_evidence.synthesis.assessment import Assessment

NO_VERDICT = (
    "This is not a verdict on the policy. It shows what has been claimed, what evidence this "
    "register holds, how far that evidence goes, and what nobody knows yet."
)


def front_matter(assessment: Assessment) -> Exhibit:
    """Title, summary, department, stage, dates and nations; its first line names the page."""
    policy = assessment.register.policy
    date = day(assessment.register.as_of)
    stage = f"{capital(term('stage', policy.stage))} ({terms('stage')[policy.stage].lower()[:-1]})"
    if stage.lower().startswith(terms("stage")[policy.stage].lower()[:-1]):
        stage = capital(term("stage", policy.stage))
    pairs = (
        ("Data as of", date),
        ("Lead department", policy.lead_department),
        ("Other departments", joined(policy.other_departments)),
        ("Stage", stage),
        ("Announced", when(policy.announced_on)),
        ("Applies to", Names(assessment.register).nations(policy.target_nations)),
        ("Commitment", _commitment(assessment)),
    )
    return Prose(
        id="about-this-pack",
        title=policy.title,
        description=(
            f"The evidence behind {policy.title} ({policy.lead_department}): what is claimed, "
            f"what is known, how sure, and what is not known, as at {date}."
        ),
        sources=made_from(assessment.register, "policy"),
        frame=pd.DataFrame(
            [(name, str(Markup(value).striptags())) for name, value in pairs if value],
            columns=["name", "value"],
        ),
        headed=False,
        words=paragraph(policy.summary, "govuk-body-l") + inset(NO_VERDICT) + facts(pairs),
    )


def _commitment(assessment: Assessment) -> Markup:
    commitment = assessment.register.policy.commitment
    if commitment is None:
        return Markup("")
    words = f"{commitment.title} (Open Government Partnership {commitment.id})"
    return link_to(commitment.url or "", words)
