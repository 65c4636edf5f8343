"""Tables as HTML: rows in groups, every heading scoped, captioned, in a region that scrolls."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, the first of which names the row, and its lasting address."""

    cells: tuple[str, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that belong together, under a heading and a note, each of which may be empty."""

    rows: tuple[Row, ...]
    heading: str = ""
    id: str = ""
    note: str = ""


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
    """
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_number_class(number, numbers), heading)
        for number, heading in enumerate(headings)
    )
    bodies = Markup("").join(_group_html(group, len(headings), numbers) for group in groups)
    return Markup(
        '<div class="opm-scroll" role="region" tabindex="0" aria-labelledby="{id}-caption">'
        '<table class="govuk-table{kind}">'
        '<caption class="govuk-table__caption" id="{id}-caption">{caption}</caption>'
        "<thead><tr>{head}</tr></thead>{bodies}</table></div>"
    ).format(id=id, kind=f" {kind}" if kind else "", caption=caption, head=head, bodies=bodies)


def _group_html(group: RowGroup, width: int, numbers: frozenset[int]) -> Markup:
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
            Markup("<td{}>{}").format(_number_class(number, numbers), cell)
            for number, cell in enumerate(rest, start=1)
        )
        lines.append(Markup('<tr{}><th scope="row">{}{}').format(_id(row.id), first, cells))
    return Markup("<tbody>{}</tbody>\n").format(Markup("\n").join(lines))


def _id(anchor: str) -> Markup:
    return Markup(' id="{}"').format(anchor) if anchor else Markup("")


def _number_class(number: int, numbers: frozenset[int]) -> Markup:
    return Markup(' class="n"') if number in numbers else Markup("")
