"""Findings as rows of a table: one row each, or, in a large register, one row a direction."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, TypedDict

from markupsafe import Markup, escape

from opm_evidence.display.large import is_large
from opm_evidence.display.markup import joined, jump
from opm_evidence.display.names import Names
from opm_evidence.display.tables import Row
from opm_evidence.display.wording import directions
from opm_evidence.display.wording.numbers import known, number
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.synthesis.findings import Finding

HEADINGS = ("Source", "What was found", "Direction")
IN_SHORT_HEADINGS = ("Direction", "Findings", "Sources")
"""Where a register is large, a row is a direction with all that points there."""


class FindingColumns(TypedDict):
    """What a table of findings says of its columns, beside its rows."""

    headings: tuple[str, ...]
    numbers: frozenset[int]
    kind: str


def columns_of_findings(names: Names) -> FindingColumns:
    """The columns of a table of findings."""
    if is_large(names.register):
        return {"headings": IN_SHORT_HEADINGS, "numbers": frozenset({1}), "kind": ""}
    return {"headings": HEADINGS, "numbers": frozenset(), "kind": "opm-findings"}


def finding_rows(findings: Iterable[Mapping[str, Any]], names: Names) -> tuple[Row, ...]:
    """A row for each finding; in a large register a row for each direction."""
    by = _by_direction if is_large(names.register) else _rows
    return tuple(by(findings, names))


def _rows(findings: Iterable[Mapping[str, Any]], names: Names) -> Iterator[Row]:
    """A row for each finding; the findings of one item in a row stand beside its name once."""
    for _, of_item in groupby(findings, key=lambda each: each["evidence_id"]):
        first, *others = of_item
        yield _row(first, names, spans=1 + len(others))
        for finding in others:
            yield _row(finding, names, spans=0)


def _by_direction(findings: Iterable[Mapping[str, Any]], names: Names) -> Iterator[Row]:
    """A row for each direction with every finding that points there: the form for many findings."""
    ways: dict[Markup, list[Markup]] = {}
    for finding in findings:
        ways.setdefault(_direction(finding, names), []).append(
            Markup('<a id="finding-{}" href="#item-{}">{}</a>').format(
                finding["finding_id"],
                finding["evidence_id"],
                names.citation(finding["evidence_id"]),
            )
        )
    for way, links in ways.items():
        yield Row((way, number(len(links)), joined(links, "; ")))


def finding_records(findings: Iterable[Finding], names: Names) -> list[Mapping[str, Any]]:
    """What findings.csv holds of each, with what it is in its cell: `part` and `set_aside`."""
    return [
        {**names.findings[each.finding_id], "part": each.part, "set_aside": each.set_aside}
        for each in findings
    ]


def _row(finding: Mapping[str, Any], names: Names, *, spans: int) -> Row:
    """The row of a finding, with its source where it is the first of `spans` rows of its item."""
    item = names.items[finding["evidence_id"]]
    source = joined(
        [
            names.cite(finding["evidence_id"]),
            names.design(item["study_design"]),
            names.nations(item["country"] or ()),
        ],
        Markup("<br>"),
    )
    found = joined(
        [
            names.with_citations(finding["statement"]),
            directions.details(finding),
            _whom(finding, names),
            finding["location"] or "",
        ],
        Markup("<br>"),
    )
    return Row(
        (source if spans else "", found, _direction(finding, names)),
        f"finding-{finding['finding_id']}",
        spans=spans,
        goes_on=not spans,
    )


def finding_line(finding: Mapping[str, Any], names: Names) -> Markup:
    """A finding as an entry of a list, with its lasting address: what, by whom, which way."""
    return Markup('<li id="finding-{}">{} {}: {}').format(
        finding["finding_id"],
        names.with_citations(finding["statement"]),
        names.cite(finding["evidence_id"]),
        _direction(finding, names),
    )


def _whom(finding: Mapping[str, Any], names: Names) -> str:
    return f"Group: {names.group(finding['population'])}" if known(finding["population"]) else ""


def _direction(finding: Mapping[str, Any], names: Names) -> Markup:
    words = [directions.direction(finding)]
    aside = finding["set_aside"]
    if aside in ("retracted", "superseded"):
        return standing(names.items[finding["evidence_id"]], names)
    if aside in ("planned", "ongoing"):
        return escape(directions.SET_ASIDE[aside])
    if aside == "indirect" and known(finding.get("part")):
        words.append(directions.INDIRECT)
    return joined(words, Markup("<br>"))


def standing(item: Mapping[str, Any], names: Names) -> Markup:
    """`Retracted; replaced by … . It counts for nothing.`"""
    words = Markup("<b>{}</b>").format(capital(term("item_status", item["status"])))
    if known(item["replaced_by"]):
        words += Markup("; replaced by {}").format(names.cite(item["replaced_by"]))
    return words + ". It counts for nothing."


def finding_links(rows: Iterable[Mapping[str, Any]], names: Names) -> Markup:
    """Links to findings by the short names of their items, numbered where an item has several."""
    listed = list(rows)
    of_item = Counter(row["evidence_id"] for row in listed)
    place: Counter[str] = Counter()
    links = []
    for row in listed:
        item = row["evidence_id"]
        place[item] += 1
        which = f" ({place[item]} of {of_item[item]})" if of_item[item] > 1 else ""
        links.append(jump(f"finding-{row['finding_id']}", names.citation(item) + which))
    return joined(links)
