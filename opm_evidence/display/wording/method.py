"""How a pack is made and what its words mean, for a reader who has never seen one."""

import re
from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, listed
from opm_evidence.records.register import Register
from opm_evidence.records.schemas import POLICY_TABLES

ADDRESS = re.compile(r"(?:doi 10\.|https?://)[^\s;]*[\w/]")

MEANINGS: Mapping[str, str] = {
    "Item": "one report: a study, a review, a statistic, an audit or another document.",
    "Independent study": "one set of people or one series of data followed for one question. "
    "Several reports of one study count once, and so do studies that share their data.",
    "Review": "a report that searches for studies in a stated way and brings them together.",
    "Finding": "what one report says about one comparison and one outcome.",
    "Framework": "the list of questions that somebody declared this policy has to answer. It is a "
    "judgement.",
    "Gap": "a place in the framework, a claim or a source where something is missing by a stated "
    "rule. A gap of this register is not always a gap in what the world knows.",
    "Cannot be assessed": "something is not recorded, so that nobody can say.",
    "Could show a cause": "the design has a comparison, or a rating says that it is good enough. "
    "It does not say what was found.",
    "95% interval": "the range in which the true value plausibly lies, given the study’s data.",
    "Not verified": "no editor saw the title, the publisher and what is said of it here on a "
    "public page.",
}


def learned_from(sources: Mapping[str, str]) -> Mapping[str, str]:
    """The source of each rule; a publication that stands with an earlier rule is named by that.

    A publication is known by its DOI or address. What is said of it beyond the earlier rule is
    the place in it, before the address or after.
    """
    first: dict[str, tuple[str, str]] = {}
    said = {}
    for code, source in sources.items():
        found = ADDRESS.search(source)
        if found and found[0] in first:
            earlier, before = first[found[0]]
            start = source[: found.start()]
            while before and not start.startswith(before):
                before = before.rstrip(", ").rpartition(", ")[0]
            place = (start.removeprefix(before).strip(", ") + source[found.end() :]).lstrip(", ")
            said[code] = f"the publication named at {earlier}" + (f", {place}" if place else "")
        else:
            said[code] = source
            if found:
                first[found[0]] = (code, source[: found.start()].rpartition("; ")[2])
    return said


def made(register: Register) -> str:
    """In a sentence, what the pack was made from and as of when."""
    rows = sum(len(table) for table in register.tables.values())
    return (
        f"Computed from {counted(rows, 'row')} in {counted(len(register.tables), 'table')} of this "
        f"register, as at {day(register.as_of)}."
    )


def steps(register: Register) -> Iterator[str]:
    """How the pack came about, step by step."""
    missing = [f"{name}.csv" for name in POLICY_TABLES if name not in register.tables]
    rows = sum(len(table) for table in register.tables.values())
    yield (
        "People read the evidence and the documents, and wrote down what they hold: "
        f"{counted(rows, 'row')} in {counted(len(register.tables), 'table')}, as at "
        f"{day(register.as_of)}. The rest is computed."
    )
    if missing:
        yield f"Not recorded in this register: {listed(missing)}."
    yield (
        "Every number and every gap was computed by the rules below from these rows. Nobody "
        "adjusted a result by hand, and no sum or score was made of different kinds of quality."
    )
    yield (
        "Evidence that was retracted or superseded counts for nothing, and models count as no "
        "study. Both are shown."
    )
    yield (
        "Whether evidence supports a claim, and which questions are asked, are judgements. The "
        "pack says who made them."
    )


def challenge(who: Markup) -> Markup:
    """Where to write, and what to give."""
    if not who:
        return escape(
            "no contact is recorded for this policy. Give the address of the claim, item or gap "
            "(the part after # in its link) to whoever gave you this pack."
        )
    return Markup(
        "write to {}. Give the address of the claim, item or gap (the part after # in its link), "
        "and the source that says otherwise."
    ).format(who)
