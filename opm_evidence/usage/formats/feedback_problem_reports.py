"""The CSV of problem reports: one row a report. Reports are counted and never loaded."""

from collections.abc import Iterator

from opm_evidence.usage.days import Period, one_day, parse_day
from opm_evidence.usage.entries import Entry, Format, Given, Item, mostly, whole, wrong_header
from opm_evidence.usage.formats.feedback_explorer import about
from opm_evidence.usage.keys import Subject
from opm_evidence.usage.lines import Lines, Table
from opm_evidence.usage.numbers import known

HEADER = ("where feedback was left", "creation date", "feedback", "user came from")


def recognises(lines: Lines) -> bool:
    """Most of the four columns."""
    return isinstance(lines, Table) and mostly(lines, HEADER)


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a page and day."""
    faults = list(wrong_header(table, HEADER, given))
    if faults:
        yield from faults
        return
    rows: dict[tuple[Subject, Period], list[int]] = {}
    for row in table.rows():
        if not any(row.cells):
            continue
        if fault := whole(table, row, given):
            yield fault
            continue
        try:
            day = one_day(parse_day(row.cells[1], day_first=given.day_first))
        except ValueError:
            what = "The creation date is not a day."
            yield given.fault(row.number, HEADER[1], what, "Download the file again.")
            continue
        rows.setdefault((about(row.cells[0], service=False), day), []).append(row.number)
    for (subject, day), numbers in rows.items():
        yield Entry(numbers[0], subject, {"feedback_comments": known(len(numbers))}, day)


FORMAT = Format(
    name="feedback_problem_reports",
    title="Problem reports, CSV (counted only)",
    basis="admin_count",
    definition="other",
    source="alphagov/support-api, problem report export",
    recognises=recognises,
    parse=parse,
    known_by=HEADER,
)
