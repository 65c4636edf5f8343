"""What the pages and searches of a policy belong to: the cells and claims beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from opm_evidence.records.policy import Cell, Policy
from opm_evidence.synthesis.claims import ClaimEvidence


@dataclass(frozen=True, slots=True)
class Tie:
    """The cells and claims that a page or search belongs to, by their ids; none if not tied."""

    cells: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """The cells, then the claims."""
        return (*self.cells, *self.claims)


def ties(policy: Policy, claims: Iterable[ClaimEvidence] = ()) -> Mapping[tuple[str, str], Tie]:
    """The tie of every page and search of policy.yaml, by kind (`page`, `search`) and subject.

    Cells are those for everybody: of a page its cell, or those of its question; of a search those
    of its question and intervention, as far as policy.yaml gives them. Claims are those about an
    intervention and an outcome of these cells.
    """
    cells = [cell for cell in policy.cells if cell.group is None]
    about: dict[tuple[str | None, str | None], list[str]] = {}
    for claim in claims:
        about.setdefault((claim.intervention, claim.outcome), []).append(claim.claim_id)

    def tie(chosen: Iterable[Cell]) -> Tie:
        kept = list(chosen)
        beside = [
            each for cell in kept for each in about.get((cell.intervention, cell.outcome), ())
        ]
        return Tie(tuple(cell.id for cell in kept), tuple(dict.fromkeys(beside)))

    found = {}
    for page in policy.govuk_pages:
        found["page", page.base_path] = tie(
            cell
            for cell in cells
            if (cell.id == page.cell if page.cell else cell.question == page.question)
        )
    for term in policy.search_terms:
        found["search", term.text] = tie(
            cell
            for cell in cells
            if (term.question or term.intervention)
            and term.question in (None, cell.question)
            and term.intervention in (None, cell.intervention)
        )
    return found
