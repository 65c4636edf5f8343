"""The page that an executed notebook turns into, before any template has seen it.

The first heading of the notebook opens the page, every second-level heading opens a section, and
what a cell returned follows as HTML. The notebook is trusted; what its cells return was escaped by
the exhibits, which are the only thing that a page shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode

from opm_evidence.errors import PackFailed
from opm_evidence.records.own_section import FOR_ANALYSTS

LONG = 15_000
"""Characters of HTML, about five screens, above which a section lists its parts."""

MARK = ' class="opm-exhibit"'
"""By this the stylesheet of JupyterLab finds exhibits. The page's own asks for no such class."""

SHOWN = "text/html"
NAMED = "text/plain"


class PageRefused(PackFailed, ConversionException):
    """The notebook shows something that a page must not hold; nbconvert knows it as its own."""

    @classmethod
    def for_output(cls, heading: str, what: str) -> "PageRefused":
        """A cell returned something else than an exhibit."""
        return cls(
            f"The page was not made: under “{heading}” a cell {what}.\n"
            "    A page shows only the exhibits that cells return. See it by running the notebook"
            " in JupyterLab, and mend the cell or what it calls."
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A place on the page that the contents list leads to."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: the question that it answers, why it is asked, and the answer as HTML."""

    number: int
    title: str
    words: Markup = Markup("")
    content: tuple[Markup, ...] = ()
    exhibits: tuple[Entry, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether it has so many parts, and so much in them, that it opens with a list of them."""
        return len(self.exhibits) > 2 and sum(map(len, self.content)) > LONG

    @property
    def id(self) -> str:
        """The lasting address of the section."""
        return f"section-{self.number}"


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the template needs to know of the notebook."""

    title: str
    description: str
    front: tuple[Markup, ...]
    sections: tuple[Section, ...]


@dataclass(slots=True)
class _Draft:
    question: str = ""
    named: str = ""
    description: str = ""
    front: list[Markup] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @property
    def heading(self) -> str:
        return self.sections[-1].title if self.sections else self.question or "the first cell"

    def add(self, content: Markup, exhibits: tuple[Entry, ...] = ()) -> None:
        if not self.sections:
            self.front.append(content)
            return
        last = self.sections[-1]
        self.sections[-1] = replace(
            last, content=(*last.content, content), exhibits=last.exhibits + exhibits
        )


def parse_page(notebook: NotebookNode) -> Page:
    """The page of an executed notebook.

    Its title is that of the first exhibit, which names the policy, with the notebook's question.

    Raises:
        PageRefused: a cell failed, warned, printed, or returned something that is no exhibit.
    """
    draft = _Draft()
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and FOR_ANALYSTS not in cell.metadata.get("tags", []):
            _add_words(draft, cell.source)
        for output in cell.get("outputs", []):
            _add_output(draft, output)
    title = draft.question or "Evidence pack"
    if draft.named:
        title = f"{draft.named}: {title[:1].lower()}{title[1:]}"
    return Page(title, draft.description or title, tuple(draft.front), tuple(draft.sections))


def _add_words(draft: _Draft, source: str) -> None:
    level, _, rest = source.partition(" ")
    heading, _, words = rest.partition("\n")
    if level == "##":
        number = len(draft.sections) + 1
        draft.sections.append(Section(number, heading.strip(), rendered(words)))
    elif level == "#":
        draft.question = heading.strip()
        draft.add(rendered(words))
    else:
        draft.add(rendered(source))


def rendered(words: str) -> Markup:
    """Markdown as HTML, with every mark of HTML in it shown as it was typed."""
    renderer = _Words(escape=True, exclude_anchor_links=True)
    return Markup(MarkdownWithMath(renderer).render(words.strip()).strip())


def _add_output(draft: _Draft, output: NotebookNode) -> None:
    if output.output_type == "error":
        raise PageRefused.for_output(draft.heading, f"failed with {output.ename}: {output.evalue}")
    if output.output_type == "stream":
        kind = "warned" if output.name == "stderr" else "printed"
        raise PageRefused.for_output(draft.heading, f"{kind}: {output.text.strip()[:300]}")
    if SHOWN not in output.data:
        kinds = ", ".join(sorted(output.data))
        raise PageRefused.for_output(draft.heading, f"returned only {kinds}")
    html = output.data[SHOWN]
    if not draft.named and not draft.sections:
        lines = output.data.get(NAMED, "").splitlines()
        draft.named, draft.description = (*lines, "", "")[:2]
    draft.add(Markup(html.replace(MARK, "")), tuple(_exhibits(html)))


class _Words(IPythonRenderer):
    def paragraph(self, text: str) -> str:
        return f"<p>{text}</p>\n"


class _Outline(HTMLParser):
    """Finds the headings of exhibits with the id of the nearest element around each."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self._id = ""
        self._words: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "h3":
            self._words = []
            self._id = given.get("id") or self._id
        elif tag == "div" and "opm-exhibit" in (given.get("class") or "").split():
            self._id = given.get("id") or ""

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "h3" and self._words is not None:
            title = " ".join("".join(self._words).split())
            if self._id and title:
                self.entries.append(Entry(self._id, title))
            self._words = None


def _exhibits(html: str) -> Iterator[Entry]:
    outline = _Outline()
    outline.feed(html)
    outline.close()
    yield from outline.entries
