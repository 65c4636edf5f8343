"""A worker: a process that carries out jobs, one after the other, and says what became of each.

    python -m opm_evidence.packs.builds.worker

Jobs come in by its standard input, and sections and outcomes go out by its standard output, both
pickled: at both ends is this very library. It ends when its input does.
"""

import os
import pickle
import traceback
from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from opm_evidence.errors import OpmEvidenceError, PackFailed
from opm_evidence.packs.builds.building import bring_up_to_date
from opm_evidence.packs.builds.freshness import SITE, record_site, state_of_packs
from opm_evidence.packs.builds.job import Job, Outcome, SiteJob, SiteOutcome, State
from opm_evidence.packs.builds.log import BuildLog
from opm_evidence.packs.contents import PAGE
from opm_evidence.packs.kernels.provisioner import use_warm_kernels
from opm_evidence.packs.locking import locked
from opm_evidence.packs.site.front_page import write_site
from opm_evidence.records.faults import Fault


def carry_out(job: Job, tell: Callable[[str], None], *, quiet: bool = False) -> Outcome:
    """Build the pack of one policy, if need be. Whatever goes wrong is in the outcome.

    `quiet` sends whatever else this process prints into the log.
    """
    log = BuildLog(job.outputs, job.policy_id, tell, quiet=quiet)
    error: OpmEvidenceError | None = None
    why: tuple[str, ...] = ()
    advice: tuple[Fault, ...] = ()
    try:
        why, pack = bring_up_to_date(job, log.section)
        advice = pack.advice if pack else ()
    except OpmEvidenceError as refused:
        error = refused
    except Exception as unforeseen:  # a fault of ours must not stop the policies that come after
        log.section("an error of opm-evidence itself")
        log.note(traceback.format_exc())
        what = f"{type(unforeseen).__name__}: {unforeseen}"
        error = PackFailed(
            f"The pack of {job.policy_id} was not built: opm-evidence itself failed.\n"
            f"    {what}. Please report it with {log.path.as_posix()}."
        )
    state: State = "failed" if error else "built" if why else "unchanged"
    log.close(f"{state}\n{error}" if error else state)
    return Outcome(
        policy_id=job.policy_id,
        state=state,
        page=None if error else job.outputs / job.policy_id / PAGE,
        why=why,
        error=error,
        advice=advice,
        seconds=log.seconds,
        sections=log.sections,
        log=log.path if log.is_written and log.path.is_file() else None,
    )


def write_page_over_all(job: SiteJob) -> SiteOutcome:
    """Write the page over all packs of a folder. Whatever goes wrong is in the outcome."""
    warnings: list[str] = []
    try:
        with locked(job.outputs, SITE):
            state = state_of_packs(job.outputs, job.evidence)
            page = write_site(job.outputs, warnings.append, job.evidence)
            record_site(job.outputs, state)
    except OpmEvidenceError as error:
        return SiteOutcome(error=error, warnings=tuple(warnings))
    except OSError as error:
        what = f"The page over all packs was not written: {error.strerror or error}."
        return SiteOutcome(error=PackFailed(what), warnings=tuple(warnings))
    except Exception as unforeseen:  # the packs are made, and whoever made them is to hear of it
        what = f"{type(unforeseen).__name__}: {unforeseen}"
        failed = PackFailed(
            "The page over all packs was not written: opm-evidence itself failed.\n"
            f"    {what}. Please report it."
        )
        return SiteOutcome(error=failed, warnings=tuple(warnings))
    return SiteOutcome(page, warnings=tuple(warnings))


def main() -> None:
    """Carry out jobs until there are no more."""
    jobs, answers = _channels()
    use_warm_kernels()
    while True:
        try:
            job: Job | SiteJob = pickle.load(jobs)
        except EOFError:
            return
        if isinstance(job, SiteJob):
            _send(answers, write_page_over_all(job))
        else:
            _send(answers, carry_out(job, partial(_send, answers), quiet=True))


def _channels() -> tuple[BinaryIO, BinaryIO]:
    """Where jobs come from and answers go; nobody else in this process reads or writes there."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return jobs, answers


def _send(answers: BinaryIO, what: str | Outcome | SiteOutcome) -> None:
    pickle.dump(what, answers)
    answers.flush()


if __name__ == "__main__":
    main()
