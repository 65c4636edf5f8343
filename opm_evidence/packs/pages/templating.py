"""Where the templates of pages lie, and how those that are no notebook are rendered."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(str(files(__package__))) / "templates"
TEMPLATE = "evidence_pack"
STYLESHEET = "style.css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE_IN_STYLE = re.compile(r"(?:\s*\n\s*|\s*([{};,>])\s*|(?<=:)\s+)")
"""Spaces of a stylesheet that say nothing; those around `+` and before `:` of a selector stay."""


def template_environment() -> Environment:
    """The templates of the pages over all packs and of notices, with escaping on."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES / TEMPLATE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def stylesheet() -> Markup:
    """The stylesheet of packs and of the page over them, ready to stand inside a page.

    Raises:
        ValueError: the stylesheet would end its own element.
    """
    text = (TEMPLATES / TEMPLATE / STYLESHEET).read_text(encoding="utf-8")
    if "</" in text:
        raise ValueError("the stylesheet holds “</”, which would end the style element")
    lean = SPACE_IN_STYLE.sub(r"\1", COMMENT.sub("", text)).strip()
    return Markup(lean.replace(";}", "}"))
