"""The chapter of the manual on policy.yaml, made from the model that reads it."""

import inspect
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from opm_evidence.records import policy as model
from opm_evidence.records.policy import Policy
from opm_evidence.registers.new_policy import FirstWords, policy_text
from opm_evidence.registers.policy_model import EXAMPLES, PATTERN_KINDS

PARTS: tuple[type[BaseModel], ...] = (
    model.Question,
    model.Intervention,
    model.Outcome,
    model.Population,
    model.PriorityDimension,
    model.FrameworkEntry,
    model.Nation,
    model.GovukPage,
    model.SearchTerm,
    model.Commitment,
    model.Contact,
    model.Notice,
)
"""The parts of policy.yaml, in the order in which people fill them."""


def policy_chapter() -> str:
    """What policy.yaml holds: an example, then the fields of each of its parts."""
    example = policy_text("my-policy", FirstWords("My policy", "My department"))
    return "\n\n".join(
        [
            "## policy.yaml",
            "The policy, its questions, and the framework: the cells of the evidence map that are "
            "in scope. A gap can only be found in a cell that is declared here. A field that is "
            "left out or blank is not known. Ids mean the same in every table.",
            f"```yaml\n{example.strip()}\n```",
            "### Fields of the policy",
            _fields(Policy),
            *(f"### {_title(part)}\n\n{_said(part)}\n\n{_fields(part)}" for part in PARTS),
        ]
    )


def _title(part: type[BaseModel]) -> str:
    """The field of policy.yaml that holds this part."""
    for name, field in Policy.model_fields.items():
        if part.__name__ in str(field.annotation):
            return name
    raise KeyError(part.__name__)


def _said(part: type[BaseModel]) -> str:
    return " ".join((inspect.getdoc(part) or "").split())


def _fields(part: type[BaseModel]) -> str:
    schema = part.model_json_schema()
    definitions = schema.get("$defs", {})
    needed = schema.get("required", ())
    rows = ["| field | what it holds |", "|---|---|"]
    for name, shape in schema["properties"].items():
        shown = f"**`{name}`**" if name in needed else f"`{name}`"
        rows.append(f"| {shown} | {' '.join(_what(name, shape, definitions))} |")
    return "\n".join(rows)


def _what(name: str, shape: dict[str, Any], definitions: dict[str, Any]) -> Iterator[str]:
    kinds = [each for each in shape.get("anyOf", [shape]) if each.get("type") != "null"]
    yield _kind(name, kinds[0], definitions) + "."
    default = shape.get("default")
    if isinstance(default, bool):
        yield f"`{'yes' if default else 'no'}` unless said."
    elif isinstance(default, str) and default:
        yield f"`{default}` unless said."
    if name in EXAMPLES:
        yield EXAMPLES[name].replace("|", "\\|")


def _kind(name: str, shape: dict[str, Any], definitions: dict[str, Any]) -> str:
    if shape.get("type") == "array":
        inner = shape.get("items", {})
        return f"A list: see [{name}](#{name})" if "$ref" in inner else "A list of ids or texts"
    if "$ref" in shape:
        return f"See [{name}](#{name})"
    if "enum" in shape:
        return "One of " + ", ".join(f"`{each}`" for each in shape["enum"])
    if shape.get("format") == "date":
        return "A day"
    if "pattern" in shape:
        return PATTERN_KINDS[shape["pattern"]]
    return {"boolean": "yes or no", "number": "A number above zero"}.get(shape["type"], "Text")
