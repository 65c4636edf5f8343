"""The usage of one policy as other rooms are given it: read, checked, and fit to be published."""

from pathlib import Path

import pandas as pd

from opm_evidence.errors import FaultyRegister
from opm_evidence.records.faults import Fault
from opm_evidence.records.policy import Policy
from opm_evidence.records.usage import PolicyUsage
from opm_evidence.usage.attention import attention_subjects
from opm_evidence.usage.keeping import KEPT_FIGURES, write_kept
from opm_evidence.usage.keys import query
from opm_evidence.usage.pages import keys_of_pages
from opm_evidence.usage.periods import by_month, figures_by_period
from opm_evidence.usage.publishable import publishable
from opm_evidence.usage.reading import FOLDER, Usage, read_usage


def read_policy_usage(policy: Policy, evidence_dir: str | Path = "evidence") -> PolicyUsage:
    """What the folder `usage` of a policy says, without what may not be published.

    A folder that a pack carries gives the same as the files that it was made from. A policy
    without that folder has no usage recorded.

    Raises:
        FaultyRegister: a file cannot be read as it stands; all faults come with it.
    """
    usage = examine_policy_usage(policy, evidence_dir)
    if not usage.stands:
        faults = [fault for fault in usage.faults if fault.severity == "fault"]
        raise FaultyRegister(policy.policy_id, faults)
    return policy_usage(usage, policy)


def write_policy_usage(usage: PolicyUsage, policy_id: str, evidence_dir: Path) -> None:
    """Write what may be published into a policy's folder; nothing where nothing is recorded.

    `read_policy_usage` reads it back as the same. Equal usage gives equal bytes.
    """
    if usage.recorded:
        write_kept(usage.figures, usage.files, evidence_dir / policy_id / FOLDER)


def examine_policy_usage(policy: Policy, evidence_dir: str | Path = "evidence") -> Usage:
    """The usage of a policy with its faults and advice. Bad data never raise."""
    try:
        return read_usage(Path(evidence_dir) / policy.policy_id / FOLDER, policy)
    except (KeyError, ValueError):
        what = "The tables of a pack's usage cannot be read: they were changed."
        remedy = "Put the files as they were downloaded in their place, with their sidecars."
        return Usage(faults=(Fault(f"{FOLDER}/{KEPT_FIGURES}", 0, "", what, remedy),))


def policy_usage(usage: Usage, policy: Policy) -> PolicyUsage:
    """The same usage as it may be published, with the tables that the other rooms ask for."""
    fit = publishable(usage, policy)
    named = _named(policy, fit.figures)
    by_period = figures_by_period(fit.figures)
    compared = attention_subjects(fit.figures, policy, by_period)
    if compared is None and fit.recorded:
        unknown = pd.array([None] * len(named), dtype="Int64")
        compared = named[["subject_kind", "subject"]].assign(count=unknown)
    return PolicyUsage(fit.figures, fit.files, _periods(fit.figures, by_period), named, compared)


def _periods(figures: pd.DataFrame, by_period: pd.DataFrame) -> pd.DataFrame:
    days = figures["period_grain"].fillna("") == "day"
    if not days.any():
        return by_period
    longer, months = figures_by_period(figures[~days]), by_month(figures[days])
    return pd.concat([longer, months], ignore_index=True) if len(longer) else months


def _named(policy: Policy, figures: pd.DataFrame) -> pd.DataFrame:
    pages = keys_of_pages(policy, figures)
    rows = [("page", path, key) for path, key in pages.items()]
    rows += [("search", each.text, query(each.text).subject_key) for each in policy.search_terms]
    return pd.DataFrame(rows, columns=["subject_kind", "subject", "subject_key"], dtype="string")
