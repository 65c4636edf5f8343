"""Other tools read a pack: references, research questions, tables on the web, how to cite."""

import json
import re

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from opm_evidence.packs.downloads.citing import Citation
from opm_evidence.packs.downloads.computed_tables import computed_tables
from opm_evidence.packs.downloads.csvw import csvw_text
from opm_evidence.packs.downloads.download import Download, DownloadGroup
from opm_evidence.packs.downloads.references import author_parts, references_csl, references_ris
from opm_evidence.packs.downloads.register_tables import register_tables
from opm_evidence.packs.downloads.research_questions import (
    research_question_table,
    research_questions_markdown,
)
from opm_evidence.packs.pages.structured_data import dataset_json, json_for_html
from opm_evidence.synthesis.assessment import assess
from opm_evidence.synthesis.editions import edition_of
from tests.drawing import draw_register

EVIDENCE = """
evidence_id | title                      | authors                     | year | status    | doi          | replaced_by
s1          | The <i>levy</i> and sugar  | Rogers NT; Public Health England | 2023 | current | 10.1000/x-1 |
s2          | The levy, first version    | Pell D                      | 2021 | retracted |              | s1
"""  # noqa: E501
HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)
NASTY = "x\nER  - \r\nTY  - JOUR\u2028T1  - forged\x00</script><!--"


def register_with(title):
    register = draw_register({"title": "A levy"}, evidence="evidence_id\ns1")
    register.tables["evidence"].loc[0, "title"] = title
    return register


def edition_with(title):
    return EDITION.model_copy(update={"title": title})


EDITION = edition_of(assess(draw_register()))


def test_references_read_back_with_their_authors_and_standing():
    first, second = rispy.loads(references_ris(draw_register(evidence=EVIDENCE)))
    assert first["title"] == "The levy and sugar"
    assert first["authors"] == ["Rogers, NT", "Public Health England"]
    assert (first["year"], first["doi"]) == ("2023", "10.1000/x-1")
    assert second["notes"] == ["Retracted.", "Replaced by s1."]


def test_csl_tells_people_from_bodies_and_marks_what_is_retracted():
    first, second = json.loads(references_csl(draw_register(evidence=EVIDENCE)))
    assert first["author"] == [
        {"family": "Rogers", "given": "NT"},
        {"literal": "Public Health England"},
    ]
    assert first["issued"] == {"date-parts": [[2023]]}
    assert second["note"].startswith("Retracted.")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("von Philipsborn P", ("von Philipsborn", "P")),
        ("Briggs ADM", ("Briggs", "ADM")),
        ("HM Treasury", ("HM Treasury", "")),
        ("et al. (including Penney TL", ("et al. (including Penney TL", "")),
        ("Risk & Policy Analysts UK", ("Risk & Policy Analysts UK", "")),
    ],
)
def test_a_body_is_no_person(name, parts):
    assert author_parts(name) == parts


@settings(max_examples=60, deadline=None)
@given(title=HOSTILE | st.just(NASTY))
def test_no_title_begins_a_field_or_a_reference_of_its_own(title):
    lines = references_ris(register_with(title)).splitlines()
    assert sum(line.startswith("TY  - ") for line in lines) == 1
    assert sum(line.startswith("ER  - ") for line in lines) == 1
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines if line)
    assert json.loads(references_csl(register_with(title)))[0]["id"] == "s1"


@given(text=HOSTILE | st.just(NASTY))
def test_json_in_a_page_cannot_leave_its_element(text):
    written = str(json_for_html({text: [text]}))
    assert "<" not in written
    assert ">" not in written
    assert json.loads(written) == {text: [text]}


def test_a_page_describes_the_pack_and_its_downloads_as_a_dataset():
    register = draw_register({"title": "A levy</script><script>alert(1)</script>"})
    groups = [DownloadGroup("All", (Download("a b.csv", "T", 5), Download("d.zip", "Z", None)))]
    written = dataset_json(register.policy, edition_of(assess(register)), groups)
    assert "</script" not in written
    described = json.loads(written)
    assert described["@type"] == "Dataset"
    assert described["datePublished"] == described["version"] == "2026-01-01"
    csv, archive = described["distribution"]
    assert (csv["contentUrl"], csv["encodingFormat"], csv["contentSize"]) == (
        "a%20b.csv",
        "text/csv",
        "5 B",
    )
    assert "contentSize" not in archive


def test_the_tables_on_the_web_name_every_table_with_its_columns_and_keys():
    assessment = assess(draw_register(evidence=EVIDENCE, findings="finding_id | study_id\nf1 | s1"))
    tables = (*computed_tables(assessment), *register_tables(assessment.register))
    described = json.loads(csvw_text(assessment.register, tables))
    assert [each["url"] for each in described["tables"]] == [f"{t.name}.csv" for t in tables]
    for table, each in zip(tables, described["tables"], strict=True):
        names = [column["name"] for column in each["tableSchema"]["columns"]]
        assert names == list(table.columns)
    findings = next(each for each in described["tables"] if each["url"] == "findings.csv")
    keys = {key["columnReference"] for key in findings["tableSchema"]["foreignKeys"]}
    assert keys == {"evidence_id"}
    authors = next(
        column
        for each in described["tables"]
        if each["url"] == "evidence.csv"
        for column in each["tableSchema"]["columns"]
        if column["name"] == "authors"
    )
    assert authors["separator"] == "; "


def test_one_question_stands_for_every_gap_of_a_cell():
    assessment = assess(draw_register(findings="finding_id | study_id\nf1 | s1"))
    rows = research_question_table(assessment).frame.to_dict("records")
    (row,) = [each for each in rows if each["question_id"].startswith("cell-levy--obesity")]
    assert row["question"].startswith("What is the effect of the levy on obesity, for everybody")
    assert "g02-levy--obesity--any--effect" in row["gap_ids"]
    assert row["department"] == "HM Treasury"
    assert row["as_of"] == "2026-01-01"


def test_a_gap_in_the_record_of_a_claim_asks_for_no_research():
    assessment = assess(draw_register(claims="claim_id\nc1", claim_links="claim_id | evidence_id"))
    assert any(each.subject == "c1" for each in assessment.gaps)
    asked = research_question_table(assessment).frame["question_id"]
    assert not asked.str.contains("claim").any()


@settings(max_examples=15, deadline=None)
@given(title=HOSTILE.filter(str.strip))
def test_no_title_makes_markup_of_its_own_in_the_document_of_questions(title):
    text = research_questions_markdown(assess(draw_register({"title": title})))
    head, *rest = text.split("\n")
    assert head.startswith("# Research questions: ")
    assert not any(line.startswith("# ") for line in rest)
    assert "<" not in re.sub(r"\\<", "", text)


def test_a_pack_is_cited_with_its_edition_and_day():
    citation = Citation(EDITION)
    assert citation.sentence.startswith(
        "Evidence pack: A levy on sugary drinks (edition 2026-01-01)"
    )
    assert "1 January 2026" in citation.sentence
    (entry,) = json.loads(citation.csl)
    assert entry["version"] == "2026-01-01"
    assert entry["issued"] == {"date-parts": [[2026, 1, 1]]}


@given(title=HOSTILE | st.just("}\n@book{x, title={"))
def test_no_title_ends_its_bibtex_entry(title):
    entry = Citation(edition_with(title)).bibtex
    unescaped = re.sub(r"\\[{}]", "", entry.replace(r"\textbackslash{}", ""))
    assert unescaped.count("{") == unescaped.count("}")
    assert sum(line.startswith("@") for line in entry.splitlines()) == 1
