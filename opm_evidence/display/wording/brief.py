"""The few sentences and figures that a pack opens with."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from opm_evidence.display.markup import jump
from opm_evidence.display.names import Names
from opm_evidence.display.wording import directions
from opm_evidence.display.wording.coverage import kinds
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.evidence_map import only_models
from opm_evidence.display.wording.numbers import counted, listed, number, of_all
from opm_evidence.display.wording.sources import none_of
from opm_evidence.display.wording.strength import bearing_counts
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.independence import independent

OUTCOMES = 3
"""Outcomes that a sentence names at most."""
PLACES = 4
"""Places that a sentence names at most."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number with its unit and the place on the page that holds the rows it counts."""

    value: str
    unit: str
    place: str

    def __str__(self) -> str:
        return f"{self.value} {self.unit}"


def key_figures(assessment: Assessment) -> tuple[KeyFigure, ...]:
    """Items, independent studies, claims with support, and gaps: what is not recorded says so."""
    register = assessment.register
    studies, _, _ = kinds(assessment.findings)
    factual = [claim for claim in assessment.claims if claim.factual]
    borne = sum(claim.borne_out for claim in factual)
    gaps = len(assessment.gaps)
    items = len(register.table("evidence"))
    return (
        KeyFigure(
            number(items), "item of evidence" if items == 1 else "items of evidence", "items"
        ),
        KeyFigure(
            number(studies) if register.recorded("findings") else "Not recorded:",
            "independent study that counts" if studies == 1 else "independent studies that count",
            "what-the-evidence-says",
        ),
        KeyFigure(
            f"{number(borne)} of {number(len(factual))}" if factual else "None recorded:",
            "factual claims with full support here from independent evidence"
            if factual
            else "factual claims",
            "claims",
        ),
        KeyFigure(
            number(gaps),
            "gap found by the rules" if gaps == 1 else "gaps found by the rules",
            "leading-gaps",
        ),
    )


def sentences(assessment: Assessment) -> Iterator[Markup]:
    """At most five: what there is, what it says, how sure, what is claimed, what is not known."""
    names = Names(assessment.register)
    for say in (_held, _says, _sure, _claimed, _unknown):
        words = say(assessment, names)
        if words:
            yield words


def _held(assessment: Assessment, names: Names) -> Markup:
    register = assessment.register
    if not register.recorded("findings"):
        return escape(none_of(register, "findings", "findings"))
    main = _main_cells(assessment)
    filled = sum(not each.is_empty for each in main)
    modelled = sum(only_models(each) for each in main)
    alone = f", {number(modelled)} of them from models alone" if modelled else ""
    held = of_all(
        filled,
        len(main),
        "question asked about this policy",
        several="questions asked about this policy",
    )
    return Markup("As at {}, {} evidence that counts{} ({}).").format(
        day(register.as_of), held.replace("None", "none"), alone, jump("map-of-gaps", "see the map")
    )


def _says(assessment: Assessment, names: Names) -> Markup:
    """Which way the studies of the first outcomes point, priority outcomes before others."""
    cells = _first_cells(assessment)
    told = [each for each in cells if each.votes][:OUTCOMES]
    if not told:
        if not cells:
            return Markup("")
        return Markup(
            "No independent study here says which way this went, the first thing asked: {}."
        ).format(jump(f"cell-{cells[0].cell.id}", names.cell(cells[0].cell)))
    parts = Markup("; ").join(
        Markup("{}, {}").format(
            jump(f"cell-{each.cell.id}", names.inside(names.outcome(each.cell.outcome))),
            directions.votes(each),
        )
        for each in told
    )
    return Markup(
        "What independent studies of {} found: {}. “Better” is what the policy wants. {}"
    ).format(
        names.inside(names.intervention(told[0].cell.intervention)), parts, _places(told, names)
    )


