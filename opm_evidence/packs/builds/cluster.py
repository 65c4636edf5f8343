"""Builds packs on a Dask cluster: registers travel there with the task, and packs come back whole.

The workers of the cluster need this library, in this very version, and no disk in common with
anybody. One that dies costs the policies that it was at: the scheduler gives them to another.
"""

import atexit
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from opm_evidence.errors import PackFailed, WrongCall
from opm_evidence.packs.builds.crew import Crew, Worker
from opm_evidence.packs.builds.freshness import (
    FORCED,
    Ingredients,
    ingredients_of,
    reasons_to_build,
    record_build,
    shared_tables,
)
from opm_evidence.packs.builds.job import Job, Outcome
from opm_evidence.packs.contents import PAGE, all_files
from opm_evidence.packs.fingerprints import code_fingerprint, versions
from opm_evidence.packs.publishing import publish_folder, staging_folder

SECONDS_TO_ANSWER = 30
TASKS_PER_THREAD = 2
"""How many are sent ahead: enough that nobody waits, and few enough for any scheduler's memory."""

ELSEWHERE = "on the cluster"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What travels to the cluster: a job, and every file that it reads, by its path."""

    job: Job
    files: Mapping[str, bytes]
    code: str
    libraries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What comes back: what became of it, and every file of the pack, by its path inside."""

    outcome: Outcome
    files: Mapping[str, bytes]


def build_on_cluster(
    address: str, jobs: Sequence[Job], at: Callable[[str, str], None]
) -> Iterator[Outcome]:
    """Have these jobs carried out by the workers of a scheduler; what became of each.

    Raises:
        WrongCall: Dask is not installed, or no scheduler with a worker answers at the address.
    """
    if not jobs:
        return
    client = _client(address)
    try:
        from distributed import as_completed

        sent: dict[Any, tuple[Job, Ingredients]] = {}
        ahead = TASKS_PER_THREAD * max(1, sum(client.nthreads().values()))
        left = iter(jobs)
        running = as_completed(loop=client.loop)

        def send() -> None:
            job = next(left, None)
            if job is not None:
                made_from = ingredients_of(job)
                future = client.submit(deliver, _parcel(job), pure=False)
                sent[future.key] = job, made_from
                at(job.policy_id, ELSEWHERE)
                running.add(future)

        for _ in range(min(ahead, len(jobs))):
            send()
        for future in running:
            job, made_from = sent.pop(future.key)
            yield _received(future, job, made_from)
            send()
    finally:
        client.close()


def deliver(parcel: Parcel) -> Delivery:
    """Carry out a job far from where it came from, in a folder that is gone afterwards."""
    here, there = parcel.job, (parcel.code, dict(parcel.libraries))
    if there != (code_fingerprint(), dict(versions())):
        error = PackFailed(
            f"The pack of {here.policy_id} was not built: a worker of the cluster has another"
            " version of opm-evidence or of a library.\n    Install the same lock everywhere."
        )
        return Delivery(Outcome(here.policy_id, "failed", error=error), {})
    with tempfile.TemporaryDirectory(prefix="opm-") as folder:
        place = Path(folder)
        for name, content in parcel.files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)
        job = replace(
            here,
            evidence=place / "evidence",
            outputs=place / "outputs",
            notebook=place / "notebooks" / here.notebook.name,
            force=True,
        )
        outcome = _own_worker().do(job, lambda section: None)
        pack = job.outputs / job.policy_id
        files = {path.relative_to(pack).as_posix(): path.read_bytes() for path in all_files(pack)}
    return Delivery(replace(outcome, page=None, log=None), files)


def _parcel(job: Job) -> Parcel:
    files = {
        f"evidence/{path.relative_to(job.evidence).as_posix()}": path.read_bytes()
        for path in (*all_files(job.evidence / job.policy_id), *shared_tables(job.evidence))
    }
    for path in (job.notebook, job.notebook.with_suffix(".yaml")):
        files[f"notebooks/{path.name}"] = path.read_bytes()
    return Parcel(job, files, code_fingerprint(), versions())


def _received(future: Any, job: Job, made_from: Ingredients) -> Outcome:
    policy_id, outputs = job.policy_id, job.outputs
    try:
        delivery: Delivery = future.result()
    except Exception as error:  # whatever went wrong in places that are not ours
        what = f"{type(error).__name__}: {error}"
        failed = PackFailed(
            f"The pack of {policy_id} was not built: the cluster gave it up.\n    {what}"
        )
        return Outcome(policy_id, "failed", error=failed)
    if delivery.outcome.state == "failed":
        return delivery.outcome
    try:
        with staging_folder(outputs, policy_id) as folder:
            why = reasons_to_build(outputs, policy_id, lambda: made_from)
            for name, content in delivery.files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content)
            publish_folder(folder, outputs / policy_id)
            record_build(outputs, policy_id, made_from)
    except OSError as error:
        return Outcome(policy_id, "failed", error=PackFailed.for_disk(policy_id, outputs, error))
    page = outputs / policy_id / PAGE
    return replace(delivery.outcome, page=page, why=why or (FORCED,))


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise WrongCall(
            "A cluster needs Dask, which is not installed.\n"
            "    Install it with: pip install 'opm-evidence[cluster]'"
        ) from None
    try:
        client = Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
        client.wait_for_workers(1, timeout=SECONDS_TO_ANSWER)
    except (OSError, ValueError, TimeoutError) as error:
        raise WrongCall(
            f"No scheduler with a worker answers at {address}: {type(error).__name__}.\n"
            "    Start one with `dask scheduler` and `dask worker`, and name its address."
        ) from None
    return client


@cache
def _crew() -> Crew:
    crew = Crew()
    atexit.register(crew.__exit__)
    return crew


_OF_THREAD = threading.local()


def _own_worker() -> Worker:
    """The worker of this thread: a process that can be ended when a policy takes too long."""
    worker: Worker | None = getattr(_OF_THREAD, "worker", None)
    if worker is None or worker.is_gone:
        worker = _OF_THREAD.worker = _crew().hire()
    return worker
