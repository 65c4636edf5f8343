"""Refuses a pack whose own sections show what a page must not hold; a fault names file and cell."""

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from opm_evidence.errors import PackFailed
from opm_evidence.packs.pages.own_html import OwnHtml
from opm_evidence.packs.pages.page import SHOWN, rendered
from opm_evidence.records.own_section import place_of_cell

MOST_FAULTS = 5
ID = re.compile(r"\bid=[\"']?([^\s\"'>]+)")
OF_THE_PAGE = {"contents", "downloads", "made-from", "accessibility"}
"""The addresses that the page gives itself, with `section-N` for each section."""

ADDRESS = re.compile(r"\bat 0x[0-9a-f]{6,}")
REMEDY = (
    "A section shows what opm_evidence.display.own makes (table, chart, words). Run the notebook in"
    " JupyterLab, and mend the cell."
)


def refuse_unfit_sections(policy_id: str, executed: NotebookNode) -> None:
    """Look through the cells of own sections before a page is made of them.

    Raises:
        PackFailed: a cell printed, warned, returned what is no HTML, or HTML that cannot be read
            by everybody, that acts, or that asks for something elsewhere.
    """
    wrong = list(dict.fromkeys(_wrongs(executed)))
    if wrong:
        more = f"\n    and {len(wrong) - MOST_FAULTS} more" if len(wrong) > MOST_FAULTS else ""
        listed = "\n    ".join(wrong[:MOST_FAULTS])
        raise PackFailed(
            f"The pack of {policy_id} was not built:\n    {listed}{more}\n    {REMEDY}"
        )


def _wrongs(executed: NotebookNode) -> Iterator[str]:
    computed = [cell for cell in executed.cells if not place_of_cell(cell["id"])]
    taken = OF_THE_PAGE | {f"section-{number}" for number in range(1, len(executed.cells) + 1)}
    for cell in computed:
        for output in cell.get("outputs", []):
            taken |= set(ID.findall(output.get("data", {}).get(SHOWN, "")))
    reader = OwnHtml(taken)
    for cell in executed.cells:
        place = place_of_cell(cell["id"])
        if place.endswith(" cell 0"):
            reader = OwnHtml(taken)
        elif place:
            for what in _of_cell(cell, reader):
                yield f"{place} {what}"


def _of_cell(cell: NotebookNode, reader: OwnHtml) -> Iterator[str]:
    if cell.cell_type == "markdown":
        reader.feed(str(rendered(cell.source)))  # Markup would escape all that is fed after it
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            how = "warned" if output.name == "stderr" else "printed"
            yield f"{how}: {output.text.strip()[:200]}"
            continue
        shown = output.get("data", {})
        if SHOWN not in shown:
            yield f"returned only {', '.join(sorted(shown))}, and a page shows HTML"
        if any(ADDRESS.search(str(each)) for each in shown.values()):
            yield "shows a place in memory, which is another one each time"
        reader.feed(str(shown.get(SHOWN, "")))
    yield from reader.wrong
    reader.wrong = []
