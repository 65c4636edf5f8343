"""Builds the pack of one policy: examine, make, publish."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from opm_evidence.errors import FaultyRegister, PackFailed
from opm_evidence.packs.contents import PAGE
from opm_evidence.packs.making import make_pack
from opm_evidence.packs.manifest import Manifest
from opm_evidence.packs.publishing import publish_folder, staging_folder
from opm_evidence.packs.running import Watcher, read_notebook
from opm_evidence.packs.sidecar import read_sidecar
from opm_evidence.records.faults import Fault
from opm_evidence.registers import examine_register

NOTEBOOK_PATH = Path("notebooks/evidence_pack.ipynb")


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was built, and the advice that the checks of its register gave."""

    folder: Path
    manifest: Manifest
    advice: tuple[Fault, ...]

    @property
    def page(self) -> Path:
        """What to open."""
        return self.folder / PAGE


def build_pack(
    policy_id: str,
    *,
    evidence_dir: Path = Path("evidence"),
    outputs: Path = Path("outputs"),
    notebook: Path = NOTEBOOK_PATH,
    given: Mapping[str, object] | None = None,
    watch: Watcher | None = None,
) -> Pack:
    """Build and publish the pack of one policy. Where that fails, the last good one stays.

    Raises:
        WrongCall: there is no such policy or notebook, or a parameter cannot have its value.
        FaultyRegister: the register has faults; all of them come with it.
        PackFailed: a cell failed, or the pack could not be written.
    """
    parameters = read_sidecar(notebook).complete({**(given or {}), "policy_id": policy_id})
    examined = examine_register(policy_id, evidence_dir, as_of=str(parameters["as_of"]))
    if examined.register is None:
        faults = [fault for fault in examined.faults if fault.severity == "fault"]
        raise FaultyRegister(policy_id, faults)
    place = outputs / policy_id
    try:
        with staging_folder(outputs, policy_id) as folder:
            opened = read_notebook(notebook)
            manifest = make_pack(examined.register, opened, parameters, folder, watch)
            publish_folder(folder, place)
    except OSError as error:
        raise PackFailed(
            f"The pack of {policy_id} was not written: {error.strerror or error}.\n"
            f"    Look at the room and the rights of {outputs.as_posix()}; the last good pack,"
            " if any, is untouched."
        ) from None
    return Pack(place, manifest, examined.faults)
