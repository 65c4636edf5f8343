"""A user need of Maslow in JSON: who needs what, with demand by year as somebody wrote it down.

The year is not said. Who changed the need, and how to reach them, is in the file and not read.
"""

from collections.abc import Iterator

from opm_evidence.usage.entries import Entry, Format, Given, Item, content_of, read_figures
from opm_evidence.usage.keys import Subject
from opm_evidence.usage.lines import Lines
from opm_evidence.usage.numbers import parse_count

YEARLY = {
    "yearly_user_contacts": "need_yearly_contacts",
    "yearly_site_views": "need_yearly_site_views",
    "yearly_need_views": "need_yearly_need_views",
    "yearly_searches": "need_yearly_searches",
}


def recognises(lines: Lines) -> bool:
    """A role, a goal and a benefit."""
    content = content_of(lines)
    return isinstance(content, dict) and {"id", "role", "goal", "benefit"} <= set(content)


def parse(lines: Lines, given: Given) -> Iterator[Item]:
    """One entry, with the figures that are there."""
    content = content_of(lines)
    figures, faults = read_figures(content, YEARLY, 1, given, parse_count)
    if faults:
        yield from faults
        return
    yield Entry(1, need(str(content["id"]), content["role"], content["goal"]), figures)


def need(key: str, role: object, goal: object) -> Subject:
    """A need, titled as people word it: as a …, I need to …."""
    words = " ".join(f"As a {role or '…'}, I need to {goal or '…'}".split())
    return Subject("need", key, "exact" if key else "unresolvable", key, title=words)


FORMAT = Format(
    name="needs_json",
    title="User need of Maslow, JSON",
    basis="manual",
    definition="other",
    source="alphagov/maslow (retired)",
    recognises=recognises,
    parse=parse,
    known_by=("id", "role", "goal", "benefit"),
)
