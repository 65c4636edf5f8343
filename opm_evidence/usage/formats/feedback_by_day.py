"""The support API's `/feedback-by-day`: comments by page on the day of its address."""

from collections.abc import Iterator

from opm_evidence.usage.entries import Entry, Format, Given, Item, content_of, misread
from opm_evidence.usage.formats.feedback_explorer import about
from opm_evidence.usage.lines import Lines
from opm_evidence.usage.numbers import parse_count


def recognises(lines: Lines) -> bool:
    """Results with a path and a count, and nothing else."""
    content = content_of(lines)
    results = content.get("results") if isinstance(content, dict) else None
    return (
        isinstance(results, list)
        and bool(results)
        and all(isinstance(each, dict) and set(each) == {"path", "count"} for each in results)
    )


def parse(lines: Lines, given: Given) -> Iterator[Item]:
    """One entry a page; an answer that is one page of several says so."""
    content = content_of(lines)
    if isinstance(content.get("pages"), int) and content["pages"] > 1:
        what = f"This is page {content.get('current_page')} of {content['pages']} of an answer."
        yield given.advice(0, "pages", what, "Keep every page, each in a file of its own.")
    for number, result in enumerate(content["results"], start=1):
        count = parse_count(result["count"])
        if fault := misread(count, "count", number, given):
            yield fault
            continue
        subject = about(str(result["path"] or ""), service=False)
        yield Entry(number, subject, {"feedback_comments": count})


FORMAT = Format(
    name="feedback_by_day",
    title="Support API, comments by page on one day",
    basis="admin_count",
    definition="other",
    source="alphagov/support-api, /feedback-by-day",
    recognises=recognises,
    parse=parse,
    known_by=("path", "count"),
)
