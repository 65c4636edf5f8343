"""Says how far a build is: a live line for each policy in a terminal, plain lines in a log."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Column, Table
from rich.text import Text

from opm_evidence.packs.builds.job import Outcome

CUT = Column(no_wrap=True, overflow="ellipsis", ratio=1)
"""The column that gives way where a line is too long."""


class Progress:
    """How far the build is, on standard error; use it in a `with` statement."""

    def __init__(self, total: int) -> None:
        """Find out whether anybody is watching."""
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._total, self._done = total, 0
        self._running: dict[str, tuple[float, str]] = {}
        self._spinner = Spinner("dots")
        self._live = Live(console=self._console, get_renderable=self._lines, transient=True)

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._live.stop()

    def at(self, policy_id: str, section: str) -> None:
        """The build of a policy has come to this section; to none yet where it is empty."""
        began, _ = self._running.get(policy_id, (time.monotonic(), ""))
        self._running[policy_id] = began, section

    def end(self, outcome: Outcome) -> None:
        """A policy is done, well or not."""
        self._running.pop(outcome.policy_id, None)
        self._done += 1
        self._console.print(
            Text(
                f"{self._done} of {self._total}  {outcome.policy_id}: {outcome.state}"
                f" in {outcome.seconds:.1f} s"
            )
        )

    def say(self, text: str) -> None:
        """Something that whoever is watching should know."""
        self._console.print(Text(text))

    def _lines(self) -> Table:
        """One line for each policy, however narrow the terminal is, and one for all."""
        running = tuple(self._running.items())
        table = Table.grid(
            Column(), Column(no_wrap=True), Column(justify="right"), CUT, padding=(0, 1)
        )
        for policy_id, (began, section) in running:
            seconds = f"{time.monotonic() - began:.0f} s"
            table.add_row(self._spinner, policy_id, seconds, Text(section, style="dim"))
        waiting = self._total - self._done - len(running)
        if waiting > 0:
            table.add_row("", Text(f"and {waiting} more to come", style="dim"))
        return table
