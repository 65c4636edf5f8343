"""The gap rules, one module each, in the order of their codes.

G08, G11 and G12 have no rows of their own: they are reasons of G02 and G01.
"""

from opm_evidence.synthesis.rules import (
    attention_gap,
    claim_exceeds_evidence,
    contrary_evidence_not_cited,
    evaluation_missing,
    evidence_not_open,
    open_question,
    section_empty,
    stale_evidence,
    unsupported_claim,
    untraceable_source,
    voice_missing,
)
from opm_evidence.synthesis.rules.rule import Rule

_IN_ORDER: tuple[Rule, ...] = (
    voice_missing.RULE,
    unsupported_claim.RULE,
    untraceable_source.RULE,
    evidence_not_open.RULE,
    claim_exceeds_evidence.RULE,
    contrary_evidence_not_cited.RULE,
    section_empty.RULE,
    evaluation_missing.RULE,
    stale_evidence.RULE,
    open_question.RULE,
    attention_gap.RULE,
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _IN_ORDER}
