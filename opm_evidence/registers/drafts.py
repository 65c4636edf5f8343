"""A register while it is being checked: what could be read of it, with the place of every row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from opm_evidence.records.faults import Fault, Severity
from opm_evidence.records.policy import Policy
from opm_evidence.records.schemas import TableSchema
from opm_evidence.registers.places import Places
from opm_evidence.registers.policy_text import PolicyText


@dataclass(frozen=True, slots=True)
class Table:
    """A table with typed columns. A cell with a fault of its own holds nothing here.

    `frame` has one row for each place, counted from 0. `texts` holds the columns as they were
    written, faults and all: an id of a wrong form is still there to be referred to.
    """

    schema: TableSchema
    places: Places
    frame: pd.DataFrame
    texts: Mapping[str, Sequence[str]]

    def faults_where(
        self, wrong: pd.Series, field: str, what: str, remedy: str, severity: Severity = "fault"
    ) -> list[Fault]:
        """The same fault of every row for which `wrong` is true; unknown counts as false."""
        positions = wrong.fillna(False).to_numpy(dtype=bool).nonzero()[0].tolist()
        return self.places.faults(positions, field, what, remedy, severity)

    def blank(self, column: str) -> pd.Series:
        """Whether nothing is written in a column; a cell with a fault of its own is not blank."""
        texts = self.texts.get(column, ("",) * len(self.frame))
        return pd.Series([not text for text in texts], index=self.frame.index, dtype="bool")

    def values(self, column: str) -> Iterator[tuple[int, str]]:
        """Each value of a column with the position of its row; a list gives several."""
        if self.schema.field(column).many:
            for position, several in enumerate(self.frame[column]):
                for value in several:
                    yield position, value
        else:
            for position, value in enumerate(self.frame[column].tolist()):
                if value is not pd.NA:
                    yield position, value


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that could be read of a register.

    Attributes:
        folder: the name of the policy's folder.
        policy: the policy; `None` where policy.yaml has faults of its own.
        policy_text: policy.yaml with its lines; `None` where it could not be read at all.
        tables: every table that could be read, the shared ones among them.
        unreadable: the tables that are there and could not be read.
    """

    folder: str
    policy: Policy | None
    policy_text: PolicyText | None
    tables: Mapping[str, Table]
    unreadable: frozenset[str]

    def has(self, *names: str) -> bool:
        """Whether all these tables could be read."""
        return all(name in self.tables for name in names)
