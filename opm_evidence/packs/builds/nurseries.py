"""The two warm processes of a build: workers are forked from one, and their kernels from the other.

What workers and kernels import has little in common, and two processes import at the same time.
"""

import os
from pathlib import Path
from typing import BinaryIO

from opm_evidence.packs.kernels.forking import ADDRESS, ForkedProcess, WarmProcess

WORKER = "opm_evidence.packs.builds.worker"
WORKER_MODULES = (
    WORKER,
    "opm_evidence.packs.pages.exporter:rehearse_page",
    "opm_evidence.packs.fingerprints:code_fingerprint",
    "opm_evidence.packs.fingerprints:versions",
    "nbformat.validator:get_validator",
    "papermill.execute",
    "papermill.clientwrap",
    "ipykernel.kernelspec",
    "IPython.display",
)
"""What a worker imports, with what its libraries import only when they are first used."""


class Nurseries:
    """Both warm processes, started together and ended together."""

    def __init__(self) -> None:
        """Begin to warm up; this takes no time here.

        Raises:
            NotWarm: this system cannot fork safely.
        """
        self._for_workers = WarmProcess.start(WORKER_MODULES)
        self._for_kernels = WarmProcess.start()

    def wait_until_warm(self) -> None:
        """Wait for both.

        Raises:
            NotWarm: one of them could not import what it needs, or died.
        """
        self._for_workers.wait_until_warm()
        self._for_kernels.wait_until_warm()

    def fork_worker(self, jobs: BinaryIO, answers: BinaryIO) -> ForkedProcess:
        """A worker that knows where to have its kernels from.

        Raises:
            NotWarm: the warm process is gone.
        """
        return self._for_workers.fork(
            f"{WORKER}:main",
            [],
            folder=Path.cwd(),
            environment={**os.environ, ADDRESS: self._for_kernels.address},
            streams=(jobs.fileno(), answers.fileno(), 2),
        )

    def close(self) -> None:
        """End both, and with them every process that was forked from them."""
        self._for_workers.close()
        self._for_kernels.close()
