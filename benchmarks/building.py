"""What a pack costs: ours in several ways, against the usual way and against the floor.

The usual way makes a page by two commands a policy, where an analyst has JupyterLab beside them.
Ours checks first, makes the page, and beside it the tables, the spreadsheet, the research object,
the manifest and the zip. The floor is what the library's own functions take for the same content,
with no notebook at all.
"""

import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.generated_register import POLICY_ID, write_generated_register
from benchmarks.measuring import Cost, cost_of, table

NOTEBOOK = Path("notebooks/evidence_pack.ipynb")
GROWTH = (10, 100, 1000)
WITH_JUPYTERLAB = Path(".venv-lab/bin/python")
ITEMS, FINDINGS = 40, 120
"""The size of the generated registers: about that of the real ones."""


def building(folder: Path, evidence: Path, policies: int | None = None) -> str:
    """Seconds a pack, their ratios and memory, as a table, over the real policies."""
    chosen = tuple(sorted(path.parent.name for path in evidence.glob("*/policy.yaml")))[:policies]

    def commands(python: Path) -> Cost:
        return _commands(python, folder, evidence, chosen)

    def ours(jobs: int) -> Cost:
        return cost_of(_build(folder / f"by-{jobs}", evidence, chosen, jobs), Path.cwd())

    ways: tuple[tuple[str, Callable[[], Cost]], ...] = (
        ("a  papermill and nbconvert, a command each", lambda: commands(_usual())),
        ("   the same without JupyterLab beside them", lambda: commands(Path(sys.executable))),
        ("b  the same in one process, ordinary kernels", lambda: _one_process(evidence, chosen)),
        ("c  opm-evidence build --jobs 1", lambda: ours(1)),
        ("   opm-evidence build --jobs 2", lambda: ours(2)),
        ("   opm-evidence build, as it comes", lambda: ours(0)),
        ("d  the library's functions, no notebook", lambda: _floor(evidence, chosen)),
    )
    costs = [(name, way()) for name, way in ways]
    usual = costs[0][1].seconds
    rows = [
        (
            name,
            f"{cost.seconds / len(chosen):.2f}",
            f"{usual / cost.seconds:.1f}",
            f"{cost.processor_seconds / len(chosen):.2f}",
            f"{cost.megabytes:.0f}",
        )
        for name, cost in costs
    ]
    headings = ("", "seconds a pack", "times as fast as a", "processor s a pack", "peak MB")
    return table(f"{len(chosen)} packs, from nothing", headings, rows)


def growth(folder: Path, sizes: Iterable[int] = GROWTH) -> str:
    """How building grows with the number of policies, and what it costs when little changed."""
    rows = []
    for size in sizes:
        evidence, outputs = folder / f"growth-{size}", folder / f"growth-{size}-packs"
        write_policies(evidence, size)
        build = _build(outputs, evidence, (), 2)
        first, unchanged = (cost_of(build, Path.cwd()) for _ in range(2))
        changed = evidence / f"{POLICY_ID}-0" / "evidence.csv"
        changed.write_text(
            changed.read_text(encoding="utf-8").replace("made for timing", "made again"),
            encoding="utf-8",
        )
        one = cost_of(build, Path.cwd())
        rows.append(
            (
                str(size),
                *(f"{cost.seconds:.2f}" for cost in (first, unchanged, one)),
                f"{first.seconds / size:.2f}",
                f"{first.megabytes:.0f}",
            )
        )
        shutil.rmtree(outputs)
    headings = (
        "policies",
        "all, s",
        "none changed, s",
        "one changed, s",
        "s a pack",
        "peak MB",
    )
    title = f"Generated registers of {ITEMS} items and {FINDINGS} findings, --jobs 2"
    return table(title, headings, rows)


def write_policies(evidence: Path, number: int) -> None:
    """Write so many policies with the same synthetic register."""
    write_generated_register(evidence, items=ITEMS, findings=FINDINGS)
    for each in range(number):
        copy = shutil.copytree(evidence / POLICY_ID, evidence / f"{POLICY_ID}-{each}")
        policy = (copy / "policy.yaml").read_text(encoding="utf-8")
        renamed = policy.replace(f"policy_id: {POLICY_ID}", f"policy_id: {POLICY_ID}-{each}")
        (copy / "policy.yaml").write_text(renamed, encoding="utf-8")
    shutil.rmtree(evidence / POLICY_ID)


def _build(outputs: Path, evidence: Path, policies: Sequence[str], jobs: int) -> tuple[object, ...]:
    build = (sys.executable, "-m", "opm_evidence.cli", "build", *policies, "--jobs", jobs)
    return (*build, "--evidence", evidence, "--output", outputs, "--notebook", NOTEBOOK)


def _usual() -> Path:
    """The interpreter of the environment that `make lab` makes.

    Raises:
        RuntimeError: there is none. Without JupyterLab the usual way is faster than it is in use.
    """
    if not WITH_JUPYTERLAB.exists():
        raise RuntimeError(f"There is no {WITH_JUPYTERLAB}: make bench makes it.")
    return WITH_JUPYTERLAB.absolute()


def _commands(python: Path, folder: Path, evidence: Path, policies: Sequence[str]) -> Cost:
    costs = []
    for policy_id in policies:
        executed = folder / f"{policy_id}.ipynb"
        given = ("-p", "policy_id", policy_id, "-p", "evidence_dir", evidence.resolve())
        run = (python, "-m", "papermill", NOTEBOOK, executed, *given)
        render = (python, "-m", "nbconvert", "--to", "html", executed)
        costs += [cost_of(run, Path.cwd()), cost_of(render, Path.cwd())]
    return Cost(
        sum(each.seconds for each in costs),
        sum(each.processor_seconds for each in costs),
        max(each.megabytes for each in costs),
    )


def _one_process(evidence: Path, policies: Sequence[str]) -> Cost:
    script = (sys.executable, "-m", "benchmarks.one_process", NOTEBOOK, evidence.resolve())
    return cost_of((*script, *policies), Path.cwd())


def _floor(evidence: Path, policies: Sequence[str]) -> Cost:
    script = (sys.executable, "-m", "benchmarks.no_notebook", evidence)
    return cost_of((*script, *policies), Path.cwd())
