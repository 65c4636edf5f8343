"""A client of Jupyter kernels that goes on as soon as its kernel can, without a pause.

Jupyter's own listens to a kernel that has answered until it has been silent for a fifth of a second
(`jupyter_client`, `wait_for_ready`), and asks again a tenth of a second after it has found no
kernel at a socket yet. A kernel that is forked from a warm process is there sooner than that.
"""

from math import inf
from queue import Empty
from time import monotonic
from typing import Any

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient

MILLISECONDS_TO_CONNECT_AGAIN = 5
SECONDS_FOR_A_REPLY = 1.0
SECONDS_TO_SAY_SO = 0.2
"""Jupyter's own patience with a kernel's reply, and then with what it publishes."""


class PromptClient(AsyncKernelClient):
    """A kernel is ready once it has answered, and has said on the other channel that it is idle."""

    def start_channels(self, *args: Any, **kwargs: Any) -> None:
        """Start the channels, which look for the kernel until it is there."""
        self.context.setsockopt(zmq.RECONNECT_IVL, MILLISECONDS_TO_CONNECT_AGAIN)
        super().start_channels(*args, **kwargs)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered and what it publishes arrives here.

        Raises:
            RuntimeError: the kernel died, or did not answer in that many seconds.
        """
        patience = monotonic() + (inf if timeout is None else timeout)
        while not await self._is_ready():
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if monotonic() > patience:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _is_ready(self) -> bool:
        """Whether the kernel answers, and says where all can hear it that it is idle again."""
        asked = self.kernel_info()
        try:
            await self.get_shell_msg(timeout=SECONDS_FOR_A_REPLY)
            while True:
                said = await self.get_iopub_msg(timeout=SECONDS_TO_SAY_SO)
                mine = said["parent_header"].get("msg_id") == asked
                if mine and said["content"].get("execution_state") == "idle":
                    return True
        except Empty:
            return False
