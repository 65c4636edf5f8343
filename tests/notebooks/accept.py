"""Accepts what the notebooks show now as what they should show: `python -m tests.notebooks.accept`.

A notebook is committed clean, and nbval passes a clean notebook whatever it prints. So the outputs
to compare with are kept here, over the small register of the tests. After a change that was meant
to move them, run this, read the difference in version control, and commit it with the change.
"""

import dataclasses
import shutil
from pathlib import Path

from nbformat import NotebookNode

from opm_evidence.packs.notebooks.running import read_notebook, run_notebook
from opm_evidence.packs.notebooks.sidecar import read_sidecar
from opm_evidence.packs.notebooks.stripping import notebook_text, stripped
from opm_evidence.registers import write_register
from tests.commands import NOTEBOOK
from tests.packs.conftest import levy

APPROVED = Path(__file__).parent / "approved"
REFERENCE = APPROVED / NOTEBOOK.name
ACCEPTED = (
    NOTEBOOK,
    *(
        NOTEBOOK.with_name(f"{name}.ipynb")
        for name in ("welcome", "explore_gaps", "register_health", "portfolio")
    ),
)
"""The notebooks whose outputs are kept."""
POLICIES = "policies"
"""A folder of several policies, for what is about all of them; one of them has faults."""
WIDGET = "application/vnd.jupyter.widget-view+json"


def write_reference(folder: Path) -> None:
    """Write the small register and the notebooks with their results into an empty folder."""
    write_register(levy(), folder / "evidence")
    write_policies(folder / POLICIES)
    given = {"policy_id": "drinks", "evidence_dir": "evidence"}
    for notebook in ACCEPTED:
        sidecar = read_sidecar(notebook)
        known = {name: value for name, value in given.items() if name in sidecar.parameters}
        if "policy_id" not in known:
            known["evidence_dir"] = POLICIES
        executed = run_notebook(read_notebook(notebook), sidecar.complete(known), folder)
        text = notebook_text(without_widgets(stripped(executed)))
        (folder / notebook.name).write_text(text, encoding="utf-8", newline="\n")


def write_policies(folder: Path) -> None:
    """Write the small register twice, under two names, and a third that cannot be read."""
    first = levy()
    labels = first.policy.model_copy(update={"policy_id": "labels", "title": "Labels on drinks"})
    for register in (first, dataclasses.replace(first, policy=labels)):
        write_register(register, folder)
    torn = folder / "torn" / "policy.yaml"
    torn.parent.mkdir()
    torn.write_text("policy_id: torn\n", encoding="utf-8")


def without_widgets(notebook: NotebookNode) -> NotebookNode:
    """The notebook without its widgets, whose names are random; nbval does not compare them."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    return notebook


if __name__ == "__main__":
    shutil.rmtree(APPROVED, ignore_errors=True)
    write_reference(APPROVED)
    print(f"Accepted. See what moved: git diff {APPROVED.relative_to(Path.cwd()).as_posix()}")
