"""The export of all feedback: how many reports a day, over all of GOV.UK."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.usage.days import one_day, parse_day
from opm_evidence.usage.entries import Entry, Format, Given, Item, by_column, header_of, misread
from opm_evidence.usage.keys import Subject
from opm_evidence.usage.lines import Lines, Table
from opm_evidence.usage.numbers import parse_count

HEADER = ("date", "report_count")
GOVUK = Subject("site", "www.gov.uk", "exact", "")


def recognises(lines: Lines) -> bool:
    """A date and a count of reports, and nothing else."""
    return isinstance(lines, Table) and header_of(lines) == HEADER


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a day in London."""
    for each in by_column(table, given):
        if isinstance(each, Fault):
            yield each
            continue
        row, cells = each
        count = parse_count(cells["report_count"])
        if fault := misread(count, "report_count", row, given):
            yield fault
            continue
        try:
            day = one_day(parse_day(cells["date"], day_first=given.day_first))
        except ValueError:
            yield given.fault(row, "date", "The date is not a day.", "Download the file again.")
            continue
        yield Entry(row, GOVUK, {"feedback_comments": count}, day)


FORMAT = Format(
    name="feedback_totals",
    title="All feedback of GOV.UK, reports by day",
    basis="admin_count",
    definition="other",
    source="alphagov/support-api, global export",
    recognises=recognises,
    parse=parse,
    known_by=HEADER,
)
