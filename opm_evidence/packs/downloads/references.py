"""The evidence of a pack as references: RIS for reference managers, CSL-JSON for writing tools.

RIS has one line a value, so a line break in a title could begin a field of its own: every value
becomes one line, without control characters. CSL-JSON is JSON and takes any text.

Sources: RIS as Reference Manager has it, by the package rispy; the schema of CSL data, version 1.0
(github.com/citation-style-language/schema).
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import rispy

from opm_evidence.records.register import Register

TYPES: Mapping[str, tuple[str, str]] = {
    "journal_article": ("JOUR", "article-journal"),
    "preprint": ("UNPB", "article"),
    "report": ("RPRT", "report"),
    "government_report": ("GOVDOC", "report"),
    "official_statistics": ("GOVDOC", "report"),
    "audit_report": ("GOVDOC", "report"),
    "parliamentary_report": ("GOVDOC", "report"),
    "policy_document": ("GOVDOC", "report"),
    "consultation_response": ("GOVDOC", "report"),
    "impact_assessment": ("GOVDOC", "report"),
    "book": ("BOOK", "book"),
    "working_paper": ("RPRT", "report"),
    "thesis": ("THES", "thesis"),
    "protocol": ("GEN", "document"),
    "web_page": ("ELEC", "webpage"),
    "dataset": ("DATA", "dataset"),
}
"""What each type of report is in RIS and in CSL."""

SURNAME_AND_INITIALS = re.compile(r"([^()&]+) ([A-Z](?:[A-Z.\- ]{0,5}[A-Z])?\.?)")
TITLE_TAGS = re.compile(r"</?(?:i|em|b|sub|sup)>", re.IGNORECASE)
STANDING: Mapping[str, str] = {
    "retracted": "Retracted.",
    "superseded": "Superseded.",
    "corrected": "Corrected since it was published.",
}


class _Writer(rispy.writer.RisWriter):  # type: ignore[misc]
    def set_header(self, count: int) -> str:
        """No number before a reference: some reference managers take it for a field."""
        return ""


def references_ris(register: Register) -> str:
    """Every item of evidence as RIS, in the order of the register, retracted ones marked so."""
    references = [dict(_ris(row)) for row in register.rows("evidence")]
    return rispy.dumps(references, implementation=_Writer) if references else ""


def references_csl(register: Register) -> str:
    """Every item of evidence as CSL-JSON, in the same order, retracted ones marked so."""
    references = [dict(_csl(row)) for row in register.rows("evidence")]
    return json.dumps(references, ensure_ascii=False, indent=2) + "\n"


def one_line(text: str) -> str:
    """The text on one line, without control characters and without spaces at its ends."""
    if not text.isprintable():
        text = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(text.split())


def author_parts(name: str) -> tuple[str, str]:
    """Family name and initials, as registers write them; a body has no initials."""
    found = SURNAME_AND_INITIALS.fullmatch(name)
    return (found[1], found[2]) if found else (name, "")


def _ris(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "type_of_reference", TYPES.get(row["type"], ("GEN", ""))[0]
    values = {
        "id": row["evidence_id"],
        "title": _title(row),
        "authors": [", ".join(part for part in author_parts(each) if part) for each in _names(row)],
        "year": row["year"] and str(row["year"]),
        _container(row["type"]): row["publisher"],
        "doi": row["doi"],
        "urls": [row["url"]] if row["url"] else [],
        "language": row["language"],
        "notes": list(_notes(row)),
    }
    for name, value in values.items():
        if isinstance(value, list):
            lines = [line for line in map(one_line, value) if line]
            if lines:
                yield name, lines
        elif value and one_line(value):
            yield name, one_line(value)


def _csl(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "id", row["evidence_id"]
    yield "type", TYPES.get(row["type"], ("", "document"))[1]
    yield "title", _title(row)
    authors = [author_parts(each) for each in _names(row)]
    if authors:
        yield (
            "author",
            [
                {"family": family, "given": given} if given else {"literal": family}
                for family, given in authors
            ],
        )
    if row["year"]:
        yield "issued", {"date-parts": [[int(row["year"])]]}
    if row["publisher"]:
        journal = row["type"] == "journal_article"
        yield "container-title" if journal else "publisher", row["publisher"]
    for name, column in (("DOI", "doi"), ("URL", "url"), ("language", "language")):
        if row[column]:
            yield name, row[column]
    notes = " ".join(_notes(row))
    if notes:
        yield "note", notes


def _container(kind: str) -> str:
    return "journal_name" if kind == "journal_article" else "publisher"


def _names(row: Mapping[str, Any]) -> list[str]:
    return [each for each in row["authors"] or () if each.strip()]


def _title(row: Mapping[str, Any]) -> str:
    return TITLE_TAGS.sub("", row["title"])


def _notes(row: Mapping[str, Any]) -> Iterator[str]:
    if row["status"] in STANDING:
        yield STANDING[row["status"]]
    if row["notice_doi"]:
        yield f"Notice: https://doi.org/{row['notice_doi']}"
    if row["replaced_by"]:
        yield f"Replaced by {row['replaced_by']}."
    if row["verified"] != "yes":
        yield "Not verified by an editor of the register."
