"""A cell has the form that its column asks for: an id, an address, a DOI."""

import re

from opm_evidence.records.schemas import Field
from opm_evidence.registers.cells.complaint import CellCheck, Complaint, advice_of
from opm_evidence.registers.nearest import quoted
from opm_evidence.registers.values import parse_list

DOI_WITH_MORE = re.compile(r"(?i)(?:https?://(?:dx\.)?doi\.org/|doi:\s*)(10\.\d{4,9}/\S+)")
BARE_HOST = re.compile(r"(?i)www\.\S+|[a-z0-9.-]+\.(?:uk|org|com|eu|net|int)(?:/\S*)?")
ENDS_OF_SENTENCES = ".,;"
"""What is copied along from a list of references; no DOI ends so."""

ADDRESS_WITH_SPACE = re.compile(r"(?i)https?://\S+(\s+\S+)+")
SLUG_PATTERN = "^[a-z0-9]+(-"
"""How the pattern of an id begins."""

NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def slug_of(text: str) -> str:
    """The id that is offered for a text that has not the form of one."""
    return NOT_IN_A_SLUG.sub("-", text.casefold()).strip("-")


def _has_pattern(field: Field) -> bool:
    return bool(field.pattern)


def _complain(field: Field, text: str) -> Complaint | None:
    for part in parse_list(text) if field.many else ([text] if text else []):
        if not re.fullmatch(field.pattern, part):
            return Complaint(
                f"{quoted(part)} does not have the form that this column asks for.",
                f"{_instead(field, part)}{advice_of(field)}",
            )
    return None


def _instead(field: Field, text: str) -> str:
    found = DOI_WITH_MORE.fullmatch(text)
    if found and field.name.endswith("doi"):
        return f"Write {found[1].rstrip(ENDS_OF_SENTENCES)}. "
    if field.pattern.startswith("^https?") and BARE_HOST.fullmatch(text):
        return f"Write the whole address, such as https://{text[:60]}. "
    if field.pattern.startswith("^https?") and ADDRESS_WITH_SPACE.fullmatch(text):
        return "An address holds no spaces: write %20 for each, or one address only. "
    if field.pattern.startswith(SLUG_PATTERN):
        slug = slug_of(text)
        return f"Use lower-case letters, digits and hyphens only: {slug[:60]}. " if slug else ""
    return ""


CHECK = CellCheck(
    "patterns_match",
    "Ids, addresses, DOIs and codes have the form that their column asks for.",
    _has_pattern,
    _complain,
)
