"""Section 11: what people look for on GOV.UK, where usage data was added."""

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Exhibit, Prose
from opm_evidence.display.markup import bullets, link_to, paragraph
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import term
from opm_evidence.synthesis.assessment import Assessment

GOVUK = "https://www.gov.uk"


def usage(assessment: Assessment) -> Exhibit:
    """That no usage data was added, which is not a zero; and the pages that would be counted."""
    policy = assessment.register.policy
    date = day(assessment.register.as_of)
    none = (
        f"No usage data has been added to this register, as at {date}. That is not the same as no "
        "use: nobody has looked."
    )
    pages = bullets(
        Markup("{} ({})").format(
            link_to(f"{GOVUK}{page.base_path}", page.title or page.base_path),
            term("page_role", page.role),
        )
        for page in policy.govuk_pages
    )
    searches = bullets(f"“{search.text}”" for search in policy.search_terms)
    words = [paragraph(none)]
    if pages:
        words += [
            paragraph(f"Pages of the policy, as at {date}: {len(policy.govuk_pages)}."),
            pages,
        ]
    if searches:
        words += [
            paragraph(f"Searches that bear on it, as at {date}: {len(policy.search_terms)}."),
            searches,
        ]
    return Prose(
        id="usage",
        title="No usage data has been added",
        description=(
            f"{none} {counted(len(policy.govuk_pages), 'page').capitalize()} and "
            f"{counted(len(policy.search_terms), 'search', 'searches')} are declared."
        ),
        sources=made_from(assessment.register, "policy"),
        frame=pd.DataFrame(
            [("page", page.base_path, page.role) for page in policy.govuk_pages]
            + [("search", search.text, search.relation) for search in policy.search_terms],
            columns=["kind", "subject", "role"],
        ),
        words=Markup("").join(words),
    )
