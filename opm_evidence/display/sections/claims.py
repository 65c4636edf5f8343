"""Section 8: each claim with its document and the evidence for and against it."""

from collections.abc import Iterator, Mapping

import pandas as pd
from markupsafe import Markup, escape

from opm_evidence.display.challenging import Challenging
from opm_evidence.display.exhibits import Exhibit, Exhibits, Prose
from opm_evidence.display.markup import bullets, facts, jump, paragraph
from opm_evidence.display.names import Names
from opm_evidence.display.wording import claims as words
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, number, of_all
from opm_evidence.display.wording.sources import made_from, none_of
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.vocabulary import terms
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.claims import ClaimEvidence

COLUMNS = ("claim_id", "claim_type", "section", "relation", "evidence_id", "finding_id", "state")
TABLES = ("claims", "claim_links", "documents", "findings")


def claims(assessment: Assessment) -> Exhibit:
    """Every claim, part of policy making by part, with links to items and what the rules say."""
    found = assessment.claims
    names = Names(assessment.register)
    same = words.said_of_all(found)
    parts: list[Exhibit] = [_opening(assessment, same)]
    for section in terms("section"):
        inside = [claim for claim in found if claim.section == section]
        if inside:
            parts.append(_section(assessment, section, inside, names, same))
    return Exhibits(
        id="claims",
        title=parts[0].title,
        description=parts[0].description,
        frame=parts[0].frame,
        parts=tuple(parts),
    )


def _opening(assessment: Assessment, same: Mapping[str, str]) -> Prose:
    found = assessment.claims
    date = day(assessment.register.as_of)
    if not found:
        said = none_of(assessment.register, "claims", "claims of government documents")
    else:
        factual = [claim for claim in found if claim.factual]
        borne = sum(bool(claim.support) for claim in factual)
        said = (
            f"As at {date}, this register holds {counted(len(found), 'claim')}; "
            f"{number(len(factual))} of them state facts. "
            f"{of_all(borne, len(factual), 'factual claim')} evidence here that supports "
            f"{'it' if borne < 2 else 'them'} and counts. {words.for_all(same)}"
            f"{words.sides(found)}"
        )
    return Prose(
        id="claims-counted",
        title=f"{capital(counted(len(found), 'claim'))} and what they rest on",
        description=said,
        sources=made_from(assessment.register, *TABLES),
        frame=pd.DataFrame(
            [
                (
                    c.claim_id,
                    c.claim_type,
                    c.section,
                    e.relation,
                    e.evidence_id,
                    e.finding_id,
                    e.state,
                )
                for c in found
                for e in c.links
            ],
            columns=list(COLUMNS),
        ),
        headed=False,
        words=paragraph(said),
    )


def _section(
    assessment: Assessment,
    section: str,
    inside: list[ClaimEvidence],
    names: Names,
    same: Mapping[str, str],
) -> Prose:
    challenging = Challenging(assessment.register)
    return Prose(
        id=f"claims-{section.replace('_', '-')}",
        title=f"{term('section', section)}: {counted(len(inside), 'claim')}",
        description=f"{capital(counted(len(inside), 'claim'))} with the evidence on each.",
        sources=made_from(assessment.register, *TABLES),
        frame=pd.DataFrame(
            [(c.claim_id, c.text, words.standing(c)) for c in inside],
            columns=["claim_id", "text", "standing"],
        ),
        words=Markup("").join(_claim(claim, names, same, challenging) for claim in inside),
    )


def _claim(
    claim: ClaimEvidence, names: Names, same: Mapping[str, str], challenging: Challenging
) -> Markup:
    """A claim with everything that is not the `same` for all of them."""
    quoted = claim.text if claim.paraphrase else f"“{claim.text}”"
    told = {name: said for name, said in words.told(claim).items() if said != same.get(name)}
    pairs: list[tuple[str, str]] = [
        ("Made in", words.made(claim, names)),
        ("Kind", words.kind(claim)),
        ("Words", told.get("Words", "")),
        *_evidence(claim, names),
        ("Cited", told.get("Cited", "")),
        ("What the rules say", _rules(claim)),
        ("Judged by", told.get("Judged by", "")),
        ("Challenges", challenging.beside(claim.claim_id)),
    ]
    return Markup('<div class="opm-claim" id="claim-{}"><h4>{}</h4>{}</div>').format(
        claim.claim_id, quoted, facts(pairs)
    )


def _evidence(claim: ClaimEvidence, names: Names) -> Iterator[tuple[str, str]]:
    if not claim.links:
        if claim.factual:
            yield "Evidence", "No evidence is linked to it in this register."
        return
    for relation, heading in words.RELATIONS.items():
        yield heading, bullets(words.link(each, names) for each in claim.related(relation))
    if claim.factual and not claim.against_it:
        yield "Evidence against", "None is recorded."


def _rules(claim: ClaimEvidence) -> Markup:
    if not claim.factual:
        return escape("The rules ask nothing of it.")
    lines = [
        Markup("{} ({})").format(said, jump(f"rule-{answer.rule.lower()}", answer.rule))
        for answer, said in words.verdicts(claim)
    ]
    return bullets(lines) or escape(words.NO_GAP)
