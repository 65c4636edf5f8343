"""What an executed notebook may keep: nothing of when, where and on which machine it ran."""

import copy
import sys

import nbformat
from nbformat import NotebookNode

INJECTED = "injected-parameters"
NO_NOTEBOOK = (
    nbformat.ValidationError,
    nbformat.reader.NotJSONError,
    UnicodeDecodeError,
    AttributeError,  # these three: JSON that is anything else than a notebook
    KeyError,
    TypeError,
)
"""What reading a file raises that is no notebook, such as one in the middle of a merge."""


def stripped(executed: NotebookNode) -> NotebookNode:
    """A copy that is the same for every run of the same cells over the same inputs.

    Gone are papermill's times and paths, the times of cells, the patch version of Python and the
    random id of the cell that papermill adds.
    """
    notebook = copy.deepcopy(executed)
    notebook.metadata = {
        "kernelspec": notebook.metadata.get("kernelspec", {}),
        "language_info": {
            "name": "python",
            "version": f"{sys.version_info.major}.{sys.version_info.minor}",
        },
    }
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        cell.metadata = {"tags": tags} if tags else {}
        if INJECTED in tags:
            cell["id"] = INJECTED
    return notebook


def emptied(notebook: NotebookNode) -> NotebookNode:
    """A copy without results: the notebook as it is committed, however it was run."""
    clean = stripped(notebook)
    clean.cells = [each for each in clean.cells if INJECTED not in each.metadata.get("tags", [])]
    clean.metadata["language_info"] = {"name": "python"}
    for cell in clean.cells:
        if cell.cell_type == "code":
            cell["outputs"] = []
            cell["execution_count"] = None
    return clean


def notebook_text(notebook: NotebookNode) -> str:
    """The notebook as text, with the line end that tools put at the end of a file."""
    text: str = nbformat.writes(notebook, version=4)  # type: ignore[no-untyped-call]
    return text.rstrip("\n") + "\n"
