"""Advice: reports of one study name the same nations.

Reviews are left out: they name a nation only when they say so.
"""

from collections import defaultdict
from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft
from opm_evidence.registers.nearest import quoted


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("evidence", "findings"):
        return
    evidence, findings = draft.tables["evidence"].frame, draft.tables["findings"]
    nations = dict(zip(evidence["evidence_id"], evidence["country"], strict=True))
    pairs = findings.frame[["study_id", "evidence_id"]].dropna().drop_duplicates()
    named: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for position, study, item in pairs.itertuples(name=None):
        places = frozenset(nations.get(item, ()))
        if places:
            named[study].append((position, places))
    for study, reports in named.items():
        for position, places in reports[1:]:
            if places.isdisjoint(reports[0][1]):
                yield findings.places.fault(
                    position,
                    "study_id",
                    f"Two reports of the study {quoted(study)} name no nation in common: "
                    f"{', '.join(sorted(reports[0][1]))} and {', '.join(sorted(places))}.",
                    "If they are two studies, give them two ids; else mend country in evidence.",
                    "advice",
                )


CHECK = Check(
    "studies_in_one_place",
    "Advice: items that report one study have a nation in common, where both name any.",
    _find,
)
