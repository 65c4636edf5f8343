"""The head of a pack: what it is about, as of when, and what it is not."""

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Exhibit, Prose
from opm_evidence.display.markup import inset, joined, link_to, paragraph
from opm_evidence.display.names import Names
from opm_evidence.display.wording.dates import day, when
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.policy import Policy
from opm_evidence.records.vocabulary import terms
from opm_evidence.synthesis.assessment import Assessment

NO_VERDICT = "This is not a verdict on the policy."


def front_matter(assessment: Assessment) -> Exhibit:
    """Department, stage, nations and date in a line: on a phone the answer follows at once."""
    policy = assessment.register.policy
    pairs = policy_facts(assessment)
    nations = Names(assessment.register).in_nations(policy.target_nations)
    date = day(assessment.register.as_of)
    line = f"{policy.lead_department}. {stage_words(policy)}, for {nations}. Evidence as at {date}."
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
        words=paragraph(line) + inset(NO_VERDICT),
    )


def policy_facts(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """Everything that is recorded of the policy as a whole, by name; the proposal shows it."""
    policy = assessment.register.policy
    return (
        ("Data as of", day(assessment.register.as_of)),
        ("Lead department", policy.lead_department),
        ("Other departments", joined(policy.other_departments)),
        ("Stage", stage_words(policy)),
        ("Announced", capital(when(policy.announced_on))),
        ("Applies to", Names(assessment.register).nations(policy.target_nations)),
        ("Commitment", _commitment(assessment)),
    )


def stage_words(policy: Policy) -> str:
    """How far the policy is, with what that means; once, where the meaning holds the word."""
    stage, meaning = term("stage", policy.stage), terms("stage")[policy.stage].rstrip(".")
    if stage.lower() in meaning.lower():
        return meaning
    return f"{capital(stage)} ({meaning[:1].lower()}{meaning[1:]})"


def _commitment(assessment: Assessment) -> Markup:
    commitment = assessment.register.policy.commitment
    if commitment is None:
        return Markup("")
    words = f"{commitment.title} (Open Government Partnership {commitment.id})"
    return link_to(commitment.url or "", words)
