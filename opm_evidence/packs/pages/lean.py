"""A page without what a browser does not need: the same document in fewer bytes.

Source: the HTML standard, “Optional tags” and “Attributes” (html.spec.whatwg.org): which end tags
may be left out before what, and which values need no quotation marks.
"""

import re
from collections.abc import Mapping

PARTS = re.compile(
    r"(?P<whole><(?P<kind>script|style)\b.*?</(?P=kind)>|<!--.*?-->)"
    r"|(?P<tag><(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)"
    r"(?P<given>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>)",
    re.DOTALL,
)
QUOTED = re.compile(r' ([A-Za-z-]+)="([^\s"\'=<>`&]*[^\s"\'=<>`&/])"(?=[\s>]|$)')
"""A value that needs no quotation marks. One that ends in a slash would look like an empty tag."""

BLOCKS = frozenset(
    "html head meta title link body header main nav section footer div p ul ol li dl dt dd h1 h2 "
    "h3 h4 table caption thead tbody tr th td figure figcaption details summary script style "
    "title desc text path pattern rect defs".split()
)
"""Elements beside which a space or a line break shows nothing."""

ON_A_LINE = frozenset({"main", "h1", "h2", "h3", "h4", "section", "nav", "tbody", "footer"})
"""Elements that begin a line, so that `verify` can name the one in which two pages differ."""

IN_A_ROW = frozenset({"td", "th", "/tr", "tr", "/tbody", "/thead", "tbody", "/table"})
AFTER_A_ROW = IN_A_ROW - {"td", "th", "/tr"}
MAY_END_BEFORE: Mapping[str, frozenset[str]] = {
    "li": frozenset({"li", "/ul", "/ol"}),
    "dt": frozenset({"dd"}),
    "dd": frozenset({"dt", "dd", "/div", "/dl"}),
    "td": IN_A_ROW,
    "th": IN_A_ROW,
    "tr": AFTER_A_ROW,
    "thead": frozenset({"tbody"}),
    "tbody": frozenset({"tbody", "/table"}),
    "caption": frozenset({"thead"}),
    "p": frozenset(
        "p div dl ul ol table section figure details nav h2 h3 h4 /div /section /li /td /th /dd "
        "/main /footer".split()
    ),
}
"""Elements whose end a browser knows by what comes next; an end tag counts with its slash."""


def lean_html(page: str) -> str:
    """The same document: no end tag, quotation mark or space in its body that says nothing.

    Its head stays as it was written, so that whoever checks the policy in it can read it.
    """
    head, opens, body = page.rpartition("<body")
    return head + _lean(opens + body)


def _lean(page: str) -> str:
    pieces: list[str] = []
    names: list[str] = []  # of each piece: a tag's, an end tag's with its slash, nothing of a text
    position = 0
    for found in PARTS.finditer(page):
        _add_text(page[position : found.start()], found["name"] or found["kind"], pieces, names)
        position = found.end()
        if found["whole"]:
            pieces.append(found["whole"])
            names.append(found["kind"] or "")
        else:
            given = QUOTED.sub(r" \1=\2", found["given"])
            names.append(found["end"] + found["name"])
            line = "\n" if names[-1] in ON_A_LINE else ""
            pieces.append(f"{line}<{names[-1]}{given}>")
    _add_text(page[position:], "html", pieces, names)
    following = [*names[1:], "/html"]
    return "".join(
        piece
        for piece, name, after in zip(pieces, names, following, strict=True)
        if not (name.startswith("/") and after in MAY_END_BEFORE.get(name[1:], ()))
    )


def _add_text(text: str, following: str, pieces: list[str], names: list[str]) -> None:
    """Add a text, unless it is nothing but space beside a block."""
    beside = {names[-1].removeprefix("/") if names else "html", following}
    if text and (text.strip() or not beside & BLOCKS):
        pieces.append(text.replace("&#39;", "'").replace("&#34;", '"'))
        names.append("")
