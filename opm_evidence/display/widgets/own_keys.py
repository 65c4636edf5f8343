"""Leaves the keyboard to the controls of one output.

In command mode JupyterLab takes Enter and the arrow keys wherever no text is typed: a slider would
not move and a heading would not sort.
"""

from pathlib import Path

import anywidget


class OwnKeys(anywidget.AnyWidget):
    """Shows nothing. Put beside controls, it keeps JupyterLab's shortcuts off their output.

    >>> OwnKeys()._esm.startswith("// JupyterLab takes Enter")
    True
    """

    _esm = Path(__file__).parent / "own_keys.js"
