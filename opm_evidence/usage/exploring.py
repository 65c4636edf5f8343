"""One usage file laid out for an analyst: each question about it answered by one table.

Every table has its columns also where the file cannot be read, or holds nothing. Codes are those of
`records/vocabulary.json`, with their meaning beside them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from opm_evidence.records.vocabulary import terms
from opm_evidence.usage.examining import UsageFile
from opm_evidence.usage.periods import by_month, figures_by_period
from opm_evidence.usage.publishable import publishable
from opm_evidence.usage.reading import usage_of
from opm_evidence.usage.tally import NOT_ADDED


class Listing(pd.DataFrame):
    """A table that shows all of its words and rows; pandas itself cuts words at 50 letters."""

    def _repr_html_(self) -> str:
        with pd.option_context("display.max_colwidth", None, "display.max_rows", None):
            return str(self.to_html(na_rep="not given", index=False))

    def __repr__(self) -> str:
        return str(self.to_string(na_rep="not given", index=False))


def what_it_holds(found: UsageFile) -> Listing:
    """What the file is, its days, how its rows were chosen, and its hash: one row a fact."""
    said = found.sidecar
    facts = (
        ("file", found.file),
        ("format", found.title or "not recognised"),
        ("days", str(found.period)),
        ("length of a period", terms("period_grain").get(found.grain, "not known")),
        ("rows read", f"{found.rows:,}"),
        ("can be used", "yes" if found.stands else "no: see the faults"),
        ("source", said.source if said else "no sidecar says it"),
        ("licence", said.licence if said else "no sidecar says it"),
        ("selection", (said.selection if said else "") or "none is stated"),
        ("note", (said.note if said else "") or "none"),
        ("SHA-256", found.sha256 or "not known"),
    )
    return _table(("what", "which"), facts)


def faults_of(found: UsageFile) -> Listing:
    """What is wrong, where, and what to do: one row a fault or piece of advice."""
    rows = [(f.severity, f.line, f.field, f.what, f.remedy) for f in found.faults]
    return _table(("severity", "row", "field", "what", "remedy"), rows)


def totals_of(found: UsageFile) -> Listing:
    """One row a metric: who is counted, by which definition, and the sum where one makes sense.

    `total` is missing where figures cannot be added up: one visit may be in several of them.
    """
    rows = [
        (
            total.metric,
            terms("metric")[total.metric],
            total.value,
            total.unit,
            terms("basis").get(total.basis, "not stated"),
            terms("usage_definition").get(total.definition, "not stated"),
            total.figures,
        )
        for total in found.totals
    ]
    columns = ("metric", "counts", "total", "unit", "basis", "definition", "figures")
    return _table(columns, rows)


def states_of(found: UsageFile) -> Listing:
    """How many figures of each metric are there, and why the others are not: one row a state."""
    rows = [
        (total.metric, state, count, terms("value_status")[state])
        for total in found.totals
        for state, count in total.states.items()
    ]
    return _table(("metric", "state", "figures", "meaning"), rows)


def flags_of(found: UsageFile) -> Listing:
    """What else is true of its rows, the most frequent first: one row a flag."""
    meanings = terms("usage_flag")
    ordered = sorted(found.flags.items(), key=lambda each: (-each[1], each[0]))
    rows = [(flag, count, meanings.get(flag, "")) for flag, count in ordered]
    return _table(("flag", "rows", "meaning"), rows)


def keys_of(found: UsageFile) -> Listing:
    """How many figures are about something that can be named: one row a state of the key."""
    counted = Counter(found.figures["subject_key_status"].dropna())
    meanings = terms("subject_key_status")
    rows = [(state, counted[state], meaning) for state, meaning in meanings.items()]
    return _table(("key", "figures", "meaning"), rows)


def most_used(found: UsageFile, most: int) -> Listing:
    """The subjects with the largest figures of each metric and period, at most `most` of each.

    Columns as `figures_by_period` has them; searches only as far as they may be published.
    """
    frame = figures_by_period(_fit(found))
    frame = frame[frame["value"].notna()].sort_values("value", ascending=False, kind="stable")
    kinds = ["metric", "period_start", "period_end", "basis", "definition"]
    first = frame.groupby(kinds, sort=False, dropna=False).head(most)
    return Listing(first.sort_values("metric", kind="stable").reset_index(drop=True))


def over_time(found: UsageFile) -> Listing:
    """One row a metric, period and definition: how many subjects have a figure, and their sum.

    Days are brought together by month. There is no sum of what cannot be added up. `segment` rises
    where the statistics changed (December 2023 to April 2024): nothing is to be compared across.
    """
    days = found.figures["period_grain"].fillna("") == "day"
    frame = by_month(found.figures) if days.any() else figures_by_period(found.figures)
    kinds = ["metric", "period_start", "period_end", "period_grain", "basis", "definition"]
    known = frame[frame["value"].notna()]
    rows = [
        (*key, part["subject_key"].nunique(), _sum(str(key[0]), part), int(part["segment"].max()))
        for key, part in known.groupby([*kinds], sort=False, dropna=False)
    ]
    rows.sort(key=lambda row: (str(row[0]), str(row[1])))
    return _table((*kinds, "subjects", "total", "segment"), rows)


def what_may_be_published(found: UsageFile) -> Listing:
    """How many figures a pack may show, and how many it withholds: one row a reason."""
    fit = publishable(usage_of([found]))
    small, personal = (
        int(fit.files[name].sum()) for name in ("withheld_small", "withheld_personal")
    )
    rows = (
        ("may be published", len(fit.figures)),
        ("withheld: a count of a search under 10, or a ratio made of one", small),
        ("withheld: a search whose words may name somebody", personal),
    )
    return _table(("figures", "number"), rows)


def _fit(found: UsageFile) -> pd.DataFrame:
    return publishable(usage_of([found])).figures


def _sum(metric: str, part: pd.DataFrame) -> float | None:
    return None if metric in NOT_ADDED else float(part["value"].sum())


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Listing:
    return Listing(list(rows), columns=list(columns))
