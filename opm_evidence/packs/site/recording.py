"""Records the edition that was published, so that the next one can say what changed."""

from collections.abc import Iterable
from pathlib import Path

from opm_evidence.errors import FaultyRegister, WrongCall
from opm_evidence.packs.editions import read_edition
from opm_evidence.records.edition import Edition
from opm_evidence.registers import policy_ids
from opm_evidence.registers.editions import read_editions, write_edition


def record_editions(packs: Iterable[Path], evidence_dir: Path) -> tuple[Path, ...]:
    """Write the edition of each pack into its policy's folder; the files.

    To record one twice is as good as once. Where one cannot be recorded, none is.

    Raises:
        WrongCall: there is no pack, no such policy, or the pack is older than what was recorded.
        FaultyRegister: an edition that was recorded before cannot be read.
    """
    last: dict[str, Edition | None] = {}
    editions = []
    for pack in packs:
        edition = read_edition(pack)
        policy_id = edition.policy_id
        if policy_id not in last:
            last[policy_id] = _last_recorded(policy_id, evidence_dir)
        _refuse_older(edition, last[policy_id])
        last[policy_id] = edition
        editions.append(edition)
    return tuple(write_edition(each, evidence_dir) for each in editions)


def _last_recorded(policy_id: str, evidence_dir: Path) -> Edition | None:
    known = policy_ids(evidence_dir)
    if policy_id not in known:
        raise WrongCall.for_unknown_policy(policy_id, known)
    recorded, faults = read_editions(evidence_dir / policy_id)
    if faults:
        raise FaultyRegister(policy_id, faults)
    return recorded[-1] if recorded else None


def _refuse_older(edition: Edition, last: Edition | None) -> None:
    if last and not last.says_the_same(edition) and edition.order <= last.order:
        raise WrongCall(
            f"The edition {last.name} of {edition.policy_id} is recorded already, and this pack is"
            " not made after it.\n    Build the pack again, publish that, and record it."
        )
