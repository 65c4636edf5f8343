"""Brings several packs up to date, some at a time: the failure of one policy stops no other."""

import queue
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from opm_evidence.errors import FaultyRegister, PackFailed
from opm_evidence.packs.builds.crew import NOTHING_YET, Crew, Worker
from opm_evidence.packs.builds.freshness import (
    FORCED,
    ingredients_of,
    reasons_to_build,
    site_is_fresh,
)
from opm_evidence.packs.builds.job import Job, Outcome, SiteOutcome
from opm_evidence.packs.contents import PAGE
from opm_evidence.packs.kernels.forking import NotWarm
from opm_evidence.packs.publishing import remove_abandoned

INTERRUPTED = 130
"""The exit code of a build that was stopped, by Ctrl-C or otherwise, as shells have it."""


@dataclass(slots=True)
class Batch:
    """What became of the policies of one build, in the order in which they were finished."""

    policies: tuple[str, ...]
    outcomes: list[Outcome] = field(default_factory=list)
    site: SiteOutcome = field(default_factory=SiteOutcome)
    interrupted: bool = False

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The policies of which there is no new pack."""
        return tuple(each for each in self.outcomes if each.state == "failed")

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The policies that nothing had become of when the build was interrupted."""
        ended = {each.policy_id for each in self.outcomes}
        return tuple(each for each in self.policies if each not in ended)

    @property
    def complaints(self) -> tuple[str, ...]:
        """What went wrong, policy by policy, for people."""
        packs = (_complaint(each) for each in self.failed)
        site = (str(self.site.error),) if self.site.error else ()
        return (*packs, *self.site.warnings, *site)

    @property
    def exit_code(self) -> int:
        """0: all is well; 1: a pack or the page over all failed; 130: it was interrupted."""
        if self.interrupted:
            return INTERRUPTED
        return 1 if self.failed or self.site.error else 0


def _complaint(outcome: Outcome) -> str:
    # What is wrong in a register is said in full; of anything else the log knows more.
    if outcome.log is None or isinstance(outcome.error, FaultyRegister):
        return str(outcome.error)
    return f"{outcome.error}\n    How far it came, and how long each section took: {outcome.log}"


def planned(jobs: Sequence[Job]) -> Iterator[tuple[Job, tuple[str, ...]]]:
    """Each job with the reasons to carry it out; none where there is nothing to do."""
    for job in jobs:
        asked = (FORCED,) if job.force else ()
        found = reasons_to_build(job.outputs, job.policy_id, partial(ingredients_of, job))
        yield job, (*asked, *found)


def bring_up_to_date(
    jobs: Sequence[Job], outputs: Path, at_a_time: int, scheduler: str = ""
) -> Batch:
    """Build every pack that something has changed for, and the page over all packs.

    Each pack is made in a process of its own, and its notebook runs in another: here, or on the
    cluster of that scheduler. Where this is interrupted all processes here are gone when it
    returns, and the packs that were being made are the last good ones.
    """
    batch = Batch(tuple(job.policy_id for job in jobs))
    due = []
    for job, reasons in planned(jobs):
        if reasons:
            due.append(job)
        else:
            page = outputs / job.policy_id / PAGE
            batch.outcomes.append(Outcome(job.policy_id, "unchanged", page))
    if not due and site_is_fresh(outputs, jobs[0].evidence):
        batch.site = SiteOutcome(outputs / PAGE)
        return batch
    try:
        with _termination_like_interruption(), Crew() as crew:
            from opm_evidence.packs.builds.progress import Progress  # while the crew warms up

            with Progress(len(due)) as watcher:
                if scheduler:
                    from opm_evidence.packs.builds.cluster import build_on_cluster

                    steps = build_on_cluster(scheduler, due, watcher.at)
                else:
                    steps = _by_crew(crew, due, at_a_time, watcher.at)
                for outcome in steps:
                    batch.outcomes.append(outcome)
                    watcher.end(outcome)
                if outputs.is_dir():
                    batch.site = crew.someone().write_site(outputs, jobs[0].evidence)
                if crew.cold_because:
                    watcher.say(f"Notebooks started cold, which takes longer: {crew.cold_because}.")
    except KeyboardInterrupt:
        batch.interrupted = True
    finally:
        remove_abandoned(outputs)
    return batch


def _by_crew(
    crew: Crew, jobs: Sequence[Job], at_a_time: int, at: Callable[[str, str], None]
) -> Iterator[Outcome]:
    waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    news: queue.SimpleQueue[tuple[str, str] | Outcome] = queue.SimpleQueue()

    def tell(policy_id: str, section: str) -> None:
        news.put((policy_id, section))

    def work() -> None:
        worker: Worker | None = None
        while True:
            try:
                job = waiting.get_nowait()
            except queue.Empty:
                return
            tell(job.policy_id, "")
            try:
                if worker is None or worker.is_gone:
                    worker = crew.hire()
                news.put(worker.do(job, partial(tell, job.policy_id)))
            except NotWarm:
                return  # the build is over
            except Exception as unforeseen:  # whoever waits for this job must hear of it
                what = f"No process could be had for it: {type(unforeseen).__name__}: {unforeseen}."
                failed = PackFailed.for_step(job.policy_id, NOTHING_YET, what)
                news.put(Outcome(job.policy_id, "failed", error=failed))

    for _ in range(min(at_a_time, len(jobs))):
        threading.Thread(target=work, daemon=True).start()
    left = len(jobs)
    while left:
        match news.get():
            case Outcome() as outcome:
                left -= 1
                yield outcome
            case (policy_id, section):
                at(policy_id, section)


@contextmanager
def _termination_like_interruption() -> Iterator[None]:
    """A service that ends a build sends SIGTERM; that stops it as cleanly as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
