"""Small registers, drawn as text tables, so that a test shows its arithmetic.

    register = draw_register(
        findings='''
        finding_id | study_id | intervention | outcome | direction
        f1         | s1       | levy         | obesity | improves
        '''
    )

What is left out gets a plain default: a column its usual value, an item that a table names its row
in evidence.csv, an id that the policy does not declare its declaration. A cell that is drawn empty
is missing. A table that is not drawn is not recorded; one drawn without rows is a recorded zero.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd
import yaml

from opm_evidence.records.policy import Policy
from opm_evidence.records.register import PLACE, Register
from opm_evidence.records.schemas import Field, table_schema

TINY_POLICY: Mapping[str, Any] = MappingProxyType(
    {
        "policy_id": "drinks",
        "title": "A levy on sugary drinks",
        "summary": "A levy on drinks with much sugar.",
        "lead_department": "HM Treasury",
        "stage": "in_force",
        "announced_on": "2016-03-16",
        "as_of": date(2026, 1, 1),
        "target_nations": ["uk"],
        "questions": [
            {"id": "q1", "text": "Does the levy lower obesity?"},
            {"id": "q2", "text": "What does the levy do to sales?"},
        ],
        "interventions": [
            {"id": "levy", "title": "The levy"},
            {"id": "labels", "title": "Labels", "role": "alternative"},
        ],
        "outcomes": [
            {"id": "obesity", "title": "Obesity", "desired_direction": "down", "priority": True},
            {"id": "sales", "title": "Sales of sugar", "desired_direction": "down"},
        ],
        "populations": [
            {"id": "children", "title": "Children"},
            {"id": "girls", "title": "Girls", "part_of": "children"},
            {"id": "adults", "title": "Adults"},
        ],
        "framework": [
            {"question": "q1", "asks": "effect", "intervention": "levy", "outcome": "obesity"},
        ],
        "nations": [
            {"id": "england", "title": "England"},
            {"id": "scotland", "title": "Scotland"},
            {"id": "wales", "title": "Wales"},
            {"id": "northern-ireland", "title": "Northern Ireland"},
            {
                "id": "uk",
                "title": "the United Kingdom",
                "contains": ["england", "scotland", "wales", "northern-ireland"],
            },
            {"id": "mexico", "title": "Mexico"},
        ],
    }
)
"""The policy of every drawn register, unless a test says otherwise, key by key."""

DESIGNS = """
study_design              | family    | kind        | comparison
randomised_trial          | primary   | impact      | yes
interrupted_time_series   | primary   | impact      | yes
cohort                    | primary   | impact      | depends
before_after              | primary   | impact      | no
process_evaluation        | primary   | process     | no
economic_evaluation       | primary   | economic    | depends
interviews                | primary   | views       | no
survey                    | primary   | descriptive | no
modelling                 | modelling | forecast    | no
economic_model            | modelling | economic    | depends
systematic_review         | synthesis | review      | yes
rapid_evidence_assessment | synthesis | review      | depends
evidence_map              | map       | review      | no
impact_assessment         | document  | forecast    | no
consultation_response     | document  | views       | no
"""

SCALES = """
scale_id | unit_rated | level    | rank | supports_causal_claim
grade    | outcome    | very low | 1    | no
grade    | outcome    | low      | 2    | no
grade    | outcome    | moderate | 3    | yes
grade    | outcome    | high     | 4    | yes
sms      | study      | 2        | 2    | no
sms      | study      | 3        | 3    | yes
stars    | study      | two      | 2    |
"""

_Row = Mapping[str, str]
_DEFAULTS: Mapping[str, Mapping[str, str | Callable[[_Row], str]]] = {
    "designs": {"title": lambda row: row["study_design"], "source": "drawn"},
    "scales": {
        "scale": lambda row: row["scale_id"],
        "label": lambda row: row["level"],
        "source": "drawn",
    },
    "documents": {"title": lambda row: row["document_id"], "kind": "policy_paper"},
    "evidence": {
        "title": lambda row: row["evidence_id"],
        "year": "2020",
        "type": "journal_article",
        "study_design": "interrupted_time_series",
        "study_status": "complete",
        "country": "england",
        "status": "current",
        "verified": "yes",
    },
    "findings": {
        "study_id": lambda row: row["finding_id"],
        "evidence_id": lambda row: row.get("study_id") or row["finding_id"],
        "match": "direct",
        "intervention": "levy",
        "outcome": "obesity",
        "direction": "improves",
        "coding_status": lambda row: (
            "not_reported" if row.get("direction") == "not_reported" else "coded"
        ),
        "statement": lambda row: f"What {row['finding_id']} says.",
    },
    "ratings": {
        "rating_id": lambda row: "-".join((row["evidence_id"], row["scale_id"])),
        "rated_by": "a rater",
        "official": "no",
    },
    "claims": {
        "document_id": "paper",
        "section": "proposal",
        "claim_type": "causal",
        "text": lambda row: f"What {row['claim_id']} says.",
        "paraphrase": "yes",
        "made_on": "2016-12-05",
        "intervention": "levy",
        "outcome": "obesity",
        "direction": "improves",
    },
    "claim_links": {
        "finding_id": "",
        "origin": "independent",
        "relation": "supports",
        "cited_by_policy": "unknown",
        "judged_by": "register editor",
    },
    "uncertainties": {
        "uncertainty_id": "u1",
        "section": "proposal",
        "text": "What is uncertain.",
        "acknowledged_by_policy": "unknown",
    },
    "evaluations": {
        "title": lambda row: row["evaluation_id"],
        "kind": "impact",
        "status": "planned",
        "interventions": "levy",
        "outcomes": "obesity",
    },
    "questions": {"source": "ari", "text": "A question.", "status": "open"},
    "engagement": {
        "title": lambda row: row["engagement_id"],
        "method": "workshop",
        "run_by": "HM Treasury",
    },
    "challenges": {
        "raised_by": "a charity",
        "raised_on": "2025",
        "text": "What they say.",
        "status": "open",
    },
    "transparency_scores": {"reason": "Because."},
}
_ITEM_COLUMNS = ("evidence_id", "source_evidence_id", "replaced_by")


def draw_register(
    policy: str | Mapping[str, Any] | None = None,
    *,
    framework: str | None = None,
    as_of: str | date | None = None,
    scales: str = SCALES,
    designs: str = DESIGNS,
    **tables: str,
) -> Register:
    """A register with the tables as drawn.

    Args:
        policy: keys of policy.yaml that differ from `TINY_POLICY`, as a mapping or as YAML.
        framework: the cells, drawn as a table; groups are separated by semicolons.
        as_of: the day as which the evidence is read; that of the policy unless given.
        scales: the rating scales, drawn as a table.
        designs: the study designs, drawn as a table.
        **tables: the other tables, by their names.
    """
    rows = {name: _drawn(name, text) for name, text in tables.items()}
    rows["evidence"] = _with_named_items(rows)
    if "claims" in rows:
        rows["documents"] = _with_named_documents(rows)
    given = yaml.safe_load(policy) if isinstance(policy, str) else dict(policy or {})
    content = {**TINY_POLICY, **given}
    if framework is not None:
        content["framework"] = [_entry(row) for row in draw_rows(framework)[1]]
    content["framework"] = [
        {"declared_by": "register editor", "reason": "It matters.", **entry}
        for entry in content["framework"]
    ]
    declared = Policy.model_validate(_with_named_ids(content, rows))
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    return Register(
        policy=declared,
        tables={name: draw_frame(name, each) for name, each in rows.items()},
        scales=draw_frame("scales", _drawn("scales", scales)),
        designs=draw_frame("designs", _drawn("designs", designs)),
        as_of=day or declared.as_of,
    )


def draw_rows(text: str) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """The header and the rows of a text table with columns parted by bars."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    if not lines:
        return (), []
    header = tuple(cell.strip() for cell in lines[0].split("|"))
    rows = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != len(header):
            raise ValueError(f"{len(header)} columns, but {len(cells)} cells in: {line}")
        rows.append(dict(zip(header, cells, strict=True)))
    return header, rows


