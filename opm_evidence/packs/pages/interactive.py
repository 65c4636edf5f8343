"""`interactive.html`: the map of gaps to look closer at, by population, design, nation and year.

It holds nothing that the page of the pack lacks, and needs scripts: plotly's own library, from its
Python package, and one script of ours; both stand in the file, and no other may run. It asks
nothing of anybody.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from opm_evidence.display.names import Names
from opm_evidence.display.wording.dates import day
from opm_evidence.packs.pages.content_policy import content_policy, own_script
from opm_evidence.packs.pages.structured_data import json_for_html
from opm_evidence.packs.pages.templating import (
    TEMPLATE,
    TEMPLATES,
    stylesheet,
    template_environment,
)
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.cells import CellEvidence

LIBRARY = "package_data/plotly.min.js"
SCRIPT = "interactive.js"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Signs that HTML forbids as they are; they stand in texts of plotly's library."""

NEED = "The problem itself"
UNITS = {"study": "study_id", "model": "study_id", "review": "evidence_id"}
"""What is counted for each part of a cell: a study once, however many findings it has."""


def interactive_page(assessment: Assessment) -> str:
    """The whole page. Equal assessments give an equal page."""
    policy = assessment.register.policy
    library = files("plotly").joinpath(LIBRARY).read_text(encoding="utf-8")
    script = (TEMPLATES / TEMPLATE / SCRIPT).read_text(encoding="utf-8")
    # Line ends are made plain, as a browser does before it takes the hash.
    texts = (CONTROL.sub(_escaped, text.replace("\r", "")) for text in (library, script))
    scripts = [f"\n{text.strip()}\n" for text in texts]
    page: str = (
        template_environment()
        .get_template("interactive.html.j2")
        .render(
            resources={"style": stylesheet()},
            policy=policy,
            day=day(assessment.register.as_of),
            content_policy=content_policy(scripts),
            scripts=[own_script(text) for text in scripts],
            data=json_for_html(interactive_data(assessment)),
        )
    )
    return page


def _escaped(sign: re.Match[str]) -> str:
    return f"\\x{ord(sign[0]):02x}"


def interactive_data(assessment: Assessment) -> dict[str, Any]:
    """What the script filters: the cells that ask about everybody, and a row a finding in each.

    Only what counts is here, and a study that shares its data with another is left out, as in the
    map of the page: without a filter the numbers are the same.
    """
    names = Names(assessment.register)
    cells = [each for each in assessment.cells if each.cell.group is None]
    rows = [row for number, each in enumerate(cells) for row in _rows(number, each, names)]
    return {
        "as_of": day(assessment.register.as_of),
        "cells": [_cell(each, names) for each in cells],
        "rows": rows,
    }


def _cell(each: CellEvidence, names: Names) -> dict[str, Any]:
    cell = each.cell
    return {
        "id": cell.id,
        "intervention": names.intervention(cell.intervention) if cell.intervention else NEED,
        "outcome": names.outcome(cell.outcome),
        "asks": names.cell(cell),
    }


def _rows(number: int, each: CellEvidence, names: Names) -> Iterator[dict[str, Any]]:
    kept = {"study": set(each.studies), "model": set(each.models), "review": set(each.reviews)}
    for row in each.judged(*UNITS):
        unit = getattr(row, UNITS[row.part])
        if unit in kept[row.part]:
            yield {
                "cell": number,
                "kind": row.part,
                "unit": unit,
                "item": names.citation(row.evidence_id),
                "population": names.group(row.population),
                "design": names.design(row.study_design),
                "nations": [names.nation(nation) for nation in row.country],
                "year": row.year,
            }
