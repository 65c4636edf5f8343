"""The body of evidence: every finding beside its item and design, and whether it counts."""

import numpy as np
import pandas as pd

from opm_evidence.records.register import Register
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
    items = register.table("evidence")[list(ITEM_COLUMNS)]
    designs = register.designs[["study_design", "family", "kind", "comparison"]]
    body = body.merge(items, on="evidence_id", how="left").merge(
        designs.rename(columns={"kind": "design_kind"}), on="study_design", how="left"
    )
    no_design = body["family"].isna()
    document = body["type"].isin(DOCUMENT_TYPES)
    body["family"] = body["family"].mask(no_design & document, "document")
    body["family"] = body["family"].fillna("primary")
    set_aside = _set_aside(body)
    body["set_aside"] = pd.Series(set_aside, dtype="string")
    body["counts"] = set_aside == ""
    return with_bearing(body, register, thresholds)


def _set_aside(body: pd.DataFrame) -> np.ndarray:
    conditions = {
        "retracted": body["status"] == "retracted",
        "superseded": body["status"] == "superseded",
        "planned": body["study_status"] == "planned",
        "ongoing": body["study_status"] == "ongoing",
        "unread": (body["coding_status"] == "not_reported") | (body["direction"] == "not_reported"),
        "indirect": body["match"] != "direct",
    }
    flags = [each.fillna(False).to_numpy(dtype=bool) for each in conditions.values()]
    return np.select(flags, list(conditions), "").astype(object)
