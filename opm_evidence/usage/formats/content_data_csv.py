"""The CSV that Content Data exports: one row a page, 18 columns, the days in an address only.

Columns and cells as content-data-admin writes them (`content_items_csv_presenter.rb`); their order
has not changed since 17 June 2019.
"""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from opm_evidence.records.faults import Fault
from opm_evidence.usage.days import UNKNOWN, Period, parse_day, span
from opm_evidence.usage.entries import (
    Entry,
    Format,
    Given,
    Item,
    header_of,
    misread,
    mostly,
    whole,
    wrong_header,
)
from opm_evidence.usage.keys import organisation, page, with_flags
from opm_evidence.usage.lines import Lines, Row, Table
from opm_evidence.usage.numbers import MISSING, Number, known, parse_count, parse_ratio

HEADER = (
    "Title",
    "Organisation",
    "GOV.UK URL",
    "Content Data URL",
    "Document Type",
    "Unique page views",
    "Page views",
    "Page views per visit",
    "Users who searched from page",
    "Users who found page useful",
    "Yes responses: is page useful?",
    "No responses: is page useful?",
    "Searches from page",
    "Feedback comments",
    "Feedback Explorer URL",
    "Reading time",
    "Word count",
    "Number of PDFs",
)
BEFORE_JUNE_2019 = frozenset(
    (
        "Content Data Link",
        "Upviews",
        "Satisfaction Score Responses",
        "Percentage of users searched",
        "Link to feedback comments",
    )
)
COUNTS = {
    5: "unique_page_views",
    6: "page_views",
    10: "useful_yes",
    11: "useful_no",
    12: "searches_from_page",
    13: "feedback_comments",
    16: "word_count",
    17: "pdf_count",
}
"""Columns that hold a whole number, by position."""

WORDS_A_MINUTE = 200
"""What Content Data divides words by, rounding up, to say how long reading takes."""


def recognises(lines: Lines) -> bool:
    """Most of the 18 columns, or two of those of before June 2019."""
    return isinstance(lines, Table) and (
        mostly(lines, HEADER) or len(BEFORE_JUNE_2019 & set(header_of(lines))) >= 2
    )


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a page. All rows have one period; a row without one is a fault."""
    if BEFORE_JUNE_2019 & set(table.header):
        what = "This is an export of Content Data from before June 2019; its columns meant others."
        yield given.fault(table.header_row, "", what, "Export the pages again from Content Data.")
        return
    faults = list(wrong_header(table, HEADER, given))
    if faults:
        yield from faults
        return
    first = UNKNOWN
    for row in table.rows():
        if not any(row.cells):
            continue
        if fault := whole(table, row, given):
            yield fault
            continue
        period = _period(row, given)
        if isinstance(period, Fault):
            yield period
            continue
        first = period if not first.known else first
        if period != first:
            what = f"The row is about {period}, and the first row about {first}."
            yield given.fault(row.number, HEADER[14], what, "Keep one export in one file.")
            continue
        yield from _entry(row, period, given)


def _entry(row: Row, period: Period, given: Given) -> Iterator[Item]:
    figures = {metric: parse_count(row.cells[at]) for at, metric in COUNTS.items()}
    figures["reading_minutes"] = _minutes(row.cells[15], figures["word_count"])
    faults = [
        misread(figures[metric], HEADER[at], row.number, given) for at, metric in COUNTS.items()
    ]
    faults.append(misread(figures["reading_minutes"], HEADER[15], row.number, given))
    views, unique = figures["page_views"].value, figures["unique_page_views"].value
    if views is not None and unique is not None and unique > views:
        what = f"There are more unique page views ({unique:.0f}) than page views ({views:.0f})."
        remedy = "Export the file again; its columns may have moved."
        faults.append(given.fault(row.number, HEADER[5], what, remedy))
    yield from (fault for fault in faults if fault)
    if any(faults):
        return
    subject = page(row.cells[2], title=row.cells[0])
    name, flags = organisation(row.cells[1])
    if not _ratios_follow(row, figures):
        flags = (*flags, "ratio_differs")
        what = "A ratio of the row does not follow from its counts."
        yield given.advice(row.number, HEADER[7], what, "Look whether the file was edited.")
    subject = replace(
        with_flags(subject, *flags), organisation=name, document_type=row.cells[4].strip()
    )
    yield Entry(row.number, subject, figures, period)


def _period(row: Row, given: Given) -> Period | Fault:
    asked = parse_qs(urlsplit(row.cells[14]).query) if "]" not in row.cells[14] else {}
    try:
        return span(parse_day(asked["from"][0]), parse_day(asked["to"][0]))
    except (KeyError, ValueError):
        what = "The address says no days (from=…&to=…), and no other column does."
        return given.fault(row.number, HEADER[14], what, "Export the file again.")


def _minutes(cell: str, words: Number) -> Number:
    """`1h 40m` in minutes. Content Data writes a time of day, which wraps after 24 hours."""
    text = cell.strip()
    if not text:
        return MISSING
    hours, _, minutes = text.partition("h ")
    if not (hours.isdecimal() and minutes.endswith("m") and minutes[:-1].isdecimal()):
        return Number(None, "error", complaint=f"“{text[:40]}” is not a time such as 1h 40m.")
    if words.value is not None and words.value > 24 * 60 * WORDS_A_MINUTE:
        return Number(None, "error", flags=("ratio_differs",))
    return known(int(hours) * 60 + int(minutes[:-1]))


def _ratios_follow(row: Row, figures: dict[str, Number]) -> bool:
    views, unique = figures["page_views"].value, figures["unique_page_views"].value
    yes, no = figures["useful_yes"].value, figures["useful_no"].value
    given_views = row.cells[7].strip()
    if views is not None and unique and given_views:
        try:
            if abs(float(given_views) - views / unique) > 0.011:
                return False
        except ValueError:
            return False
    useful = parse_ratio(row.cells[9]).value
    if yes is not None and no is not None and yes + no and useful is not None:
        return abs(useful - yes / (yes + no)) <= 0.0051
    return True


FORMAT = Format(
    name="content_data_csv",
    title="Content Data, CSV export",
    basis="ga_consented",
    definition="content_data",
    source="alphagov/content-data-admin, content_items_csv_presenter.rb",
    recognises=recognises,
    parse=parse,
    known_by=HEADER,
)
