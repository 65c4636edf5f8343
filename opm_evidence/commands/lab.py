"""`opm-evidence lab`: opens JupyterLab on the notebooks."""

import os
from pathlib import Path
from typing import Annotated

import typer

from opm_evidence.commands.options import EVIDENCE, EvidenceDir, the_policy

NOTEBOOKS = Path("notebooks")

OnePolicy = Annotated[
    str, typer.Argument(metavar="POLICY", help="The policy that notebooks open with.")
]
Notebooks = Annotated[
    Path, typer.Option("--notebooks", metavar="DIR", help="The folder of notebooks.")
]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any.")]
Browser = Annotated[
    bool, typer.Option("--browser/--no-browser", help="Whether to open a browser at it.")
]


def lab(
    policy: OnePolicy = "",
    evidence: EvidenceDir = EVIDENCE,
    notebooks: Notebooks = NOTEBOOKS,
    port: Port = 8888,
    browser: Browser = True,
) -> None:
    """Open JupyterLab on the notebooks, with a policy's parameters set, until Ctrl-C."""
    from opm_evidence.packs.lab.starting import start_lab

    values = {}
    if policy:
        values["policy_id"] = the_policy(policy, evidence)
    if evidence != EVIDENCE:
        values["evidence_dir"] = Path(os.path.relpath(evidence, notebooks)).as_posix()
    start_lab(notebooks, values, port=port, browser=browser, tell=typer.echo)
