"""The gap rules, one module each, in the order of their codes.

G08, G11 and G12 have no rows of their own: they are reasons of G02 and G01.
"""

from opm_evidence.synthesis.rules import (
    absolute_gap,
    attention_gap,
    claim_exceeds_evidence,
    contrary_evidence_not_cited,
    evaluation_missing,
    evidence_not_open,
    facet_missing,
    imprecise,
    inconsistent,
    not_appraised,
    not_target_setting,
    open_question,
    section_empty,
    short_follow_up,
    stale_evidence,
    synthesis_gap,
    synthesis_out_of_date,
    thin_evidence,
    unsupported_claim,
    untraceable_source,
    voice_missing,
    weak_design,
)
from opm_evidence.synthesis.rules.rule import Rule

_IN_ORDER: tuple[Rule, ...] = (
    absolute_gap.RULE,
    thin_evidence.RULE,
    synthesis_gap.RULE,
    synthesis_out_of_date.RULE,
    weak_design.RULE,
    not_appraised.RULE,
    inconsistent.RULE,
    imprecise.RULE,
    not_target_setting.RULE,
    short_follow_up.RULE,
    voice_missing.RULE,
    facet_missing.RULE,
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
