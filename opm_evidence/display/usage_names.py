"""The names of what is counted, as policy.yaml has them, and what of the policy they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from opm_evidence.display.markup import link_to
from opm_evidence.display.names import Names
from opm_evidence.display.wording.numbers import known
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.attention import Tie, ties

GOVUK = "https://www.gov.uk"
KINDS: Mapping[str, str] = {"page": "page", "feedback_page": "page", "query": "search"}
RELATIONS: Mapping[str, str] = {
    "adjacent": "near the policy",
    "ambiguous": "may be about something else",
}


@dataclass(frozen=True, eq=False)
class UsageNames:
    """What to call pages and searches, and where they belong."""

    assessment: Assessment

    @cached_property
    def names(self) -> Names:
        """What to call everything else."""
        return Names(self.assessment.register)

    @cached_property
    def tied(self) -> Mapping[tuple[str, str], Tie]:
        """The cells and claims of each page and search of policy.yaml."""
        return ties(self.assessment.register.policy, self.assessment.claims)

    @cached_property
    def of_key(self) -> Mapping[tuple[str, str], str]:
        """The page or search of policy.yaml, by its kind and by the key of the figures."""
        named = self.assessment.usage.named.to_dict("records")
        return {(row["subject_kind"], row["subject_key"]): row["subject"] for row in named}

    @cached_property
    def _questions(self) -> Mapping[tuple[str, str], str | None]:
        policy = self.assessment.register.policy
        cells = {cell.id: cell.question for cell in policy.cells}
        pages = {
            ("page", each.base_path): each.question or cells.get(each.cell or "")
            for each in policy.govuk_pages
        }
        return {**pages, **{("search", each.text): each.question for each in policy.search_terms}}

    @cached_property
    def _relations(self) -> Mapping[str, str]:
        terms = self.assessment.register.policy.search_terms
        return {each.text: RELATIONS.get(each.relation, "") for each in terms}

    def named(self, kind: str, subject: str) -> Markup:
        """A page of policy.yaml as a link, a search in quotation marks."""
        if kind == "search":
            return Markup("“{}”").format(subject)
        pages = self.assessment.register.policy.govuk_pages
        title = next((each.title for each in pages if each.base_path == subject), "")
        return link_to(f"{GOVUK}{subject}", title or subject)

    def counted(self, row: Mapping[str, Any]) -> Markup:
        """What one row of figures is about."""
        kind = KINDS.get(row["subject_type"], "")
        key = str(row["subject_key"])
        if kind == "page" and not key.startswith("/"):
            return link_to(key, key)
        if kind:
            return self.named(kind, self.of_key.get((kind, key), key))
        return escape(str(row["title"]) if known(row["title"]) else key)

    def question(self, row: Mapping[str, Any]) -> str:
        """The question of the policy that it belongs to, as far as policy.yaml says so."""
        kind = KINDS.get(row["subject_type"], "")
        subject = self.of_key.get((kind, str(row["subject_key"])))
        if subject is None:
            return "not tied to a question"
        question = self._questions.get((kind, subject))
        relation = self._relations.get(subject, "") if kind == "search" else ""
        words = self.names.question(question) if question else "not tied to a question"
        return f"{words} ({relation})" if relation else words
