"""A notebook begins as soon as its kernel can, and loses nothing of what that says."""

import asyncio
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest
from jupyter_client.manager import AsyncKernelManager

from opm_evidence.packs.notebooks.prompt_client import PromptClient


@asynccontextmanager
async def kernel():
    """An ordinary kernel with a client of ours, whose channels look for it from the first."""
    manager = AsyncKernelManager(kernel_name="python3", client_factory=PromptClient)
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        yield manager, client
    finally:
        client.stop_channels()
        if await manager.is_alive():
            await manager.shutdown_kernel(now=True)
        manager.context.destroy()


def told(number, manager):
    os.kill(manager.provisioner.pid, number)


def in_a_loop(act):
    """In a thread of its own: the browser of other tests has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(act())).result()


def test_all_that_the_first_cell_says_arrives():
    async def first_cell():
        async with kernel() as (_, client):
            await client.wait_for_ready(timeout=60)
            asked = client.execute("for each in range(3): print(each, flush=True)")
            said = []
            while True:
                message = await client.get_iopub_msg(timeout=60)
                assert message["parent_header"]["msg_id"] == asked  # nothing is left from before
                said.append(message["content"].get("text") or message["msg_type"])
                if message["content"].get("execution_state") == "idle":
                    return said

    said = in_a_loop(first_cell)
    assert [each for each in said if each[0].isdigit()] == ["0\n", "1\n", "2\n"]
    assert said[0] == said[-1] == "status"


def test_a_kernel_that_does_not_answer_in_time_is_said():
    async def stopped():
        async with kernel() as (manager, client):
            told(signal.SIGSTOP, manager)
            await client.wait_for_ready(timeout=0.5)

    with pytest.raises(RuntimeError, match="Kernel didn't respond in 0.5 seconds"):
        in_a_loop(stopped)


def test_a_kernel_that_dies_before_it_answers_is_said():
    async def killed():
        async with kernel() as (manager, client):
            told(signal.SIGKILL, manager)
            await client.wait_for_ready(timeout=60)

    with pytest.raises(RuntimeError, match="Kernel died before replying"):
        in_a_loop(killed)
