"""What a place of the evidence map can hold, in words."""

from collections.abc import Mapping, Sequence

from opm_evidence.display.names import Names
from opm_evidence.display.wording.numbers import counted, number, of_all
from opm_evidence.synthesis.cells import ANSWERED_BY_DOCUMENTS, CellEvidence

STATES: Mapping[str, str] = {
    "evidence": "evidence that counts",
    "unread": "not yet read",
    "none_found": "a search found none",
    "none_in_register": "no search recorded",
    "not_recorded": "cannot be told: no findings are recorded",
}
"""What is said of one place."""

IN_ALL: Mapping[str, tuple[str, str]] = {
    "evidence": ("has evidence that counts", "have evidence that counts"),
    "unread": ("has reports that nobody has read yet", "have reports that nobody has read yet"),
    "none_found": ("has none, by a recorded search", "have none, by a recorded search"),
    "none_in_register": (
        "has none here, and nobody has recorded a search",
        "have none here, and nobody has recorded a search",
    ),
    "not_recorded": (
        "cannot be judged, as no findings are recorded",
        "cannot be judged, as no findings are recorded",
    ),
}
"""What is said of one question, and of several."""

KEY: Mapping[str, str] = {
    "Number and circle": "Independent studies that count; the link leads to what they found.",
    "Better, worse": "How many found that the outcome moved the way the policy wants, or the other "
    "way.",
    "Could show a cause": "How many allow a conclusion on cause and effect, whatever they found.",
    "None": "Asked, and nothing that counts answers it.",
    "Not asked": "Nobody declared that evidence is needed here, so it is no gap.",
}


def state(cell: CellEvidence, findings_recorded: bool) -> str:
    """Which of `STATES` a cell is in."""
    if not findings_recorded:
        return "not_recorded"
    if not cell.is_empty:
        return "evidence"
    if cell.unread:
        return "unread"
    return "none_found" if cell.cell.searched_on else "none_in_register"


def only_models(cell: CellEvidence) -> bool:
    """Whether models are all that counts in a cell: something is known, and nothing observed."""
    answering = cell.documents if cell.cell.asks in ANSWERED_BY_DOCUMENTS else ()
    return bool(cell.models) and not (cell.studies or cell.reviews or answering)


def headline(cells: Sequence[CellEvidence], states: Mapping[str, str], of: str = "") -> str:
    """`3 of 15 questions have evidence that counts`."""
    filled = sum(states[each.cell.id] == "evidence" for each in cells)
    said = of_all(filled, len(cells), f"question{of}", several=f"questions{of}")
    return f"{said} evidence that counts"


def description(
    cells: Sequence[CellEvidence], states: Mapping[str, str], names: Names, date: str
) -> str:
    """How many questions are in which state, and where most studies are."""
    sentences = []
    for name, (one, several) in IN_ALL.items():
        count = sum(states[each.cell.id] == name for each in cells)
        if count:
            sentences.append(f"{counted(count, 'question')} {one if count == 1 else several}")
        modelled = sum(map(only_models, cells)) if name == "evidence" else 0
        if modelled:
            sentences[-1] += f", {number(modelled)} of them from models alone"
    words = f"As at {date}, {'; '.join(sentences) or 'no question is declared'}."
    fullest = max(cells, key=lambda each: len(each.studies), default=None)
    if fullest is None or not fullest.studies:
        return words
    return (
        f"{words} The most studies, {number(len(fullest.studies))}, are on this question: "
        f"{names.cell(fullest.cell)}."
    )


def held_in_short(cell: CellEvidence) -> str:
    """`3 studies, 1 review`: the studies are independent ones, as the key says."""
    parts = [
        (len(cell.studies), "study"),
        (len(cell.reviews), "review"),
        (len(cell.models), "model"),
        (len(cell.documents) if cell.cell.asks in ("views", "need") else 0, "other document"),
    ]
    return ", ".join(counted(count, one) for count, one in parts if count)
