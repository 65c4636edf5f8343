"""Section 1: at most five sentences and four figures, all of them computed."""

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Exhibit, Prose
from opm_evidence.display.markup import bullets
from opm_evidence.display.wording import brief
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import listed
from opm_evidence.display.wording.sources import made_from
from opm_evidence.synthesis.assessment import Assessment


def in_brief(assessment: Assessment) -> Exhibit:
    """What to take away: sentences, and figures with unit, date and a link to what they count."""
    register = assessment.register
    figures = brief.key_figures(assessment)
    date = day(register.as_of)
    tiles = Markup("").join(
        Markup(
            '<li><a href="#{place}"><strong>{value}</strong> {unit}</a> as at {date}</li>'
        ).format(place=each.place, value=each.value, unit=each.unit, date=date)
        for each in figures
    )
    return Prose(
        id="in-brief",
        title="In brief",
        description=f"As at {date}: {listed([str(each) for each in figures])}.",
        sources=made_from(register, "evidence", "findings", "claims", "policy"),
        frame=pd.DataFrame(
            [(each.value, each.unit, date, each.place) for each in figures],
            columns=["value", "unit", "as_at", "place"],
        ),
        headed=False,
        words=bullets(brief.sentences(assessment))
        + Markup('<ul class="opm-figures">{}</ul>').format(tiles),
    )
