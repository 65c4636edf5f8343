"""What a check of a single cell is, and what it says."""

from collections.abc import Callable
from dataclasses import dataclass

from opm_evidence.records.schemas import Field


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a cell, and what to do about it."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CellCheck:
    """Something that must hold of every cell of a column.

    Attributes:
        name: the name of its module.
        holds: what must hold, in a sentence; the manual prints it.
        applies: whether it has anything to say of a column at all.
        complain: the complaint about a trimmed text of that column, or nothing.
    """

    name: str
    holds: str
    applies: Callable[[Field], bool]
    complain: Callable[[Field, str], Complaint | None]


def any_column(field: Field) -> bool:
    """For a check that looks at every column."""
    return True


def for_example(field: Field) -> str:
    """The good example of the schema, as the end of a remedy."""
    return f"Such as: {field.example.removesuffix('.')}." if field.example else ""


def advice_of(field: Field) -> str:
    """How the schema says to fill the column, with its good example."""
    return " ".join(part for part in (field.guidance, for_example(field)) if part)
