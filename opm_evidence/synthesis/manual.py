"""The manual of the gap rules, made from the rules themselves, their thresholds and the order.

It is kept as `docs/rules.md`. `make docs` writes it again; `python -m
opm_evidence.synthesis.manual` prints it.
"""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import get_args

from opm_evidence.records.answers import Verdict
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.order import REASONS_IN_ORDER, leading_gaps
from opm_evidence.synthesis.rules import RULES
from opm_evidence.synthesis.rules.rule import Rule

INTRODUCTION = """
# The gap rules

Each rule asks one plain question of each of its subjects, and gives one of four answers.

- **gap**: there is one, for the reason given.
- **no_gap**: there is none.
- **not_assessable**: nobody can tell, because something is not recorded, not exact enough or not
  read. The answer says what would settle it. Missing input is never a gap, and never “no gap”.
- **not_applicable**: there is nothing to judge.

A rule is one module of `opm_evidence/synthesis/rules/`. G08, G11 and G12 have no rows of their own:
they are the reasons `single_study` of G02, and `other_groups_only` and `other_outcomes_only` of
G01. Where the wording of a rule left a choice, `docs/decisions/` says what was chosen, and why.
"""
ANSWER = re.compile(rf"({'|'.join(get_args(Verdict))}): (.*)")
ENTRY = re.compile(rf"{ANSWER.pattern}|1\. ")


def manual() -> str:
    """The whole manual as Markdown."""
    chapters = [
        INTRODUCTION,
        _overview(),
        "## Thresholds\n\nThe numbers at which the rules turn. Each is a parameter of a pack, and "
        "every pack prints the ones that it used.\n\n" + _thresholds(dict(threshold_meanings())),
        _order(),
        *(_chapter(rule) for rule in RULES.values()),
    ]
    return "\n\n".join(chapter.strip() for chapter in chapters) + "\n"


def threshold_meanings() -> Iterator[tuple[str, str]]:
    """Each threshold with its meaning, from the docstring of `Thresholds`."""
    listed = (inspect.getdoc(Thresholds) or "").split("Attributes:")[1]
    for entry in re.split(r"\n    (?=\w+: )", listed.rstrip())[1:]:
        name, meaning = entry.split(": ", 1)
        yield name, " ".join(meaning.split())


def _overview() -> str:
    rows = ["| rule | asks | about each |", "|---|---|---|"]
    rows += [
        f"| [{rule.code}](#{_anchor(rule)}) `{rule.name}` | {rule.title} | {rule.subject_kind} |"
        for rule in RULES.values()
    ]
    return "\n".join(rows)


def _anchor(rule: Rule) -> str:
    """The anchor that Markdown viewers make of a rule's heading."""
    return f"{rule.code} {rule.name}".lower().replace(" ", "-")


def _thresholds(meanings: dict[str, str]) -> str:
    defaults = {each.name: each.default for each in fields(Thresholds)}
    rows = ["| threshold | default | meaning |", "|---|---|---|"]
    rows += [f"| `{name}` | {defaults[name]} | {meanings[name]} |" for name in meanings]
    return "\n".join(rows)


def _order() -> str:
    places = [f"{rule} `{reason}`" if reason else rule for rule, reason in REASONS_IN_ORDER]
    named = {rule for rule, reason in REASONS_IN_ORDER if not reason}
    rest = [code for code, rule in RULES.items() if code not in named and rule.leads]
    never = [code for code, rule in RULES.items() if not rule.leads]
    return (
        f"## Which gaps lead\n\n{_paragraphs(leading_gaps)}\n\n"
        f"The fixed order of reasons: {', '.join(places)}; then the rest, in the order of the "
        f"rules: {', '.join(rest)}. Never in the lead: {', '.join(never)}."
    )


def _chapter(rule: Rule) -> str:
    own = {name: text for name, text in threshold_meanings() if rule.code in text}
    rows = ["| reason | meaning | what would settle it |", "|---|---|---|"]
    rows += [
        f"| `{reason}` | {meaning} | {rule.settled_by.get(reason, '')} |"
        for reason, meaning in rule.reasons.items()
    ]
    parts = [
        f"## {rule.code} {rule.name}",
        f"**{rule.title}** Asked of each {rule.subject_kind}.",
        _paragraphs(rule.judge),
        "\n".join(rows),
        _thresholds(own) if own else "No threshold.",
        f"Learned from: {rule.source}.",
    ]
    return "\n\n".join(parts)


def _paragraphs(documented: object) -> str:
    """A docstring as Markdown: its paragraphs, with answers and numbered steps as lists."""
    blocks = (inspect.getdoc(documented) or "").split("\n\n")
    return "\n\n".join("\n".join(_lines(block)) for block in blocks)


def _lines(block: str) -> Iterator[str]:
    for line in re.split(r"\n(?! )", block) if ENTRY.match(block) else [block]:
        text = " ".join(line.split())
        answer = ANSWER.match(text)
        yield f"- **{answer[1]}**: {answer[2]}" if answer else text


if __name__ == "__main__":
    print(manual(), end="")
