"""What a rule answers about the whole policy where the table of its subjects holds no row.

A table that is absent was not recorded, and nothing can be said; a table with a header and no
row is a recorded zero, and there is nothing to judge.
"""

from opm_evidence.records.answers import Answer
from opm_evidence.records.register import Register

NOT_RECORDED = "not_recorded"
NONE_RECORDED = "none_recorded"


def without_subjects(register: Register, rule: str, table: str) -> Answer | None:
    """The one answer of a rule whose subjects are the rows of `table`; `None` where it has rows."""
    if not register.recorded(table):
        return Answer(
            rule=rule,
            subject_kind="policy",
            subject=register.policy.policy_id,
            verdict="not_assessable",
            reason=NOT_RECORDED,
            facts={"table": table},
            needs=(table,),
        )
    if register.table(table).empty:
        return Answer(
            rule=rule,
            subject_kind="policy",
            subject=register.policy.policy_id,
            verdict="not_applicable",
            reason=NONE_RECORDED,
            facts={"table": table},
        )
    return None
