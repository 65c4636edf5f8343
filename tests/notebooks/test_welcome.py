"""The notebook that JupyterLab opens with leads to every other."""

import re

from opm_evidence.packs.notebooks.running import read_notebook
from tests.commands import ROOT

WELCOME = ROOT / "notebooks" / "welcome.ipynb"


def test_welcome_names_every_other_notebook():
    words = "\n".join(cell.source for cell in read_notebook(WELCOME).cells)
    linked = set(re.findall(r"\]\(([^)]+)\)", words))
    assert linked == {path.name for path in WELCOME.parent.glob("*.ipynb")} - {WELCOME.name}
