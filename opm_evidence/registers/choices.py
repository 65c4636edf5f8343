"""What a drop-down list of a template offers: terms, ids of policy.yaml, ids of other tables.

Each list has a name in the workbook. Terms and ids of the policy stand in a sheet of their own;
ids of a table are those that stand in its sheet at that moment.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from opm_evidence.records.register import Register
from opm_evidence.records.schemas import POLICY_TABLES, Field, TableSchema, table_schema
from opm_evidence.records.vocabulary import terms
from opm_evidence.registers.sheet_marks import column_letters
from opm_evidence.registers.waiting_sheets import CHOICES


@dataclass(frozen=True, slots=True)
class Choices:
    """The lists of one workbook: those that stand in its sheet of choices, by name."""

    lists: Mapping[str, tuple[str, ...]]

    def name_for(self, schema: TableSchema, field: Field) -> str:
        """The name of the list that a column draws on; "" where it draws on none."""
        name = _name(schema, field)
        return name if name in self.lists or name in _columns_referred_to() else ""

    def ranges(self, sheet_of: Mapping[str, str], last_row: int) -> Iterator[tuple[str, str]]:
        """The name of each list, and the range or formula that it stands for."""
        for number, (name, values) in enumerate(self.lists.items()):
            letters = column_letters(number)
            yield name, f"{CHOICES}!${letters}$2:${letters}${max(2, len(values) + 1)}"
        for name, (table, column) in _columns_referred_to().items():
            letters = column_letters(table_schema(table).columns.index(column))
            sheet = f"'{sheet_of[table]}'"
            filled = f"COUNTA({sheet}!${letters}$2:${letters}${last_row})"
            yield name, f"OFFSET({sheet}!${letters}$2,0,0,MAX(1,{filled}),1)"


def choices_of(register: Register | None) -> Choices:
    """The lists for the workbook of a register; without one, the terms alone."""
    lists: dict[str, tuple[str, ...]] = {}
    for table in POLICY_TABLES:
        schema = table_schema(table)
        for field in schema.fields:
            name = _name(schema, field)
            if field.vocabulary:
                lists[name] = tuple(terms(field.vocabulary))
            elif name and register and name not in _columns_referred_to():
                lists[name] = _known(register, _target(schema, field))
    return Choices({name: values for name, values in lists.items() if values})


def _known(register: Register, target: str) -> tuple[str, ...]:
    table, _, column = target.partition(".")
    if table != "policy":
        return tuple(dict.fromkeys(row[column] for row in register.rows(table)))
    policy = register.policy
    parts = ("populations", "priority_dimensions") if column == "groups" else (column,)
    return tuple(dict.fromkeys(each.id for part in parts for each in getattr(policy, part)))


def _target(schema: TableSchema, field: Field) -> str:
    return next((each.target for each in schema.references if each.field == field.name), "")


def _name(schema: TableSchema, field: Field) -> str:
    if field.vocabulary:
        return f"terms_{field.vocabulary}"
    return _target(schema, field).replace(".", "_")


def _columns_referred_to() -> dict[str, tuple[str, str]]:
    """The columns of a policy's tables that others name, by the name of their list."""
    targets = {each.target for name in POLICY_TABLES for each in table_schema(name).references}
    found = {}
    for target in sorted(targets):
        table, _, column = target.partition(".")
        if table in POLICY_TABLES:
            found[target.replace(".", "_")] = (table, column)
    return found
