"""Tables of service performance: one row a service, several periods side by side in the headings.

A heading either names twelve months (`April 2011 to March 2012: volume`) or has a label such as
`2012-Q4 Vol.`, which stands for twelve months that end elsewhere: the sidecar has to give them. A
heading that names more or fewer than twelve months is wrong, and is not read until the sidecar
corrects it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from opm_evidence.usage.days import Period, last_of_month, parse_month, span
from opm_evidence.usage.entries import Entry, Format, Given, Item, header_of, misread, whole
from opm_evidence.usage.keys import Subject
from opm_evidence.usage.lines import Lines, Table
from opm_evidence.usage.numbers import parse_amount, parse_count

NAMED = re.compile(r"([A-Z][a-z]+) (\d{4}) to ([A-Z][a-z]+) (\d{4}): (.+)")
LABELLED = re.compile(r"(\d{4}-Q[1-4]) (.+)")
MEASURES = {
    "volume": "transactions",
    "vol.": "transactions",
    "digital volume": "transactions_digital",
    "digital vol.": "transactions_digital",
    "cost per transaction (£)": "cost_per_transaction",
    "cpt (£)": "cost_per_transaction",
}
KEYS = ("Slug", "slug")
NAMES = ("Name of service", "Service name", "Transaction name", "Service", "Name")


@dataclass(frozen=True, slots=True)
class _Column:
    at: int
    metric: str
    period: Period


def recognises(lines: Lines) -> bool:
    """Several columns of volumes with a period in their heading."""
    if not isinstance(lines, Table):
        return False
    return sum(bool(_measure(name)) for name in header_of(lines)) >= 2


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a service and period."""
    columns: list[_Column] = []
    for at, name in enumerate(table.header):
        found = _column(at, name, table, given)
        if isinstance(found, _Column):
            columns.append(found)
        elif found:
            yield found
    if len({(each.metric, each.period) for each in columns}) < len(columns):
        what = "Two columns hold the same figure of the same period."
        yield given.fault(table.header_row, "", what, "Remove one of them.")
        return
    periods = dict.fromkeys(each.period for each in columns)
    for row in table.rows():
        if not any(row.cells):
            continue
        if fault := whole(table, row, given):
            yield fault
            continue
        subject = _subject(table, row.cells)
        for period in periods:
            of_period = [each for each in columns if each.period == period]
            figures = {
                each.metric: (
                    parse_amount if each.metric == "cost_per_transaction" else parse_count
                )(row.cells[each.at])
                for each in of_period
            }
            wrong = [
                misread(figures[each.metric], table.header[each.at], row.number, given)
                for each in of_period
            ]
            every, digital = figures.get("transactions"), figures.get("transactions_digital")
            if every and digital and every.value is not None and digital.value is not None:
                if digital.value > every.value:
                    what = f"More transactions are digital than there are, {period}."
                    wrong.append(given.fault(row.number, "", what, "Look the row up."))
            if any(wrong):
                yield from (fault for fault in wrong if fault)
            else:
                yield Entry(row.number, subject, figures, period)


def _column(at: int, name: str, table: Table, given: Given) -> "_Column | Item | None":
    metric = _measure(name)
    if not metric:
        return None
    corrections = given.sidecar.periods if given.sidecar else {}
    named, labelled = NAMED.fullmatch(name), LABELLED.fullmatch(name)
    label = name.partition(":")[0] if named else (labelled[1] if labelled else "")
    if label in corrections:
        return _Column(at, metric, corrections[label])
    if labelled:
        what = f"{label} stands for twelve months that it does not name."
        remedy = f"Give them in the sidecar: periods: {{{label}: 2011-04-01 to 2012-03-31}}."
        return given.advice(table.header_row, name[:60], f"{what} It is not read.", remedy)
    assert named is not None
    try:
        first = date(int(named[2]), parse_month(named[1]), 1)
        period = span(first, last_of_month(int(named[4]), parse_month(named[3])))
    except ValueError:
        period = None
    if period is None or period.grain != "year":
        what = f"“{label}” is not twelve months. The column is not read."
        remedy = f"Give the right days in the sidecar: periods: {{{label}: … to …}}."
        return given.advice(table.header_row, name[:60], what, remedy)
    return _Column(at, metric, period)


def _measure(name: str) -> str:
    found = NAMED.fullmatch(name) or LABELLED.fullmatch(name)
    return MEASURES.get(found.groups()[-1].strip().casefold(), "") if found else ""


def _subject(table: Table, cells: tuple[str, ...]) -> Subject:
    def cell(names: tuple[str, ...]) -> str:
        name = next((each for each in names if each in table.header), "")
        return " ".join(cells[table.position(name)].split()) if name else ""

    title = cell(NAMES)
    slug = cell(KEYS) or re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
    status = "exact" if cell(KEYS) else "normalised" if slug else "unresolvable"
    return Subject("service", slug, status, slug or title, title=title)


FORMAT = Format(
    name="service_performance",
    title="Service performance, volumes and cost by period",
    basis="admin_count",
    definition="other",
    source="alphagov/spotlight, assets/data/transaction-volumes.csv and services.csv",
    recognises=recognises,
    parse=parse,
    known_by=(NAMES[0], KEYS[0], "April 2011 to March 2012: volume"),
)
