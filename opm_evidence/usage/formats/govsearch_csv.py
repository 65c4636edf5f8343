"""The CSV of GovSearch: one row a page, with its views of seven days where they were above five.

Pages viewed five times or less have no figure: that is `censored_low`, not zero. The days are not
in the file: they are the eighth to the second day before the day on which it was made.
"""

from collections.abc import Iterator
from dataclasses import replace

from opm_evidence.records.faults import Fault
from opm_evidence.usage.entries import Entry, Format, Given, Item, by_column, header_of, misread
from opm_evidence.usage.keys import page, with_flags
from opm_evidence.usage.lines import Lines, Table
from opm_evidence.usage.numbers import CENSORED_AT_5, parse_count

HUMAN = {
    "url": "URL",
    "title": "Title",
    "locale": "Language",
    "document_type": "Document type",
    "content_id": "Content ID",
    "organisation": "Primary publishing organisation",
    "views": "Views (7days)",
    "withdrawn": "Withdrawn at",
}
RAW = {
    "url": "url",
    "title": "title",
    "locale": "locale",
    "document_type": "documentType",
    "content_id": "contentId",
    "organisation": "primary_organisation",
    "views": "page_views",
    "withdrawn": "withdrawn_at",
}
"""What we call a column, and what the two kinds of file call it."""

MOST_ROWS = 10_000
"""GovSearch writes no more rows than these, and does not say that there were more."""


def recognises(lines: Lines) -> bool:
    """An address, a title and views, by the names of either kind."""
    if not isinstance(lines, Table):
        return False
    return any({n["url"], n["title"], n["views"]} <= set(header_of(lines)) for n in (HUMAN, RAW))


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a page."""
    names = HUMAN if HUMAN["url"] in table.header else RAW
    rows = 0
    for each in by_column(table, given):
        if isinstance(each, Fault):
            yield each
            continue
        row, cells = each
        rows += 1
        number = parse_count(cells[names["views"]])
        if fault := misread(number, names["views"], row, given):
            yield fault
            continue
        if number.status in ("missing", "censored_low"):
            number = CENSORED_AT_5
        text = {ours: str(cells.get(theirs, "")).strip() for ours, theirs in names.items()}
        subject = page(text["url"], title=text["title"])
        if text["withdrawn"]:
            subject = with_flags(subject, "withdrawn")
        subject = replace(
            subject,
            locale=text["locale"] if len(text["locale"]) < 7 else subject.locale,
            document_type=text["document_type"],
            content_id=text["content_id"],
            organisation=text["organisation"],
        )
        yield Entry(row, subject, {"page_views": number})
    if rows >= MOST_ROWS:
        what = f"The file has {rows:,} rows, as many as GovSearch writes: there may be more."
        yield given.advice(0, "", what, "Search for less at a time.")


FORMAT = Format(
    name="govsearch_csv",
    title="GovSearch, CSV of search results",
    basis="ga_consented",
    definition="ga4_dataform",
    source="alphagov/govuk-knowledge-graph-search, csvDownload.ts",
    recognises=recognises,
    parse=parse,
    known_by=(HUMAN["url"], HUMAN["title"], HUMAN["views"]),
    grain="rolling7",
)
