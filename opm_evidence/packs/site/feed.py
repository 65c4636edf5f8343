"""The feed of changes, `feed.xml`: an entry for every edition and every notice, as Atom.

Source: RFC 4287. Its dates are the days as which evidence was read, never the clock; its ids are
UUIDs made from the policy and the edition (RFC 9562, version 5), so that they never change.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote
from xml.etree import ElementTree

from opm_evidence.display.wording.changes import summary
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.notices import HEADINGS, notice_words
from opm_evidence.packs.contents import PAGE
from opm_evidence.records.edition import Edition
from opm_evidence.records.policy import Notice
from opm_evidence.synthesis.changes import changes_between

FEED = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
OURS = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.w3.org/2005/Atom#opm-evidence")
LONG_AGO = date(1970, 1, 1)
"""The date of a feed that has no entry yet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened to a pack."""

    key: str
    title: str
    words: str
    on: date
    link: str


def edition_entry(edition: Edition, previous: Edition | None) -> Entry:
    """An edition with what changed since the one before it."""
    words = f"This is the first edition: the evidence as at {day(edition.as_of)}."
    if previous:
        words = summary(changes_between(previous, edition), previous, edition)
    return Entry(
        key=f"{edition.policy_id} edition {edition.name}",
        title=f"{edition.title}: edition {edition.name}",
        words=words,
        on=edition.as_of,
        link=f"{quote(edition.policy_id)}/{PAGE}",
    )


def notice_entry(policy_id: str, title: str, notice: Notice, link: str) -> Entry:
    """A notice that stands in the place of an edition."""
    return Entry(
        key=f"{policy_id} notice {notice.edition} {notice.kind} {notice.issued_on.isoformat()}",
        title=f"{title}: {HEADINGS[notice.kind][:1].lower()}{HEADINGS[notice.kind][1:]}",
        words=notice_words(notice),
        on=notice.issued_on,
        link=link,
    )


def feed_text(entries: Iterable[Entry]) -> str:
    """The feed, the latest entry first. Its links are relative to where it lies."""
    ordered = sorted(entries, key=lambda each: each.key)
    ordered.sort(key=lambda each: each.on, reverse=True)
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _add(feed, "id", uuid.uuid5(OURS, "feed").urn)
    _add(feed, "title", "Evidence packs: what changed")
    _add(feed, "updated", _instant(ordered[0].on if ordered else LONG_AGO))
    ElementTree.SubElement(feed, "link", {"rel": "self", "href": FEED})
    ElementTree.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": PAGE})
    _add(ElementTree.SubElement(feed, "author"), "name", "opm-evidence")
    for each in ordered:
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "id", uuid.uuid5(OURS, each.key).urn)
        _add(entry, "title", each.title)
        _add(entry, "updated", _instant(each.on))
        link = {"rel": "alternate", "type": "text/html", "href": each.link}
        ElementTree.SubElement(entry, "link", link)
        _add(entry, "summary", each.words)
    ElementTree.indent(feed)
    text = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = "".join(filter(_in_xml, text))


def _in_xml(letter: str) -> bool:
    """Whether XML 1.0 can hold the character at all (section 2.2)."""
    code = ord(letter)
    return (
        letter in "\t\n"
        or 0x20 <= code < 0x7F
        or 0xA0 <= code < 0xD800
        or 0xE000 <= code < 0xFFFE
        or code > 0xFFFF
    )


def _instant(on: date) -> str:
    return f"{on.isoformat()}T00:00:00Z"
