"""The CSV of the Feedback Explorer: one row a comment. Comments are counted and never loaded.

The second column is a path, but a slug for feedback about a service. A row of ratings that were
added up says how many it stands for: `Rating of 3: 17` are seventeen.
"""

import re
from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.usage.days import Period, one_day, parse_day
from opm_evidence.usage.entries import Entry, Format, Given, Item, mostly, whole, wrong_header
from opm_evidence.usage.keys import Subject, page, with_flags
from opm_evidence.usage.lines import Lines, Row, Table
from opm_evidence.usage.numbers import known

HEADER = (
    "creation date",
    "path or service name",
    "feedback",
    "service satisfaction rating",
    "browser name",
    "browser version",
    "browser platform",
    "user agent",
    "referrer",
    "type",
    "primary organisation",
    "all organisations",
)
KINDS = ("problem-report", "service-feedback", "long-form-contact", "aggregated-service-feedback")
ABOUT_A_SERVICE = ("service-feedback", "aggregated-service-feedback")
ADDED_UP = re.compile(r"Rating of ([1-5]): (\d{1,9})")


def recognises(lines: Lines) -> bool:
    """Most of the twelve columns."""
    return isinstance(lines, Table) and mostly(lines, HEADER)


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a page or service, day and metric; its row is the first of those it counts."""
    faults = list(wrong_header(table, HEADER, given))
    if faults:
        yield from faults
        return
    counts: dict[tuple[Subject, Period, str], int] = {}
    first: dict[tuple[Subject, Period, str], int] = {}
    for row in table.rows():
        if not any(row.cells):
            continue
        counted = whole(table, row, given) or _counted(row, given)
        if isinstance(counted, Fault):
            yield counted
            continue
        subject, period, metrics = counted
        for metric, count in metrics.items():
            key = (subject, period, metric)
            counts[key] = counts.get(key, 0) + count
            first.setdefault(key, row.number)
    for (subject, period, metric), count in counts.items():
        row_number = first[subject, period, metric]
        yield Entry(row_number, subject, {metric: known(count)}, period)


def _counted(row: Row, given: Given) -> tuple[Subject, Period, dict[str, int]] | Fault:
    kind, rating = row.cells[9].strip(), row.cells[3].strip()
    if kind not in KINDS:
        what = "The type of feedback is not one that the Feedback Explorer writes."
        return given.fault(row.number, "type", what, "Download the file again.")
    try:
        day = one_day(parse_day(row.cells[0], day_first=given.day_first))
    except ValueError:
        what = "The creation date is not a day."
        return given.fault(row.number, "creation date", what, "Download the file again.")
    subject = about(row.cells[1], service=kind in ABOUT_A_SERVICE)
    if kind == "aggregated-service-feedback":
        found = ADDED_UP.fullmatch(row.cells[2].strip())
        if not found:
            what = "The row stands for several ratings, and does not say how many."
            return given.fault(row.number, "feedback", what, "Download the file again.")
        subject = with_flags(subject, "weighted_rating")
        return subject, day, {f"service_ratings_{found[1]}": int(found[2])}
    if rating and rating not in "12345":
        what = "The rating is not one of 1 to 5."
        return given.fault(row.number, "service satisfaction rating", what, "Download it again.")
    metrics = {"feedback_comments": 1}
    if rating:
        metrics[f"service_ratings_{rating}"] = 1
    return subject, day, metrics


def about(cell: str, *, service: bool) -> Subject:
    """The page or service that feedback is about."""
    if service:
        slug = cell.strip().casefold()
        return Subject("service", slug, "exact" if slug else "unresolvable", cell)
    found = page(cell)
    return Subject(
        "feedback_page",
        found.subject_key,
        found.subject_key_status,
        cell,
        found.base_path,
        found.locale,
        flags=found.flags,
    )


FORMAT = Format(
    name="feedback_explorer",
    title="Feedback Explorer, CSV of comments (counted only)",
    basis="admin_count",
    definition="other",
    source="alphagov/support-api, feedback_csv_row_presenter.rb",
    recognises=recognises,
    parse=parse,
    known_by=HEADER,
)
