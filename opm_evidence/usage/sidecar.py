"""The sidecar of a usage file: what nobody can tell from the file itself.

`searches.csv` has the sidecar `searches.csv.yaml`. It is a flat list of fields; values stay text
until the model has read them.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

from opm_evidence.records.faults import Fault
from opm_evidence.records.vocabulary import terms
from opm_evidence.records.yaml_loader import Unfolding, compose_plain
from opm_evidence.usage.days import Period, parse_day, span

LARGEST_SIDECAR = 64 * 1024
"""Bytes; the ones that ship have about 2 thousand."""

ENDING = ".yaml"

DEEPEST = 100
"""Lists inside each other; the parser in C would take any number, and end the process."""


def _day(given: object) -> date:
    return parse_day(given)


def _span(given: object) -> Period:
    first, to, last = str(given).partition(" to ")
    if not to:
        raise ValueError("write it as 2011-04-01 to 2012-03-31")
    return span(parse_day(first), parse_day(last))


def _known_basis(given: str) -> str:
    if given and given not in terms("basis"):
        raise ValueError(f"“{given[:40]}” is not one of {', '.join(terms('basis'))}")
    return given


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Day = Annotated[date, BeforeValidator(_day)]
Basis = Annotated[str, BeforeValidator(_known_basis)]
Span = Annotated[Period, BeforeValidator(_span)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Sidecar(BaseModel):
    """What a person says about a file.

    Attributes:
        format: the name of the format, as `opm-evidence usage FILE` prints it.
        period_start: the first day that was counted; with `period_end`, where the file does not
            say so itself.
        period_end: the last day that was counted.
        period: `unknown` where nobody knows the days; the figures are then never added to others.
        basis: who is counted, where the format leaves that open.
        source: where the file comes from: a system or an address.
        retrieved_on: the day on which it was downloaded.
        licence: its licence.
        note: what a reader has to know.
        selection: how its rows were chosen, where they are not all of the source's.
        days: `day_first` where the file writes 31/07/2026.
        periods: the days that a heading stands for, such as `2012-Q4: 2011-04-01 to 2012-03-31`.
        sha256: the hash of the file when it was fetched.
        retrieved_at: the moment at which it was fetched, by the clock of the machine.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    format: Text
    period_start: Day | None = None
    period_end: Day | None = None
    period: Literal["unknown"] | None = None
    basis: Basis = ""
    source: Text
    retrieved_on: Day
    licence: Text
    note: str = ""
    selection: str = ""
    days: Literal["day_first"] | None = None
    periods: Mapping[str, Span] = {}
    sha256: Sha256 | None = None
    retrieved_at: str = ""

    @model_validator(mode="after")
    def _period_is_whole(self) -> Self:
        if (self.period_start is None) != (self.period_end is None):
            raise ValueError("period_start and period_end go together")
        if self.period and self.period_start:
            raise ValueError("period is unknown, or it has a first and a last day: not both")
        if self.period_start and self.period_end:
            span(self.period_start, self.period_end)
        return self

    @property
    def span(self) -> Period | None:
        """The period that it gives, if it gives one."""
        if self.period_start is None or self.period_end is None:
            return None
        return span(self.period_start, self.period_end)


def sidecar_of(path: Path) -> Path:
    """Where the sidecar of a file lies."""
    return path.with_name(path.name + ENDING)


def read_sidecar(path: Path) -> tuple[Sidecar | None, list[Fault]]:
    """The sidecar at that place, or its faults."""
    file = path.name
    try:
        ordinary = path.is_file() and not path.is_symlink()
        if not ordinary or path.stat().st_size > LARGEST_SIDECAR:
            what = "The sidecar is no ordinary file, or far larger than a sidecar."
            return None, [Fault(file, 0, "", what, "Write it anew, in its place.")]
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        what = "The sidecar cannot be read as UTF-8 text."
        return None, [Fault(file, 0, "", what, "Save it as UTF-8.")]
    return parse_sidecar(text, file)


def parse_sidecar(text: str, file: str) -> tuple[Sidecar | None, list[Fault]]:
    """The sidecar of that text, or what is wrong with it, field by field."""
    content, lines, faults = _fields(text, file)
    if faults:
        return None, faults
    try:
        return Sidecar.model_validate(content), []
    except ValidationError as error:
        return None, [_fault(each, lines, file) for each in error.errors(include_url=False)]


def _fields(text: str, file: str) -> tuple[dict[str, Any], dict[str, int], list[Fault]]:
    lines: dict[str, int] = {}
    try:
        node = compose_plain(text, DEEPEST)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what, remedy = "This is not YAML that can be read.", "Write it as field: value, one a line."
        if isinstance(error, Unfolding):
            what = "Anchors and aliases are not read."
            remedy = "Write the value out where it is used."
        return {}, {}, [Fault(file, mark.line + 1 if mark else 0, "", what, remedy)]
    if not isinstance(node, yaml.MappingNode):
        what = "The sidecar has to be a list of fields, such as licence: MIT."
        return {}, {}, [Fault(file, 1, "", what, "Copy the sidecar of another file.")]
    content: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value)
        line = key.start_mark.line + 1
        if name in content:
            what = f"{name} is there twice (first on line {lines[name]})."
            return {}, {}, [Fault(file, line, name, what, "Keep one of them.")]
        lines[name] = line
        if isinstance(value, yaml.MappingNode):
            content[name] = {str(k.value): str(v.value) for k, v in value.value}
        elif isinstance(value, yaml.ScalarNode):
            if value.value:
                content[name] = value.value
        else:
            content[name] = []
    return content, lines, []


def _fault(error: ErrorDetails, lines: Mapping[str, int], file: str) -> Fault:
    field = str(error["loc"][0]) if error["loc"] else ""
    what = error["msg"].removeprefix("Value error, ").rstrip(".")
    remedy = REMEDIES.get(field, f"The fields are: {', '.join(Sidecar.model_fields)}.")
    if error["type"] == "missing":
        what = f"{field} is missing"
    elif error["type"] == "extra_forbidden":
        what = f"there is no field {field[:40]} in a sidecar"
    return Fault(file, lines.get(field, 0), field, f"{what[:1].upper()}{what[1:]}.", remedy)


REMEDIES: Mapping[str, str] = {
    "format": "Run `opm-evidence usage FILE` to see it, such as content_data_csv.",
    "source": "Say where the file comes from, such as: Content Data.",
    "retrieved_on": "Write the day of the download, such as 2026-08-03.",
    "licence": "Write the licence, such as OGL-UK-3.0, or: not stated.",
    "period": "Write unknown, or give period_start and period_end instead.",
    "basis": f"Write one of: {', '.join(terms('basis'))}.",
    "days": f"Write {get_args(Literal['day_first'])[0]}, or leave it out.",
    "periods": "Write each as heading: 2011-04-01 to 2012-03-31.",
    "period_start": "Write a day, such as 2026-07-01.",
    "period_end": "Write a day, such as 2026-07-31.",
}
"""What to write, by field."""
