"""A cell holds no characters that cannot be seen and no traces of a lost encoding.

Control characters and characters that turn the direction of reading can make a line look other
than it is (Boucher and Anderson, Trojan Source, 2021, arxiv.org/abs/2111.00169). Two characters
in a row that only arise when UTF-8 is read as Windows-1252 are damage done by an earlier save.
"""

import re

from opm_evidence.records.schemas import Field
from opm_evidence.registers.cells.complaint import CellCheck, Complaint, any_column
from opm_evidence.registers.nearest import quoted

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
"""Control characters but tab and line break; invisible ones; those that turn direction."""

DAMAGED = re.compile(
    "\ufffd|\u00e2\u20ac[\u201c\u201d\u02dc\u2122\u0153\u00a6]|\u00c3[\u00a0-\u00bf]"
)
"""The replacement character, and what dashes, quotation marks and accents turn into."""


def unreadable(text: str) -> Complaint | None:
    """What is wrong with a text that holds something unseen or damaged, or nothing."""
    if text.isascii() and text.isprintable():
        return None
    unseen = UNSEEN.search(text)
    if unseen:
        around = text[max(0, unseen.start() - 15) : unseen.end() + 15]
        return Complaint(
            f"A character cannot be seen here, U+{ord(unseen.group()):04X}, in {quoted(around)}.",
            "Delete the character: type the words around it again.",
        )
    damaged = DAMAGED.search(text)
    if damaged:
        around = text[max(0, damaged.start() - 15) : damaged.end() + 15]
        return Complaint(
            f"Letters were damaged when the file was saved: {quoted(around)}.",
            "Type the damaged word again, and save the file as UTF-8.",
        )
    return None


def _complain(field: Field, text: str) -> Complaint | None:
    return unreadable(text)


CHECK = CellCheck(
    "text_readable",
    "No cell holds control characters, invisible characters, or letters that an earlier save "
    "damaged.",
    any_column,
    _complain,
)
