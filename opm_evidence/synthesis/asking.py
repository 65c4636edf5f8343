"""How a rule is asked of the cells, and the answers that are the same for all such rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from opm_evidence.records.answers import NOTHING, Answer, Fact, Verdict
from opm_evidence.records.dates import PartialDate
from opm_evidence.synthesis.absence import NOT_RECORDED
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.findings import Finding

EMPTY_CELL = "empty_cell"
OF_EVERY_CELL: Mapping[str, str] = {
    NOT_RECORDED: "no findings are recorded",
    EMPTY_CELL: "nothing lies in the cell (G01 says what is missing)",
}
"""The reasons that every rule about cells can give, beside its own."""

SETTLED_FOR_EVERY_CELL: Mapping[str, str] = {NOT_RECORDED: "findings.csv"}
RATED = ("rated_enough", "rated_below", "scale_unmapped", "raters_disagree")
"""The reasons of a bearing that was told from ratings."""

EVERYTHING = ("effect", "cost", "views", "implementation", "need")


def of_each_cell(
    case: Case,
    rule: str,
    judge: Callable[[Case, CellEvidence], Answer],
    *,
    asks: Iterable[str] = EVERYTHING,
    though_empty: Callable[[CellEvidence], bool] = lambda evidence: False,
) -> Iterator[Answer]:
    """The answers about the cells for everybody that ask for one of `asks`, in their order.

    `not_assessable` where no findings are recorded at all, `not_applicable` where the cell is
    empty, unless `though_empty` says that there is something to judge all the same; otherwise
    what `judge` says. A cell that asks for something else has no answer.
    """
    for evidence in case.main_cells:
        if evidence.cell.asks not in asks:
            continue
        if not case.register.recorded("findings"):
            yield about(rule, evidence, "not_assessable", NOT_RECORDED, needs=("findings",))
        elif evidence.is_empty and not though_empty(evidence):
            yield about(rule, evidence, "not_applicable", EMPTY_CELL)
        else:
            yield judge(case, evidence)


def about(
    rule: str,
    evidence: CellEvidence,
    verdict: Verdict,
    reason: str,
    *,
    looked_at: Iterable[str] = (),
    facts: Mapping[str, Fact] = NOTHING,
    flags: Iterable[str] = (),
    other_reasons: Iterable[str] = (),
    needs: Iterable[str] = (),
    thresholds: Mapping[str, Fact] = NOTHING,
) -> Answer:
    """An answer about one cell."""
    return Answer(
        rule=rule,
        subject_kind="cell",
        subject=evidence.cell.id,
        verdict=verdict,
        reason=reason,
        looked_at=tuple(looked_at),
        facts=facts,
        flags=tuple(flags),
        other_reasons=tuple(other_reasons),
        needs=tuple(dict.fromkeys(needs)),
        thresholds=thresholds,
    )


def not_begun(case: Case, evidence: CellEvidence) -> bool:
    """Whether the intervention of a cell begins after the pack's date, so that models must do."""
    intervention = case.interventions.get(evidence.cell.intervention or "")
    begins = intervention.begins_on if intervention else None
    today = PartialDate.parse(case.as_of.isoformat())
    return bool(begins and today.before(PartialDate.parse(begins)))


def told_from(rows: Iterable[Finding]) -> tuple[str, ...]:
    """The ratings and designs that the bearing of these rows was told from, each once."""
    return tuple(dict.fromkeys(row.bearing_from for row in rows))


def by_design(rows: Iterable[Finding]) -> tuple[str, ...]:
    """The flag `by_design` where no rating had a say in what these rows could bear."""
    return () if any(row.bearing_reason in RATED for row in rows) else ("by_design",)
