"""What to mend first in a register: its faults, and what answers wait for.

The order is stated and is no score: faults, since nothing is published before they are mended;
then what answers wait for, the most awaited first; then addresses that did not answer; then
advice; then what no answer waits for today.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from opm_evidence.records.answers import Answer
from opm_evidence.records.faults import Fault
from opm_evidence.records.register import PLACE, Register
from opm_evidence.records.schemas import POLICY_TABLES, table_schema
from opm_evidence.records.usage import NO_USAGE, PolicyUsage
from opm_evidence.synthesis.assessment import Assessment, assess

MendingKind = Literal[
    "fault", "not_recorded", "unread", "unrated", "blank", "broken", "advice", "unverified",
    "unchecked",
]  # fmt: skip

KINDS: tuple[MendingKind, ...] = (
    "fault",
    "not_recorded",
    "unread",
    "unrated",
    "blank",
    "broken",
    "advice",
    "unverified",
    "unchecked",
)
"""Every kind, in the order that holds between equals."""

NOT_KNOWN = (None, "unknown", "unchecked", "not_reported", ())
"""What stands in a cell that nobody has filled, or has filled to say so."""

OF_REVIEWS = ("search_date", "included_studies", "included_low_risk", "included_study_ids")
"""Columns of evidence.csv that only a review fills."""

OWN_KINDS = ("ratings", "findings.direction", "evidence.link_status")
"""Inputs that have a kind of their own: `unrated`, `unread` and `unchecked`."""


@dataclass(frozen=True, slots=True)
class Mending:
    """One thing to mend.

    Attributes:
        kind: what is the matter.
        place: where, as faults say it: `evidence.csv, row 12, year`.
        subject: the table, the column as `table.column`, or the id of the item.
        waiting: the answers that wait for it, by their lasting addresses.
        number: how many rows it is about, where one step mends them all.
        fault: the fault or advice itself.
    """

    kind: MendingKind
    place: str
    subject: str
    waiting: tuple[str, ...] = ()
    number: int = 1
    fault: Fault | None = None


@dataclass(frozen=True, eq=False)
class Health:
    """What there is to mend in a register, first things first.

    Attributes:
        policy_id: the policy.
        mendings: everything to mend.
        assessment: what is known; `None` where faults keep the register from being read, and
            nothing but faults is known.
    """

    policy_id: str
    mendings: tuple[Mending, ...]
    assessment: Assessment | None

    @property
    def publishable(self) -> Assessment | None:
        """What is known; `None` where a fault keeps it from being published."""
        return None if any(each.kind == "fault" for each in self.mendings) else self.assessment


def health_of(
    policy_id: str,
    faults: Iterable[Fault],
    register: Register | None,
    usage: PolicyUsage = NO_USAGE,
) -> Health:
    """What to mend in a register, as `examine_register` found it."""
    assessment = None if register is None else assess(register, usage=usage)
    return Health(policy_id, mendings(faults, assessment), assessment)


def mendings(faults: Iterable[Fault], assessment: Assessment | None) -> tuple[Mending, ...]:
    """Everything to mend, first things first; only faults where nothing else is known."""
    found = [
        Mending("fault" if each.severity == "fault" else "advice", each.place, "", fault=each)
        for each in faults
    ]
    if assessment is not None:
        found += _Waiting(assessment).mendings()
    return tuple(sorted(found, key=_rank))


def _rank(each: Mending) -> tuple[int, int, int]:
    waiting = len(each.waiting)
    steps = (each.kind == "fault", waiting > 0, each.kind == "broken", each.kind == "advice", True)
    return steps.index(True), -waiting, KINDS.index(each.kind)


class _Waiting:
    """The rows of a register that answers wait for."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        register = assessment.register
        self.items = {row["evidence_id"]: row for row in register.rows("evidence")}
        self.findings = {row["finding_id"]: row for row in register.rows("findings")}
        self.links = register.rows("claim_links")
        self.rated = {row["evidence_id"] for row in register.rows("ratings")}
        self.reviews = {
            row["evidence_id"] for row in _families(assessment) if row["family"] == "synthesis"
        }
        self.cells = {each.cell.id: each for each in assessment.cells}
        self.open = [each for each in assessment.answers if each.verdict == "not_assessable"]

    def mendings(self) -> Iterator[Mending]:
        yield from self._tables_and_cells()
        yield from self._unread()
        yield from self._unrated()
        yield from self._addresses()
        for row in self.items.values():
            if row["verified"] == "no":
                yield Mending("unverified", f"{row[PLACE]}, verified", row["evidence_id"])

    def _tables_and_cells(self) -> Iterator[Mending]:
        """What has to be recorded: a whole table, or a cell that somebody left open."""
        waiting: dict[tuple[str, str], list[str]] = defaultdict(list)
        for answer in self.open:
            for need in answer.needs:
                if need in OWN_KINDS and self.assessment.register.recorded(need.split(".")[0]):
                    continue
                for place in self._places(answer, need):
                    waiting[place, need].append(answer.gap_id)
        for (place, need), answers in waiting.items():
            table = need.partition(".")[0]
            missing = table in POLICY_TABLES and not self.assessment.register.recorded(table)
            kind: MendingKind = "not_recorded" if missing or table == "usage" else "blank"
            subject = table if kind == "not_recorded" else need
            yield Mending(kind, place, subject, tuple(dict.fromkeys(answers)))

    def _places(self, answer: Answer, need: str) -> Iterable[str]:
        table, _, column = need.partition(".")
        if table not in POLICY_TABLES:
            return [need.replace(".", ", ") if table != "policy" else f"policy.yaml, {column}"]
        if not column or not self.assessment.register.recorded(table):
            return [f"{table}.csv"]
        rows = [row for row in self._rows(answer, table) if row.get(column) in NOT_KNOWN]
        if column in OF_REVIEWS:
            rows = [row for row in rows if row["evidence_id"] in self.reviews]
        return [f"{row[PLACE]}, {column}" for row in rows] or [f"{table}.csv, {column}"]

    def _rows(self, answer: Answer, table: str) -> Iterable[Mapping[str, Any]]:
        """The rows of a table that an answer is about."""
        if table == "findings":
            return [self.findings[each] for each in answer.looked_at if each in self.findings]
        if table == "evidence":
            return [self.items[each] for each in self._items(answer)]
        key = table_schema(table).fields[0].name
        return [
            row
            for row in self.assessment.register.rows(table)
            if answer.subject in (row.get("claim_id"), row.get("section"), row[key])
        ]

    def _items(self, answer: Answer) -> Iterable[str]:
        """The items that an answer is about: named by it, or by the findings that it looked at."""
        named = [answer.subject, *answer.looked_at]
        named += [id for fact in answer.facts.values() if isinstance(fact, tuple) for id in fact]
        found = [
            self.findings[each]["evidence_id"] if each in self.findings else each for each in named
        ]
        if answer.subject_kind == "claim":
            found += [row["evidence_id"] for row in self.links if row["claim_id"] == answer.subject]
        return dict.fromkeys(each for each in found if each in self.items)

    def _unread(self) -> Iterator[Mending]:
        """What nobody has read, with the answers about the cells in which it lies, or about it."""
        waiting: dict[str, list[str]] = {
            item: [] for cell in self.cells.values() for item in cell.unread
        }
        for answer in self.open:
            if "findings.direction" in answer.needs:
                cell = self.cells.get(answer.subject)
                for item in cell.unread if cell and cell.unread else self._unread_items(answer):
                    waiting.setdefault(item, []).append(answer.gap_id)
        for item, answers in waiting.items():
            yield Mending("unread", self.items[item][PLACE], item, tuple(answers))

    def _unread_items(self, answer: Answer) -> Iterable[str]:
        rows = (self.findings[each] for each in answer.looked_at if each in self.findings)
        unread = [row["evidence_id"] for row in rows if row["coding_status"] == "not_reported"]
        return dict.fromkeys(unread) or self._items(answer)

    def _unrated(self) -> Iterator[Mending]:
        """Studies and reviews that count and have no rating, and whatever an answer wants rated."""
        waiting: dict[str, list[str]] = {
            row["evidence_id"]: []
            for row in _families(self.assessment)
            if row["counts"] and row["family"] in ("primary", "synthesis")
            if row["evidence_id"] not in self.rated
        }
        for answer in self.open:
            if "ratings" in answer.needs:
                for item in self._items(answer):
                    waiting.setdefault(item, []).append(answer.gap_id)
        for item, answers in waiting.items():
            yield Mending("unrated", self.items[item][PLACE], item, tuple(answers))

    def _addresses(self) -> Iterator[Mending]:
        unasked = [
            row for row in self.items.values() if row["url"] and row["link_status"] in NOT_KNOWN
        ]
        for row in self.items.values():
            if row["link_status"] == "broken":
                yield Mending("broken", f"{row[PLACE]}, url", row["evidence_id"])
        if unasked:
            waiting = [each.gap_id for each in self.open if "evidence.link_status" in each.needs]
            place = "evidence.csv, link_status"
            yield Mending("unchecked", place, "", tuple(waiting), number=len(unasked))


def _families(assessment: Assessment) -> list[dict[str, Any]]:
    columns = assessment.body[["evidence_id", "family", "counts"]].drop_duplicates()
    rows: list[dict[str, Any]] = columns.to_dict("records")  # type: ignore[assignment]
    return rows
