"""Builds several packs: the failure of one policy stops no other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from opm_evidence.errors import OpmEvidenceError
from opm_evidence.packs.building import Pack
from opm_evidence.packs.progress import Progress
from opm_evidence.packs.running import Watcher

Builder = Callable[[str, Watcher], Pack]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one policy: a pack, or the reason why there is no new one."""

    policy_id: str
    pack: Pack | None = None
    error: OpmEvidenceError | None = None


def build_packs(policies: Sequence[str], build: Builder, progress: Progress) -> tuple[Outcome, ...]:
    """Build the packs of these policies, one after the other; what became of each."""
    return tuple(_outcomes(policies, build, progress))


def _outcomes(policies: Sequence[str], build: Builder, progress: Progress) -> Iterator[Outcome]:
    for number, policy_id in enumerate(policies, start=1):
        progress.begin(policy_id, number, len(policies))
        try:
            pack = build(policy_id, progress.at)
        except OpmEvidenceError as error:
            progress.end(f"{policy_id}: failed")
            yield Outcome(policy_id, error=error)
        else:
            progress.end(f"{policy_id}: built")
            yield Outcome(policy_id, pack=pack)
