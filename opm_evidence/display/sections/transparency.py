"""Section 3: how far a reader can see the evidence, section by section."""

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Exhibit, Table
from opm_evidence.display.markup import bullets, joined
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.wording import transparency as words
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import term
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.scorer_agreement import scorer_agreements
from opm_evidence.synthesis.transparency import SectionTransparency

COLUMNS = ("section", "level", "claims", "linked_claims", "cited_claims", "items")
HEADINGS = ("Section", "Level (our check)", "What would raise it", "Scores by people")


def transparency(assessment: Assessment) -> Exhibit:
    """A row for each section of the policy: our level, what it rests on, what would raise it."""
    register = assessment.register
    sections = assessment.transparency
    date = day(register.as_of)
    scored = any(each.scores for each in sections)
    return Table(
        id="can-you-see-the-evidence",
        title=words.headline(sections),
        description=(
            f"As at {date}. The levels, from 0 to 3, are this project’s own check and no official "
            "score. They say how well evidence is shown, not how good it is. "
            + ("Scores by people stand beside them." if scored else "Nobody else has scored it.")
        ),
        sources=made_from(
            register, "claims", "claim_links", "uncertainties", "transparency_scores"
        ),
        frame=pd.DataFrame(
            [
                (each.section, each.level, *(each.counts[name] for name in COLUMNS[2:]))
                for each in sections
            ],
            columns=list(COLUMNS),
        ).astype({"level": "Int64"}),
        caption=f"How far the evidence behind each section can be seen, as at {date}",
        headings=HEADINGS if scored else HEADINGS[:-1],
        groups=(RowGroup(tuple(_row(each, scored=scored) for each in sections)),),
        before=bullets(words.levels(assessment.thresholds))
        + bullets(words.scorer_agreement(each) for each in scorer_agreements(sections)),
    )


def _row(section: SectionTransparency, *, scored: bool) -> Row:
    cells = (
        term("section", section.section),
        joined([words.level(section), words.counts(section)], Markup("<br>")),
        bullets(words.raised_by(section)) or "Nothing more that this check asks for.",
        bullets(words.scores(section)) or "None recorded",
    )
    return Row(cells if scored else cells[:-1])
