"""What each claim rests on, and what the rules say about it."""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from opm_evidence.display.markup import joined, link_to, tidy_title
from opm_evidence.display.names import Names
from opm_evidence.display.wording.dates import on
from opm_evidence.display.wording.numbers import counted, listed
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.claims import ClaimEvidence, ClaimLink
from opm_evidence.synthesis.rules import RULES

RELATIONS: Mapping[str, str] = {
    "supports": "Supports it",
    "partly_supports": "Supports part of it",
    "contradicts": "Says otherwise",
    "qualifies": "Limits it",
    "context": "Bears on it, for neither side",
}
STATES: Mapping[str, str] = {
    "counts": "",
    "retracted": "Retracted: counts for nothing.",
    "superseded": "Superseded: counts for nothing.",
    "in_progress": "Not finished: there are no results yet.",
    "unread": "Nobody has read the result yet.",
    "findings_not_recorded": "Its finding is not recorded.",
}
"""Why a linked finding is shown and not held for or against the claim."""
NO_GAP = "No gap in what is recorded for it. That does not say whether the claim is right."


def made(claim: ClaimEvidence, names: Names) -> Markup:
    """Which document made a claim, where in it, and when."""
    document = names.documents.get(claim.document_id, {})
    title = str(document.get("title") or claim.document_id)
    address = str(document.get("url") or "")
    if not address and document.get("base_path"):
        address = f"https://www.gov.uk{document['base_path']}"
    where = f", {names.inside(claim.location)}" if claim.location else ""
    known_at = "" if address else " (no address that a reader can follow)"
    return Markup("{}{}{}, {}").format(
        link_to(address, tidy_title(title)), where, known_at, on(claim.made_on)
    )


def kind(claim: ClaimEvidence) -> str:
    """The type of the claim; what says only what should be needs no evidence."""
    words = f"{capital(term('claim_type', claim.claim_type))} claim"
    return words if claim.factual else f"{words}: it says what should be, and needs no evidence"


def told(claim: ClaimEvidence) -> Mapping[str, str]:
    """What is said of every claim, by its name; nothing where there is nothing to say."""
    own = "In this register’s words" if claim.paraphrase else "In the document’s words"
    return {"Words": own, "Cited": citation(claim), "Judged by": judged_by(claim)}


def said_of_all(claims: Iterable[ClaimEvidence]) -> Mapping[str, str]:
    """What `told` says of every claim alike, so that it can stand once above them."""
    found = list(claims)
    alike: dict[str, str] = {}
    for name in ("Words", "Cited", "Judged by"):
        said = {told(claim)[name] for claim in found if claim.links or name == "Words"}
        if len(said) == 1 and (only := said.pop()):
            alike[name] = only
    return alike


def for_all(alike: Mapping[str, str]) -> str:
    """The sentences that hold for every claim."""
    sentences = []
    if "Words" in alike:
        sentences.append(f"Every claim stands {alike['Words'][:1].lower()}{alike['Words'][1:]}.")
    if "Cited" in alike:
        sentences.append("Nobody has looked whether the documents cite the evidence beside them.")
    judge = alike.get("Judged by")
    whose = f": {judge} read it so" if judge else ", and each claim says whose"
    sentences.append(f"Whether evidence supports a claim is this register’s own reading{whose}.")
    return " ".join(sentences)


def sides(claims: Iterable[ClaimEvidence]) -> str:
    """Who the side that makes a claim is, where some evidence is from there."""
    if all(each.origin == "independent" for claim in claims for each in claim.links):
        return ""
    return (
        " The side that makes a claim is the body that makes it, or another part of the same "
        "government."
    )


def link(evidence: ClaimLink, names: Names) -> Markup:
    """One finding beside a claim: its item, what it says, and what weakens it here."""
    finding = names.findings.get(evidence.finding_id or "", {})
    cited = {"yes": "Cited by the document.", "no": "Not cited by the document."}
    later = evidence.out_when_made is False
    notes = [
        STATES[evidence.state],
        f"{capital(term('origin', evidence.origin))}." if evidence.origin != "independent" else "",
        "About another measure of its kind." if evidence.indirect else "",
        f"Used for: {evidence.how_used}." if evidence.how_used else "",
        cited.get(evidence.cited_by_policy, ""),
        "It came out later than the claim." if later else "",
    ]
    return joined(
        [
            names.cite_finding(evidence.finding_id, evidence.evidence_id) + ":",
            str(finding.get("statement") or "no finding is recorded."),
            *notes,
        ],
        " ",
    )


def citation(claim: ClaimEvidence) -> str:
    """Of how much of the evidence nobody has looked whether the document cites it."""
    unknown = sum(each.cited_by_policy == "unknown" for each in claim.links)
    if not unknown:
        return ""
    if unknown == len(claim.links):
        return "Nobody has looked whether the document cites any of this."
    return f"Nobody has looked for {counted(unknown, 'finding')} whether the document cites it."


def judged_by(claim: ClaimEvidence) -> str:
    """Whose reading it is that the evidence bears on the claim so."""
    return listed(list(dict.fromkeys(each.judged_by for each in claim.links)))


def verdicts(claim: ClaimEvidence) -> Iterator[tuple[Answer, str]]:
    """What the rules found about a claim: gaps first, then what nobody can say."""
    for verdict, before in (("gap", ""), ("not_assessable", "Nobody can say yet: ")):
        for answer in claim.answers:
            if answer.verdict == verdict:
                reasons = RULES[answer.rule].reasons
                said = [reasons[each] for each in (answer.reason, *answer.other_reasons)]
                words = "; ".join(said)
                yield answer, before + words if before else capital(words)


def standing(claim: ClaimEvidence) -> str:
    """For and against in a line: `2 findings support it, 1 says otherwise`."""
    if not claim.factual:
        return "says what should be"
    sure = len(claim.support)
    against = sum(each.counts for each in claim.against_it)
    words = f"{counted(sure, 'finding')} for it, {counted(against, 'finding')} against or limiting"
    return words
