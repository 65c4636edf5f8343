"""The schemas of tables agree with themselves, with the vocabulary and with each other."""

import re
from typing import get_args

import pytest
from frictionless import Schema

from opm_evidence.records import policy
from opm_evidence.records.register import PLACE, empty_table
from opm_evidence.records.schemas import (
    POLICY_TABLES,
    SHARED_TABLES,
    Field,
    TableSchema,
    table_schema,
)
from opm_evidence.records.vocabulary import terms, vocabulary
from opm_evidence.registers.cells import CELL_CHECKS

TABLES = [table_schema(name) for name in POLICY_TABLES + SHARED_TABLES]
FIELDS = [
    pytest.param(field, id=f"{schema.name}.{field.name}")
    for schema in TABLES
    for field in schema.fields
]
POLICY_PARTS = ("interventions", "outcomes", "populations", "nations", "groups")


def test_a_table_that_does_not_exist_has_no_schema() -> None:
    with pytest.raises(KeyError):
        table_schema("opinions")


@pytest.mark.parametrize("field", FIELDS)
def test_every_column_is_explained_with_an_example_that_passes_its_own_checks(
    field: Field,
) -> None:
    assert field.title and field.description.endswith(".") and field.example
    assert field.guidance == "" or field.guidance.endswith(".")
    for check in CELL_CHECKS:
        if check.applies(field):
            assert check.complain(field, field.example) is None


@pytest.mark.parametrize("field", FIELDS)
def test_a_vocabulary_exists_and_a_date_and_a_list_hold_text(field: Field) -> None:
    if field.vocabulary:
        assert field.terms == terms(field.vocabulary)
    if field.partial_date or field.many or field.vocabulary:
        assert field.type == "string"
    if field.pattern:
        re.compile(field.pattern)
        assert field.pattern.startswith("^") and field.pattern.endswith("$")


@pytest.mark.parametrize("schema", TABLES, ids=lambda schema: schema.name)
def test_keys_are_columns_and_every_reference_leads_somewhere(schema: TableSchema) -> None:
    assert set(schema.primary_key) <= set(schema.columns)
    assert schema.field(schema.primary_key[0]).required
    assert len(schema.columns) == len(set(schema.columns))
    assert PLACE not in schema.columns
    for reference in schema.references:
        assert schema.field(reference.field).many == reference.many
        target, _, column = reference.target.partition(".")
        if target == "policy":
            assert column in POLICY_PARTS
        else:
            assert column in table_schema(target).columns
    with pytest.raises(KeyError):
        schema.field("no_such_column")


@pytest.mark.parametrize("schema", TABLES, ids=lambda schema: schema.name)
def test_working_notes_are_kept_out_of_every_pack(schema: TableSchema) -> None:
    assert set(schema.columns) - set(schema.published_columns) == {"notes"}
    published = {field["name"] for field in schema.descriptor["fields"]}
    assert published == set(schema.published_columns)


@pytest.mark.parametrize("schema", TABLES, ids=lambda schema: schema.name)
def test_the_published_schema_is_one_that_frictionless_takes(schema: TableSchema) -> None:
    read = Schema.from_descriptor(dict(schema.descriptor))
    assert read.field_names == list(schema.published_columns)
    for field in schema.fields:
        if field.vocabulary and not field.many:
            assert read.get_field(field.name).constraints["enum"] == list(field.terms)


@pytest.mark.parametrize("name", POLICY_TABLES + SHARED_TABLES)
def test_an_empty_table_has_the_types_of_a_full_one(name: str) -> None:
    frame = empty_table(name)
    assert list(frame.columns) == [*table_schema(name).columns, PLACE]
    for field in table_schema(name).fields:
        kind = {"integer": "Int64", "number": "Float64"}.get(field.type, "string")
        assert str(frame[field.name].dtype) == ("object" if field.many else kind)


@pytest.mark.parametrize(
    ("name", "literal"),
    [
        ("stage", policy.Stage),
        ("asks", policy.Asks),
        ("desired_direction", policy.DesiredDirection),
        ("role", policy.Role),
        ("page_role", policy.PageRole),
        ("dimension", policy.Dimension),
    ],
)
def test_the_words_of_a_policy_are_those_of_the_vocabulary(name: str, literal: object) -> None:
    assert list(get_args(literal)) == list(terms(name))


def test_every_term_is_a_plain_word_with_a_meaning_in_a_sentence() -> None:
    for meanings in vocabulary().values():
        for term, meaning in meanings.items():
            assert re.fullmatch(r"[a-z0-9]+([_-][a-z0-9]+)*", term)
            assert meaning[0].isupper() and meaning.endswith((".", "?"))
