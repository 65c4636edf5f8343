"""Text in a drawing: how wide it is, and where a long one is broken into lines.

Measured in the font that comes with matplotlib, so that every machine measures alike. The page
shows the text in a font of its own, which is seldom wider.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from textwrap import wrap
from typing import Literal

from matplotlib.font_manager import findfont
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.text import Text

FONT = "DejaVu Sans"
TEXT_SIZE = 13
LINE = 18
"""Pixels from one line of text to the next."""
RAISED = 5
"""Pixels from the foot of a line of text up to its middle."""


def text_width(text: str) -> float:
    """Pixels that the text takes on one line."""
    return sum(map(_advance, text))


def widest(lines: Iterable[str]) -> float:
    """Pixels that the widest of the lines takes."""
    return max(map(text_width, lines), default=0.0)


def lines_within(text: str, room: float) -> Sequence[str]:
    """The text in as few lines as there is room for; a word is cut only where it is too long."""
    characters = max(len(text), 1)
    lines = wrap(text, characters)
    while characters > 1 and widest(lines) > room:
        characters -= 1
        lines = wrap(text, characters)
    return lines


def written(
    lines: Iterable[str], x: float, y: float, align: Literal["left", "center", "right"] = "left"
) -> Iterator[Text]:
    """The lines below each other; the first stands on the height y."""
    for number, line in enumerate(lines):
        yield Text(x, y - number * LINE, line, horizontalalignment=align)


@cache
def _font(process: int) -> FT2Font:
    """The font of a process. One that was forked would share its place in the file with others."""
    font = FT2Font(findfont(FONT))  # our own: matplotlib changes the size of those it shares
    font.set_size(TEXT_SIZE, 72)
    return font


@cache
def _advance(character: str) -> float:
    font = _font(os.getpid())
    if not font.get_char_index(ord(character)):
        return TEXT_SIZE  # of another font, then: seldom wider than high
    glyph = font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / 65536
