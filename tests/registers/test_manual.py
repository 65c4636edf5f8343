"""The manual of a register is made from what the checks read, and is up to date."""

from pathlib import Path

import pytest

from opm_evidence.records.schemas import POLICY_TABLES, SHARED_TABLES, table_schema
from opm_evidence.records.vocabulary import vocabulary
from opm_evidence.registers.manual import manual

KEPT = Path(__file__).parents[2] / "evidence" / "README.md"


def test_the_kept_manual_is_the_one_that_the_schemas_make() -> None:
    assert manual() in KEPT.read_text(encoding="utf-8"), "run `make docs`"


@pytest.mark.parametrize("name", POLICY_TABLES + SHARED_TABLES)
def test_every_column_is_explained_with_its_example(name: str) -> None:
    text = manual()
    chapter = text[text.index(f"### {name}.csv") :].split("\n### ")[0]
    for field in table_schema(name).fields:
        row = next(line for line in chapter.splitlines() if f"`{field.name}`**" in line
                   or line.startswith(f"| `{field.name}` |"))  # fmt: skip
        assert field.description.replace("|", "\\|") in row
        assert field.example.replace("|", "\\|") in row
        assert row.startswith("| **") == field.required


def test_every_term_is_explained() -> None:
    text = manual()
    for terms in vocabulary().values():
        for term, meaning in terms.items():
            assert f"| `{term}` | {meaning} |" in text


def test_links_within_the_manual_lead_somewhere() -> None:
    import re

    text = manual()
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    anchors = {
        re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings
    }
    for anchor in re.findall(r"\]\(#([^)]+)\)", text):
        assert anchor in anchors, anchor
