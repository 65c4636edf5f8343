"""Starts JupyterLab on the notebooks, on this computer only, and with kernels that start warm.

Nothing is written beside the notebooks unless somebody saves: documents are not saved by
themselves, and checkpoints lie in a folder that is gone afterwards. JupyterLab asks no other
computer for news, new versions or extensions.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from opm_evidence.errors import WrongCall
from opm_evidence.packs.kernels.forking import ADDRESS, KERNEL_MODULES, NotWarm, WarmProcess
from opm_evidence.packs.kernels.provisioner import use_warm_kernels

WELCOME = "welcome.ipynb"
CONTENTS = "opm_evidence.packs.lab.contents.ChosenContents"
SETTINGS = Path(str(files("opm_evidence.packs.lab"))) / "jupyter"
"""What JupyterLab reads beside the settings of whoever uses it: its own settings win."""


def start_lab(
    notebooks: Path,
    chosen: Mapping[str, str],
    *,
    port: int = 8888,
    browser: bool = True,
    tell: Callable[[str], None] = print,
) -> None:
    """Show a folder of notebooks in JupyterLab until Ctrl-C, with these values chosen.

    `tell` hears that it starts, which can take half a minute in which JupyterLab says nothing.

    Raises:
        WrongCall: there is no such folder, or JupyterLab is not in this environment.
    """
    if not notebooks.is_dir():
        raise WrongCall(
            f"There is no folder {notebooks.as_posix()}.\n"
            "    Run the command in the folder that holds notebooks/ and evidence/,"
            " or name the folder with --notebooks."
        )
    if find_spec("jupyterlab") is None:
        raise WrongCall(_remedy(chosen.get("policy_id", "")))
    tell("Starting JupyterLab… The first start can take half a minute.")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        filter(None, (str(SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH", "")))
    )
    warm = _warm_process()
    try:
        with tempfile.TemporaryDirectory(prefix="opm-") as scratch:
            words = _words(notebooks.resolve(), chosen, Path(scratch), port, browser)
            _launch(list(words))
    finally:
        if warm:
            warm.close()


def _remedy(policy_id: str) -> str:
    problem = "JupyterLab is not installed in this environment.\n"
    installed = "install it with: pip install 'opm-evidence[lab]'"
    checkout = Path(str(files("opm_evidence"))).parent
    if not (checkout / "Makefile").is_file():
        return f"{problem}    Get it by `make lab` in a checkout, or {installed}"
    command = checkout / ".venv-lab" / Path(sys.executable).parent.name / "opm-evidence"
    return (
        f"{problem}"
        f"    `make lab` in {checkout} makes an environment that has it. Call that one’s command"
        " here:\n"
        f"    {command} {' '.join(filter(None, ('lab', policy_id)))}\n"
        f"    Or {installed}"
    )


def _launch(words: list[str]) -> None:
    """JupyterLab's own application, with our stylesheet where it looks for one of its user's."""
    from jupyterlab.labapp import LabApp

    class Desk(LabApp):  # type: ignore[misc]  # it says nothing of its types
        @classmethod
        def get_extension_package(cls) -> str:
            return "jupyterlab"

        @classmethod
        def make_serverapp(cls, **settings: Any) -> Any:
            server = super().make_serverapp(**settings)
            server.static_custom_path = [str(SETTINGS / "custom"), *server.static_custom_path]
            return server

    Desk.launch_instance(words)


def _warm_process() -> WarmProcess | None:
    """A process from which kernels are forked once it has loaded everything; until then they start
    in the ordinary way, and nobody waits."""
    try:
        warm = WarmProcess.start(KERNEL_MODULES)
    except NotWarm:
        return None
    os.environ[ADDRESS] = warm.address
    use_warm_kernels()
    return warm


def _words(
    notebooks: Path, chosen: Mapping[str, str], scratch: Path, port: int, browser: bool
) -> Iterator[str]:
    root = notebooks.parent  # so that evidence/ beside it can be looked at, too
    opened = f"{notebooks.name}/{WELCOME}" if (notebooks / WELCOME).is_file() else notebooks.name
    yield f"--ServerApp.root_dir={root}"
    yield "--ServerApp.allow_root=True"  # containers know no other user; it listens here only
    yield "--ServerApp.ip=127.0.0.1"
    yield f"--ServerApp.port={port}"
    yield f"--ServerApp.open_browser={browser}"
    yield f"--ServerApp.contents_manager_class={CONTENTS}"
    yield f"--FileCheckpoints.checkpoint_dir={scratch}"
    yield f"--ChosenContents.preferred_dir={notebooks}"
    yield f"--ChosenContents.notebooks={notebooks.name}"
    for name, value in chosen.items():
        yield f"--ChosenContents.chosen={name}={value}"
    yield f"--LabApp.default_url=/lab/tree/{opened}"
    yield f"--LabApp.workspaces_dir={scratch}"  # or it opens what another folder was left with
    yield "--LabApp.custom_css=True"
    yield "--LabApp.extension_manager=readonly"
