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
COPIES = 20
"""How many policies there are for each real one where there are to be many."""

Way = Callable[[bool], Cost]
"""Builds the packs once, looking at the memory or not."""

ITEMS, FINDINGS = 40, 120
"""The size of the generated registers: about that of the real ones."""


def building(folder: Path, evidence: Path, policies: int | None = None) -> str:
    """Seconds a pack, their ratios and memory, as a table, over the real policies.

    Every way is run twice: against the clock, and then looking at its memory.
    """
    chosen = tuple(sorted(path.parent.name for path in evidence.glob("*/policy.yaml")))[:policies]
    copies = folder / "copies"
    many = write_copies(evidence, copies, chosen)

    def commands(python: Path) -> Way:
        return lambda look: _commands(python, folder, evidence, chosen, look)

    def ours(jobs: int, evidence: Path = evidence, policies: Sequence[str] = chosen) -> Way:
        def build(look: bool) -> Cost:
            outputs = folder / f"{evidence.name}-by-{jobs}-{look}"
            return cost_of(_build(outputs, evidence, policies, jobs), Path.cwd(), look=look)

        return build

    def script(module: str, *given: object) -> Way:
        words = (sys.executable, "-m", f"benchmarks.{module}", *given, *chosen)
        return lambda look: cost_of(words, Path.cwd(), look=look)

    ways: tuple[tuple[str, int, Way], ...] = (
        ("a  papermill and nbconvert, a command each", len(chosen), commands(_usual())),
        ("   without JupyterLab beside them", len(chosen), commands(Path(sys.executable))),
        (
            "b  in one process, ordinary kernels",
            len(chosen),
            script("one_process", NOTEBOOK, evidence.resolve()),
        ),
        ("c  opm-evidence build --jobs 1", len(chosen), ours(1)),
        ("   opm-evidence build --jobs 2", len(chosen), ours(2)),
        ("   opm-evidence build", len(chosen), ours(0)),
        (f"   opm-evidence build, {COPIES} of each", len(many), ours(0, copies, many)),
        ("d  the library's functions, no notebook", len(chosen), script("no_notebook", evidence)),
    )
    costs = [(name, packs, way(False), way(True)) for name, packs, way in ways]
    usual = costs[0][2].seconds / len(chosen)
    rows = [
        (
            name,
            str(packs),
            f"{timed.seconds / packs:.2f}",
            f"{usual / (timed.seconds / packs):.1f}",
            f"{timed.processor_seconds / packs:.2f}",
            f"{looked_at.megabytes:.0f}",
        )
        for name, packs, timed, looked_at in costs
    ]
    headings = ("", "packs", "s a pack", "times as fast as a", "processor s a pack", "peak MB")
    return table("Packs of the real registers, from nothing", headings, rows)


def write_copies(evidence: Path, copies: Path, policies: Iterable[str]) -> tuple[str, ...]:
    """Write each of these registers `COPIES` times, under names of their own; those names."""
    copies.mkdir()
    for shared in filter(Path.is_file, evidence.iterdir()):
        shutil.copy(shared, copies)
    for policy_id in policies:
        for number in range(COPIES):
            _copy_policy(evidence / policy_id, copies / f"{policy_id}-{number}")
    return tuple(sorted(path.parent.name for path in copies.glob("*/policy.yaml")))


def growth(folder: Path, sizes: Iterable[int] = GROWTH) -> str:
    """How building grows with the number of policies, and what it costs when little changed."""
    rows = []
    for size in sizes:
        evidence, outputs = folder / f"growth-{size}", folder / f"growth-{size}-packs"
        write_policies(evidence, size)
        build = _build(outputs, evidence, (), 0)
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
    title = f"Generated registers of {ITEMS} items and {FINDINGS} findings"
    return table(title, headings, rows)


def write_policies(evidence: Path, number: int) -> None:
    """Write so many policies with the same synthetic register."""
    write_generated_register(evidence, items=ITEMS, findings=FINDINGS)
    for each in range(number):
        _copy_policy(evidence / POLICY_ID, evidence / f"{POLICY_ID}-{each}")
    shutil.rmtree(evidence / POLICY_ID)


def _copy_policy(folder: Path, copy: Path) -> None:
    shutil.copytree(folder, copy)
    policy = (copy / "policy.yaml").read_text(encoding="utf-8")
    renamed = policy.replace(f"policy_id: {folder.name}", f"policy_id: {copy.name}")
    (copy / "policy.yaml").write_text(renamed, encoding="utf-8")


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


def _commands(
    python: Path, folder: Path, evidence: Path, policies: Sequence[str], look: bool
) -> Cost:
    costs = []
    for policy_id in policies:
        executed = folder / f"{policy_id}.ipynb"
        given = ("-p", "policy_id", policy_id, "-p", "evidence_dir", evidence.resolve())
        run = (python, "-m", "papermill", NOTEBOOK, executed, *given)
        render = (python, "-m", "nbconvert", "--to", "html", executed)
        costs += [cost_of(each, Path.cwd(), look=look) for each in (run, render)]
    return Cost(
        sum(each.seconds for each in costs),
        sum(each.processor_seconds for each in costs),
        max(each.megabytes for each in costs),
    )
