"""What the warm process does once, so that no kernel and no worker has to do it first.

Matplotlib loads most of itself when it is first used, and then looks for its fonts: half a second
in each kernel.
"""

import tempfile

from opm_evidence.display.drawing import draw_svg

TINY_FIGURE = {
    "data": [{"type": "bar", "name": "a", "x": ["a", "b"], "y": [1, 2]}],
    "layout": {"xaxis": {"title": {"text": "x"}}, "yaxis": {"title": {"text": "y"}}},
}


def rehearse() -> None:
    """Draw a figure that nobody sees."""
    draw_svg(TINY_FIGURE, prefix="r", shape="wide", name="a", described_by="a")
    tempfile.tempdir = None  # whoever is forked looks for a place of its own