def _places(cells: list[CellEvidence], names: Names) -> str:
    """Where the studies of several cells were done: another country's may not hold here.

    Two that share data are one, also where each stands in a cell of its own.
    """
    kept = [
        each for cell in cells for each in cell.judged("study") if each.study_id in cell.studies
    ]
    studies_here, _ = independent(kept)
    country = {each.study_id: each.country for each in kept if each.study_id in studies_here}
    found = Counter(nation for nations in country.values() for nation in nations).most_common()
    said = [f"{names.in_nations([nation])} ({number(count)})" for nation, count in found[:PLACES]]
    if len(found) > PLACES:
        said.append(counted(len(found) - PLACES, "other place"))
    silent = sum(not nations for nations in country.values())
    unknown = f"; of {number(silent)} nobody recorded where" if silent else ""
    studies = counted(len(country), "study")
    if not said:
        return f"Nobody recorded where {'it was' if len(country) == 1 else 'they were'} done."
    if len(country) == 1:
        return f"The one study is of {names.in_nations([nation for nation, _ in found])}."
    if len(found) == 1 and not silent:
        return f"These {studies} are of {names.in_nations([found[0][0]])}."
    return f"These {studies} are of {listed(said)}{unknown}."


def _sure(assessment: Assessment, names: Names) -> Markup:
    """How many of the studies and reviews on effects could show a cause, for the same outcomes."""
    cells = [each for each in _first_cells(assessment) if bearing_counts(each)][:OUTCOMES]
    if not cells:
        return Markup("")
    parts = []
    for cell in cells:
        counts = bearing_counts(cell)
        unknown = f" ({number(counts['unknown'])} unclear)" if "unknown" in counts else ""
        parts.append(
            f"{names.inside(names.outcome(cell.cell.outcome))}, "
            f"{number(counts.get('yes', 0))} of {number(sum(counts.values()))}{unknown}"
        )
    return Markup(
        "How many of the studies and reviews could show that the policy was the cause: {}."
    ).format("; ".join(parts))


def _claimed(assessment: Assessment, names: Names) -> Markup:
    register = assessment.register
    factual = [claim for claim in assessment.claims if claim.factual]
    if not factual:
        return escape(none_of(register, "claims", "factual claims of government documents"))
    borne = sum(claim.borne_out for claim in factual)
    partly = sum(bool(claim.support) and not claim.borne_out for claim in factual)
    beyond = sum(
        any(a.rule == "G19" and a.verdict == "gap" for a in claim.answers) for claim in factual
    )
    against = sum(any(link.counts for link in claim.against_it) for claim in factual)
    return Markup(
        "Of {} in government documents, {} {} full support here from independent evidence, and {} "
        "only in part, or only from those who make the claim or paid for the evidence. {} {} "
        "evidence here that contradicts or limits {}, and {} {} more than the evidence could show "
        "({})."
    ).format(
        counted(len(factual), "factual claim"),
        number(borne) if borne else "none",
        "has" if borne < 2 else "have",
        number(partly) if partly else "none",
        number(against) if against else "None",
        "has" if against < 2 else "have",
        "it" if against == 1 else "them",
        number(beyond) if beyond else "none",
        "says" if beyond < 2 else "say",
        jump("claims", "see the claims"),
    )


def _unknown(assessment: Assessment, names: Names) -> Markup:
    silent = [voice.dimension.title for voice in assessment.voices if voice.heard is False]
    empty = [each for each in _main_cells(assessment) if each.is_empty]
    parts = []
    if empty:
        first = names.inside(names.cell(empty[0].cell))
        parts.append(f"{counted(len(empty), 'question')} without any evidence that counts, "
                     f"such as {first}")  # fmt: skip
    if silent:
        named = [names.inside(each) for each in silent[:OUTCOMES]]
        more = len(silent) - len(named)
        heard = f"{', '.join(named)} and {number(more)} more" if more else listed(named)
        parts.append(f"nobody has recorded that these were heard: {heard}")
    if not parts:
        return Markup("")
    return Markup("What is not known: {} ({}).").format(
        "; ".join(parts), jump("leading-gaps", "see the gaps")
    )


def _main_cells(assessment: Assessment) -> list[CellEvidence]:
    return [each for each in assessment.cells if each.cell.group is None]


def _first_cells(assessment: Assessment) -> list[CellEvidence]:
    """The cells on effects of the first intervention asked about, priority outcomes first."""
    first = {each.id for each in assessment.register.policy.outcomes if each.priority}
    asked = [
        each
        for each in _main_cells(assessment)
        if each.cell.asks == "effect" and each.cell.role == "policy"
    ]
    of_one = [each for each in asked if each.cell.intervention == asked[0].cell.intervention]
    return sorted(of_one, key=lambda each: each.cell.outcome not in first)
