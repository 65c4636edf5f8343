"""A gap in words, after EPICOT: as at when, for whom, on what, about what, where; why it is a gap.

Source: Brown P and others 2006, How to formulate research recommendations, doi
10.1136/bmj.38987.492014.94. The rules bring their own words for reasons and for what would settle
them; here they meet the subject, the evidence and the date.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from opm_evidence.display.markup import jump, link_to, tidy_title
from opm_evidence.display.names import Names
from opm_evidence.display.native_ratings import NativeRating, best_per_scale, native_ratings
from opm_evidence.display.wording import directions
from opm_evidence.display.wording.dates import day, on
from opm_evidence.display.wording.gap_facts import fact_words
from opm_evidence.display.wording.numbers import either, listed
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.display.wording.thresholds import threshold_words
from opm_evidence.records.answers import Answer
from opm_evidence.records.policy import Cell
from opm_evidence.records.register import values_of
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.findings import one_an_item
from opm_evidence.synthesis.rules import RULES

SHORT = 90
MANY = 3
"""As many things compared with as make a sentence say “others” after two."""
GOVUK = "https://www.gov.uk"
STATUS: Mapping[str, str] = {
    "open": "open",
    "in_progress": "in progress: a study or evaluation is planned or under way",
    "answered": "answered",
}


@dataclass(frozen=True, slots=True)
class GapWords:
    """Everything that is said of one gap.

    Attributes:
        subject: what it is about, as a link where the page holds it.
        reason: why it is a gap, as a clause.
        background: the EPICOT sentence: date, population, intervention, outcome, setting, evidence.
        facts: the numbers behind the reason, as a clause; may be empty.
        rule: the code of the rule and the thresholds that were used.
        status: open, in progress or answered.
        settled_by: the kind of study or input that would settle it.
    """

    subject: Markup
    reason: str
    background: str
    facts: str
    rule: str
    status: str
    settled_by: str

    @property
    def headline(self) -> str:
        """Subject and reason in a line."""
        return f"{self.subject.striptags()}: {self.reason}"

    @property
    def text(self) -> str:
        """The whole in words, for exports and for a research question’s background."""
        why = f"{self.reason} ({self.facts})" if self.facts else self.reason
        return (
            f"{self.background} Why this is a gap: {why}. Rule {self.rule}. "
            f"Status: {self.status}. It would be settled by {self.settled_by}."
        )


@dataclass(frozen=True, eq=False)
class GapWording:
    """Puts the answers of one assessment into words."""

    assessment: Assessment

    @cached_property
    def names(self) -> Names:
        """What to call everything."""
        return Names(self.assessment.register)

    @cached_property
    def cells(self) -> Mapping[str, CellEvidence]:
        """The cells by id."""
        return {each.cell.id: each for each in self.assessment.cells}

    @cached_property
    def _ratings(self) -> tuple[NativeRating, ...]:
        return native_ratings(self.assessment.register)

    @cached_property
    def _comparators(self) -> Sequence[str | None]:
        """What each row of the body was compared with."""
        return values_of(self.assessment.body["comparator"])

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[str, dict[str, Any]]]:
        register = self.assessment.register
        return {
            "claim": {row["claim_id"]: row for row in register.rows("claims")},
            "evaluation": {row["evaluation_id"]: row for row in register.rows("evaluations")},
            "question": {row["question_id"]: row for row in register.rows("questions")},
        }

    def words(self, answer: Answer) -> GapWords:
        """Everything that is said of one gap, or of one thing that cannot be assessed."""
        rule = RULES[answer.rule]
        used = threshold_words(answer.thresholds)
        reasons = [answer.reason, *answer.other_reasons]
        return GapWords(
            subject=self.subject(answer),
            reason="; ".join(rule.reasons[each] for each in reasons),
            background=self.background(answer),
            facts=fact_words(answer, self.names),
            rule=f"{rule.code}, {used[:1].lower()}{used[1:]}" if used else rule.code,
            status=STATUS["in_progress" if "in_progress" in answer.flags else "open"],
            settled_by=either(
                list(dict.fromkeys(rule.settled_by[e] for e in reasons if e in rule.settled_by))
            )
            or "nothing that this rule knows of",
        )

    def subject(self, answer: Answer) -> Markup:
        """What an answer is about, as a link to its place on the page where it has one."""
        name = answer.subject
        match answer.subject_kind:
            case "cell" if name in self.cells:
                return jump(f"cell-{name}", capital(self.names.cell(self.cells[name].cell)))
            case "claim":
                row = self._rows["claim"].get(name, {})
                return jump(f"claim-{name}", f"Claim: {_short(str(row.get('text', name)))}")
            case "item":
                return self.names.cite(name)
            case "intervention":
                return escape(self.names.intervention(name))
            case "voice":
                return escape(capital(self.names.group(name)))
            case "section":
                return escape(term("section", name))
            case "policy":
                return escape("The policy as a whole")
            case "evaluation":
                row = self._rows["evaluation"].get(name, {})
                return tidy_title(str(row.get("title", name)))
            case "question":
                row = self._rows["question"].get(name, {})
                return tidy_title(str(row.get("text", name)))
            case "page":
                return link_to(f"{GOVUK}{name}", f"Page: {name}")
            case "search":
                return Markup("Search: “{}”").format(name)
            case _:
                return escape(name)

    def question_of_group(self, answer: Answer) -> Cell | None:
        """The cell for everybody to which a group's cell belongs; `None` for any other subject."""
        cell = self.cells.get(answer.subject) if answer.subject_kind == "cell" else None
        if cell is None or cell.cell.group is None:
            return None
        everybody = {each.cell.entry: each.cell for each in self.assessment.cells[::-1]}
        return everybody[cell.cell.entry]

    def background(self, answer: Answer) -> str:
        """As at when, for whom, on what, about what and where; and what evidence there is."""
        date = day(self.assessment.register.as_of)
        if answer.subject_kind == "cell" and answer.subject in self.cells:
            return self._cell_background(self.cells[answer.subject], date)
        if answer.subject_kind == "claim" and answer.subject in self._rows["claim"]:
            return self._claim_background(self._rows["claim"][answer.subject], date)
        subject = str(self.subject(answer).striptags())
        if answer.subject_kind == "voice":
            groups = self.assessment.register.policy.priority_dimensions
            one = "the one group" if len(groups) == 1 else f"one of {len(groups)} groups"
            return (
                f"As at {date}, on {self.names.inside(subject)}: {one} that the policy says must "
                "not be left out."
            )
        return f"As at {date}, on {self.names.inside(subject)}."

    def _cell_background(self, cell: CellEvidence, date: str) -> str:
        declared, names = cell.cell, self.names
        on_what = (
            f", on {names.inside(names.intervention(declared.intervention))}"
            if declared.intervention
            else ""
        )
        rows = cell.judged("study", "review", "model") or cell.rows
        seen = [
            text
            for text in dict.fromkeys(self._comparators[row.row] for row in rows)
            if text and text != "none"
        ]
        told = seen if len(seen) < MANY else [*seen[: MANY - 1], "others"]
        compared = f" compared with {either(told)}" if seen and on_what else ""
        where = names.in_nations(self.assessment.register.policy.target_nations)
        return (
            f"As at {date}, for {names.inside(names.group(declared.group))}{on_what}{compared}, "
            f"about {names.inside(names.outcome(declared.outcome))} "
            f"({term('asks', declared.asks)}), in {where}: {self._evidence(cell)}."
        )

    def _evidence(self, cell: CellEvidence) -> str:
        reports = tuple(one_an_item(cell.judged("study", "review", "model")))
        if not reports:
            return "no study or review that counts"
        designs = Counter(self.names.design(each.study_design or "") for each in reports)
        items = [each.evidence_id for each in reports]
        best = best_per_scale(self._ratings, items, cell.cell.outcome)
        rated = "; ".join(each.words for each in best)
        kinds = listed([f"{count} × {design}" for design, count in designs.items()])
        return f"{directions.held(cell)} (reports by design: {kinds}); " + (
            f"best rating on each scale: {rated}" if rated else "no rating is recorded"
        )

    def _claim_background(self, row: Mapping[str, Any], date: str) -> str:
        document = self.names.documents.get(row["document_id"], {})
        made = row["made_on"] or document.get("published_on")
        title = str(document.get("title", row["document_id"]))
        said = str(row["text"]).rstrip(".")
        return f"As at {date}, on a claim made in “{title}” {on(made)}: “{said}”."


def _short(text: str) -> str:
    words = text.rstrip(".") if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]}…"
    return f"“{words}”"
