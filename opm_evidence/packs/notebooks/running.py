"""Running a notebook by papermill, in a kernel of its own, so that nothing of the machine is kept.

The kernel works in the folder that it is given, and every path among the parameters is relative to
that folder: the executed notebook says the same on every machine.
"""

import copy
import logging
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from opm_evidence.errors import PackFailed, WrongCall
from opm_evidence.packs.notebooks.limits import CELL_SECONDS
from opm_evidence.packs.notebooks.sidecar import Scalar
from opm_evidence.packs.notebooks.sockets import room_for_sockets
from opm_evidence.packs.notebooks.stripping import NO_NOTEBOOK
from opm_evidence.records.own_section import place_of_cell

KERNEL = "python3"
WHOLE_STREAM = "opm_evidence.packs.notebooks.whole_stream.WholeStream"
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
Watcher = Callable[[str], None]


def read_notebook(path: Path) -> NotebookNode:
    """A notebook as it lies on the disk.

    Raises:
        WrongCall: the file is no notebook.
    """
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except NO_NOTEBOOK:
        raise WrongCall(
            f"{path.as_posix()} is no notebook that can be read.\n"
            "    Two versions of it may have been merged, or it was cut off: take it from the"
            " version history again."
        ) from None
    return notebook


def run_notebook(
    notebook: NotebookNode,
    parameters: Mapping[str, Scalar],
    folder: Path,
    *,
    watch: Watcher | None = None,
    cell_seconds: int = CELL_SECONDS,
) -> NotebookNode:
    """A copy of the notebook with the results of every cell, as papermill leaves it.

    `watch` is told the heading of each section when its first cell starts.

    Raises:
        PackFailed: a cell failed, hung, or took the kernel with it; the message names the cell's
            heading and the cause.
    """
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill import execute_notebook
    from papermill.exceptions import PapermillExecutionError

    # papermill logs what this function raises; once is enough.
    logging.getLogger("papermill").addHandler(logging.NullHandler())
    whereabouts = _Whereabouts(watch)
    policy_id = str(parameters.get("policy_id", "this notebook"))
    with tempfile.TemporaryDirectory(prefix="opm-", dir=room_for_sockets()) as connections:
        try:
            executed: NotebookNode = execute_notebook(
                copy.deepcopy(notebook),
                None,
                parameters=dict(parameters),
                kernel_name=KERNEL,
                cwd=folder,
                progress_bar=False,
                execution_timeout=cell_seconds,
                record_timing=False,
                shutdown_kernel="immediate",  # it has nothing to save
                on_cell_start=whereabouts,
                config=_kernel_config(Path(connections)),
                extra_arguments=[
                    # Whoever runs this may have settings and start-up files of IPython's at home.
                    f"--ipython-dir={connections}",
                    "--HistoryManager.enabled=False",  # a database that nobody would ever read
                    f"--IPKernelApp.outstream_class={WHOLE_STREAM}",
                ],
            )
            return executed
        except PapermillExecutionError as error:
            cause = (
                f"{error.ename}: {error.evalue}\n"
                f"    To look closer, run the notebook in JupyterLab with policy_id {policy_id!r}."
            )
        except CellTimeoutError:
            cause = (
                f"It had not finished after {cell_seconds} seconds.\n"
                "    --cell-timeout allows more."
            )
        except DeadKernelError:
            cause = (
                "Its kernel died: it was killed, or ran out of memory.\n"
                "    Fewer --jobs need less memory at a time."
            )
        except RuntimeError as error:  # of jupyter_client, which has no narrower one for this
            cause = (
                f"Its kernel did not start: {error}.\n"
                "    Build it once more; fewer --jobs need less memory at a time."
            )
    raise PackFailed.for_cell(policy_id, whereabouts.heading, cause)


class _Whereabouts:
    """Follows the run, so that a failure can be named by the heading above the cell."""

    def __init__(self, watch: Watcher | None) -> None:
        self.heading = "the first cell"
        self._watch = watch

    def __call__(self, cell: NotebookNode, cell_index: int) -> None:
        own = place_of_cell(cell.get("id", ""))
        if own:
            self.heading = own
            return
        found = HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if found:
            self.heading = found.group(1)
            if self._watch:
                self._watch(self.heading)


def _kernel_config(connections: Path) -> Any:
    from traitlets.config import Config

    from opm_evidence.packs.notebooks.prompt_client import PromptClient

    manager = {
        "connection_file": str(connections / "kernel.json"),
        "client_class": f"{PromptClient.__module__}.{PromptClient.__name__}",
    }
    # Sockets in a folder of our own: nobody else on the machine can talk to the kernel, and
    # ipykernel has no reason to warn of an open port. Windows has only the network.
    if os.name != "nt":
        manager["transport"] = "ipc"
    return Config(KernelManager=manager)
