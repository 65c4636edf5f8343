"""What a gap rule is: a plain question, its source, its reasons, and the judgement."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from opm_evidence.records.answers import Answer, SubjectKind
from opm_evidence.synthesis.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One gap rule, as data and one function.

    Attributes:
        code: the code, such as `G02`.
        name: the short name, such as `thin_evidence`.
        title: the plain question that it answers.
        subject_kind: what it judges.
        source: what it was learned from: title, year, DOI or address.
        reasons: every reason that an answer can give, for any verdict, with its meaning.
        settled_by: what would settle it, for each reason of a gap or of `not_assessable`.
        judge: the judgement; one answer for each subject, in the order of the register.
        leads: whether its gaps may lead a pack.
        thresholds: the names of the thresholds at which it turns.
        weighs: whether it looks at what a finding could bear, which `low_risk_share` moves.
    """

    code: str
    name: str
    title: str
    subject_kind: SubjectKind
    source: str
    reasons: Mapping[str, str]
    settled_by: Mapping[str, str]
    judge: Callable[[Case], Iterable[Answer]] = field(repr=False)
    leads: bool = True
    thresholds: tuple[str, ...] = ()
    weighs: bool = False
