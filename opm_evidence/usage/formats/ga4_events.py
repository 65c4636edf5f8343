"""The raw export of Google Analytics 4 to BigQuery: one row an event, counted here by page and day.

Page views are `page_view` events; visits are told apart by browser and session; searches are
`search` events only, as a search also appears in the events of its results page.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from opm_evidence.records.faults import Fault
from opm_evidence.usage.days import Period, one_day, parse_day
from opm_evidence.usage.entries import Entry, Format, Given, Item, by_column, header_of
from opm_evidence.usage.keys import page, query
from opm_evidence.usage.lines import Lines, Records
from opm_evidence.usage.numbers import known


def recognises(lines: Lines) -> bool:
    """Events with their parameters, as BigQuery nests them."""
    return isinstance(lines, Records) and {"event_name", "event_date", "event_params"} <= set(
        header_of(lines)
    )


def parse(lines: Lines, given: Given) -> Iterator[Item]:
    """One entry a page and day, and one a search and day. The counts are held, not the events."""
    first: dict[tuple[str, str, Period], int] = {}
    counts: dict[tuple[str, str, Period], int] = {}
    visits: dict[tuple[str, str, Period], set[int]] = {}
    for each in by_column(lines, given):
        if isinstance(each, Fault):
            yield each
            continue
        row, event = each
        kind = event.get("event_name")
        if kind not in ("page_view", "search"):
            continue
        try:
            day = one_day(parse_day(event["event_date"]))
            parameters = _parameters(event["event_params"])
        except (KeyError, TypeError, ValueError):
            what = "The event has no day, or parameters in another shape."
            yield given.fault(
                row, "event_params", what, "Export the events as BigQuery nests them."
            )
            continue
        wanted = "page_location" if kind == "page_view" else "search_term"
        key = (str(kind), str(parameters.get(wanted) or ""), day)
        first.setdefault(key, row)
        counts[key] = counts.get(key, 0) + 1
        visit = hash((str(event.get("user_pseudo_id")), str(parameters.get("ga_session_id"))))
        visits.setdefault(key, set()).add(visit)
    for (kind, text, day), row in first.items():
        count = known(counts[kind, text, day])
        if kind == "search":
            yield Entry(row, query(text), {"site_searches": count}, day)
        else:
            unique = known(len(visits[kind, text, day]))
            yield Entry(row, page(text), {"page_views": count, "unique_page_views": unique}, day)


def _parameters(found: Any) -> Mapping[str, Any]:
    """The parameters of an event by name; JSON has lists of pairs, Parquet may wrap each again."""
    if isinstance(found, Mapping):
        found = found["list"]
    parameters: dict[str, Any] = {}
    for each in found:
        pair = each.get("element", each)
        values = pair["value"] or {}
        parameters[str(pair["key"])] = next(
            (value for value in values.values() if value is not None), None
        )
    return parameters


FORMAT = Format(
    name="ga4_events",
    title="Google Analytics 4 in BigQuery, raw events",
    basis="ga_consented",
    definition="ga4_events",
    source="Google, BigQuery export schema (support.google.com/analytics/answer/7029846)",
    recognises=recognises,
    parse=parse,
    known_by=("event_name", "event_date", "event_params"),
)
