"""From the text of policy.yaml to a policy, with the model's complaints in our words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from opm_evidence.records.dates import PARTIAL_DATE
from opm_evidence.records.faults import Fault
from opm_evidence.records.policy import Policy
from opm_evidence.records.texts import BASE_PATH, EDITION_NAME, EMAIL, SLUG, WEB_ADDRESS
from opm_evidence.registers.nearest import offer, offer_from_list, quoted
from opm_evidence.registers.policy_text import PolicyText

SLUG_REMEDY = "Use lower-case letters, digits and hyphens, such as levy-in-force."


def parse_policy(text: PolicyText) -> tuple[Policy | None, Sequence[Fault]]:
    """The policy, or every fault that keeps the file from being one."""
    try:
        return Policy.model_validate(text.content), []
    except ValidationError as error:
        return None, [_fault(text, each) for each in error.errors(include_url=False)]


def _fault(text: PolicyText, error: ErrorDetails) -> Fault:
    say = WORDS.get(error["type"], _otherwise)
    what, remedy = say(error)
    return text.fault(error["loc"], what, remedy)


def _missing(error: ErrorDetails) -> tuple[str, str]:
    field = str(error["loc"][-1])
    return (
        f"{quoted(field)} is missing or blank.",
        f"Add a line that begins with {field}: here. {EXAMPLES.get(field, '')}".strip(),
    )


def _extra(error: ErrorDetails) -> tuple[str, str]:
    name = str(error["loc"][-1])
    known = _known_fields(error["loc"])
    return (
        f"There is no field {quoted(name)} here.",
        f"{offer(name, known)}The fields here are: {', '.join(known)}.",
    )


def _known_fields(location: Sequence[str | int]) -> list[str]:
    shape: Any = Policy.model_json_schema()
    definitions = shape["$defs"]
    for part in location[:-1]:
        shape = shape["items"] if isinstance(part, int) else shape["properties"][part]
        for option in shape.get("anyOf", ()):
            shape = option if "$ref" in option else shape
        if "$ref" in shape:
            shape = definitions[shape["$ref"].rsplit("/", 1)[-1]]
    return list(shape["properties"])


def _term(error: ErrorDetails) -> tuple[str, str]:
    allowed = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
    given = str(error["input"])
    return f"{quoted(given)} is not a known term.", offer_from_list(given, allowed)


def _pattern(error: ErrorDetails) -> tuple[str, str]:
    return (
        f"{quoted(str(error['input']))} does not have the form that is asked for here.",
        PATTERN_REMEDIES.get(error["ctx"]["pattern"], EXAMPLES.get(str(error["loc"][-1]), "")),
    )


def _own_words(error: ErrorDetails) -> tuple[str, str]:
    said = error["msg"].removeprefix("Value error, ")
    field = str(error["loc"][-1]) if error["loc"] else ""
    return f"{said[:1].upper()}{said[1:]}.", EXAMPLES.get(field, "Mend this entry.")


def _a_list(error: ErrorDetails) -> tuple[str, str]:
    return (
        "A list belongs here.",
        "Write each entry on a line of its own that begins with a hyphen; an empty list is [].",
    )


def _a_mapping(error: ErrorDetails) -> tuple[str, str]:
    names = ", ".join(_known_fields((*error["loc"], "")))
    return "Fields belong here.", f"Write them as name: value, each on its own line: {names}."


def _plain_text(error: ErrorDetails) -> tuple[str, str]:
    return (
        "Text belongs here, and a list or further fields were found.",
        "Write the text on one line; put it in quotation marks where it holds a colon.",
    )


def _number(error: ErrorDetails) -> tuple[str, str]:
    return f"{quoted(str(error['input']))} is not a number above zero.", "Write digits, such as 24."


def _yes_or_no(error: ErrorDetails) -> tuple[str, str]:
    return f"{quoted(str(error['input']))} is neither yes nor no.", "Write yes or no."


def _date(error: ErrorDetails) -> tuple[str, str]:
    return f"There is no such day as {quoted(str(error['input']))}.", EXAMPLES["as_of"]


def _too_long(error: ErrorDetails) -> tuple[str, str]:
    return (
        f"The text has {len(str(error['input']))} characters; the limit is "
        f"{error['ctx']['max_length']}.",
        "Choose a shorter id.",
    )


def _blank(error: ErrorDetails) -> tuple[str, str]:
    return "The text is blank.", "Write it, or remove the field if it may be left out."


def _otherwise(error: ErrorDetails) -> tuple[str, str]:
    return f"{error['msg']}.", "Look at the same field in the policy.yaml of another policy."


WORDS: Mapping[str, Callable[[ErrorDetails], tuple[str, str]]] = {
    "missing": _missing,
    "extra_forbidden": _extra,
    "literal_error": _term,
    "string_pattern_mismatch": _pattern,
    "value_error": _own_words,
    "tuple_type": _a_list,
    "model_type": _a_mapping,
    "string_type": _plain_text,
    "string_too_short": _blank,
    "string_too_long": _too_long,
    "float_parsing": _number,
    "float_type": _number,
    "greater_than": _number,
    "finite_number": _number,
    "bool_parsing": _yes_or_no,
    "bool_type": _yes_or_no,
    "date_from_datetime_parsing": _date,
    "date_parsing": _date,
}
"""What to say for each kind of complaint of the model."""

PATTERN_REMEDIES: Mapping[str, str] = {
    SLUG: SLUG_REMEDY,
    PARTIAL_DATE.pattern: "Write 2016, 2016-12 or 2016-12-05.",
    BASE_PATH: "Write the part of the address after www.gov.uk, which begins with a slash.",
    WEB_ADDRESS: "Write the whole address, such as https://www.gov.uk/example.",
    EMAIL: "Write an address such as evidence@example.gov.uk.",
    EDITION_NAME: "Write the name of an edition, such as 2026-11-23 or 2026-11-23-2.",
}

PATTERN_KINDS: Mapping[str, str] = {
    SLUG: "An id",
    PARTIAL_DATE.pattern: "A year, a month or a day",
    BASE_PATH: "A path on GOV.UK",
    WEB_ADDRESS: "A web address",
    EMAIL: "An e-mail address",
    EDITION_NAME: "The name of an edition",
}
"""What text of each form is called."""

EXAMPLES: Mapping[str, str] = {
    "policy_id": "It is the name of the folder, such as soft-drinks-industry-levy.",
    "summary": "One or two sentences on what the policy does and for whom.",
    "lead_department": "Such as: HM Treasury.",
    "stage": "Such as: in_force.",
    "as_of": "The day as which the evidence is read, such as 2026-11-23.",
    "announced_on": "Such as: 2016-03-16.",
    "begins_on": "Such as: 2028-01-01.",
    "searched_on": "Such as: 2026-11-02.",
    "target_nations": "Ids of nations, such as - united-kingdom.",
    "questions": "Such as: - {id: does-it-work, text: Does it work?}.",
    "interventions": "Such as: - {id: levy, title: The levy}.",
    "outcomes": "Such as: - {id: obesity, title: Obesity, desired_direction: down}.",
    "framework": "Such as: - {question: does-it-work, asks: effect, intervention: levy, outcome: "
    "obesity, declared_by: register editor, reason: the stated aim}.",
    "nations": "Such as: - {id: england, title: England}.",
    "desired_direction": "Such as: down.",
    "notices": "Such as: - {edition: 2026-03-31, kind: withdrawn, issued_on: 2026-05-01, reason: "
    "a source was misread}.",
    "issued_on": "The day on which the notice was given, such as 2026-05-01.",
    "declared_by": "A role, such as register editor.",
    "reason": "A sentence that says why.",
}
"""A good example for a field, where the field's name does not say it all."""
