"""The gap rules, one module each, in the order of their codes.

G08, G11 and G12 have no rows of their own: they are reasons of G02 and G01.
"""

from opm_evidence.synthesis.rules.rule import Rule

_IN_ORDER: tuple[Rule, ...] = ()

RULES: dict[str, Rule] = {rule.code: rule for rule in _IN_ORDER}
