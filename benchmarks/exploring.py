"""How soon the map of `explore_gaps` follows a slider, over a thousand questions."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from benchmarks.generated_register import write_generated_register
from benchmarks.measuring import table
from opm_evidence import Thresholds, assess, read_register, suppose
from opm_evidence.display.desk.cell_states import cell_states, held_by
from opm_evidence.display.live import can_be_live
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.moves import moves_between

Result = TypeVar("Result")

INTERVENTIONS, OUTCOMES = 20, 25
"""With one group each, they make a thousand cells."""
ITEMS, FINDINGS = 2_000, 8_000
SLIDES: Mapping[str, Sequence[float]] = {
    "enough_studies": (1, 2, 3, 4, 5, 6),
    "search_years": (1, 3, 5, 7, 9, 11),
    "low_risk_share": (0.4, 0.45, 0.5, 0.55, 0.6, 0.65),
    "opposed_share": (0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
    "agreed_share": (0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
    "contrary_studies": (1, 2, 3, 4, 5, 6),
    "stale_years": (5, 8, 11, 14, 17, 20),
}


def exploring(folder: Path) -> str:
    """Medians of one step of each slider beside the first assessment, as a table.

    A step is all that the notebook computes: the answers, what moved, and what each button says.

    Raises:
        AssertionError: what is supposed is not what assessing anew gives.
    """
    policy_id = write_generated_register(
        folder,
        items=ITEMS,
        findings=FINDINGS,
        interventions=INTERVENTIONS,
        outcomes=OUTCOMES,
        asked=INTERVENTIONS,
    )
    register = read_register(policy_id, folder)
    before, first = _timed(lambda: assess(register))
    held = held_by(before.cells, findings_recorded=True)
    rows = [("first assessment, in full", _ms(first), "1", "")]
    for name, values in SLIDES.items():
        times = [_timed(lambda to=to, of=name: _step(before, held, {of: to}))[1] for to in values]
        rows.append(_row(f"a step of {name}", times, first))
    if can_be_live():
        rows.append(_row("a step of enough_studies, widgets and all", _widgets(before), first))
    supposed = suppose(before, Thresholds(enough_studies=2, low_risk_share=0.6))
    anew = assess(register, Thresholds(enough_studies=2, low_risk_share=0.6))
    assert supposed.answers == anew.answers, "a step gives something else than a full assessment"
    title = f"Exploring {len(before.cells):,} questions, {FINDINGS:,} findings"
    return table(title, ("", "median ms", "times as fast", "slowest ms"), rows)


def _step(before: Assessment, held: Mapping[str, str], changed: Mapping[str, float]) -> None:
    after = suppose(before, Thresholds(**changed))  # type: ignore[arg-type]
    states = cell_states(before, after, moves_between(before, after), held)
    _ = {name: each.lines for name, each in states.items()}


def _widgets(before: Assessment) -> list[float]:
    from opm_evidence.display.widgets.explorer import Explorer

    explorer = Explorer(before, before)
    values = SLIDES["enough_studies"]
    return [_timed(lambda to=to: explorer.sliders.move(enough_studies=to))[1] for to in values]


def _timed(call: Callable[[], Result]) -> tuple[Result, float]:
    began = perf_counter()
    result = call()
    return result, perf_counter() - began


def _row(name: str, times: Sequence[float], first: float) -> tuple[str, str, str, str]:
    median = statistics.median(times)
    return name, _ms(median), f"{first / median:,.0f}", _ms(max(times))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f}"
