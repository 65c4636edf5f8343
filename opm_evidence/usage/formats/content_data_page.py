"""The Content Data API's `/single_page`: one page, day by day.

Its `total` adds up every metric over the days, also those that no addition makes sense of: 900
words on ten days are 9,000 there. What an edition holds is read from `edition_metrics`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from opm_evidence.usage.days import Period, one_day, parse_day, span
from opm_evidence.usage.entries import Entry, Format, Given, Item, content_of, misread
from opm_evidence.usage.keys import Subject, page, with_flags
from opm_evidence.usage.lines import Lines
from opm_evidence.usage.numbers import Number, parse_count

BY_DAY = {
    "pviews": "page_views",
    "upviews": "unique_page_views",
    "searches": "searches_from_page",
    "useful_yes": "useful_yes",
    "useful_no": "useful_no",
    "feedex": "feedback_comments",
}
OF_THE_EDITION = {
    "words": "word_count",
    "reading_time": "reading_minutes",
    "pdf_count": "pdf_count",
}
ASK_AGAIN = "Ask the API again."


def recognises(lines: Lines) -> bool:
    """An object with `time_series_metrics` beside `metadata`."""
    content = content_of(lines)
    return isinstance(content, dict) and {"metadata", "time_series_metrics"} <= set(content)


def parse(lines: Lines, given: Given) -> Iterator[Item]:
    """One entry a metric and day, and one for what the edition holds."""
    content = content_of(lines)
    try:
        subject = _subject(content["metadata"])
        days = content["time_period"]
        period = span(parse_day(days["from"]), parse_day(days["to"]))
        series, edition = content["time_series_metrics"], content.get("edition_metrics") or []
        named = [(each["name"], each) for each in series]
        held = {each["name"]: each.get("value") for each in edition}
    except (KeyError, TypeError, ValueError, AttributeError):
        what = "The answer lacks its page, its period or its metrics."
        yield given.fault(0, "", what, ASK_AGAIN)
        return
    for number, (name, metric) in enumerate(named, start=1):
        if name in BY_DAY:
            yield from _series(number, name, metric, subject, period, given)
    figures = {
        OF_THE_EDITION[name]: parse_count(value)
        for name, value in held.items()
        if name in OF_THE_EDITION
    }
    wrong = [misread(each, metric, len(named) + 1, given) for metric, each in figures.items()]
    yield from (fault for fault in wrong if fault)
    if figures and not any(wrong):
        yield Entry(len(named) + 1, subject, figures, period)


def _series(
    row: int, name: str, metric: Mapping[str, Any], subject: Subject, whole: Period, given: Given
) -> Iterator[Item]:
    counted: dict[Period, Number] = {}
    for each in metric.get("time_series") or []:
        try:
            day = one_day(parse_day(each["date"]))
        except (KeyError, TypeError, ValueError):
            yield given.fault(row, name, "A value of the series has no day.", ASK_AGAIN)
            return
        counted[day] = parse_count(each.get("value"))
        if not whole.holds(day) or counted[day].complaint:
            what = counted[day].complaint or f"{day} lies outside {whole}."
            yield given.fault(row, name, what, ASK_AGAIN)
            return
    total = parse_count(metric.get("total"))
    added = sum(each.value or 0 for each in counted.values())
    if counted and total.value is not None and total.value != added:
        what = f"The total is {total.value:,.0f}, and the days add up to {added:,.0f}."
        yield given.advice(row, name, what, "The days are used; ask again if they look cut off.")
        subject = with_flags(subject, "total_differs")
    if not counted and total.complaint == "":
        counted = {whole: total}
    for period, value in counted.items():
        yield Entry(row, subject, {BY_DAY[name]: value}, period)


def _subject(metadata: Mapping[str, Any]) -> Subject:
    subject = page(metadata["base_path"], title=str(metadata.get("title") or ""))
    if metadata.get("withdrawn") is True:
        subject = with_flags(subject, "withdrawn")
    return replace(
        subject,
        content_id=str(metadata.get("content_id") or ""),
        locale=str(metadata.get("locale") or subject.locale),
        document_type=str(metadata.get("document_type") or ""),
        organisation=str(metadata.get("primary_organisation_title") or ""),
    )


FORMAT = Format(
    name="content_data_page",
    title="Content Data API, one page by day",
    basis="ga_consented",
    definition="content_data",
    source="alphagov/content-data-api, /single_page",
    recognises=recognises,
    parse=parse,
    known_by=("metadata", "time_period", "time_series_metrics", "edition_metrics"),
)
