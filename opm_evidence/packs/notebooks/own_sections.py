"""Appends the own sections of a policy to the notebook of its pack, below all that is computed.

They run in the same kernel, after every other cell: what they do can move no number above them.
"""

import copy
import re
from collections.abc import Sequence

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from opm_evidence.records.own_section import OwnSection

NOT_COMPUTED = (
    "This section is its author's work. It was written for this policy, and was not computed by the"
    " rules that made the sections above."
)
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!<>|~$&])")


def with_sections(notebook: NotebookNode, sections: Sequence[OwnSection]) -> NotebookNode:
    """A copy of the notebook with every cell of the sections that a pack shows."""
    whole = copy.deepcopy(notebook)
    for section in sections:
        by = f"Written by {_plain(section.author)}, {_plain(section.organisation)}. {NOT_COMPUTED}"
        opening = new_markdown_cell(f"## {section.title}\n\n{by}")  # type: ignore[no-untyped-call]
        opening["id"] = section.cell_id(0)
        whole.cells.append(opening)
        for each in section.cells:
            if each.published and each.source.strip():
                make = new_markdown_cell if each.kind == "markdown" else new_code_cell
                cell = make(each.source)  # type: ignore[no-untyped-call]
                cell["id"] = section.cell_id(each.number)
                whole.cells.append(cell)
    return whole


def _plain(words: str) -> str:
    """Words in which Markdown finds nothing to do."""
    return _MARKS.sub(r"\\\1", words)
