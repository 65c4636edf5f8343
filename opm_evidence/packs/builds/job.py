"""One policy to build, and what became of it: what passes between the parts of a build."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from opm_evidence.errors import OpmEvidenceError
from opm_evidence.packs.notebooks.limits import CELL_SECONDS, POLICY_SECONDS
from opm_evidence.packs.notebooks.sidecar import Scalar, read_sidecar
from opm_evidence.packs.publishing import refuse_to_replace_others
from opm_evidence.records.faults import Fault

State = Literal["built", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that is needed to build the pack of one policy, wherever that is done."""

    policy_id: str
    evidence: Path
    outputs: Path
    notebook: Path
    parameters: Mapping[str, Scalar]
    force: bool = False
    cell_seconds: int = CELL_SECONDS
    policy_seconds: int = POLICY_SECONDS
    interactive: bool = False


def jobs_for(
    policies: Iterable[str],
    *,
    evidence: Path,
    outputs: Path,
    notebook: Path,
    given: Mapping[str, object],
    force: bool = False,
    cell_seconds: int = CELL_SECONDS,
    policy_seconds: int = POLICY_SECONDS,
    interactive: bool = False,
) -> tuple[Job, ...]:
    """One job for each policy, with every parameter of the notebook and the value it will have.

    Raises:
        WrongCall: there is no such notebook, a parameter cannot have its value, or something that
            is no pack lies where a pack would go.
    """
    sidecar = read_sidecar(notebook)
    policies = tuple(policies)
    refuse_to_replace_others(outputs, policies)
    return tuple(
        Job(
            policy_id,
            evidence,
            outputs,
            notebook,
            sidecar.complete({**given, "policy_id": policy_id}),
            force,
            cell_seconds,
            policy_seconds,
            interactive,
        )
        for policy_id in policies
    )


@dataclass(frozen=True, slots=True)
class SiteJob:
    """The pages over all packs of a folder, to be written; `evidence` holds what was recorded."""

    outputs: Path
    evidence: Path


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """What became of the page over all packs: where it is or why not, and what it had to leave."""

    page: Path | None = None
    error: OpmEvidenceError | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one policy.

    Attributes:
        policy_id: the policy.
        state: whether there is a new pack, none was needed, or there is none.
        page: what to open; `None` where it failed.
        why: why it was built; nothing where it was not.
        error: why it failed.
        advice: what the checks of its register would have otherwise.
        seconds: how long it took.
        sections: how long each section of the notebook took, in seconds.
        log: where all this is written down.
    """

    policy_id: str
    state: State
    page: Path | None = None
    why: tuple[str, ...] = ()
    error: OpmEvidenceError | None = None
    advice: tuple[Fault, ...] = ()
    seconds: float = 0.0
    sections: Mapping[str, float] = field(default_factory=dict)
    log: Path | None = None
