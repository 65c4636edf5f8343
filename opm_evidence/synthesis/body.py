"""The body of evidence: every finding beside its item and design, and whether it counts."""

import numpy as np
import pandas as pd

from opm_evidence.records.register import Register, values_of
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.bearing import with_bearing

ITEM_COLUMNS = (
    "evidence_id",
    "title",
    "year",
    "type",
    "status",
    "study_status",
    "study_design",
    "country",
    "verified",
    "access",
    "search_date",
    "included_studies",
    "included_low_risk",
    "included_study_ids",
    "facets",
)
"""What a finding takes over from its item."""

DOCUMENT_TYPES = ("policy_document", "consultation_response", "impact_assessment")
"""Reports that are no study even where nobody recorded a design."""

SET_ASIDE_BY = ("status", "study_status", "coding_status", "direction", "match")
"""What tells whether a finding is set aside."""


def body_of_evidence(register: Register, thresholds: Thresholds = Thresholds()) -> pd.DataFrame:
    """Every finding of the register, one row each, in the order of findings.csv.

    Columns: those of findings.csv but `notes`, and `place`; those of its item in `ITEM_COLUMNS`;
    of its design `family`, `design_kind` and `comparison`; those of `bearing.with_bearing`; and

    - `set_aside`: why the finding is no part of any count: `retracted`, `superseded`, `planned`,
      `ongoing`, `unread` (its direction has not been read) or `indirect` (it is about another
      intervention of the kind); empty for all others. The first that holds is given.
    - `counts`: true where `set_aside` is empty. A cell that asks for an effect counts only those
      of them that have a direction.

    An item whose design is not recorded belongs to the family `primary`, unless its type says
    that it is a document. Only `low_risk_share` of the thresholds is used.
    """
    body = register.table("findings").drop(columns="notes")
    body = _beside(body, "evidence_id", register.table("evidence")[list(ITEM_COLUMNS)])
    designs = register.designs[["study_design", "family", "kind", "comparison"]]
    body = _beside(body, "study_design", designs.rename(columns={"kind": "design_kind"}))
    families = zip(values_of(body["family"]), values_of(body["type"]), strict=True)
    aside = zip(*(values_of(body[name]) for name in SET_ASIDE_BY), strict=True)
    set_aside = [_why_aside(*each) for each in aside]
    body = body.assign(
        family=pd.array([_family(*each) for each in families], dtype="string"),
        set_aside=pd.array(set_aside, dtype="string"),
        counts=np.array([not why for why in set_aside], dtype=bool),
    )
    return with_bearing(body, register, thresholds)


def _beside(rows: pd.DataFrame, key: str, others: pd.DataFrame) -> pd.DataFrame:
    """The rows, each with the columns of the one other that has its key; missing if none has."""
    found = pd.Index(others[key]).get_indexer(pd.Index(rows[key]))
    columns = {str(name): others[name].array for name in others if name != key}
    return rows.assign(
        **{name: values.take(found, allow_fill=True) for name, values in columns.items()}
    )


def _family(of_design: str | None, item_type: str) -> str:
    return of_design or ("document" if item_type in DOCUMENT_TYPES else "primary")


def _why_aside(
    status: str, study_status: str, coding_status: str, direction: str | None, match: str
) -> str:
    if status in ("retracted", "superseded"):
        return status
    if study_status in ("planned", "ongoing"):
        return study_status
    if "not_reported" in (coding_status, direction):
        return "unread"
    return "" if match == "direct" else "indirect"
