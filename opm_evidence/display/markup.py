"""Text of a register as safe HTML: everything is escaped, and only what is ours is markup.

All data is hostile. A value becomes HTML by `escape` (or by `Markup.format`, which escapes), a
title by `tidy_title`, an address by `link_to`; `without_controls` is the last wall, over whole
outputs.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from markupsafe import Markup, escape

TITLE_TAG = re.compile(r"<(/?)(i|em|b|sub|sup)>", re.IGNORECASE)
WEB_ADDRESS = re.compile(r"https?://[^\s/]\S*")
DOI = re.compile(r"10\.\d{4,9}/\S+")
DOI_IN_TEXT = re.compile(r"doi (10\.\d{4,9}/[\w./()-]*\w)")
ADDRESS_IN_TEXT = re.compile(r'(?<!["=>])https?://[\w./#-]*[\w/]')
NOT_IN_A_DOI_ADDRESS = re.compile(r"""[^A-Za-z0-9._~:/;()@!$*+,=&-]""")

CONTROLS: Mapping[int, None] = dict.fromkeys(
    (
        *range(0x00, 0x09),
        *(0x0B, 0x0C),
        *range(0x0E, 0x20),
        *range(0x7F, 0xA0),
        *range(0x200E, 0x2010),  # left-to-right and right-to-left marks
        *range(0x202A, 0x202F),  # embeddings and overrides, which can reverse what a reader sees
        *range(0x2066, 0x206A),  # isolates
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
    )
)
"""Characters without a shape of their own, which can only hide or turn round what is written."""


def without_controls(html: str) -> Markup:
    """The same HTML without control characters and without marks that turn text round."""
    return Markup(str(html).translate(CONTROLS))


def tidy_title(title: str) -> Markup:
    """A title with its italics, bold, sub- and superscripts kept and all else escaped.

    Tags that do not pair up are dropped; any other tag is shown as the text that it is.
    """
    pieces: list[str] = []
    open_tags: list[str] = []
    paired = _paired_tags(title)
    position = 0
    for found in TITLE_TAG.finditer(title):
        pieces.append(str(escape(title[position : found.start()])))
        position = found.end()
        if found.start() in paired:
            tag = found[2].lower()
            pieces.append(f"<{found[1]}{tag}>")
            open_tags.append(tag)
    pieces.append(str(escape(title[position:])))
    return Markup("".join(pieces))


def _paired_tags(title: str) -> set[int]:
    paired: set[int] = set()
    waiting: list[tuple[str, int]] = []
    for found in TITLE_TAG.finditer(title):
        tag = found[2].lower()
        if not found[1]:
            waiting.append((tag, found.start()))
        elif waiting and waiting[-1][0] == tag:
            paired |= {waiting.pop()[1], found.start()}
    return paired


def web_address(url: str) -> str:
    """The address where it is one of the web, else nothing: no script, no file, no mail."""
    return url if WEB_ADDRESS.fullmatch(url) else ""


def doi_address(doi: str) -> str:
    """The address of a DOI at https://doi.org, with whatever an address cannot hold encoded."""
    if not DOI.fullmatch(doi):
        return ""
    encoded = NOT_IN_A_DOI_ADDRESS.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), doi
    )
    return f"https://doi.org/{encoded}"


def link_to(address: str, words: str) -> Markup:
    """A link where the address is one of the web; otherwise the words alone."""
    if not web_address(address):
        return escape(words)
    return Markup('<a href="{}">{}</a>').format(address, words)


def host_of(address: str) -> str:
    """The name of the site that an address leads to; paper names the whole address beside it."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def with_links(text: str) -> Markup:
    """A text of ours in which DOIs (`doi 10.…`) and addresses are links."""
    words = str(escape(text))
    words = DOI_IN_TEXT.sub(lambda found: link_to(doi_address(found[1]), f"doi:{found[1]}"), words)
    return Markup(ADDRESS_IN_TEXT.sub(lambda found: link_to(found[0], host_of(found[0])), words))


def jump(anchor: str, words: str) -> Markup:
    """A link to another place of the same page."""
    return Markup('<a href="#{}">{}</a>').format(anchor, words)


def paragraph(words: str, kind: str = "") -> Markup:
    """One paragraph. A plain one needs no class: weight matters, and a stylesheet knows it."""
    if not kind:
        return Markup("<p>{}</p>").format(words)
    return Markup('<p class="{}">{}</p>').format(kind, words)


def bullets(items: Iterable[str]) -> Markup:
    """A list with bullets; nothing where there is nothing to list."""
    lines = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<ul>{}</ul>").format(lines) if lines else lines


def facts(pairs: Iterable[tuple[str, str]]) -> Markup:
    """A summary list: each name with what is said of it. Pairs without a value are left out."""
    rows = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, value) for name, value in pairs if value
    )
    return Markup("<dl>{}</dl>").format(rows)


def inset(words: str) -> Markup:
    """A passage set apart from the text around it."""
    return Markup('<div class="opm-inset">{}</div>').format(words)


def folded(summary: str, inside: str) -> Markup:
    """A passage that opens on demand; it prints open, and needs no script."""
    return Markup("<details><summary>{}</summary><div>{}</div></details>").format(summary, inside)


def joined(parts: Iterable[str], between: str = ", ") -> Markup:
    """The parts that say something, with the same words between them, escaped."""
    return escape(between).join(escape(part) for part in parts if part)
