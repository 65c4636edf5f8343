"""The canonical table of usage: one figure a row, as `records/schemas/usage.json` declares it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from opm_evidence.records.register import column_dtype
from opm_evidence.records.schemas import table_schema
from opm_evidence.usage.days import CONSENT, SERIES_BREAK, Period
from opm_evidence.usage.entries import METRIC_BASIS, Entry, Format
from opm_evidence.usage.numbers import UNITS

COLUMNS = table_schema("usage").columns
TEXT_OF_SUBJECT = (
    "subject_type",
    "subject_key",
    "subject_key_status",
    "raw_key",
    "base_path",
    "locale",
    "part_slug",
    "content_id",
    "title",
    "document_type",
    "organisation",
    "organisation_id",
)
GOOGLE_ANALYTICS = ("ga_consented", "ga_preconsent")
SAME_ROW = [
    "subject_type",
    "subject_key",
    "base_path",
    "raw_key",
    "title",
    "metric",
    "period_start",
    "period_end",
]
"""What two rows of one file share when they are about the very same thing."""


def basis_of(metric: str, format_basis: str, period: Period) -> str:
    """Who is counted. Consent began on 20 December 2019; comments are counted elsewhere."""
    if metric in METRIC_BASIS:
        return METRIC_BASIS[metric]
    before = period.end is not None and period.end < CONSENT
    return "ga_preconsent" if format_basis == "ga_consented" and before else format_basis


def definition_of(metric: str, format_definition: str, period: Period) -> str:
    """Which definition holds; Content Data changed its own from December 2023 to April 2024."""
    if metric in METRIC_BASIS:
        return "other"
    if format_definition != "content_data":
        return format_definition
    if period.start is None or period.end is None:
        return "unknown"
    if period.end < SERIES_BREAK[0]:
        return "ua"
    return "ga4_2023-12" if period.start > SERIES_BREAK[1] else "unknown"


def rows_of(
    entry: Entry, period: Period, format_: Format, basis: str, flags: Sequence[str]
) -> Iterable[tuple[Any, ...]]:
    """The rows of one entry, in the order of `COLUMNS`, without what is known of the file."""
    subject = entry.subject
    start, end = (str(day) if day else "" for day in (period.start, period.end))
    texts = [getattr(subject, name) for name in TEXT_OF_SUBJECT]
    for metric, number in entry.figures.items():
        kind = basis_of(metric, basis, period)
        broken = period.flags if kind in GOOGLE_ANALYTICS else _undated(period)
        yield (
            *texts,
            subject.taxon_ids,
            start,
            end,
            period.grain,
            metric,
            number.value,
            number.status,
            number.bound,
            UNITS.get(metric, "count"),
            kind,
            definition_of(metric, format_.definition, period),
            entry.row,
            tuple(dict.fromkeys((*flags, *broken, *subject.flags, *number.flags))),
        )


def _undated(period: Period) -> tuple[str, ...]:
    """Statistics other than Google's did not change when Google's did."""
    return tuple(flag for flag in period.flags if flag == "period_unknown")


ROW_COLUMNS = (
    *TEXT_OF_SUBJECT,
    "taxon_ids",
    "period_start",
    "period_end",
    "period_grain",
    "metric",
    "value",
    "value_status",
    "censor_bound",
    "unit",
    "basis",
    "definition",
    "source_row",
    "flags",
)


def figures_frame(
    rows: Sequence[tuple[Any, ...]], *, source_format: str, source_file: str, source_sha256: str
) -> pd.DataFrame:
    """The canonical table of one file: repeated rows once, those that differ marked."""
    raw = dict(zip(ROW_COLUMNS, zip(*rows, strict=True), strict=True)) if rows else {}
    source = {
        "source_format": source_format,
        "source_file": source_file,
        "source_sha256": source_sha256,
    }
    columns = {
        name: [source[name]] * len(rows) if name in source else raw.get(name, ())
        for name in COLUMNS
    }
    return settled(typed(columns))


def typed(columns: Mapping[str, Iterable[Any]]) -> pd.DataFrame:
    """The canonical table of these columns, each of its type, `<NA>` where nothing is recorded."""
    kinds = {field.name: column_dtype(field) for field in table_schema("usage").fields}
    return pd.DataFrame({name: _typed(columns[name], kinds[name]) for name in COLUMNS})


def _typed(values: Iterable[Any], kind: str) -> "pd.Series[Any]":
    if kind == "string":
        return pd.Series([text or None for text in values], dtype="string")
    plain = pd.Series(list(values), dtype="object")
    return plain if kind == "object" else pd.to_numeric(plain, errors="raise").astype(kind)  # type: ignore[call-overload]


def settled(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of one file about the very same thing: equal figures once, others marked as differing.

    Rows that differ in spelling or title are parts of one count, and are marked as such.
    """
    if frame.empty:
        return frame
    keyed = frame["subject_key"].notna()
    text = frame[SAME_ROW].astype(object).where(frame[SAME_ROW].notna(), "")
    same = [text[name] for name in SAME_ROW]
    figure = frame["value"].astype(object).where(frame["value"].notna(), frame["value_status"])
    repeated = pd.concat([text, figure], axis=1).duplicated(keep=False) & keyed
    later = pd.concat([text, figure], axis=1).duplicated() & keyed
    differing = figure.groupby(same, sort=False).transform("nunique").gt(1) & keyed
    thing = [text[name] for name in ("subject_type", "subject_key", "metric", "period_start")]
    thing.append(text["period_end"])
    titles = text["title"].groupby([*thing, text["raw_key"]], sort=False).transform("nunique")
    spellings = text["raw_key"].groupby(thing, sort=False).transform("nunique")
    frame = _marked(frame, "repeated_rows", repeated)
    frame = _marked(frame, "figures_differ", differing)
    frame = _marked(frame, "several_titles", titles.gt(1) & keyed)
    frame = _marked(frame, "several_spellings", spellings.gt(1) & keyed)
    return frame[~later].reset_index(drop=True)


def _marked(frame: pd.DataFrame, flag: str, where: "pd.Series[bool]") -> pd.DataFrame:
    if not where.any():
        return frame
    flags = [
        tuple(dict.fromkeys((*each, flag))) if marked else each
        for each, marked in zip(frame["flags"], where, strict=True)
    ]
    return frame.assign(flags=pd.Series(flags, index=frame.index, dtype=object))


def joined(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The tables of several files below one another; empty with the same columns where none is."""
    kept = [frame for frame in frames if len(frame)]
    return pd.concat(kept, ignore_index=True) if kept else empty_figures()


def empty_figures() -> pd.DataFrame:
    """The canonical table without rows."""
    return _empty_figures().copy(deep=False)


@cache
def _empty_figures() -> pd.DataFrame:
    return typed(dict.fromkeys(COLUMNS, ()))
