"""What the cells of an own section may hold, seen without running them.

It keeps a section readable for everybody (headings), the same wherever it is built (no clock, no
chance, no network, no files) and small. It is no fence against malice: a section is code, and
whoever builds a pack runs it (docs/decisions/0051-a-policys-own-sections.md).
"""

import ast
import re
from collections.abc import Iterator, Sequence

from opm_evidence.records.faults import Fault
from opm_evidence.records.own_section import SectionCell

GIVEN = ("register", "assessment")
"""What a pack hands to the cells: the register as published, and what the rules make of it."""

IMPORTS = (
    "opm_evidence",
    "pandas",
    "numpy",
    "plotly",
    "markupsafe",
    "collections",
    "datetime",
    "decimal",
    "fractions",
    "functools",
    "itertools",
    "math",
    "re",
    "statistics",
    "string",
    "textwrap",
    "typing",
)
TO_REPLACE = "Say here what you show, where it comes from, and how to read it."
"""What a new section says; nobody wants it published."""

EFFECTS = ("open", "exec", "eval", "print", "input", "compile", "__import__", "breakpoint")
MOST_CODE_CELLS = 25
HEADING = re.compile(r"(#{1,6})\s+\S")
FENCE = re.compile(r"\s*(```|~~~)")
UNDERLINE = re.compile(r"(=+|-+)\s*")
PICTURE = re.compile(r"!\[")


def shape_faults(cells: Sequence[SectionCell], file: str) -> Iterator[Fault]:
    """What is wrong with the cells that a pack shows."""
    shown = [each for each in cells if each.published]
    if not any(each.source.strip() for each in shown):
        what = "There is no cell that a pack would show."
        yield Fault(file, 0, "", what, "Write one, or take the tag for-analysts off.")
    if sum(each.kind == "code" for each in shown) > MOST_CODE_CELLS:
        what = f"There are more than {MOST_CODE_CELLS} code cells."
        yield Fault(file, 0, "", what, "Make two sections of it.")
    level = 2  # that of the section's own title
    for cell in shown:
        field = f"cell {cell.number}"
        if cell.kind == "code":
            for what, remedy in _code_faults(cell.source):
                yield Fault(file, 0, field, what, remedy)
            continue
        for found, line in _headings(cell.source):
            if not 3 <= found <= level + 1:
                what = f"The heading “{line}” has level {found} below one of level {level}."
                remedy = f"Begin it with {'#' * min(level + 1, max(3, found))}: none is skipped."
                yield Fault(file, 0, field, what, remedy)
            level = max(found, 3)
        if TO_REPLACE in cell.source:
            what = "This still says what it was laid out with."
            yield Fault(file, 0, field, what, "Write your own words.")
        if PICTURE.search(cell.source):
            what = "A picture from a file or an address is not carried by a pack."
            remedy = "Show a chart by returning display.exhibits.Figure from a code cell."
            yield Fault(file, 0, field, what, remedy)


def _headings(source: str) -> Iterator[tuple[int, str]]:
    fenced, before = False, ""
    for line in source.splitlines():
        if FENCE.match(line):
            fenced = not fenced
        heading = HEADING.match(line)
        if not fenced and heading:
            yield len(heading[1]), line.lstrip("# ")
        elif not fenced and before.strip() and UNDERLINE.fullmatch(line):
            yield (1 if line.startswith("=") else 2), before.strip()
        before = line


def _code_faults(source: str) -> Iterator[tuple[str, str]]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        what = f"This cannot be read as Python: {getattr(error, 'msg', error)}."
        yield what, "Mend it. Lines that begin with % or ! are not run."
        return
    for node in ast.walk(tree):
        for name in _imported(node):
            if name.partition(".")[0] not in IMPORTS:
                what = f"It imports {name}, with which a pack may come out different each time."
                yield what, f"Use only: {', '.join(IMPORTS)}."
        if isinstance(node, ast.Name) and node.id in EFFECTS:
            what = f"It uses {node.id}, and a section reads only what it is given."
            yield what, f"Use {' and '.join(GIVEN)}, and return what is to be shown."
        if isinstance(node, ast.Name) and node.id in GIVEN and not isinstance(node.ctx, ast.Load):
            what = f"It changes {node.id}, which the pack gives to every section."
            yield what, "Use another name; or tag the cell for-analysts, if it is for your desk."


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield "." * node.level + (node.module or "")
