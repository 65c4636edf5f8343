"""Lays out the folder of a new policy, ready to fill, that passes every check.

What it says is that nothing is known yet. Tables that nobody has filled are not laid beside
policy.yaml, because a header without rows would say that somebody looked and found none: they lie
in `templates/`, which is not read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from typing import Literal

from opm_evidence.errors import WrongCall
from opm_evidence.records.policy import DesiredDirection, Stage
from opm_evidence.records.schemas import POLICY_TABLES, REQUIRED_TABLES, table_schema
from opm_evidence.records.texts import is_slug
from opm_evidence.registers.checks.folder_named_as_policy import TAKEN, TAKEN_REMEDY
from opm_evidence.registers.placeholders import TO_BE_WRITTEN
from opm_evidence.registers.policy_text import POLICY_FILE

EXAMPLE_DAY = date(2026, 11, 23)
POLICY_TEMPLATE = Template("""\
# What the policy is, and what is asked of its evidence. evidence/README.md explains every field.
# Replace whatever begins with “$to_be_written”, then run: opm-evidence check $policy_id

policy_id: $policy_id
title: $title
summary: $summary
lead_department: $lead_department
stage: $stage   # proposed, consulting, legislating, implementing, in_force, evaluated, withdrawn
as_of: $as_of   # the day as which the evidence is read
target_nations: [united-kingdom]

# The questions that the policy has to answer. Their order is their priority.
questions:
  - id: does-it-work
    text: $question

# What is done. Give a realistic alternative the line role: alternative.
interventions:
  - id: the-policy
    title: $intervention

# What is meant, or feared, to change. desired_direction: up, down, not_up, not_down or none.
outcomes:
  - id: main-outcome
    title: $outcome
    desired_direction: $direction
    priority: true$unsaid_direction

# The cells of the evidence map that are in scope: 8 to 20 of them, each with who declared it and
# why. asks: effect, cost, views, implementation or need (which has no intervention).
framework:
  - question: does-it-work
    asks: effect
    intervention: the-policy
    outcome: main-outcome
    declared_by: register editor
    reason: "$to_be_written: why this cell is in scope."

nations:
  - id: united-kingdom
    title: United Kingdom
    contains: [england, scotland, wales, northern-ireland]
  - {id: england, title: England}
  - {id: scotland, title: Scotland}
  - {id: wales, title: Wales}
  - {id: northern-ireland, title: Northern Ireland}
""")

README_TEMPLATE = Template("""\
# $title

This folder is the evidence register of one policy. It was laid out empty.

1. Fill in `policy.yaml`: whatever begins with “$to_be_written”.
2. Fill in `evidence.csv`, one row for each report. Open it in any spreadsheet.
3. When you begin with another table, copy it from `templates/` to here and fill it in.
4. Run `opm-evidence check $policy_id`, and mend what it names.

**A table that is not here means “not recorded”.** A table that is here with a header and no rows
means “somebody looked, and there is none”. That is why the other tables wait in `templates/`,
which is never read: move one here only when somebody has looked.

What each column holds, with examples, is in `evidence/README.md`.
""")


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What is known of a policy on its first day; what is blank becomes a placeholder."""

    title: str = ""
    lead_department: str = ""
    summary: str = ""
    stage: Stage = "proposed"
    question: str = ""
    intervention: str = ""
    outcome: str = ""
    direction: DesiredDirection | Literal[""] = ""


UNSAID = FirstWords()
PLACEHOLDERS: Mapping[str, str] = {
    "title": "the title of the policy",
    "lead_department": "the department in the lead",
    "summary": "what the policy does, and for whom, in one or two sentences.",
    "question": "does the policy achieve its main aim?",
    "intervention": "the main part of the policy",
    "outcome": "the outcome that matters most",
}
"""What stands in policy.yaml for what nobody has said yet, by the name of the field."""

UNSAID_DIRECTION = f"""
    description: "{TO_BE_WRITTEN}: which way is wanted? Until then desired_direction is none."
"""
"""Beside a direction that takes no side, since to guess one would call harm an improvement."""


def folder_for_new_policy(policy_id: str, evidence_dir: Path) -> Path:
    """The folder that a new policy will have; it is not there yet.

    Raises:
        WrongCall: the id is not a slug or is taken, there is no such evidence folder, or the
            policy's is there.
    """
    if not is_slug(policy_id) or len(policy_id) > 80:
        raise WrongCall.for_parameter(
            "policy",
            policy_id,
            "Use lower-case letters, digits and hyphens, at most 80, such as my-policy.",
        )
    if policy_id in TAKEN:
        raise WrongCall.for_parameter("policy", policy_id, TAKEN_REMEDY)
    if not evidence_dir.is_dir():
        raise WrongCall.for_parameter("evidence", str(evidence_dir), "There is no such folder.")
    folder = evidence_dir / policy_id
    if folder.exists() or folder.is_symlink():
        raise WrongCall.for_parameter("policy", policy_id, f"{folder} is there already.")
    return folder


def lay_out_policy(
    policy_id: str,
    evidence_dir: Path,
    words: FirstWords = UNSAID,
    *,
    as_of: date | None = None,
) -> Path:
    """Write the folder of a new policy and return it. `as_of` is today where it is not given.

    Raises:
        WrongCall: the id is not a slug, there is no such evidence folder, or the policy's is there.
    """
    folder = folder_for_new_policy(policy_id, evidence_dir)
    templates = folder / "templates"
    templates.mkdir(parents=True)
    _write(folder / POLICY_FILE, policy_text(policy_id, words, as_of=as_of or date.today()))
    readme = README_TEMPLATE.substitute(
        policy_id=policy_id, title=_one_line(words.title) or policy_id, to_be_written=TO_BE_WRITTEN
    )
    _write(folder / "README.md", readme)
    for name in POLICY_TABLES:
        place = folder if name in REQUIRED_TABLES else templates
        _write(place / f"{name}.csv", ",".join(table_schema(name).columns) + "\n")
    return folder


def policy_text(policy_id: str, words: FirstWords, *, as_of: date = EXAMPLE_DAY) -> str:
    """The policy.yaml of a new policy, with a placeholder for everything that is not known."""
    said = {
        name: _quoted(_one_line(getattr(words, name)) or f"{TO_BE_WRITTEN}: {placeholder}")
        for name, placeholder in PLACEHOLDERS.items()
    }
    return POLICY_TEMPLATE.substitute(
        policy_id=policy_id,
        stage=words.stage,
        direction=words.direction or "none",
        unsaid_direction="" if words.direction else UNSAID_DIRECTION.rstrip(),
        as_of=as_of.isoformat(),
        to_be_written=TO_BE_WRITTEN,
        **said,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a JSON string is a YAML string


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
