"""The manual of the rules is made from the rules, holds all of them, and is up to date."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.manual import manual, threshold_meanings
from opm_evidence.synthesis.order import MOST, REASONS_IN_ORDER
from opm_evidence.synthesis.rules import RULES
from opm_evidence.synthesis.rules.rule import Rule

DOCS = Path(__file__).parents[2] / "docs"


def chapter(rule: Rule) -> str:
    return manual().split(f"\n## {rule.code} ")[1].split("\n## ")[0]


def test_the_kept_manual_is_the_one_that_the_rules_make() -> None:
    assert manual() in (DOCS / "rules.md").read_text(encoding="utf-8"), "run `make docs`"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_every_rule_is_in_the_docs_with_its_question_source_reasons_and_answers(rule: Rule) -> None:
    text = chapter(rule)
    assert rule.name in text
    assert rule.title in text
    assert rule.source in text
    for reason, meaning in rule.reasons.items():
        assert f"| `{reason}` | {meaning} | {rule.settled_by.get(reason, '')} |" in text
    for answer in ("gap", "no_gap", "not_assessable"):
        assert f"- **{answer}**: " in text


def test_every_threshold_is_in_the_docs_with_its_default_and_with_each_rule_that_uses_it() -> None:
    meanings = dict(threshold_meanings())
    assert list(meanings) == [each.name for each in fields(Thresholds)]
    for each in fields(Thresholds):
        row = f"| `{each.name}` | {each.default} | {meanings[each.name]} |"
        assert row in manual()
        for code in re.findall(r"G\d\d", meanings[each.name]):
            assert row in chapter(RULES[code])


def test_the_decision_on_the_order_states_the_order_that_is_used() -> None:
    (decision,) = (DOCS / "decisions").glob("0009-*.md")
    text = " ".join(decision.read_text(encoding="utf-8").split())
    places = [f"{rule} `{reason}`" if reason else rule for rule, reason in REASONS_IN_ORDER]
    assert ", ".join(places) in text
    assert MOST == 7
    assert "seven" in text


def test_links_within_the_manual_lead_somewhere() -> None:
    text = manual()
    headings = {h.lower().replace(" ", "-") for h in re.findall(r"^## (.+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings
