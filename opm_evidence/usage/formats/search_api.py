"""Answers of GOV.UK's Search API v1, asked for `view_count`: page views of fourteen days.

The only public figure per page: views of the path without query strings, by consenting browsers,
without smart answers. `popularity` is a rank and no count. The answer does not say its days: they
are the fourteen before the day on which it was asked, which the sidecar has to give.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from opm_evidence.usage.entries import Entry, Format, Given, Item, content_of, misread
from opm_evidence.usage.keys import page
from opm_evidence.usage.lines import Lines
from opm_evidence.usage.numbers import MISSING, parse_count

VIEWS = "view_count"
ASK_FOR_IT = "Ask with fields=link,title,content_id,view_count, or use `opm-evidence usage fetch`."


def recognises(lines: Lines) -> bool:
    """Results of a search with a link or an id of the index."""
    content = content_of(lines)
    if not isinstance(content, dict) or not isinstance(content.get("results"), list):
        return False
    results = content["results"]
    if not results:
        return {"total", "start"} <= set(content)
    return isinstance(results[0], dict) and "link" in results[0]


def parse(lines: Lines, given: Given) -> Iterator[Item]:
    """One entry a result; answers without `view_count` are refused."""
    content = content_of(lines)
    results = content["results"]
    if results and not any(isinstance(each, dict) and VIEWS in each for each in results):
        what = f"None of the {len(results)} results has a view_count; popularity is no count."
        yield given.fault(1, VIEWS, what, ASK_FOR_IT)
        return
    total = content.get("total")
    if isinstance(total, int) and total > len(results):
        what = f"The answer has {len(results):,} of {total:,} results."
        yield given.advice(0, "total", what, "Ask for the rest with start=, or for less.")
    for number, result in enumerate(results, start=1):
        if not isinstance(result, dict) or not isinstance(result.get("link"), str):
            yield given.fault(number, "link", "The result has no link.", ASK_FOR_IT)
            continue
        views = parse_count(result[VIEWS]) if VIEWS in result else MISSING
        if fault := misread(views, VIEWS, number, given):
            yield fault
            continue
        subject = replace(
            page(result["link"], title=str(result.get("title") or "")),
            content_id=str(result.get("content_id") or ""),
            document_type=str(result.get("content_store_document_type") or ""),
            organisation=_organisation(result),
            taxon_ids=tuple(str(each) for each in _list(result.get("taxons"))),
        )
        yield Entry(number, subject, {"page_views": views})


def _organisation(result: Mapping[str, Any]) -> str:
    first = next(iter(_list(result.get("organisations"))), None)
    return str(first.get("title") or "") if isinstance(first, Mapping) else ""


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else []


FORMAT = Format(
    name="search_api",
    title="GOV.UK Search API v1, page views of 14 days",
    basis="ga_consented",
    definition="ga4_dataform",
    source="alphagov/search-api, docs/updating_popularity.md",
    recognises=recognises,
    parse=parse,
    known_by=("results", "link", "view_count"),
    grain="rolling14",
)
