"""Tables as HTML: rows in groups, every heading scoped, captioned, in a region that scrolls.

What stands once in every cell or row is filled in by f-strings and escaped by name: in a large
table `Markup.format` takes three times as long.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, the first of which names the row, and its lasting address.

    Attributes:
        cells: one for each column; a row that goes on leaves the first empty.
        id: the lasting address.
        spans: how many rows the first cell names, this one and those that go on below it.
        goes_on: whether the first cell of a row above names this one, too.
    """

    cells: tuple[str, ...]
    id: str = ""
    spans: int = 1
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that belong together, under a heading and a note, each of which may be empty."""

    rows: tuple[Row, ...]
    heading: str = ""
    id: str = ""
    note: str = ""
    shared: str = ""
    """What neighbouring cells of a row say once for all of them, such as `Not asked`."""


def table_html(
    id: str,
    caption: str,
    headings: Sequence[str],
    groups: Sequence[RowGroup],
    numbers: frozenset[int] = frozenset(),
    *,
    kind: str = "",
) -> Markup:
    """A table in a scroll region that is named by its caption and takes the keyboard's focus.

    Cells carry no class of their own: with a thousand rows each would weigh more than its text.
    The table names its columns of numbers (`n2`: the second), and the stylesheet finds their cells.
    """
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(each) for each in headings)
    bodies = Markup("").join(_group_html(group, len(headings)) for group in groups)
    classes = " ".join([*([kind] if kind else []), *(f"n{each + 1}" for each in sorted(numbers))])
    return Markup(
        '<div role="region" tabindex="0" aria-labelledby="{id}-c"><table{kind}>'
        '<caption id="{id}-c">{caption}</caption><thead><tr>{head}</tr></thead>{bodies}</table>'
        "</div>"
    ).format(
        id=id,
        kind=Markup(' class="{}"').format(classes) if classes else "",
        caption=caption,
        head=head,
        bodies=bodies,
    )


def _group_html(group: RowGroup, width: int) -> Markup:
    lines = []
    if group.heading:
        lines.append(
            Markup('<tr><th colspan="{}" scope="rowgroup"{}>{}</th></tr>').format(
                width, _id(group.id), group.heading
            )
        )
    if group.note:
        lines.append(Markup('<tr><td colspan="{}">{}</td></tr>').format(width, group.note))
    for row in group.rows:
        first, *rest = row.cells
        cells = Markup("").join(
            Markup(f"<td{_across(columns)}>{escape(cell)}")
            for cell, columns in _runs(rest, group.shared)
        )
        lines.append(Markup(f"<tr{_id(row.id)}>{_named(row, first)}{cells}"))
    return Markup("<tbody>{}</tbody>\n").format(Markup("\n").join(lines))


def _runs(cells: Sequence[str], shared: str) -> Iterator[tuple[str, int]]:
    """Each cell by itself; those of nothing but the `shared` words with the columns they cross."""
    for alike, run in groupby(cells, key=lambda cell: bool(shared) and cell == shared):
        if alike:
            yield shared, len(list(run))
        else:
            yield from ((cell, 0) for cell in run)


def _across(columns: int) -> Markup:
    """Even across one column: by this the stylesheet tells such a cell from those with evidence."""
    return Markup(f' colspan="{columns}"') if columns else Markup("")


def _id(anchor: str) -> Markup:
    return Markup(f' id="{escape(anchor)}"') if anchor else Markup("")


def _named(row: Row, first: str) -> Markup:
    if row.goes_on:
        return Markup("")
    over = f' rowspan="{row.spans}"' if row.spans > 1 else ""
    return Markup(f'<th scope="row"{over}>{escape(first)}')
