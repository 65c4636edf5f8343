"""What a pack was made from, and what came of it: `manifest.json`.

It names every input and every file of the pack by its fingerprint, with the code, the parameters
and the thresholds, so that two packs can be told apart and one can be built again.
"""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from opm_evidence.display.wording.dates import when
from opm_evidence.errors import WrongCall
from opm_evidence.packs.contents import MANIFEST
from opm_evidence.packs.fingerprints import fingerprint_of_all
from opm_evidence.packs.notebooks.sidecar import Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The content of `manifest.json`.

    Attributes:
        policy_id: the policy.
        title: its title.
        lead_department: the department in the lead.
        stage: how far the policy has come.
        as_of: the day as which the evidence was read.
        edition: the name of this edition.
        previous: the name of the edition before it; empty for the first.
        in_brief: the figures that open the page, each with what it counts.
        version: the version of this library.
        code: the fingerprint of this library's files.
        libraries: the versions of the libraries that shape the bytes.
        notebook: the fingerprint of the notebook without results.
        parameters: the parameters that the notebook ran with.
        inputs: the fingerprint of each file of the register that the pack carries.
        outputs: the fingerprint of every other file, but for this one and the zip.
        usage_files: the fingerprint of each file of usage, as downloaded, that the figures of the
            pack come from; the pack carries only what of them may be published.
    """

    policy_id: str
    title: str
    lead_department: str
    stage: str
    as_of: str
    edition: str
    previous: str
    in_brief: Sequence[str]
    version: str
    code: str
    libraries: Mapping[str, str]
    notebook: str
    parameters: Mapping[str, Scalar]
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    usage_files: Mapping[str, str] = field(default_factory=dict)

    @property
    def day(self) -> str:
        """The day as which the evidence was read, in words."""
        return when(self.as_of)

    @property
    def register(self) -> str:
        """One fingerprint of all inputs."""
        return fingerprint_of_all(self.inputs)

    @property
    def text(self) -> str:
        """The content of the file."""
        content = json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=2)
        return content + "\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The manifest that a file holds.

        Raises:
            ValueError: the text is no manifest.
        """
        try:
            content: dict[str, Any] = json.loads(text)
            return cls(**content)
        except TypeError:
            raise ValueError("the fields are not those of a manifest") from None


def read_manifest(pack: Path) -> Manifest:
    """The manifest of a pack's folder.

    Raises:
        WrongCall: the folder holds no pack.
    """
    path = pack / MANIFEST
    if not path.is_file():
        raise WrongCall(
            f"There is no pack in {pack.as_posix()}: it has no {MANIFEST}.\n"
            "    Name the folder of one policy, such as outputs/soft-drinks-industry-levy."
        )
    try:
        return Manifest.parse(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError):
        raise WrongCall(
            f"{path.as_posix()} cannot be read: it was changed, or made by another version.\n"
            "    Build the pack again, or fetch it again from where it was published."
        ) from None
