"""What the HTML of an own section may hold: what anybody can read, and nothing that acts.

The page's own exhibits are escaped by those who make them. A section is other people's work, so
its HTML is read here, against lists of elements and attributes, before a page takes it in. Sources:
the HTML standard; Web Content Accessibility Guidelines 2.2, 1.1.1 (text alternatives), 1.3.1 (info
and relationships), 2.4.4 (link purpose) and 4.1.2 (name, role, value).

A browser and the parser here must see the same elements. Where they could differ (comments, what is
never closed, an attribute that is there twice or holds the signs of an element) it is refused.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

TEXT_ELEMENTS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd details div dl dt em figcaption "
    "figure h3 h4 h5 h6 hr i img kbd li mark ol p pre q s section small span strong sub summary "
    "sup table tbody td tfoot th thead time tr u ul var".split()
)
DRAWING_ELEMENTS = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs pattern "
    "clippath".split()
)
ATTRIBUTES = frozenset(
    "id class lang dir title href colspan rowspan scope headers role tabindex alt src width height "
    "open start value cite datetime abbr "
    # of drawings
    "viewbox d x y x1 y1 x2 y2 cx cy r rx ry dx dy points fill fill-opacity stroke stroke-width "
    "stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity opacity transform display "
    "font-size font-weight font-family text-anchor dominant-baseline preserveaspectratio "
    "patternunits patterntransform clip-path xmlns".split()
)
LINKS = re.compile(r"(#|https?://|mailto:)", re.IGNORECASE)
WITHIN = re.compile(r"url\(\s*(?!['\"]?#)", re.IGNORECASE)
HEADING = re.compile(r"h[1-6]")
SIGNS = re.compile(r"[<>]")


class OwnHtml(HTMLParser):
    """Reads the HTML of one section, cell by cell; `wrong` says what a page must not hold.

    `taken` are the ids that the page has already; the ids of this section are added.
    """

    def __init__(self, taken: set[str]) -> None:
        """Begin below the title of the section, which is a heading of the second level."""
        super().__init__()
        self.wrong: list[str] = []
        self._taken = taken
        self._level = 2
        self._words: list[list[str]] = []  # those inside each open link or drawing
        self._table: list[set[str]] = []  # what each open table has

    def feed(self, data: str) -> None:
        """Read what one cell shows; nothing that comes after it may become a part of it."""
        super().feed(data)
        if "<" in self.rawdata:
            self.wrong.append("ends in the middle of an element")
            self.rawdata = ""

    def handle_comment(self, data: str) -> None:
        """Refuse what browsers do not end where this parser does."""
        self.wrong.append("holds a comment or a declaration")

    def handle_decl(self, decl: str) -> None:
        """Refuse a declaration, such as that of a document type."""
        self.handle_comment(decl)

    def handle_pi(self, data: str) -> None:
        """Refuse an instruction, such as that which begins XML."""
        self.handle_comment(data)

    def unknown_decl(self, data: str) -> None:
        """Refuse what XML takes for text and HTML does not."""
        self.handle_comment(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hold an element against the lists."""
        given = {name: value or "" for name, value in attrs}
        if len(given) < len(attrs):  # a browser takes the first, this parser the last
            self.wrong.append(f"gives <{tag}> an attribute twice")
        if SIGNS.search((self.get_starttag_text() or "")[1:-1]):
            self.wrong.append(f"has < or > inside <{tag}>: write them as &lt; and &gt;")
        if tag not in TEXT_ELEMENTS | DRAWING_ELEMENTS:
            self.wrong.append(f"holds the element <{tag}>")
            return
        self.wrong += _wrong_attributes(tag, given)
        if "id" in given:
            if given["id"] in self._taken:
                self.wrong.append(f"uses the address #{given['id']}, which the page has already")
            self._taken.add(given["id"])
        if HEADING.fullmatch(tag):
            level = int(tag[1])
            if level > self._level + 1:
                self.wrong.append(f"skips a level of headings: <{tag}> below <h{self._level}>")
            self._level = level
        if tag == "table":
            self._table.append(set())
        elif self._table and tag in ("caption", "th"):
            self._table[-1].add(tag)
        if tag == "a":
            self._words.append([given.get("aria-label", "")])
        elif self._words and tag == "img":
            self._words[-1].append(given.get("alt", ""))

    def handle_data(self, data: str) -> None:
        """Keep the words of a link."""
        if self._words:
            self._words[-1].append(data)

    def handle_endtag(self, tag: str) -> None:
        """Ask of a link for words, and of a table for headings and a caption."""
        if tag == "a" and self._words and not "".join(self._words.pop()).strip():
            self.wrong.append("has a link without words")
        if tag == "table" and self._table:
            for missing in sorted({"caption", "th"} - self._table.pop()):
                self.wrong.append(f"has a table without <{missing}>")


def _wrong_attributes(tag: str, given: dict[str, str]) -> Iterator[str]:
    for name, value in given.items():
        if name not in ATTRIBUTES and not name.startswith("aria-"):
            yield f"gives <{tag}> the attribute {name}"
        elif WITHIN.search(value):
            yield f"points to another place in {name} of <{tag}>"
    address = "".join(given.get("href", "#").split())
    if not LINKS.match(address):
        yield f"links to “{address[:80]}”, which is no address of the web or of this page"
    if tag == "img" and not given.get("src", "").startswith("data:image/"):
        yield "has a picture from an address: a page asks nothing of any other computer"
    if tag == "img" and not given.get("alt", "").strip():
        yield "has a picture without words for who cannot see it (alt)"
    if tag == "svg" and given.get("aria-hidden") != "true":
        if given.get("role") != "img" or not (
            given.get("aria-label", "").strip() or given.get("aria-labelledby", "").strip()
        ):
            yield "has a drawing without words for who cannot see it (role and aria-label)"
    if given.get("tabindex", "0") != "0":
        yield "changes the order in which the keyboard goes through the page (tabindex)"
