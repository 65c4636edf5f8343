"""One page as GOV.UK's Content API gives it. It counts nothing: it says what a page is.

Kept beside usage files, it lets the paths of parts, translations, moved and withdrawn pages meet
(`pages.py`).
"""

from collections.abc import Iterator
from dataclasses import replace

from opm_evidence.usage.entries import Entry, Format, Given, Item, content_of
from opm_evidence.usage.keys import page
from opm_evidence.usage.lines import Lines


def recognises(lines: Lines) -> bool:
    """An object with a path, a schema and links."""
    content = content_of(lines)
    return isinstance(content, dict) and {"base_path", "schema_name", "links"} <= set(content)


def parse(lines: Lines, given: Given) -> Iterator[Item]:
    """One entry, without figures."""
    content = content_of(lines)
    if not isinstance(content["base_path"], str) or not content["base_path"].startswith("/"):
        yield given.fault(1, "base_path", "The page has no path.", "Fetch it again.")
        return
    subject = replace(
        page(content["base_path"], title=str(content.get("title") or "")),
        content_id=str(content.get("content_id") or ""),
        locale=str(content.get("locale") or ""),
        document_type=str(content.get("document_type") or ""),
    )
    yield Entry(1, subject, {})


FORMAT = Format(
    name="content_item",
    title="GOV.UK Content API, one page (no figures)",
    basis="admin_count",
    definition="other",
    source="alphagov/content-store, content_item_presenter.rb",
    recognises=recognises,
    parse=parse,
    known_by=("base_path", "schema_name", "links", "content_id", "title"),
)
