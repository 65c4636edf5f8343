"""Petitions to Parliament, as petition.parliament.uk gives them in JSON: one, or a page of many."""

from collections.abc import Iterator, Mapping
from typing import Any

from opm_evidence.usage.days import UNKNOWN, Period, parse_day, span
from opm_evidence.usage.entries import Entry, Format, Given, Item, content_of, misread
from opm_evidence.usage.keys import Subject
from opm_evidence.usage.lines import Lines
from opm_evidence.usage.numbers import parse_count

REJECTED = ("rejected", "hidden")


def recognises(lines: Lines) -> bool:
    """Data with a signature count among the attributes."""
    return any("signature_count" in (_attributes(each) or {}) for each in _data(content_of(lines)))


def parse(lines: Lines, given: Given) -> Iterator[Item]:
    """One entry a petition."""
    for number, each in enumerate(_data(content_of(lines)), start=1):
        attributes = _attributes(each)
        if attributes is None:
            yield given.fault(number, "attributes", "This is no petition.", "Download it again.")
            continue
        yield from petition(number, str(each.get("id") or ""), attributes, given)


def petition(number: int, key: str, told: Mapping[str, Any], given: Given) -> Iterator[Item]:
    """The entry of one petition, from its opening to its close.

    While it is open it is counted to the day of the download, which only the sidecar knows. One
    that was rejected keeps the signatures of its sponsors, from the day of its writing on.
    """
    signatures = parse_count(told.get("signature_count"))
    if not key.strip():
        yield given.fault(number, "petition_id", "The petition has no id.", "Download it again.")
        return
    if fault := misread(signatures, "signature_count", number, given):
        yield fault
        return
    rejected = str(told.get("state") or "") in REJECTED
    try:
        period = _period(told, rejected=rejected, given=given)
    except ValueError as error:
        what = f"{str(error)[:1].upper()}{str(error)[1:]}."
        yield given.fault(number, "opened_at", what, "Download it again.")
        return
    title = " ".join(str(told.get("action") or "").split())
    flags = ("rejected_petition",) if rejected else ()
    subject = Subject("petition", key.strip(), "exact", key, title=title, flags=flags)
    yield Entry(number, subject, {"signatures": signatures}, period)


def _period(told: Mapping[str, Any], *, rejected: bool, given: Given) -> Period:
    first = told.get("created_at") if rejected else told.get("opened_at")
    last = told.get("rejected_at") if rejected else told.get("closed_at")
    retrieved = given.sidecar.retrieved_on if given.sidecar else None
    if not first or not (last or retrieved):
        return UNKNOWN
    return span(parse_day(first), parse_day(last) if last else parse_day(retrieved))


def _data(content: Any) -> list[Mapping[str, Any]]:
    data = content.get("data") if isinstance(content, dict) else None
    listed = data if isinstance(data, list) else [data]
    return [each for each in listed if isinstance(each, dict)]


def _attributes(each: Mapping[str, Any]) -> Mapping[str, Any] | None:
    found = each.get("attributes")
    return found if isinstance(found, dict) else None


FORMAT = Format(
    name="petitions_json",
    title="Petitions to Parliament, JSON",
    basis="admin_count",
    definition="other",
    source="alphagov/e-petitions, _petition.json.jbuilder",
    recognises=recognises,
    parse=parse,
    known_by=("data", "attributes", "signature_count"),
)
