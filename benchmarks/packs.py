"""What a pack costs: ours, against the command lines of papermill and nbconvert.

The usual way makes a page by two commands a policy. Ours checks first, makes the page, and beside
it the tables, the spreadsheet, the research object, the manifest and the zip.
"""

import sys
from pathlib import Path

from benchmarks.measuring import Cost, cost_of, table

NOTEBOOK = Path("notebooks/evidence_pack.ipynb")


def packs(folder: Path, evidence: Path, policies: int | None = None) -> str:
    """Seconds a pack and their ratios, as a table, over the real policies of `evidence`."""
    found = sorted(path.parent.name for path in evidence.glob("*/policy.yaml"))
    chosen = found[:policies]
    usual = [_usual(folder, evidence, policy_id) for policy_id in chosen]
    ours = cost_of(
        [
            *(sys.executable, "-m", "opm_evidence.cli", "build", *chosen),
            *("--evidence", evidence, "--output", folder / "packs", "--notebook", NOTEBOOK),
        ],
        Path.cwd(),
    )
    each_usual = sum(cost.seconds for cost in usual) / len(chosen)
    each_ours = ours.seconds / len(chosen)
    rows = (
        ("papermill and nbconvert, a command each", each_usual, _peak(usual), 1.0),
        ("opm-evidence build, all in one call", each_ours, _peak([ours]), each_usual / each_ours),
    )
    return table(
        f"{len(chosen)} packs",
        ("", "seconds a pack", "peak MB", "times as fast"),
        [(name, f"{secs:.2f}", f"{peak:.0f}", f"{ratio:.1f}") for name, secs, peak, ratio in rows],
    )


def _usual(folder: Path, evidence: Path, policy_id: str) -> Cost:
    executed = folder / f"{policy_id}.ipynb"
    parameters = ("-p", "policy_id", policy_id, "-p", "evidence_dir", evidence.resolve())
    run = cost_of([sys.executable, "-m", "papermill", NOTEBOOK, executed, *parameters], Path.cwd())
    render = cost_of([sys.executable, "-m", "nbconvert", "--to", "html", executed], Path.cwd())
    return Cost(run.seconds + render.seconds, max(run.megabytes, render.megabytes))


def _peak(costs: list[Cost]) -> float:
    return max(cost.megabytes for cost in costs)
