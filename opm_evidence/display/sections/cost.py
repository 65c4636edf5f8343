"""Section 9: what is known about costs and value for money."""

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Exhibit, Prose
from opm_evidence.display.markup import bullets, jump, paragraph
from opm_evidence.display.names import Names
from opm_evidence.display.wording import claims as claim_words
from opm_evidence.display.wording import directions
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, of_all
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import capital
from opm_evidence.synthesis.assessment import Assessment

COLUMNS = ("finding_id", "evidence_id", "intervention", "outcome", "statement")


def cost(assessment: Assessment) -> Exhibit:
    """The questions on cost, the findings of economic studies, and the claims about money."""
    names = Names(assessment.register)
    body = assessment.body
    economic = body[(body["design_kind"] == "economic") & ~_withdrawn(body)]
    cells = [each for each in assessment.cells if each.cell.asks == "cost"]
    filled = sum(not each.is_empty for each in cells)
    date = day(assessment.register.as_of)
    return Prose(
        id="cost-and-value",
        title=_title(len(cells), filled),
        description=f"Evidence on costs and value for money, as at {date}.",
        sources=made_from(assessment.register, "findings", "evidence", "claims", "designs"),
        frame=economic[list(COLUMNS)],
        words=Markup("").join(
            [
                *_cells(assessment, names, date),
                *_findings(economic, names, date),
                *_claims(assessment, names, date),
            ]
        ),
    )


def _withdrawn(body: pd.DataFrame) -> "pd.Series[bool]":
    return body["set_aside"].isin(["retracted", "superseded"])


def _title(asked: int, filled: int) -> str:
    if not asked:
        return "The framework asks no question about cost"
    held = of_all(filled, asked, "question about cost", several="questions about cost")
    return f"{held} evidence that counts"


def _cells(assessment: Assessment, names: Names, date: str) -> Iterator[Markup]:
    cells = [each for each in assessment.cells if each.cell.asks == "cost"]
    if not cells:
        yield paragraph(f"As at {date}, the declared framework asks nothing about cost.")
        return
    yield paragraph(f"What the framework asks about cost, as at {date}:")
    yield bullets(
        Markup("{}: {}").format(
            jump(f"cell-{each.cell.id}", capital(names.cell(each.cell))),
            directions.summary(each, names),
        )
        for each in cells
    )


def _findings(economic: pd.DataFrame, names: Names, date: str) -> Iterator[Markup]:
    if economic.empty:
        yield paragraph(
            f"No item in this register is an economic study by its design, as at {date}."
        )
        return
    number = economic["evidence_id"].nunique()
    yield paragraph(
        f"What {counted(number, 'economic study')} in this register found, as at {date}:"
    )
    yield bullets(
        Markup("{}: {}").format(names.cite_finding(finding, item), statement)
        for finding, item, statement in zip(
            economic["finding_id"], economic["evidence_id"], economic["statement"], strict=True
        )
    )


def _claims(assessment: Assessment, names: Names, date: str) -> Iterator[Markup]:
    about = [each for each in assessment.claims if each.claim_type == "cost"]
    if not about:
        yield paragraph(f"No claim about cost is recorded, as at {date}.")
        return
    yield paragraph(f"Claims about cost, as at {date}:")
    yield bullets(
        Markup("{} {}.").format(
            jump(f"claim-{each.claim_id}", each.text), capital(claim_words.standing(each))
        )
        for each in about
    )
