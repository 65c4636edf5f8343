"""The manual of a register, made from what the checks themselves read: schemas, terms, limits.

It is kept as `evidence/README.md`. `make docs` writes it again; `python -m
opm_evidence.registers.manual` prints it.
"""

from collections.abc import Iterator

from opm_evidence.records.schemas import (
    POLICY_TABLES,
    REQUIRED_TABLES,
    SHARED_TABLES,
    Field,
    TableSchema,
    table_schema,
)
from opm_evidence.records.vocabulary import vocabulary
from opm_evidence.registers.cells import CELL_CHECKS
from opm_evidence.registers.checks import CHECKS
from opm_evidence.registers.manual_policy import policy_chapter
from opm_evidence.registers.manual_prose import FIRST_RULES, INTRODUCTION, SPREADSHEETS


def manual() -> str:
    """The whole manual as Markdown, without its end line."""
    chapters = [
        INTRODUCTION,
        _overview(),
        FIRST_RULES,
        SPREADSHEETS,
        policy_chapter(),
        "## The tables of a policy",
        *(_table_chapter(table_schema(name)) for name in POLICY_TABLES),
        "## The tables that all policies share",
        *(_table_chapter(table_schema(name)) for name in SHARED_TABLES),
        _terms_chapter(),
        _checks_chapter(),
    ]
    return "\n\n".join(chapter.strip() for chapter in chapters) + "\n"


def _overview() -> str:
    rows = ["| file | one row is | |", "|---|---|---|"]
    rows.append("| [`policy.yaml`](#policyyaml) | (the policy itself) | required |")
    for name in POLICY_TABLES:
        needed = "required" if name in REQUIRED_TABLES else "may be absent"
        rows.append(f"| {_link(name)} | {table_schema(name).row} | {needed} |")
    for name in SHARED_TABLES:
        rows.append(f"| {_link(name)} | {table_schema(name).row} | shared, beside the folders |")
    return "## What is in a folder\n\n" + "\n".join(rows)


def _link(name: str) -> str:
    return f"[`{name}.csv`](#{name}csv)"


def _table_chapter(schema: TableSchema) -> str:
    needed = " Every register needs this table." if schema.name in REQUIRED_TABLES else ""
    key = ", ".join(f"`{each}`" for each in schema.primary_key)
    rows = ["| column | what it holds | how to fill it | example |", "|---|---|---|---|"]
    rows += [_column(field) for field in schema.fields]
    return (
        f"### {schema.name}.csv\n\n"
        f"{schema.description} One row is {schema.row}, told apart by {key}.{needed}\n\n"
        + "\n".join(rows)
    )


def _column(field: Field) -> str:
    name = f"**`{field.name}`**" if field.required else f"`{field.name}`"
    return f"| {name} | {_cell(field.description)} | {_cell(_how(field))} | {_code(field)} |"


def _how(field: Field) -> str:
    return " ".join(part for part in (field.guidance, *_limits(field)) if part)


def _limits(field: Field) -> Iterator[str]:
    if field.vocabulary:
        yield f"[Terms](#{field.vocabulary})."
    if field.many and "separated" not in field.guidance.casefold():
        yield "Several, separated by semicolons."
    if field.type == "integer":
        yield "A whole number."
    elif field.type == "number":
        yield "A number."
    if field.minimum is not None and field.maximum is not None:
        yield f"From {field.minimum:g} to {field.maximum:g}."
    elif field.minimum is not None:
        yield f"At least {field.minimum:g}."


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _code(field: Field) -> str:
    return f"`{_cell(field.example)}`" if field.example else ""


def _terms_chapter() -> str:
    used: dict[str, list[str]] = {}
    for name in (*POLICY_TABLES, *SHARED_TABLES):
        for field in table_schema(name).fields:
            if field.vocabulary:
                used.setdefault(field.vocabulary, []).append(f"`{name}.{field.name}`")
    lists = []
    for name, meanings in vocabulary().items():
        rows = [f"| `{term}` | {_cell(meaning)} |" for term, meaning in meanings.items()]
        places = ", ".join(used.get(name, ["policy.yaml"]))
        heading = f"### {name}\n\nFor {places}.\n\n| term | meaning |\n|---|---|\n"
        lists.append(heading + "\n".join(rows))
    return "## The terms\n\nSpell them as here, underscores included.\n\n" + "\n\n".join(lists)


def _checks_chapter() -> str:
    cells = "\n".join(f"- {check.holds}" for check in CELL_CHECKS)
    across = "\n".join(f"- {check.holds}" for check in CHECKS)
    return (
        "## What is checked\n\n"
        "`opm-evidence check` names every place where one of these does not hold, all of them at "
        "once. A fault keeps the pack from being built; an advice does not.\n\n"
        f"Of every single cell:\n\n{cells}\n\nAcross cells, tables and policy.yaml:\n\n{across}"
    )


if __name__ == "__main__":
    print(manual(), end="")
