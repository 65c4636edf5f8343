"""Every id that policy.yaml refers to is declared in policy.yaml."""

from collections.abc import Iterable, Iterator, Mapping

from opm_evidence.records.faults import Fault
from opm_evidence.records.policy import Policy
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft
from opm_evidence.registers.nearest import offer_from_list, quoted
from opm_evidence.registers.policy_text import Location

Mention = tuple[Location, str | None, str]
"""Where an id is mentioned, the id, and the list that has to declare it."""


def _find(draft: Draft) -> Iterator[Fault]:
    if draft.policy is None or draft.policy_text is None:
        return
    declared = _declared(draft.policy)
    for location, mentioned, part in _mentions(draft.policy):
        if mentioned is not None and mentioned not in declared[part]:
            yield draft.policy_text.fault(
                location,
                f"There is no {quoted(mentioned)} among the {part} of this file.",
                offer_from_list(mentioned, declared[part]),
            )


def _declared(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    populations = tuple(each.id for each in policy.populations)
    return {
        "questions": tuple(each.id for each in policy.questions),
        "interventions": tuple(each.id for each in policy.interventions),
        "outcomes": tuple(each.id for each in policy.outcomes),
        "populations": populations,
        "populations and priority dimensions": populations
        + tuple(each.id for each in policy.priority_dimensions),
        "nations": tuple(each.id for each in policy.nations),
        "cells": tuple(each.id for each in policy.cells),
    }


def _mentions(policy: Policy) -> Iterator[Mention]:
    yield from _each(("target_nations",), policy.target_nations, "nations")
    for number, nation in enumerate(policy.nations):
        yield from _each(("nations", number, "contains"), nation.contains, "nations")
    for number, group in enumerate(policy.populations):
        yield ("populations", number, "part_of"), group.part_of, "populations"
    for number, dimension in enumerate(policy.priority_dimensions):
        place: Location = ("priority_dimensions", number, "populations")
        yield from _each(place, dimension.populations, "populations")
    for number, entry in enumerate(policy.framework):
        place = ("framework", number)
        yield (*place, "question"), entry.question, "questions"
        yield (*place, "intervention"), entry.intervention, "interventions"
        yield (*place, "outcome"), entry.outcome, "outcomes"
        groups = "populations and priority dimensions"
        yield from _each((*place, "groups"), entry.groups, groups)
    for number, page in enumerate(policy.govuk_pages):
        yield ("govuk_pages", number, "question"), page.question, "questions"
        yield ("govuk_pages", number, "cell"), page.cell, "cells"
    for number, term in enumerate(policy.search_terms):
        yield ("search_terms", number, "question"), term.question, "questions"
        yield ("search_terms", number, "intervention"), term.intervention, "interventions"


def _each(place: Location, ids: Iterable[str], part: str) -> Iterator[Mention]:
    for number, each in enumerate(ids):
        yield (*place, number), each, part


CHECK = Check(
    "policy_ids_exist",
    "Every question, intervention, outcome, group, nation and cell that policy.yaml refers to is "
    "declared there.",
    _find,
)
