"""Accepts what the notebooks show now as what they should show: `python -m tests.notebooks.accept`.

A notebook is committed clean, and nbval passes a clean notebook whatever it prints. So the outputs
to compare with are kept here, over the small register of the tests. After a change that was meant
to move them, run this, read the difference in version control, and commit it with the change.
"""

import shutil
from pathlib import Path

from opm_evidence.packs.notebooks.running import read_notebook, run_notebook
from opm_evidence.packs.notebooks.sidecar import read_sidecar
from opm_evidence.packs.notebooks.stripping import notebook_text, stripped
from opm_evidence.registers import write_register
from tests.commands import NOTEBOOK
from tests.packs.conftest import levy

APPROVED = Path(__file__).parent / "approved"
REFERENCE = APPROVED / NOTEBOOK.name
ACCEPTED = (NOTEBOOK, NOTEBOOK.with_name("welcome.ipynb"))
"""The notebooks whose outputs are kept."""


def write_reference(folder: Path) -> None:
    """Write the small register and the notebooks with their results into an empty folder."""
    write_register(levy(), folder / "evidence")
    given = {"policy_id": "drinks", "evidence_dir": "evidence"}
    for notebook in ACCEPTED:
        parameters = read_sidecar(notebook).complete(given)
        executed = run_notebook(read_notebook(notebook), parameters, folder)
        text = notebook_text(stripped(executed))
        (folder / notebook.name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    shutil.rmtree(APPROVED, ignore_errors=True)
    write_reference(APPROVED)
    print(f"Accepted. See what moved: git diff {APPROVED.relative_to(Path.cwd()).as_posix()}")