def draw_frame(table: str, rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    """Rows of text as the frame that a register holds, with the types of the table's schema."""
    rows = list(rows)
    schema = table_schema(table)
    unknown = {column for row in rows for column in row} - set(schema.columns)
    if unknown:
        raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}")
    columns = {field.name: _typed(field, rows) for field in schema.fields}
    columns[PLACE] = pd.Series(
        [f"{table}.csv, row {number}" for number in range(2, len(rows) + 2)], dtype="string"
    )
    return pd.DataFrame(columns)


def _typed(field: Field, rows: list[Mapping[str, str]]) -> pd.Series:
    texts = [row.get(field.name) or "" for row in rows]
    if field.many:
        parts = [tuple(p.strip() for p in text.split(";") if p.strip()) for text in texts]
        return pd.Series(parts, dtype="object")
    if field.type == "integer":
        return pd.Series([int(text) if text else pd.NA for text in texts], dtype="Int64")
    if field.type == "number":
        return pd.Series([float(text) if text else pd.NA for text in texts], dtype="Float64")
    return pd.Series([text or pd.NA for text in texts], dtype="string")


def _drawn(table: str, text: str) -> list[dict[str, str]]:
    return [_filled(table, row) for row in draw_rows(text)[1]]


def _filled(table: str, row: Mapping[str, str]) -> dict[str, str]:
    filled = dict(row)
    for column, default in _DEFAULTS[table].items():
        if column not in filled:
            filled[column] = default if isinstance(default, str) else default(filled)
    return filled


