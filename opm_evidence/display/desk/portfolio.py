"""Several policies side by side, as tables. None is ranked."""

from collections import Counter
from collections.abc import Callable, Sequence

import pandas as pd

from opm_evidence.display.charts import stacked_bars, titled
from opm_evidence.display.exhibits import Exhibit, Figure
from opm_evidence.display.live import sortable_table
from opm_evidence.display.names import Names
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, listed
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.answers import Verdict
from opm_evidence.synthesis.portfolio import Difference, Portfolio, Report
from opm_evidence.synthesis.rules import RULES
from opm_evidence.synthesis.voices import Voice

SAME_BY = {"doi": "the same DOI", "url": "the same address", "title": "the same title and year"}
VOICES = ("Who", "Heard", "Never heard", "Studied", "Never studied", "Nobody has recorded any")
LIMIT = (
    "A register with more rows has more gaps to find, so policies are not to be ranked by their "
    "numbers."
)


def policies_side_by_side(portfolio: Portfolio) -> Exhibit:
    """How many answers about each policy are gaps, are none, and cannot be given.

    >>> from opm_evidence.synthesis.portfolio import portfolio_of
    >>> policies_side_by_side(portfolio_of({"drinks": None})).title
    'No register can be read'
    """
    shown: dict[Verdict, str] = {"gap": "Gap", "no_gap": "No gap", "not_assessable": "Cannot tell"}
    rows = []
    for policy, assessment in portfolio.assessments.items():
        counts = Counter(each.verdict for each in assessment.answers)
        rows.append((policy, *(counts[verdict] for verdict in shown)))
    table = pd.DataFrame(rows, columns=["Policy", *shown.values()])
    if not rows:
        return sortable_table(
            table,
            id="policies-side-by-side",
            title="No register can be read",
            description=f"Left out: {listed(portfolio.left_out) or 'none'}.",
            sources=_sources(portfolio),
            caption="Answers about each policy",
        )
    title = f"{capital(counted(len(rows), 'policy'))} side by side"
    return Figure(
        id="policies-side-by-side",
        title=title,
        description=f"{_days(portfolio)} {LIMIT}{_left_out(portfolio)}",
        sources=_sources(portfolio),
        frame=table,
        caption="Answers of all rules about each policy",
        spec=titled(stacked_bars(table, x_title="Policy", y_title="Answers"), title),
    )


def gaps_in_common(portfolio: Portfolio) -> Exhibit:
    """The reasons that make gaps in more than one policy, with the number of gaps in each.

    >>> from opm_evidence import assess
    >>> from opm_evidence.synthesis.portfolio import portfolio_of
    >>> from tests.drawing import draw_register
    >>> nothing = assess(draw_register(findings="finding_id"))
    >>> gaps_in_common(portfolio_of({"a": nothing, "b": nothing})).frame.loc[0, "Why it is a gap"]
    'this register holds none, and nobody has recorded a search'
    """
    policies = tuple(portfolio.assessments)
    rows = [
        (
            f"{each.rule} {RULES[each.rule].title}",
            RULES[each.rule].reasons[each.reason],
            len(each.gaps),
            *(each.gaps.get(policy, 0) for policy in policies),
            RULES[each.rule].settled_by.get(each.reason, ""),
        )
        for each in portfolio.common_gaps
    ]
    columns = ["Rule", "Why it is a gap", "Policies", *policies, "What would settle it"]
    everywhere = sum(len(each.gaps) == len(policies) for each in portfolio.common_gaps)
    return _table(
        portfolio,
        rows,
        columns,
        id="gaps-in-common",
        title=f"{capital(counted(len(rows), 'kind'))} of gap in more than one policy",
        words=f"{everywhere} of them in every policy that can be read. {LIMIT}",
        caption="Gaps by rule and reason, and by policy",
    )


def shared_evidence(portfolio: Portfolio) -> Exhibit:
    """The reports that more than one register holds, and what says that they are the same.

    >>> from opm_evidence.synthesis.portfolio import portfolio_of
    >>> shared_evidence(portfolio_of({})).title
    'No reports in more than one register'
    """
    title = _titled(portfolio)
    rows = [
        (
            title(each),
            len(each.policies),
            "; ".join(f"{policy}: {item}" for policy, item in each.entries),
            SAME_BY[each.same_by],
        )
        for each in portfolio.shared_reports
    ]
    return _table(
        portfolio,
        rows,
        ["Report", "Policies", "Where it is", "What is the same"],
        id="shared-evidence",
        title=f"{capital(counted(len(rows), 'report'))} in more than one register",
        words=(
            f"Of {counted(len(portfolio.reports), 'report')} in all registers. "
            "A report under two titles or addresses is not recognised."
        ),
        caption="Reports that several registers hold",
    )


