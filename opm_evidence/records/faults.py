"""A fault in the data, as a value: found, kept, and shown together with all the others."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["fault", "advice"]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong at one place, and what to do about it.

    A `fault` stops a pack from being built; an `advice` does not. `line` is the row as a
    spreadsheet numbers it (the header is row 1) or the line of policy.yaml; 0 means the whole
    file. `text_line` is the line of the text file, where a quoted line break makes it differ.
    """

    file: str
    line: int
    field: str
    what: str
    remedy: str
    severity: Severity = "fault"
    text_line: int = 0

    @property
    def place(self) -> str:
        """Where it is: `evidence.csv, row 12 (line 15), year`."""
        unit = "line" if self.file.endswith((".yaml", ".yml")) else "row"
        parts = [self.file]
        if self.line:
            also = f" (line {self.text_line})" if self.text_line not in (0, self.line) else ""
            parts.append(f"{unit} {self.line}{also}")
        if self.field:
            parts.append(self.field)
        return ", ".join(parts)

    @property
    def record(self) -> dict[str, Any]:
        """The same for a program: its parts by name, and `place` in words."""
        return {**asdict(self), "place": self.place}

    def __str__(self) -> str:
        return f"{self.place}: {self.what}\n    {self.remedy}"
