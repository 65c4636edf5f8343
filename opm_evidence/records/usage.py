"""What is recorded of the use of a policy's pages and searches, as every room is given it.

The room `usage` makes it from files of GOV.UK; synthesis compares by it, display shows it, packs
carry it. It holds only what may be published.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from opm_evidence.records.register import empty_table

_no_rows = partial(pd.DataFrame, [])


@dataclass(frozen=True, eq=False)
class PolicyUsage:
    """The usage of one policy. Without any file nobody has looked, which is not a zero.

    Attributes:
        figures: the canonical table, `schemas/usage.json`, with small counts suppressed.
        files: one row a file, `schemas/usage_files.json`.
        periods: one row a subject, metric, period, basis, definition and file: what may be added up
            is, days are brought together to months, and `segment` parts what cannot be compared.
        named: the pages and searches of policy.yaml: `subject_kind` (`page` or `search`),
            `subject` (as policy.yaml spells it) and `subject_key` (as the figures do).
        compared: what rule G25 compares: `subject_kind`, `subject`, `count` (missing where it is
            unknown), and what the count rests on; `None` where no usage is recorded.
    """

    figures: pd.DataFrame = field(default_factory=partial(empty_table, "usage"), repr=False)
    files: pd.DataFrame = field(default_factory=partial(empty_table, "usage_files"), repr=False)
    periods: pd.DataFrame = field(default_factory=_no_rows, repr=False)
    named: pd.DataFrame = field(default_factory=_no_rows, repr=False)
    compared: pd.DataFrame | None = field(default=None, repr=False)

    @property
    def hashes(self) -> Mapping[str, str]:
        """The SHA-256 of each file as it was downloaded, by its name."""
        return dict(zip(self.files["file"], self.files["sha256"], strict=True))

    @property
    def recorded(self) -> bool:
        """Whether there is any file."""
        return len(self.files) > 0


NO_USAGE = PolicyUsage()
"""Of a policy whose usage nobody has recorded."""