def reports_and_claims(portfolio: Portfolio) -> Exhibit:
    """The reports that support more than one claim, one row a claim.

    >>> from opm_evidence.synthesis.portfolio import portfolio_of
    >>> list(reports_and_claims(portfolio_of({})).frame)[:3]
    ['Report', 'Claims', 'Policy']
    """
    title = _titled(portfolio)
    rows = [
        (
            title(report),
            len({(policy, claim.claim_id) for policy, claim, _ in found}),
            policy,
            claim.text,
            term("relation", link.relation),
            "yes" if link.counts else "no",
            link.place,
        )
        for report, found in portfolio.claims_of_reports
        for policy, claim, link in found
    ]
    several = [{row[0] for row in found} for _, found in portfolio.claims_of_reports]
    across = sum(len(policies) > 1 for policies in several)
    return _table(
        portfolio,
        rows,
        ["Report", "Claims", "Policy", "Claim", "What it does", "Counts", "Place"],
        id="reports-and-claims",
        title=f"{capital(counted(len(several), 'report'))} behind more than one claim",
        words=(
            f"{across} of them in more than one policy. One report behind many "
            "claims is no fault; where it falls, all of them do. Whether it supports a claim is "
            "the judgement of whoever kept the register."
        ),
        caption="Claims by the report that supports them",
    )


def never_heard(portfolio: Portfolio) -> Exhibit:
    """Whom policies say must not be left out, and which of them were studied and heard, and where.

    >>> from opm_evidence.synthesis.portfolio import portfolio_of
    >>> never_heard(portfolio_of({})).title
    'No policy names groups that must not be left out'
    """
    found = portfolio.differences
    rows = [
        (
            capital(term("dimension", each.dimension)),
            _those(each, lambda voice: voice.heard is True),
            _those(each, lambda voice: voice.heard is False),
            _those(each, lambda voice: voice.studied is True),
            _those(each, lambda voice: voice.studied is False),
            _those(each, lambda voice: None in (voice.heard, voice.studied)),
        )
        for each in found
    ]
    never = sum(not each.heard for each in found)
    unstudied = sum(not each.studied for each in found)
    return _table(
        portfolio,
        rows,
        list(VOICES),
        id="never-heard",
        title=(
            f"{never} of {counted(len(found), 'kind')} of difference never heard in any policy"
            if found
            else "No policy names groups that must not be left out"
        ),
        words=(
            "The kinds are those of PROGRESS-Plus that a policy names; "
            f"{unstudied} of them were never studied in any. Studied and heard are two different "
            "things, and nothing recorded is not the same as nobody heard."
        ),
        caption="Who was studied and who was heard, by policy",
    )


def _table(
    portfolio: Portfolio,
    rows: Sequence[tuple[object, ...]],
    columns: Sequence[str],
    *,
    id: str,
    title: str,
    words: str,
    caption: str,
) -> Exhibit:
    """A table of all policies: as at when, its own words, and which registers were left out."""
    return sortable_table(
        pd.DataFrame(rows, columns=list(columns)),
        id=id,
        title=title,
        description=f"{_days(portfolio)} {words}{_left_out(portfolio)}",
        sources=_sources(portfolio),
        caption=caption,
    )


def _those(difference: Difference, which: Callable[[Voice], bool]) -> str:
    """The groups of which something holds, each with its policy."""
    found = [
        f"{voice.dimension.title} ({policy})" for policy, voice in difference.voices if which(voice)
    ]
    return "; ".join(found) or "None"


def _titled(portfolio: Portfolio) -> Callable[[Report], str]:
    """What to call a report; the names of a register are gathered once for all its reports."""
    named = {policy: Names(each.register) for policy, each in portfolio.assessments.items()}

    def title(report: Report) -> str:
        policy, item = report.entries[0]
        return f"{named[policy].citation(item)}: {named[policy].title(item).striptags()}"

    return title


def _days(portfolio: Portfolio) -> str:
    days = {each.register.as_of for each in portfolio.assessments.values()}
    return f"As at {listed([day(each) for each in sorted(days)])}." if days else "Nothing is read."


def _left_out(portfolio: Portfolio) -> str:
    if not portfolio.left_out:
        return ""
    return f" Left out, as they have faults: {listed(portfolio.left_out)}."


def _sources(portfolio: Portfolio) -> tuple[str, ...]:
    return (f"the registers of {listed(tuple(portfolio.assessments)) or 'no policy'}",)
