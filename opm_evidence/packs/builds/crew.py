"""The workers of a build: how they are started, watched, and ended with everything they started."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Self

from opm_evidence.errors import PackFailed
from opm_evidence.packs.builds.job import Job, Outcome, SiteJob, SiteOutcome
from opm_evidence.packs.builds.log import add_to_log
from opm_evidence.packs.builds.nurseries import WORKER, Nurseries
from opm_evidence.packs.kernels.forking import ForkedProcess, NotWarm

SECONDS_TO_END = 5
NOTHING_YET = "the beginning"


class Worker:
    """One process that carries out jobs, as whoever gives it the jobs sees it."""

    def __init__(self, warm: Nurseries | None) -> None:
        """Start it: by forking where there are warm processes, in the ordinary way otherwise."""
        jobs_out, self._jobs = _pipe()
        self._answers, answers_in = _pipe()
        with jobs_out, answers_in:
            self._process = _started(warm, jobs_out, answers_in)
        self._late = False

    def write_site(self, outputs: Path, evidence: Path) -> SiteOutcome:
        """Have the page over all packs written."""
        try:
            pickle.dump(SiteJob(outputs, evidence), self._jobs)
            self._jobs.flush()
            answer = pickle.load(self._answers)
            assert isinstance(answer, SiteOutcome)
            return answer
        except (EOFError, OSError, pickle.UnpicklingError):
            cause = f"The process that wrote it {self._ending()}."
            what = f"The page over all packs was not written.\n    {cause}"
            return SiteOutcome(error=PackFailed(what))

    def do(self, job: Job, tell: Callable[[str], None]) -> Outcome:
        """Have one job carried out; `tell` hears of each section of the notebook as it begins."""
        limit = threading.Timer(job.policy_seconds, self._is_late)
        limit.daemon = True
        limit.start()
        section, began = NOTHING_YET, time.monotonic()
        try:
            pickle.dump(job, self._jobs)
            self._jobs.flush()
            while not isinstance(answer := pickle.load(self._answers), Outcome):
                section = answer or section
                tell(section)
            return answer
        except (EOFError, OSError, pickle.UnpicklingError):
            error = self._why_it_ended(job, section)
            took = time.monotonic() - began
            log = add_to_log(job.outputs, job.policy_id, f"failed\n{error}")
            return Outcome(job.policy_id, "failed", error=error, seconds=took, log=log)
        finally:
            limit.cancel()

    @property
    def is_gone(self) -> bool:
        """Whether it can carry out no more jobs."""
        return self._process.poll() is not None

    def end(self) -> None:
        """End it, and with it the kernel that it uses."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        for stream in (self._jobs, self._answers):
            try:
                stream.close()
            except OSError:
                pass  # what had not been sent will not be

    def _is_late(self) -> None:
        self._late = True
        self._process.kill()

    def _why_it_ended(self, job: Job, section: str) -> PackFailed:
        if self._late:
            self.end()
            cause = (
                f"The policy had not finished after {job.policy_seconds} seconds.\n"
                "    --policy-timeout allows more."
            )
        else:
            cause = f"The process that ran it {self._ending()}."
        return PackFailed.for_step(job.policy_id, section, cause)

    def _ending(self) -> str:
        try:
            code = self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            return "no longer answered, and was ended"
        finally:
            self.end()
        if code < 0:
            name = signal.Signals(-code).name
            return (
                f"was ended by {name}: by somebody, or for want of memory,"
                " of which fewer --jobs need less"
            )
        return f"ended with code {code}"


class Crew:
    """The workers of one build and the warm processes behind them; use it in a `with`."""

    def __init__(self) -> None:
        """Begin to warm up; this takes no time here."""
        self.cold_because = ""
        self._nurseries: Nurseries | None = None
        self._workers: list[Worker] = []
        self._gate = threading.Lock()
        self._closed = False
        try:
            self._nurseries = Nurseries()
        except NotWarm as error:
            self.cold_because = str(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End every worker, at once, whatever it is doing."""
        self._closed = True
        if self._nurseries:
            self._nurseries.close()  # which ends what was forked from them
        with self._gate:
            for worker in self._workers:
                worker.end()

    def someone(self) -> Worker:
        """A worker who has nothing to do; only for when all jobs are done."""
        free = (worker for worker in self._workers if not worker.is_gone)
        return next(free, None) or self.hire()

    def hire(self) -> Worker:
        """One more worker."""
        with self._gate:
            worker = self._forked()
            if self._closed:
                raise NotWarm("the build is over")
            worker = worker or Worker(None)
            self._workers.append(worker)
            return worker

    def _forked(self) -> Worker | None:
        """A worker that starts warm; nothing where there can be none, now and from now on."""
        if self._nurseries is None or self.cold_because:
            return None
        try:
            self._nurseries.wait_until_warm()
            return Worker(self._nurseries)
        except NotWarm as error:  # an import failed, or somebody ended them: go on without
            self.cold_because = str(error)
            return None


def _started(
    warm: Nurseries | None, jobs: BinaryIO, answers: BinaryIO
) -> "ForkedProcess | subprocess.Popen[bytes]":
    if warm is not None:
        return warm.fork_worker(jobs, answers)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", WORKER],
        stdin=jobs,
        stdout=answers,
        start_new_session=True,  # Ctrl-C is for the build, which ends its workers itself
    )


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    out, into = os.pipe()
    return os.fdopen(out, "rb"), os.fdopen(into, "wb")
