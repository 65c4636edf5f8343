"""Builds the pack of one policy: examine, make, publish."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from opm_evidence.errors import FaultyRegister, PackFailed
from opm_evidence.packs.builds.freshness import (
    FORCED,
    ingredients_of,
    reasons_to_build,
    record_build,
)
from opm_evidence.packs.builds.job import Job
from opm_evidence.packs.builds.log import WAITING
from opm_evidence.packs.builds.making import make_pack
from opm_evidence.packs.contents import PAGE
from opm_evidence.packs.manifest import Manifest
from opm_evidence.packs.notebooks.running import Watcher, read_notebook
from opm_evidence.packs.publishing import publish_folder, staging_folder
from opm_evidence.packs.site.withdrawing import leave_notice
from opm_evidence.records.faults import Fault
from opm_evidence.registers import examine_register
from opm_evidence.usage import read_policy_usage

NOTEBOOK_PATH = Path("notebooks/evidence_pack.ipynb")
READING = "reading the register"


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


def bring_up_to_date(job: Job, watch: Watcher | None = None) -> tuple[tuple[str, ...], Pack | None]:
    """Build and publish a pack where there is a reason to; the reasons, and the pack if any.

    `watch` hears of each section, and of waiting for another build of the same policy, after which
    there may be nothing left to do.

    Raises:
        WrongCall: there is no such policy.
        FaultyRegister: the register has faults; all of them come with it.
        PackFailed: a cell failed, or the pack could not be written. The last good one stays.
    """
    policy_id, outputs = job.policy_id, job.outputs
    waiting = partial(watch, WAITING) if watch else None
    try:
        with staging_folder(outputs, policy_id, waiting) as folder:
            # Read before anything is made from it: what changes meanwhile is a reason next time.
            made_from = ingredients_of(job)
            reasons = reasons_to_build(outputs, policy_id, lambda: made_from)
            if job.force:
                reasons = (FORCED, *reasons)
            if not reasons:
                return (), None
            if watch:
                watch(READING)
            examined = examine_register(policy_id, job.evidence, as_of=str(job.parameters["as_of"]))
            if examined.register is None:
                faults = [fault for fault in examined.faults if fault.severity == "fault"]
                raise FaultyRegister(policy_id, faults)
            usage = read_policy_usage(examined.register.policy, job.evidence)
            opened = read_notebook(job.notebook)
            manifest = make_pack(
                examined.register,
                opened,
                job.parameters,
                folder,
                watch,
                job.cell_seconds,
                usage=usage,
                interactive=job.interactive,
            )
            leave_notice(folder, examined.register.policy, manifest.edition)
            publish_folder(folder, outputs / policy_id)
            record_build(outputs, policy_id, made_from)
    except OSError as error:
        raise PackFailed.for_disk(policy_id, outputs, error) from None
    return reasons, Pack(outputs / policy_id, manifest, examined.faults)
