"""Which policies there are: the folders that hold a policy.yaml; and which folders are not read."""

from pathlib import Path

from opm_evidence.errors import WrongCall
from opm_evidence.registers.policy_text import POLICY_FILE


def policy_ids(evidence_dir: str | Path = "evidence") -> tuple[str, ...]:
    """The names of all folders that hold a policy.yaml, sorted.

    Raises:
        WrongCall: there is no such folder.
    """
    folder = Path(evidence_dir)
    if not folder.is_dir():
        raise WrongCall(
            f"There is no folder {folder.as_posix()} here.\n"
            "    Go to the folder that holds it, or name it with --evidence (in a notebook: "
            "evidence_dir)."
        )
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{POLICY_FILE}")))


def unread_folders(evidence_dir: str | Path = "evidence") -> tuple[str, ...]:
    """The names of all other folders, sorted, but for those that systems and programs hide."""
    folder = Path(evidence_dir)
    read = policy_ids(folder)
    named = (each.name for each in folder.iterdir() if each.is_dir())
    return tuple(sorted(each for each in named if each not in read and each[0] not in "._"))
