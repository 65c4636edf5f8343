"""Kernels that start warm: a kernel provisioner of Jupyter, so that whatever runs notebooks can
use it unchanged. `JUPYTER_DEFAULT_PROVISIONER_NAME=opm-evidence-warm` selects it.

Each kernel is a process of its own, forked from the warm process, and as fresh as one that was
started in the ordinary way. Where there is no warm process, or the notebook asks for another
kernel than this interpreter's, it is started in the ordinary way.
"""

import logging
import os
import sys
from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from opm_evidence.packs.kernels.forking import ADDRESS, NotWarm, warm_process

NAME = "opm-evidence-warm"
START = "opm_evidence.packs.kernels.warm_kernel:start_kernel"
LAUNCHER = ["-m", "ipykernel_launcher"]


class WarmProvisioner(LocalProvisioner):
    """Starts kernels by forking; everything else is as Jupyter does it."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel, or start it in the ordinary way."""
        arguments = _kernel_arguments(cmd)
        warm = None if arguments is None or _redirected(kwargs) else warm_process()
        if warm is None or arguments is None:
            return await super().launch_kernel(cmd, **kwargs)
        folder = Path(kwargs.get("cwd") or Path.cwd())
        environment = kwargs.get("env") or os.environ
        with open(os.devnull, "rb") as nothing:
            try:
                process = warm.fork(
                    START,
                    arguments,
                    folder=folder.resolve(),
                    environment=environment,
                    streams=(nothing.fileno(), 1, 2),
                )
            except NotWarm as error:
                logging.getLogger(__name__).info("This kernel starts cold: %s.", error)
                return await super().launch_kernel(cmd, **kwargs)
        self.process = process  # type: ignore[assignment]  # it has what Jupyter uses of Popen
        self.pid = self.pgid = process.pid
        self.cwd = kwargs.get("cwd", Path.cwd())
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """End the kernel, and come back when it is gone."""
        await super().kill(restart)
        if self.process is not None:
            self.process.wait()


def use_warm_kernels() -> None:
    """From now on, notebooks that this process runs have kernels of its warm process, if any."""
    installed = entry_points(group="jupyter_client.kernel_provisioners", name=NAME)
    if ADDRESS in os.environ and installed:
        os.environ.setdefault("JUPYTER_DEFAULT_PROVISIONER_NAME", NAME)


def _kernel_arguments(command: Sequence[str]) -> list[str] | None:
    """What an ipykernel of this very interpreter is told; nothing where it is another kernel."""
    words = list(command)
    here = bool(words) and os.path.abspath(words[0]) == os.path.abspath(sys.executable)
    return words[3:] if here and words[1:3] == LAUNCHER else None


def _redirected(options: dict[str, Any]) -> bool:
    return any(options.get(name) is not None for name in ("stdin", "stdout", "stderr"))
