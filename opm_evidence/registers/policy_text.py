"""policy.yaml as plain lists, mappings and text, with the line of every value.

Less of YAML is read than YAML allows: no anchors and aliases (a few lines of them unfold into
billions of values), no tags, no key twice. Every value stays text, so that `No` and `2016-12` are
what they say; the model of records/policy.py makes numbers and dates of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from opm_evidence.records.faults import Fault
from opm_evidence.records.yaml_loader import LOADER
from opm_evidence.registers.limits import DEEPEST_YAML
from opm_evidence.registers.nearest import quoted

POLICY_FILE = "policy.yaml"

UNCLOSED = "end of stream"
"""The parser's words for text that goes on to the end of the file."""

ODD_INDENT = re.compile(r" *([^\S\n\r\t ])")
"""Spaces at the begin of a line that YAML takes for text, as web pages bring them along."""

WHY_NOT_YAML = {
    "mapping values are not allowed": "there is a colon where none is expected",
    "':'": "a name stands without a colon after it",
    "key": "it does not line up with what is above it, or text follows a closing quotation mark",
    "'-' indicator": "a list ends here and something else begins",
    "',' or": "a bracket is opened and not closed",
    "cannot start any token": "a value begins with a character that needs quotation marks",
    UNCLOSED: "a bracket is opened and never closed",
    "escape character": "a backslash stands in double quotation marks",
    "sequence entries": "a hyphen stands where no list can begin",
    "another document": "three hyphens begin a second list of fields",
    "document start": "something stands after the end of the list of fields",
}
"""What is said for a problem of the parser that has these words in it, in this order."""

NULL_TAG = "tag:yaml.org,2002:null"
Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class PolicyText:
    """What policy.yaml says, before it is known whether it makes a policy."""

    content: Mapping[str, Any]
    lines: Mapping[Location, int]

    def line(self, location: Sequence[str | int]) -> int:
        """The line of a value, or of the nearest thing around it that is there."""
        place = tuple(location)
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Every text that stands there, with its location."""
        yield from _texts(self.content, ())

    def fault(self, location: Sequence[str | int], what: str, remedy: str) -> Fault:
        """A fault of the value at that location, named as `framework[3].outcome`."""
        return Fault(POLICY_FILE, self.line(location), field_name(location), what, remedy)

    def advice(self, location: Sequence[str | int], what: str, remedy: str) -> Fault:
        """An advice about the value at that location."""
        return Fault(POLICY_FILE, self.line(location), field_name(location), what, remedy, "advice")


def _texts(value: Any, location: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*location, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*location, number))
    elif isinstance(value, str):
        yield location, value


def field_name(location: Sequence[str | int]) -> str:
    """A location in words: `outcomes, entry 2, title`; entries are counted from 1."""
    return ", ".join(f"entry {part + 1}" if isinstance(part, int) else part for part in location)


def parse_policy_text(text: str) -> tuple[PolicyText | None, Sequence[Fault]]:
    """The content of policy.yaml with its lines, or the faults that make it unreadable."""
    try:
        refused = _refused(text)
        if refused:
            return None, refused
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        return None, [_not_yaml(error, text)]
    except yaml.YAMLError:
        return None, [_control_character(text)]
    if not isinstance(node, yaml.MappingNode):
        return None, [_no_fields()]
    lines: dict[Location, int] = {}
    faults: list[Fault] = []
    content = _value(node, (), lines, faults)
    return (None, faults) if faults else (PolicyText(content, lines), [])


def _refused(text: str) -> list[Fault]:
    found: list[Fault] = []
    depth = line = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 0
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            found.append(
                _fault(
                    line,
                    "The file uses an anchor or alias (& or *), which registers do not allow.",
                    "Write the value out where it is used; put text that begins with & or * in "
                    "quotation marks.",
                )
            )
        elif tag:
            found.append(
                _fault(
                    line,
                    f"The file uses a tag, {quoted(tag)}, which registers do not allow.",
                    "Remove it; put text that begins with ! in quotation marks.",
                )
            )
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
        if depth > DEEPEST_YAML or len(found) >= 20:
            break
    if depth > DEEPEST_YAML:
        found.append(
            _fault(
                line,
                f"Lists lie inside each other more than {DEEPEST_YAML} deep.",
                "Copy the shape of another policy’s file.",
            )
        )
    return found


def _value(
    node: yaml.Node, location: Location, lines: dict[Location, int], faults: list[Fault]
) -> Any:
    lines[location] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == NULL_TAG and not node.style else node.value
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(each, (*location, index), lines, faults) for index, each in enumerate(node.value)
        ]
    content: dict[str, Any] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else str(key.tag)
        place = (*location, name)
        if place in lines:
            faults.append(
                _fault(
                    key.start_mark.line + 1,
                    f"{quoted(name)} is there twice (first on line {lines[place]}).",
                    "Keep one of them.",
                    field_name(location),
                )
            )
        read = _value(value, place, lines, faults)
        lines[place] = key.start_mark.line + 1
        if read is not None:
            content[name] = read
    return content


def _not_yaml(error: yaml.MarkedYAMLError, text: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    for number in (line, line - 1):
        here = "".join(text.split("\n")[max(number - 1, 0) : number])
        if "\t" in here:
            what = "There is a tab in this line, and YAML is laid out with spaces."
            return _fault(number, what, "Put spaces in the place of the tab.")
        odd = ODD_INDENT.match(here)
        if odd:
            what = f"The line begins with a space of another kind, U+{ord(odd[1]):04X}."
            return _fault(number, what, "Delete it, and type spaces in its place.")
    if error.context_mark and UNCLOSED in f"{error.problem}":
        line = error.context_mark.line + 1
        what = "This is not YAML that can be read: a quotation mark is opened here"
        return _fault(line, f"{what} and never closed.", "Close it where the text ends.")
    problem = f"{error.problem or ''} {error.context or ''}"
    why = next((why for words, why in WHY_NOT_YAML.items() if words in problem), "")
    return _fault(
        line,
        f"This is not YAML that can be read{f': {why}' if why else ''}.",
        "Look at this line and the one before it: an indentation, a missing colon, or text with "
        "a colon in it that needs quotation marks.",
    )


def _no_fields() -> Fault:
    return _fault(
        1,
        "The file has to be a list of fields, such as policy_id: my-policy.",
        "Copy policy.yaml of another policy and change it.",
    )


def _control_character(text: str) -> Fault:
    lines = enumerate(text.split("\n"), start=1)
    unseen = (number for number, line in lines if not line.replace("\t", "").isprintable())
    return _fault(
        next(unseen, 0),
        "The file holds a character that cannot be seen.",
        "Delete it: type the line again.",
    )


def _fault(line: int, what: str, remedy: str, field: str = "") -> Fault:
    return Fault(POLICY_FILE, line, field, what, remedy)
