"""A page of answers of the Content Data API's `/content`: one result a page of GOV.UK.

The answer does not say for which days it was asked, so the sidecar has to.
"""

from collections.abc import Iterator
from dataclasses import replace

from opm_evidence.usage.entries import Entry, Format, Given, Item, content_of, read_figures
from opm_evidence.usage.keys import page
from opm_evidence.usage.lines import Lines
from opm_evidence.usage.numbers import parse_count

METRICS = {
    "pviews": "page_views",
    "upviews": "unique_page_views",
    "searches": "searches_from_page",
    "useful_yes": "useful_yes",
    "useful_no": "useful_no",
    "feedex": "feedback_comments",
    "word_count": "word_count",
    "reading_time": "reading_minutes",
    "pdf_count": "pdf_count",
}


def recognises(lines: Lines) -> bool:
    """Results with a `base_path` and page views, or the frame of an answer without results."""
    content = content_of(lines)
    if not isinstance(content, dict) or not isinstance(content.get("results"), list):
        return False
    results = content["results"]
    if not results:
        return "total_results" in content
    return isinstance(results[0], dict) and {"base_path", "pviews"} <= set(results[0])


def parse(lines: Lines, given: Given) -> Iterator[Item]:
    """One entry a result; an answer that is one page of several says so."""
    content = content_of(lines)
    pages = content.get("total_pages")
    if isinstance(pages, int) and pages > 1:
        what = f"This is page {content.get('page')} of {pages} of an answer."
        yield given.advice(0, "page", what, "Keep every page, each in a file of its own.")
    for number, result in enumerate(content["results"], start=1):
        if not isinstance(result, dict) or not isinstance(result.get("base_path"), str):
            yield given.fault(number, "base_path", "The result has no path.", "Ask again.")
            continue
        figures, faults = read_figures(result, METRICS, number, given, parse_count)
        if faults:
            yield from faults
            continue
        subject = page(result["base_path"], title=str(result.get("title") or ""))
        subject = replace(
            subject,
            document_type=str(result.get("document_type") or ""),
            organisation_id=str(
                result.get("primary_organisation_id") or result.get("organisation_id") or ""
            ),
        )
        yield Entry(number, subject, figures)


FORMAT = Format(
    name="content_data_listing",
    title="Content Data API, list of pages",
    basis="ga_consented",
    definition="content_data",
    source="alphagov/content-data-api, /content",
    recognises=recognises,
    parse=parse,
    known_by=("base_path", "title", "pviews", "upviews", "document_type"),
)
