"""The parameters of a notebook, as the file beside it declares them.

papermill only warns of a parameter that the notebook does not know, and takes any type. So each
notebook has a sidecar (`evidence_pack.yaml` beside `evidence_pack.ipynb`), and our commands check
every value against it before a kernel starts.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import yaml

from opm_evidence.errors import WrongCall
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.records.yaml_loader import LOADER

Scalar = str | int | float
ParameterType = Literal["text", "date", "whole number", "number"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: what it means, which values it takes, and which it has by itself."""

    name: str
    type: ParameterType
    default: Scalar
    description: str
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None

    def parse(self, text: str) -> Scalar:
        """The value that a word of a command line stands for.

        Raises:
            WrongCall: the word is no such value.
        """
        try:
            if self.type == "whole number":
                return self.check(int(text))
            if self.type == "number":
                return self.check(float(text))
        except ValueError:
            raise self._refusal(text) from None
        return self.check(text)

    def check(self, value: object) -> Scalar:
        """The value itself, where the parameter can take it.

        Raises:
            WrongCall: it is of another type, or outside what is allowed.
        """
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self._refusal(value)
        if isinstance(value, str):
            accepted = self._takes_text(value)
        else:
            accepted = self._takes_number(value)
        if not accepted:
            raise self._refusal(value)
        return value

    def _takes_text(self, value: str) -> bool:
        if self.type == "date":
            return value == "" or _is_day(value)
        return self.type == "text" and bool(re.fullmatch(self.pattern or ".*", value))

    def _takes_number(self, value: int | float) -> bool:
        if self.type not in ("number", "whole number") or not math.isfinite(value):
            return False
        if self.type == "whole number" and not isinstance(value, int):
            return False
        above = self.minimum is None or value >= self.minimum
        return above and (self.maximum is None or value <= self.maximum)

    def _refusal(self, value: object) -> WrongCall:
        return WrongCall.for_parameter(
            self.name, value, f"It takes {self.takes}. {self.description}"
        )

    @property
    def takes(self) -> str:
        """The values that it takes, in words."""
        if self.type == "date":
            return "a day such as 2026-03-31, or nothing"
        if self.type == "text":
            return f"text of the form {self.pattern}" if self.pattern else "text"
        if self.minimum is None:
            return f"a {self.type}"
        if self.maximum is None:
            return f"a {self.type} of {self.minimum:g} or more"
        return f"a {self.type} from {self.minimum:g} to {self.maximum:g}"


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a notebook is for, and its parameters in the order of its parameters cell."""

    title: str
    description: str
    parameters: Mapping[str, Parameter]

    def complete(self, given: Mapping[str, object]) -> dict[str, Scalar]:
        """Every parameter with its value: the one given, or else its own.

        Raises:
            WrongCall: a parameter is unknown, or a value is one that it cannot take.
        """
        for name, value in given.items():
            self.parameter(name).check(value)
        return {
            name: parameter.check(given.get(name, parameter.default))
            for name, parameter in self.parameters.items()
        }

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name.

        Raises:
            WrongCall: the notebook has no such parameter.
        """
        if name not in self.parameters:
            raise WrongCall(
                f"The notebook has no parameter {name}.\n"
                f"    Its parameters: {', '.join(self.parameters)}."
            )
        return self.parameters[name]


def thresholds_of(parameters: Mapping[str, Scalar]) -> Thresholds:
    """The thresholds among the parameters of a notebook.

    Raises:
        WrongCall: one is not among them.
    """
    names = [field.name for field in fields(Thresholds)]
    missing = [name for name in names if name not in parameters]
    if missing:
        raise WrongCall(
            f"The notebook has no parameter {', '.join(missing)}.\n"
            "    A pack prints every threshold: declare it in the parameters cell and in the file"
            " beside the notebook, as notebooks/evidence_pack.yaml does."
        )
    chosen = {name: parameters[name] for name in names}
    return Thresholds(**chosen)  # type: ignore[arg-type]  # each was checked by its parameter


def read_sidecar(notebook: Path) -> Sidecar:
    """The sidecar of a notebook: the file of the same name that ends in .yaml.

    Raises:
        WrongCall: notebook or sidecar is not there, or the sidecar cannot be read.
    """
    sidecar = notebook.with_suffix(".yaml")
    for path in (notebook, sidecar):
        if not path.is_file():
            raise WrongCall(
                f"There is no file {path.as_posix()}.\n"
                "    Run the command in the folder that holds notebooks/ and evidence/,"
                " or name the notebook with --notebook."
            )
    try:
        raw = yaml.load(sidecar.read_text(encoding="utf-8"), LOADER)
        parameters = {
            name: Parameter(name=name, **each) for name, each in raw["parameters"].items()
        }
        return Sidecar(raw["title"], raw["description"], MappingProxyType(parameters))
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        why = " ".join(str(error).split())
        raise WrongCall(
            f"{sidecar.as_posix()} does not say what the parameters of its notebook are: {why}.\n"
            "    Write it as notebooks/evidence_pack.yaml is written."
        ) from None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
