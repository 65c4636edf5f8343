"""How much each page and search of a policy was used: what rule G25 compares.

Pages are compared with pages and searches with searches, by one metric, one basis, one definition,
one period and one file at a time: figures that count different things are never mixed.
"""

from collections.abc import Mapping

import pandas as pd

from opm_evidence.records.policy import Policy
from opm_evidence.usage.keys import query
from opm_evidence.usage.pages import keys_of_pages
from opm_evidence.usage.periods import figures_by_period

BY_KIND: Mapping[str, tuple[str, ...]] = {
    "page": ("page_views", "unique_page_views", "sessions", "landing_sessions"),
    "query": ("site_searches", "search_clicks", "sc_impressions", "sc_clicks"),
}
"""Which metric is taken, if there are several: the first of which there are figures."""

SUBJECT_KINDS = {"page": "page", "query": "search"}
BASIS = [
    "period_start",
    "period_end",
    "basis",
    "definition",
    "unit",
    "source_format",
    "source_file",
]
COLUMNS = ("subject_kind", "subject", "count", "metric", *BASIS)


def attention_subjects(
    figures: pd.DataFrame, policy: Policy, by_period: pd.DataFrame | None = None
) -> pd.DataFrame | None:
    """One row a page and search that policy.yaml names; `None` where no usage bears on any.

    Columns: `subject_kind` (`page` or `search`), `subject` (as policy.yaml spells it), `count`
    (missing where it is unknown, suppressed or censored), `metric`, and what the count rests on:
    `period_start`, `period_end`, `basis`, `definition`, `unit`, `source_format`, `source_file`.

    Of several files, metrics and periods, those are taken that know most of the policy's subjects;
    of equals the metric that `BY_KIND` names first, then the latest period. Figures of unknown
    days are left out. `by_period` is what `figures_by_period` makes of the figures, where that is
    known already.
    """
    dated = figures_by_period(figures) if by_period is None else by_period
    dated = dated[dated["period_start"].notna()]
    named = {
        "page": keys_of_pages(policy, figures),
        "query": {each.text: query(each.text).subject_key for each in policy.search_terms},
    }
    found = [_of_kind(kind, dated, named[kind]) for kind in BY_KIND]
    kept = [each for each in found if each is not None]
    return pd.concat(kept, ignore_index=True) if kept else None


def _of_kind(kind: str, dated: pd.DataFrame, named: Mapping[str, str]) -> pd.DataFrame | None:
    bearing = dated[
        (dated["subject_type"] == kind)
        & dated["metric"].isin(BY_KIND[kind])
        & dated["subject_key"].isin(set(named.values()))
    ]
    if bearing.empty:
        return None
    order = {metric: -place for place, metric in enumerate(BY_KIND[kind])}
    best, chosen = (-1, 0, ""), bearing
    for (metric, *_), part in bearing.groupby(["metric", *BASIS], sort=False, dropna=False):
        rank = (
            int(part["value"].notna().sum()),
            order[str(metric)],
            str(part["period_end"].iloc[0]),
        )
        if rank > best:
            best, chosen = rank, part
    counts = dict(zip(chosen["subject_key"], chosen["value"], strict=True))
    rests_on = {name: chosen[name].iloc[0] for name in ("metric", *BASIS)}
    values = [counts.get(key) for key in named.values()]
    frame = pd.DataFrame(
        {
            "subject_kind": SUBJECT_KINDS[kind],
            "subject": pd.array(list(named), dtype="string"),
            "count": pd.array(
                [None if pd.isna(each) else int(each) for each in values], dtype="Int64"
            ),
            **rests_on,
        }
    )
    return frame[list(COLUMNS)]
