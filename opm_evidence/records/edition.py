"""An edition: what a published pack said, in a small file that two packs can be compared by.

It holds ids, standings, directions, counts and the answers of the rules, and no text of the
register but titles. One line a row, so that a reader of two versions of the file sees what moved.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from opm_evidence.records.texts import EditionName, Slug

Id = Annotated[str, StringConstraints(min_length=1, max_length=400)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ItemEntry(_Part):
    """One item of evidence: its title, whether it stands, and a fingerprint of its row."""

    title: str
    status: str
    replaced_by: str = ""
    row: str


class FindingEntry(_Part):
    """One finding: whose it is, which way it points, how far it was read, and its fingerprint."""

    item: Id
    direction: str
    coding_status: str
    row: str


class ClaimEntry(_Part):
    """One claim: how many links of each relation count, which they are, and its fingerprint.

    `links` names each link that counts, as `relation id`.
    """

    counts: Mapping[str, int]
    links: tuple[str, ...] = ()
    row: str


class CellEntry(_Part):
    """One cell of the framework: its numbers, and the findings that they were counted from."""

    answered: bool
    numbers: Mapping[str, int]
    findings: tuple[Id, ...] = ()


class AnswerEntry(_Part):
    """What one rule answered: the verdict and the reason."""

    verdict: str
    reason: str


class Edition(_Part):
    """What one published pack said.

    Attributes:
        name: the day as which the evidence was read, with a number where a day has several.
        policy_id: the policy.
        title: its title.
        as_of: that day.
        thresholds: the numbers at which the rules turned.
        numbers: the numbers that stand at the head of the pack.
        items: the evidence by id.
        findings: the findings by id.
        claims: the claims by id.
        cells: the framework by id.
        answers: every answer but `not_applicable`, by its lasting address.
    """

    name: EditionName
    policy_id: Slug
    title: str
    as_of: date
    thresholds: Mapping[str, int | float]
    numbers: Mapping[str, int]
    items: Mapping[Id, ItemEntry]
    findings: Mapping[Id, FindingEntry]
    claims: Mapping[Id, ClaimEntry]
    cells: Mapping[Id, CellEntry]
    answers: Mapping[Id, AnswerEntry]

    @classmethod
    def parse(cls, text: str) -> Self:
        """The edition that a file holds.

        Raises:
            ValueError: the text is no edition; the message says where, without repeating it.
        """
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            if first["type"] == "json_invalid":
                raise ValueError("it is not JSON, or was cut off") from None
            where = ".".join(str(part) for part in first["loc"])[:120]
            raise ValueError(f"{where or 'the file'}: {first['msg']}") from None

    @property
    def text(self) -> str:
        """The content of the file: one line a row, in the order of the ids."""
        parts = (
            f"{json.dumps(name)}: {_lines(value)}"
            for name, value in self.model_dump(mode="json").items()
        )
        return "{\n" + ",\n".join(parts) + "\n}\n"

    @property
    def order(self) -> tuple[date, int]:
        """Where it stands among the editions of its policy."""
        number = self.name[len("2026-01-01-") :]
        return date.fromisoformat(self.name[: len("2026-01-01")]), int(number or 1)

    def says_the_same(self, other: Self) -> bool:
        """Whether two editions differ in nothing but their names."""
        return self.model_copy(update={"name": other.name}) == other


def _lines(value: Any) -> str:
    if not isinstance(value, dict) or not value:
        return json.dumps(value, ensure_ascii=False)
    rows = (
        f"  {json.dumps(key, ensure_ascii=False)}: {json.dumps(value[key], ensure_ascii=False)}"
        for key in sorted(value)
    )
    return "{\n" + ",\n".join(rows) + "\n}"
