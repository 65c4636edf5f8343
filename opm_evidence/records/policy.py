"""The content of policy.yaml: the policy, its questions and the framework of its evidence.

The framework is a judgement and is published as one: cell by cell, which interventions are meant
to move which outcomes, for whom, who declared it and why.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from opm_evidence.records.texts import (
    BasePath,
    EditionName,
    EmailAddress,
    Slug,
    Text,
    WebAddress,
    When,
    WholeDay,
)

Stage = Literal[
    "proposed", "consulting", "legislating", "implementing", "in_force", "evaluated", "withdrawn"
]
Asks = Literal["effect", "cost", "views", "implementation", "need"]
DesiredDirection = Literal["up", "down", "not_up", "not_down", "none"]
Role = Literal["policy", "alternative"]
NoticeKind = Literal["corrected", "withdrawn"]
PageRole = Literal["announcement", "consultation", "guidance", "service", "evidence", "evaluation"]
Dimension = Literal[
    "place_of_residence",
    "race_ethnicity_culture_language",
    "occupation",
    "gender_sex",
    "religion",
    "education",
    "socioeconomic_status",
    "social_capital",
    "age",
    "disability",
    "sexual_orientation",
    "relationships",
    "time_dependent",
    "other",
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Question(_Part):
    """A question that the policy has to answer; their order is their declared priority."""

    id: Slug
    text: Text


class Intervention(_Part):
    """Something that is done: a part of the policy, or what could be done instead.

    `begins_on` is declared for what has not begun, or began late: nothing of it can be observed
    before (rules G01 and G05).
    """

    id: Slug
    title: Text
    role: Role = "policy"
    description: str = ""
    begins_on: When | None = None


class Outcome(_Part):
    """Something that is meant, or feared, to change.

    `min_follow_up_months` is declared only for slow outcomes, with the reason (rule G13).
    """

    id: Slug
    title: Text
    desired_direction: DesiredDirection
    priority: bool = False
    min_follow_up_months: Annotated[float, Field(gt=0)] | None = None
    follow_up_reason: str = ""
    description: str = ""

    @model_validator(mode="after")
    def _follow_up_has_a_reason(self) -> Self:
        if self.min_follow_up_months is not None and not self.follow_up_reason:
            raise ValueError("min_follow_up_months needs follow_up_reason: why so long?")
        return self


class Population(_Part):
    """A group of people or bodies; `part_of` names the group that contains it."""

    id: Slug
    title: Text
    part_of: Slug | None = None


class PriorityDimension(_Part):
    """A group, or a PROGRESS-Plus dimension, that the policy says must not be left out (rule G14).

    `populations` are the groups through which a finding or an engagement reports on it.
    """

    id: Slug
    title: Text
    dimension: Dimension
    populations: tuple[Slug, ...] = ()
    reason: Text


class Nation(_Part):
    """A nation or a union of nations; `contains` names those inside it."""

    id: Slug
    title: Text
    contains: tuple[Slug, ...] = ()


class GovukPage(_Part):
    """A page on GOV.UK that belongs to the policy."""

    base_path: BasePath
    title: str = ""
    role: PageRole
    question: Slug | None = None
    cell: str | None = None
    seen: bool = True


class SearchTerm(_Part):
    """A search on GOV.UK that bears on the policy."""

    text: Text
    question: Slug | None = None
    intervention: Slug | None = None
    relation: Literal["core", "adjacent", "ambiguous"] = "core"


class FrameworkEntry(_Part):
    """One cell in scope as policy.yaml declares it, with the groups asked about beside it."""

    question: Slug
    asks: Asks
    intervention: Slug | None = None
    outcome: Slug
    groups: tuple[Slug, ...] = ()
    role: Role = "policy"
    declared_by: Text
    reason: Text
    searched_on: When | None = None
    search_note: str = ""

    @model_validator(mode="after")
    def _only_a_need_lacks_an_intervention(self) -> Self:
        if (self.intervention is None) != (self.asks == "need"):
            raise ValueError(
                "a cell that asks for a need has no intervention, and every other cell has one"
            )
        if (self.searched_on is None) != (not self.search_note):
            raise ValueError("searched_on and search_note go together: when, and where")
        return self


class Commitment(_Part):
    """The Open Government Partnership commitment that the policy belongs to."""

    id: Text
    title: Text
    url: WebAddress | None = None
    milestones: tuple[Text, ...] = ()


class Contact(_Part):
    """Where a reader can challenge what the pack says."""

    name: Text
    url: WebAddress | None = None
    email: EmailAddress | None = None


class Notice(_Part):
    """What happened to an edition that was published: it stands in that edition's place.

    `edition` is its name, the day as which its evidence was read; `replaced_by` names another.
    """

    edition: EditionName
    kind: NoticeKind
    issued_on: WholeDay
    reason: Text
    replaced_by: EditionName | None = None

    @model_validator(mode="after")
    def _replaced_by_another(self) -> Self:
        if self.replaced_by == self.edition:
            raise ValueError("an edition cannot replace itself")
        return self


class Cell(BaseModel):
    """One question of the framework: does this do that, for whom?

    `group` is `None` for everybody. Only the first rule (G01) is asked of a group's cell.
    `entry` is the place of the declaration in the framework, from 0.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    question: str
    asks: Asks
    intervention: str | None
    outcome: str
    group: str | None
    role: Role
    declared_by: str
    reason: str
    searched_on: str | None
    search_note: str
    entry: int


class Policy(_Part):
    """Everything that policy.yaml says."""

    policy_id: Slug
    title: Text
    summary: Text
    lead_department: Text
    other_departments: tuple[Text, ...] = ()
    stage: Stage
    announced_on: When | None = None
    as_of: WholeDay
    target_nations: tuple[Slug, ...]
    priority_dimensions: tuple[PriorityDimension, ...] = ()
    contact: Contact | None = None
    questions: tuple[Question, ...]
    interventions: tuple[Intervention, ...]
    outcomes: tuple[Outcome, ...]
    populations: tuple[Population, ...] = ()
    framework: tuple[FrameworkEntry, ...]
    framework_note: str = ""
    nations: tuple[Nation, ...]
    govuk_pages: tuple[GovukPage, ...] = ()
    search_terms: tuple[SearchTerm, ...] = ()
    commitment: Commitment | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell in scope: each declared cell, followed by one for each of its groups."""
        return tuple(
            Cell(
                id=cell_id(entry.intervention, entry.outcome, group, entry.asks),
                question=entry.question,
                asks=entry.asks,
                intervention=entry.intervention,
                outcome=entry.outcome,
                group=group,
                role=entry.role,
                declared_by=entry.declared_by,
                reason=entry.reason,
                searched_on=entry.searched_on,
                search_note=entry.search_note,
                entry=number,
            )
            for number, entry in enumerate(self.framework)
            for group in (None, *entry.groups)
        )

    def nations_within(self, nation: str) -> frozenset[str]:
        """The smallest nations that one covers: itself, unless it contains others."""
        contains = {each.id: each.contains for each in self.nations}.get(nation, ())
        if not contains:
            return frozenset({nation})
        return frozenset().union(*(self.nations_within(inner) for inner in contains))

    def groups_within(self, group: str) -> frozenset[str]:
        """A population and every population that is a part of it, at any depth."""
        inner = {each.id for each in self.populations if each.part_of == group}
        return frozenset({group}).union(*(self.groups_within(each) for each in inner))


def cell_id(intervention: str | None, outcome: str, group: str | None, asks: str) -> str:
    """The lasting address of a cell, such as `levy--obesity--girls--effect`."""
    return "--".join((intervention or "need", outcome, group or "any", asks))
