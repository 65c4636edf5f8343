"""GOV.UK's table of searches that found nothing: searches by query, or by query and manual.

The share of searches that were tried again stands on the first row of a query only. A row with
cells under no heading belongs to another table and is an error, not a figure.
"""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from opm_evidence.usage.entries import Entry, Format, Given, Item, header_of, misread, whole
from opm_evidence.usage.keys import page, query
from opm_evidence.usage.lines import Lines, Row, Table
from opm_evidence.usage.numbers import Number, parse_count, parse_ratio

SEARCHES, REFINED, RESULTS = "Total Unique Searches", "% Search Refinements", "Search results page"
STRAY = Number(None, "error", flags=("spreadsheet_error",))


def recognises(lines: Lines) -> bool:
    """A query beside unique searches."""
    return isinstance(lines, Table) and {"query", SEARCHES} <= set(header_of(lines))


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a query, manual and figure; rows that repeat it for another link count once."""
    seen: set[tuple[str, str, Number]] = set()
    unnamed = [at for at, name in enumerate(table.header) if not name]
    for row in table.rows():
        if not any(row.cells):
            continue
        if fault := whole(table, row, given):
            yield fault
            continue
        words, results = _cell(table, row, "query"), _cell(table, row, RESULTS)
        subject = query(words)
        if results:
            inside = _manual(results)
            subject = replace(subject, raw_key=f"{words} in {results}", base_path=inside)
        if any(row.cells[at].strip() for at in unnamed):
            what = "The row has cells under no heading, so the others may have moved."
            yield given.advice(row.number, "", what, "Its figures are not used: correct the row.")
            yield Entry(row.number, subject, {"site_searches": STRAY})
            continue
        searched, refined = (
            parse_count(_cell(table, row, SEARCHES)),
            parse_ratio(_cell(table, row, REFINED)),
        )
        wrong = [
            misread(searched, SEARCHES, row.number, given),
            misread(refined, REFINED, row.number, given),
        ]
        if any(wrong):
            yield from (fault for fault in wrong if fault)
            continue
        if (words, results, searched) in seen:
            continue
        seen.add((words, results, searched))
        figures = {"site_searches": searched, "search_refinement_ratio": refined}
        yield Entry(row.number, subject, figures)


def _manual(results: str) -> str:
    try:
        inside = parse_qs(urlsplit(results.replace("[]", "")).query).get("manual", [""])[0]
    except ValueError:
        return ""
    return page(inside).base_path if inside else ""


def _cell(table: Table, row: Row, name: str) -> str:
    at = table.position(name)
    return row.cells[at] if at >= 0 else ""


FORMAT = Format(
    name="search_zero_results",
    title="GOV.UK site search, queries without results",
    basis="ga_consented",
    definition="ga4_interface",
    source="alphagov/govuk-infrastructure, judgement_lists/zero_results.csv",
    recognises=recognises,
    parse=parse,
    known_by=("query", SEARCHES),
)
