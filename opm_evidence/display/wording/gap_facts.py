"""The facts behind a gap as a short clause: how many, which, since when."""

from collections.abc import Callable, Iterable, Mapping

from opm_evidence.display.names import Names
from opm_evidence.display.wording.dates import when
from opm_evidence.display.wording.numbers import counted, months, number
from opm_evidence.display.wording.terms import term
from opm_evidence.display.wording.usage import used
from opm_evidence.records.answers import Answer, Fact
from opm_evidence.records.vocabulary import terms

Say = Callable[[Fact, Names], str]
FEW = 3


def fact_words(answer: Answer, names: Names) -> str:
    """What the facts of an answer say, parted by semicolons; nothing of what is none."""
    clauses = [
        PHRASES[name](value, names) for name, value in answer.facts.items() if name in PHRASES
    ]
    if answer.facts.get("searched_on"):
        searched = when(str(answer.facts["searched_on"]))
        clauses.append(f"searched in {searched}: {answer.facts.get('search_note')}")
    if answer.facts.get("metric") and "count" in answer.facts:
        clauses.append(used(answer.facts))
    return "; ".join(clause for clause in clauses if clause)


def _several(value: Fact) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),) if value else ()


def _count(value: Fact) -> int:
    return len(value) if isinstance(value, tuple) else int(value) if value else 0


def how_many(one: str, several: str = "") -> Say:
    """A count of things, whether the fact is a number or a list of ids."""
    return lambda value, names: counted(_count(value), one, several) if _count(value) else ""


def _some(words: Iterable[str]) -> str:
    named = list(words)
    more = f" and {number(len(named) - FEW)} more" if len(named) > FEW else ""
    return ", ".join(named[:FEW]) + more


def cited(before: str) -> Say:
    """A few items by their short names."""
    return lambda value, names: (
        f"{before}: {_some(names.citation(each) for each in _several(value))}" if value else ""
    )


def dated(before: str) -> Say:
    """A date, or nothing where it is not recorded."""
    return lambda value, names: f"{before} {when(str(value))}" if value else ""


def _outcomes(value: Fact, names: Names) -> str:
    return f"studied for {_some(map(names.outcome, _several(value)))}" if value else ""


def _nations(before: str) -> Say:
    return lambda value, names: (
        f"{before}: {_some(map(names.nation, _several(value)))}" if value else ""
    )


def _facets(value: Fact, names: Names) -> str:
    """The kinds of knowledge that are missing (EMMIE)."""
    return "; ".join(term("facet", each) for each in _several(value))


def _months(before: str) -> Say:
    return lambda value, names: f"{before} {months(float(str(value)))}" if value else ""


def _votes(way: str) -> Say:
    return lambda value, names: f"{value} {term('direction', way)}" if value else ""


def _as_written(before: str) -> Say:
    return lambda value, names: f"{before}: {value}" if value else ""


PHRASES: Mapping[str, Say] = {
    "studies": how_many("independent study"),
    "reviews": how_many("review"),
    "models": how_many("model"),
    "documents": how_many("other document"),
    "unread": how_many("item not yet read", "items not yet read"),
    "indirect": how_many(
        "study of another measure of its kind", "studies of another measure of its kind"
    ),
    "set_aside": how_many("item retracted or superseded", "items retracted or superseded"),
    "in_progress": how_many("planned or under way", "planned or under way"),
    "overlapping": how_many("study that shares data", "studies that share data"),
    "other_outcomes": _outcomes,
    "newest_search": dated("newest search"),
    "newer_studies": how_many("newer study"),
    "unfinished_reviews": cited("not finished"),
    "asked_on": dated("asked"),
    "due_on": dated("due"),
    "newest_year": dated("newest evidence"),
    "reason_unpublished": _as_written("reason given"),
    "unpublished_reason": _as_written("reason given"),
    "missing_nations": _nations("nothing from"),
    "from_here": cited("from here"),
    "supporting": how_many("supporting finding"),
    "partly_supporting": how_many("finding that supports a part", "findings that support a part"),
    "contradicting": how_many(
        "finding that contradicts the claim", "findings that contradict the claim"
    ),
    "studies_differing": how_many("study that differs", "studies that differ"),
    "not_cited": how_many("finding not cited", "findings not cited"),
    "citation_unknown": how_many("finding against it", "findings against it"),
    "emerged_since": how_many("finding that came out later", "findings that came out later"),
    "cannot_bear": how_many("that could not show it", "that could not show it"),
    "claims": how_many("claim that rests on it", "claims that rest on it"),
    "unrated": how_many("study or review without a rating", "studies and reviews without a rating"),
    "missing": _facets,
    "longest": _months("longest follow-up"),
    "needed": _months("needed"),
    **{way: _votes(way) for way in terms("direction")},
}
"""What to say of a fact, by its name. Facts that the words around a gap state already are left."""
