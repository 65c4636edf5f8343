"""What of a policy's usage may be published.

People type names, addresses and numbers into a search box. So a count of a search below ten is not
published, nor a search whose words hold a digit, @ or a bracket; of a search that policy.yaml does
not name itself, not even the words. Addresses as they were read are never published.
"""

from dataclasses import replace
from typing import Any

import pandas as pd

from opm_evidence.records.policy import Policy
from opm_evidence.usage.keys import query
from opm_evidence.usage.reading import Usage

SMALLEST = 10
"""Counts of free-text searches below this are not published."""

PERSONAL_SIGNS = frozenset("0123456789@[]")


def publishable(usage: Usage, policy: Policy | None = None) -> Usage:
    """The same usage without what may not be published; `files` says how much was withheld.

    A figure that is withheld keeps its row (`value_status` is `suppressed`) where policy.yaml names
    the search, and loses it where not. Zero is published: nobody is in it. Ratios of searches go
    with the counts that they are made of.
    """
    if usage.figures.empty and usage.files.empty:
        return usage
    named = {query(each.text).subject_key for each in policy.search_terms} if policy else set()
    figures = usage.figures.copy()
    figures["raw_key"] = pd.Series(pd.NA, index=figures.index, dtype="string")
    searches = figures["subject_type"] == "query"
    keys = figures["subject_key"].fillna("")
    personal = searches & pd.Series(
        [bool(PERSONAL_SIGNS & set(each)) or not each for each in keys], index=figures.index
    )
    small = searches & ~personal & _small(figures)
    ours = keys.isin(named)
    withheld = personal | small
    already = figures["value_status"] == "suppressed"
    figures.loc[withheld & ours, "value"] = pd.NA
    figures.loc[withheld & ours, "value_status"] = "suppressed"
    files = _counted(usage.files, figures, small, personal & ~already)
    kept = figures[~withheld | ours].reset_index(drop=True)
    return replace(usage, figures=kept, files=files)


def _small(figures: pd.DataFrame) -> "pd.Series[bool]":
    """Counts from 1 to 9, and every ratio of a search that has such a count."""
    counts = (figures["unit"] == "count") & figures["value"].between(1, SMALLEST - 1)
    counts = counts.fillna(False).astype(bool)
    file_and_key = [figures[name].fillna("") for name in ("source_file", "subject_key")]
    with_small: pd.Series[Any] = counts.groupby(file_and_key).transform("any")
    return counts | (with_small & (figures["unit"] == "ratio"))


def _counted(
    files: pd.DataFrame,
    figures: pd.DataFrame,
    small: "pd.Series[bool]",
    personal: "pd.Series[bool]",
) -> pd.DataFrame:
    def by_file(where: "pd.Series[bool]") -> "pd.Series[Any]":
        counts = figures.loc[where, "source_file"].value_counts()
        return files["file"].map(counts).fillna(0).astype("Int64")

    return files.assign(
        withheld_small=files["withheld_small"].fillna(0) + by_file(small),
        withheld_personal=files["withheld_personal"].fillna(0) + by_file(personal),
    )
