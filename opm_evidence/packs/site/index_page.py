"""The plain index of the site, A to Z: policies, what is done, what is meant to change, evidence.

It is the search that works without scripts; one script of ours makes it shorter as one types.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import quote

from jinja2 import Environment

from opm_evidence.packs.contents import PAGE
from opm_evidence.packs.pages.content_policy import content_policy, own_script
from opm_evidence.packs.pages.templating import TEMPLATE, TEMPLATES, stylesheet
from opm_evidence.records.edition import ItemEntry
from opm_evidence.records.policy import Cell, Policy

INDEX = "a-to-z.html"
SCRIPT = "search.js"
TAGS = re.compile(r"</?(?:i|em|b|sub|sup)>", re.IGNORECASE)
MARKS = re.compile(r"[^\w\s]+")
OTHER = "0–9 and other"


@dataclass(frozen=True)
class IndexEntry:
    """A name that somebody may look for.

    Attributes:
        name: the name.
        kind: what it is, in words.
        policy: the title of the policy whose pack it is in.
        href: where it stands, relative to the page over all packs.
    """

    name: str
    kind: str
    policy: str
    href: str

    @cached_property
    def order(self) -> str:
        """What it is sorted by: its letters and digits, without case."""
        return MARKS.sub("", self.name.casefold()).strip()

    @cached_property
    def letter(self) -> str:
        """The letter that it stands under."""
        first = self.order[:1].upper()
        return first if first.isalpha() and first.isascii() else OTHER


def index_entries(policy: Policy, items: Mapping[str, ItemEntry]) -> Iterator[IndexEntry]:
    """Every name of one pack that can be looked for, with its place in the pack.

    `items` are those of the pack's edition, by their ids.
    """
    page, cells = f"{quote(policy.policy_id)}/{PAGE}", policy.cells
    yield IndexEntry(policy.title, "policy", policy.title, page)
    for intervention in policy.interventions:
        place = _first([each for each in cells if each.intervention == intervention.id])
        yield IndexEntry(intervention.title, "what is done", policy.title, f"{page}{place}")
    for outcome in policy.outcomes:
        place = _first([each for each in cells if each.outcome == outcome.id])
        yield IndexEntry(outcome.title, "what may change", policy.title, f"{page}{place}")
    for evidence_id, item in items.items():
        standing = "" if item.status == "current" else f" ({item.status})"
        title = TAGS.sub("", item.title)
        place = f"#item-{quote(evidence_id)}"
        yield IndexEntry(title, f"evidence{standing}", policy.title, f"{page}{place}")


def index_page(found: Iterable[IndexEntry], environment: Environment) -> str:
    """The page, in the order of the alphabet."""
    entries = sorted(
        found, key=lambda each: (each.letter == OTHER, each.letter, each.order, each.href)
    )
    script = (TEMPLATES / TEMPLATE / SCRIPT).read_text(encoding="utf-8")
    script = f"\n{script.replace(chr(13), '').strip()}\n"
    letters = [
        (letter, list(found)) for letter, found in groupby(entries, lambda each: each.letter)
    ]
    context: dict[str, Any] = {
        "resources": {"style": stylesheet()},
        "letters": letters,
        "count": len(entries),
        "script": own_script(script),
        "content_policy": content_policy([script]),
    }
    return environment.get_template("a-to-z.html.j2").render(context)


def _first(cells: list[Cell]) -> str:
    return f"#cell-{cells[0].id}" if cells else ""
