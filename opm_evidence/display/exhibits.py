"""What a section of the pack is made of: objects that show themselves in JupyterLab and on a page.

None can be built without an id, a title that says the message, a description in words, the table
behind it and its sources. An exhibit writes nothing: it turns into HTML (`_repr_html_`), into a
line of text, and into its table (`.frame`).
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from opm_evidence.display.markup import folded, paragraph, without_controls
from opm_evidence.display.tables import Row, RowGroup, table_html
from opm_evidence.records.texts import is_slug

AS_AT = re.compile(r", (?:each )?as at (?P<date>\d{1,2} \w+ \d{4})$")
"""The date of a caption, which is not said again under words that say it."""
AS_AT_OF = re.compile(r"(?<=^this register) as at .*| \(\d[\d,]* rows?\)$")
"""What a line of sources leaves to others: the date stands above it, the rows in the table."""
RESERVED = ("cell-", "claim-", "item-", "finding-", "gap-", "section-")
"""Beginnings of the lasting addresses of the page, which no exhibit may take for itself."""


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Exhibit(ABC):
    """Something that a section shows.

    Attributes:
        id: a slug; the lasting address of the exhibit on the page.
        title: the message, as a headline.
        description: what there is to see, in words computed from the data.
        sources: what it was made from, as sentences or names without a full stop.
        frame: the table behind it.
        headed: whether the title stands above it as a heading.
    """

    id: str
    title: str
    description: str
    sources: tuple[str, ...]
    frame: pd.DataFrame
    headed: bool = True

    def __post_init__(self) -> None:
        """Refuse an exhibit that lacks what a reader must find.

        Raises:
            ValueError: the id is no slug or is taken, or title, description, sources or the
                columns of the table are missing.
        """
        if not is_slug(self.id) or self.id.startswith(RESERVED):
            raise ValueError(f"“{self.id}” cannot be the id of an exhibit")
        for name in ("title", "description"):
            if not str(getattr(self, name)).strip():
                raise ValueError(f"the exhibit {self.id} has no {name}")
        if not self.sources or not all(str(source).strip() for source in self.sources):
            raise ValueError(f"the exhibit {self.id} does not say what it was made from")
        if not len(self.frame.columns):
            raise ValueError(f"the exhibit {self.id} has no table behind it")

    @abstractmethod
    def body(self) -> Markup:
        """What stands between the heading and the line of sources."""

    def html(self, *, sourced: bool = True) -> Markup:
        """The exhibit as HTML, before control characters are taken out, with its sources or not."""
        heading = Markup("")
        if self.headed:
            heading = Markup("<h3>{}</h3>").format(self.title)
        return Markup('<div class="opm-exhibit" id="{}">{}{}{}</div>').format(
            self.id, heading, self.body(), self._source_line() if sourced else ""
        )

    def _source_line(self) -> Markup:
        words = Markup("; ").join(escape(AS_AT_OF.sub("", source)) for source in self.sources)
        return paragraph(Markup("Source: {}.").format(words), "opm-source")

    def _repr_html_(self) -> str:
        return str(without_controls(self.html()))

    def __str__(self) -> str:
        text = f"{_plain(self.title)}\n{_plain(self.description)}\n"
        return str(without_controls(f"{text}{len(self.frame)} rows in .frame"))

    __repr__ = __str__

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/html": self._repr_html_(), "text/plain": str(self)}


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Prose(Exhibit):
    """Sentences, lists and facts; the table behind them holds the numbers that they state."""

    words: Markup

    def body(self) -> Markup:
        """The words themselves."""
        return self.words


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Table(Exhibit):
    """A table with a caption, scoped headings, and a scroll region that takes focus.

    Attributes:
        caption: measure, place and date of what the table holds.
        headings: one for each column.
        groups: the rows, in groups; every row has a cell for each column.
        numbers: positions of the columns that hold numbers.
        before: what has to be known to read it.
    """

    caption: str
    headings: tuple[str, ...]
    groups: tuple[RowGroup, ...]
    numbers: frozenset[int] = frozenset()
    before: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        """Refuse a table without a caption, or with rows of another width."""
        super().__post_init__()
        if not str(self.caption).strip():
            raise ValueError(f"the table {self.id} has no caption")
        for group in self.groups:
            for row in group.rows:
                if len(row.cells) != len(self.headings):
                    raise ValueError(f"a row of the table {self.id} is not as wide as its headings")

    def body(self) -> Markup:
        """Description, key and table; only the description where there is nothing to list."""
        words = paragraph(self.description)
        if not any(group.rows or group.note for group in self.groups):
            return words
        caption = self.caption
        dated = AS_AT.search(caption)
        if dated and dated["date"] in self.description:
            caption = caption[: dated.start()]
        table = table_html(
            self.id, caption, self.headings, self.groups, self.numbers, kind=self.kind
        )
        return words + self.before + table


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class GapMap(Table):
    """Interventions down, outcomes across: how much evidence, how strong, and where there is none.

    A table like any other, with a key that says in words what a cell can hold.
    """

    kind: str = "opm-map"

    def __post_init__(self) -> None:
        """Refuse a map without a key."""
        super().__post_init__()
        if not self.before:
            raise ValueError(f"the map {self.id} has no key")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Figure(Exhibit):
    """A chart, written once as a plotly figure, and drawn for the page without a browser.

    Attributes:
        caption: measure, place and period: what the chart shows.
        spec: the figure as plotly's own data (`data`, `layout`).
    """

    caption: str
    spec: Mapping[str, Any]

    def __post_init__(self) -> None:
        """Refuse a chart without a caption or without anything drawn."""
        super().__post_init__()
        if not str(self.caption).strip() or not self.spec.get("data"):
            raise ValueError(f"the figure {self.id} has no caption or nothing to draw")

    @property
    def plotly(self) -> Any:
        """The chart as a plotly figure, to look closer at and to change in JupyterLab."""
        from plotly.graph_objects import Figure as PlotlyFigure

        return PlotlyFigure(self.spec)

    @cached_property
    def _drawings(self) -> Markup:
        from opm_evidence.display.drawing import draw_svg

        names = {"name": _plain(self.title), "described_by": f"{self.id}-words"}
        return Markup("").join(
            draw_svg(self.spec, prefix=f"{self.id}-{width}", shape=width, **names)
            for width in ("wide", "narrow")
        )

    def body(self) -> Markup:
        """Caption, both drawings (a stylesheet shows one), the description, and the data."""
        columns = tuple(str(column) for column in self.frame.columns)
        rows = tuple(
            Row(tuple("" if pd.isna(value) else str(value) for value in values))
            for values in self.frame.itertuples(index=False)
        )
        data = table_html(
            f"{self.id}-data",
            Markup("The data: {}").format(self.caption),
            columns,
            (RowGroup(rows),),
            frozenset(range(1, len(columns))),
        )
        return Markup(
            '<figure class="opm-figure"><p class="opm-subtitle">{}</p>{}'
            '<figcaption id="{}-words">{}</figcaption></figure>{}'
        ).format(
            self.caption,
            self._drawings,
            self.id,
            self.description,
            folded("The data as a table", data),
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"application/vnd.plotly.v1+json": dict(self.spec), **super()._repr_mimebundle_()}


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Exhibits(Exhibit):
    """Several exhibits that make up one section, in order, with one line for all their sources."""

    parts: tuple[Exhibit, ...]
    headed: bool = False
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Gather the sources of the parts, and refuse a section without parts."""
        if not self.parts:
            raise ValueError(f"the exhibit {self.id} has no parts")
        if not self.sources:
            found = dict.fromkeys(each for part in self.parts for each in part.sources)
            object.__setattr__(self, "sources", tuple(found))
        super().__post_init__()

    def body(self) -> Markup:
        """The parts, one after the other."""
        return Markup("").join(part.html(sourced=False) for part in self.parts)


def _plain(words: str) -> str:
    return str(Markup(words).striptags()) if isinstance(words, Markup) else words