def _with_named_items(rows: Mapping[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    """The items as drawn, and one with plain values for every other item that a table names."""
    items = {row["evidence_id"]: row for row in rows.get("evidence", [])}
    for table in rows.values():
        for row in table:
            for column in _ITEM_COLUMNS:
                name = row.get(column)
                if name and name not in items:
                    items[name] = _filled("evidence", {"evidence_id": name})
    return list(items.values())


def _with_named_documents(rows: Mapping[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    documents = {row["document_id"]: row for row in rows.get("documents", [])}
    for row in rows["claims"]:
        name = row["document_id"]
        if name not in documents:
            documents[name] = _filled("documents", {"document_id": name})
    return list(documents.values())


def _entry(row: Mapping[str, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {"question": "q1", "asks": "effect"}
    entry.update({column: cell for column, cell in row.items() if cell})
    if "groups" in entry:
        entry["groups"] = [group.strip() for group in entry["groups"].split(";")]
    return entry


def _with_named_ids(
    content: Mapping[str, Any], rows: Mapping[str, list[dict[str, str]]]
) -> dict[str, Any]:
    """The policy, with a declaration for every id that the drawn tables use and it lacks."""
    named: dict[str, list[str]] = {
        "interventions": [],
        "outcomes": [],
        "populations": [],
        "questions": [],
        "nations": [],
    }
    for row in [row for table in rows.values() for row in table]:
        named["interventions"] += [row.get("intervention", "")]
        named["outcomes"] += [row.get("outcome", "")]
        named["populations"] += [row.get("population", "")]
        named["nations"] += [part.strip() for part in row.get("country", "").split(";")]
    for entry in content["framework"]:
        named["interventions"] += [entry.get("intervention", "")]
        named["outcomes"] += [entry["outcome"]]
        named["populations"] += entry.get("groups", [])
        named["questions"] += [entry["question"]]
    dimensions = {each["id"] for each in content.get("priority_dimensions", ())}
    complete = dict(content)
    for part, names in named.items():
        known = {each["id"] for each in content.get(part, ())} | (
            dimensions if part == "populations" else set()
        )
        new = [name for name in dict.fromkeys(names) if name and name not in known]
        complete[part] = [*content.get(part, ()), *(_declaration(part, name) for name in new)]
    return complete


def _declaration(part: str, name: str) -> dict[str, str]:
    if part == "questions":
        return {"id": name, "text": f"What about {name}?"}
    if part == "outcomes":
        return {"id": name, "title": name, "desired_direction": "down"}
    return {"id": name, "title": name}
