"""Records the edition that was published, so that the next one can say what changed."""

from pathlib import Path

from opm_evidence.errors import FaultyRegister, WrongCall
from opm_evidence.packs.editions import read_edition
from opm_evidence.registers import policy_ids
from opm_evidence.registers.editions import read_editions, write_edition


def record_edition(pack: Path, evidence_dir: Path) -> Path:
    """Write the edition of a pack into its policy's folder; the file. Once is as good as twice.

    Raises:
        WrongCall: there is no pack, no such policy, or the pack is older than what was recorded.
        FaultyRegister: an edition that was recorded before cannot be read.
    """
    edition = read_edition(pack)
    known = policy_ids(evidence_dir)
    if edition.policy_id not in known:
        raise WrongCall.for_unknown_policy(edition.policy_id, known)
    recorded, faults = read_editions(evidence_dir / edition.policy_id)
    if faults:
        raise FaultyRegister(edition.policy_id, faults)
    last = recorded[-1] if recorded else None
    if last and not last.says_the_same(edition) and edition.order <= last.order:
        raise WrongCall(
            f"The edition {last.name} of {edition.policy_id} is recorded already, and this pack is"
            " not made after it.\n    Build the pack again, publish that, and record it."
        )
    return write_edition(edition, evidence_dir)
