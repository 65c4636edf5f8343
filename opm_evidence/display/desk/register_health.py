"""What to mend first in a register, whether it can be read or not."""

from collections import Counter

import pandas as pd

from opm_evidence.display.charts import stacked_bars, titled
from opm_evidence.display.exhibits import Exhibit, Figure
from opm_evidence.display.live import sortable_table
from opm_evidence.display.names import Names
from opm_evidence.display.wording import mending as words
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, listed
from opm_evidence.display.wording.sources import made_from
from opm_evidence.records.answers import Verdict
from opm_evidence.synthesis.mending import KINDS, Health, MendingKind
from opm_evidence.synthesis.rules import RULES

COLUMNS = (
    "First",
    "What it is",
    "Where",
    "What is the matter",
    "What to do",
    "Answers that wait for it",
)
ORDER = (
    "Faults come first, since nothing is published before they are mended; then what most answers "
    "wait for; then addresses that did not answer, advice, and what no answer waits for today."
)
UNREADABLE = "Faults keep the register from being read, so nothing else about it is known."


def what_to_mend(health: Health) -> Exhibit:
    """Everything to mend, first things first, each with its place and remedy.

    >>> from opm_evidence.synthesis.mending import health_of
    >>> from opm_evidence.records.faults import Fault
    >>> fault = Fault("evidence.csv", 3, "year", "“20” is no year.", "Write four figures.")
    >>> what_to_mend(health_of("drinks", [fault], None)).frame.loc[0, "Where"]
    'evidence.csv, row 3, year'
    """
    names = Names(health.assessment.register) if health.assessment else None
    rows = [
        (
            place,
            words.KINDS[each.kind],
            each.place,
            words.matter(each, names),
            words.remedy(each, health.policy_id),
            len(each.waiting),
        )
        for place, each in enumerate(health.mendings, start=1)
    ]
    return sortable_table(
        pd.DataFrame(rows, columns=list(COLUMNS)),
        id="what-to-mend",
        title=_headline(health),
        description=ORDER if health.assessment else f"{UNREADABLE} {ORDER}",
        sources=_sources(health),
        caption=f"What to mend in the register of {health.policy_id}",
    )


def how_much_to_mend(health: Health) -> Exhibit:
    """How many things there are to mend, by kind, and how many answers wait for them.

    >>> from opm_evidence.synthesis.mending import health_of
    >>> how_much_to_mend(health_of("drinks", [], None)).title
    'Nothing to mend is known'
    """
    found = Counter(each.kind for each in health.mendings)
    rows = [(words.KINDS[kind], found[kind], _waiting(health, kind)) for kind in KINDS]
    return sortable_table(
        pd.DataFrame(rows, columns=["What it is", "How many", "Answers that wait for it"]),
        id="how-much-to-mend",
        title=_headline(health),
        description=ORDER if health.assessment else UNREADABLE,
        sources=_sources(health),
        caption=f"What to mend in the register of {health.policy_id}, by kind",
    )


def answers_by_rule(health: Health) -> Exhibit:
    """How many answers each rule gives, and how many it cannot give.

    >>> from opm_evidence.synthesis.mending import health_of
    >>> answers_by_rule(health_of("drinks", [], None)).title
    'No rule can answer yet'
    """
    if health.assessment is None:
        return sortable_table(
            pd.DataFrame({"Rule": [], "Cannot tell": []}),
            id="answers-by-rule",
            title="No rule can answer yet",
            description=UNREADABLE,
            sources=_sources(health),
            caption=f"Answers about {health.policy_id}",
        )
    shown: dict[Verdict, str] = {"gap": "Gap", "no_gap": "No gap", "not_assessable": "Cannot tell"}
    counted_by = Counter((each.rule, each.verdict) for each in health.assessment.answers)
    table = pd.DataFrame(
        [
            (code, *(counted_by[code, verdict] for verdict in shown))
            for code in RULES
            if any(counted_by[code, verdict] for verdict in shown)
        ],
        columns=["Rule", *shown.values()],
    )
    untold = sum(table["Cannot tell"])
    date = day(health.assessment.register.as_of)
    title = f"{counted(untold, 'answer')} cannot be given yet"
    return Figure(
        id="answers-by-rule",
        title=title,
        description=(
            f"As at {date}: "
            + listed([f"{count} by {code}" for code, count in _untold(table)] or ["none"])
            + ". The others are gaps, or none were found."
        ),
        sources=_sources(health),
        frame=table,
        caption=f"Answers of each rule about {health.policy_id}, as at {date}",
        spec=titled(stacked_bars(table, x_title="Rule", y_title="Answers"), title),
    )


def _untold(table: pd.DataFrame) -> list[tuple[str, int]]:
    pairs = zip(table["Rule"], table["Cannot tell"], strict=True)
    return sorted(((code, count) for code, count in pairs if count), key=lambda each: -each[1])


def _headline(health: Health) -> str:
    faults = sum(each.kind == "fault" for each in health.mendings)
    waiting = {answer for each in health.mendings for answer in each.waiting}
    said = [counted(faults, "fault")] if faults else []
    if health.assessment and waiting:
        said.append(f"{counted(len(waiting), 'answer')} that wait for something")
    others = sum(not each.waiting and each.kind != "fault" for each in health.mendings)
    if others:
        said.append(f"{counted(others, 'other thing')} to mend")
    return listed(said) or "Nothing to mend is known"


def _waiting(health: Health, kind: MendingKind) -> int:
    return len({a for each in health.mendings if each.kind == kind for a in each.waiting})


def _sources(health: Health) -> tuple[str, ...]:
    if health.assessment is None:
        return (f"the folder of {health.policy_id}, as far as it can be read",)
    return made_from(health.assessment.register, "policy", "evidence", "findings", "ratings")
