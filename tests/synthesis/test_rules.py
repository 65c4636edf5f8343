"""The registry of rules, held to its folder and to its own words."""

from pathlib import Path

import pytest

from opm_evidence.synthesis import rules
from opm_evidence.synthesis.rules import RULES
from opm_evidence.synthesis.rules.rule import Rule

FOLDER = Path(rules.__file__).parent
NO_RULE = {"__init__", "rule"}


def test_every_module_of_the_folder_is_a_rule_of_the_registry() -> None:
    modules = {path.stem for path in FOLDER.glob("*.py")} - NO_RULE
    assert {rule.name.split("__")[0] for rule in RULES.values()} == modules


def test_the_rules_stand_in_the_order_of_their_codes() -> None:
    assert list(RULES) == sorted(RULES)
    assert all(code == rule.code for code, rule in RULES.items())


def test_reasons_of_other_rules_have_no_rule_of_their_own() -> None:
    assert not {"G08", "G11", "G12"} & set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_says_what_it_asks_where_it_is_from_and_what_would_settle_it(rule: Rule) -> None:
    assert rule.title.endswith("?")
    assert len(rule.source) > 20
    assert rule.judge.__doc__
    assert set(rule.settled_by) <= set(rule.reasons)
    for words in (*rule.reasons.values(), *rule.settled_by.values()):
        assert words == words.strip().rstrip(".")


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_the_docstring_of_a_judgement_tells_when_it_gives_each_answer(rule: Rule) -> None:
    for answer in ("gap", "no_gap", "not_assessable"):
        assert answer in (rule.judge.__doc__ or ""), answer
