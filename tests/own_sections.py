"""Writes own sections as an analyst's JupyterLab does, for tests."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

WHOSE = (
    "title: What do we see in schools?\nauthor: The analysts\norganisation: A charity & friends\n"
)
TABLE = """\
from opm_evidence.display.own import table

table(
    register.table("findings")[["finding_id", "direction"]], id="own-directions",
    title="Three findings", description="Each finding with its direction.",
    caption="Findings of this register", source="this register")"""


def cell(source, *tags):
    return new_code_cell(source, metadata={"tags": list(tags)} if tags else {})


def own_section(policy: Path, *cells, name="schools", whose=WHOSE) -> Path:
    """Save a section for a policy's folder; text stands for a markdown cell."""
    folder = policy / "sections"
    folder.mkdir(exist_ok=True)
    notebook = new_notebook(
        cells=[new_markdown_cell(each) if isinstance(each, str) else each for each in cells]
    )
    path = folder / f"{name}.ipynb"
    nbformat.write(notebook, path)
    if whose:
        path.with_suffix(".yaml").write_text(whose, encoding="utf-8")
    return path


def example(policy: Path) -> Path:
    """A section as it should be, saved after a run at somebody's desk."""
    seen = new_output("stream", text="a path of this desk: /home/somebody")
    return own_section(
        policy,
        "What schools told us. *Nobody* counted it.",
        cell("register = assessment = None", "for-analysts"),
        "### How many findings are there?",
        new_code_cell(TABLE, outputs=[seen], execution_count=7),
    )
