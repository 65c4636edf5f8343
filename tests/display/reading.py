"""How the tests read what the exhibits show: as a tree of elements, and as plain text."""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from opm_evidence import display
from opm_evidence.synthesis.assessment import Assessment, assess
from tests.display.registers import REGISTERS

STARTS = {"p": "", "li": "- ", "dt": "", "tr": "", "caption": "Table: ", "summary": "> "}


@cache
def assessed(name: str) -> Assessment:
    """The assessment of one of the drawn registers."""
    return assess(REGISTERS[name]())


@cache
def page(name: str) -> str:
    """Every section of one of the drawn registers, one after the other."""
    return "\n".join(show(assessed(name)).values())


def show(assessment: Assessment) -> dict[str, str]:
    """The HTML of every section, by name."""
    return {each.__name__: each(assessment)._repr_html_() for each in display.SECTIONS}


@dataclass
class Reader(HTMLParser):
    """Elements with their attributes, and the text that a person reads, in order."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    drawing: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag == "svg":
            self.drawing += 1
        if re.fullmatch("h[1-6]", tag):
            self.text.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag in STARTS:
            self.text.append(f"\n{STARTS[tag]}")
        elif tag in ("th", "td"):
            self.text.append(" | ")
        elif tag == "br":
            self.text.append(" / ")
        elif tag == "dd":
            self.text.append(": ")
        elif tag == "a" and given.get("href"):
            self.text.append("[")

    def handle_endtag(self, tag):
        if tag == "svg":
            self.drawing -= 1
        if tag == "a":
            last = [each for each in self.elements if each[0] == "a"][-1][1]
            self.text.append(f"]({last.get('href', '')})")

    def handle_data(self, data):
        if not self.drawing:
            self.text.append(re.sub(r"\s+", " ", data))


def read(html: str) -> Reader:
    """What a page holds."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def as_text(html: str) -> str:
    """What a person reads, a line for each paragraph, row or item, with the links."""
    lines = "".join(read(html).text).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip()) + "\n"
