"""What lies behind a button of the map: the answers about the question, and its rows."""

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.finding_rows import finding_records
from opm_evidence.display.markup import bullets
from opm_evidence.display.names import Names
from opm_evidence.display.wording import directions
from opm_evidence.display.wording.moves import answer_words
from opm_evidence.display.wording.terms import capital
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.rules import RULES

COLUMNS = ("Finding", "Source", "Year", "Design", "What was found", "Direction", "Counts", "Place")


def cell_rows(assessment: Assessment, cell_id: str, names: Names) -> pd.DataFrame:
    """The findings of a question, one row each, whether they count or not.

    >>> from tests.drawing import draw_register
    >>> from opm_evidence import assess
    >>> before = assess(draw_register(findings='''
    ...     finding_id | study_id | intervention | outcome | direction
    ...     f1         | s1       | levy         | obesity | improves
    ...     '''))
    >>> rows = cell_rows(before, "levy--obesity--any--effect", Names(before.register))
    >>> list(rows["Direction"])
    ['Better']
    """
    found = [each for each in assessment.cells if each.cell.id == cell_id]
    rows = []
    for cell in found:
        for row in finding_records(cell.rows, names):
            item = names.items[row["evidence_id"]]
            rows.append(
                (
                    row["finding_id"],
                    names.citation(row["evidence_id"]),
                    item["year"] if item["year"] is not None else "",
                    names.design(item["study_design"]),
                    row["statement"] or "",
                    str(directions.direction(row)),
                    _counts(row["part"], row["set_aside"]),
                    row["place"] or "",
                )
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def answers_html(before: Assessment, after: Assessment, cell_id: str, names: Names) -> Markup:
    """The question, and what every rule says of it; before and now where that is not the same."""
    (cell,) = [each.cell for each in before.cells if each.cell.id == cell_id]
    was = {each.rule: each for each in before.for_subject(cell_id)}
    now = {each.rule: each for each in after.for_subject(cell_id)}
    lines = []
    for code, rule in RULES.items():
        if code in was or code in now:
            first, then = answer_words(was.get(code)), answer_words(now.get(code))
            said = then if first == then else Markup("{}; <b>now {}</b>").format(first, then)
            lines.append(Markup("{} {} {}").format(code, rule.title, said))
    title = Markup("<b>{}</b>").format(capital(names.cell(cell)))
    return title + bullets(lines)


def _counts(part: object, set_aside: object) -> str:
    if part:
        return f"yes, as a {part}"
    return f"no: {str(set_aside).replace('_', ' ')}" if set_aside else "no"
