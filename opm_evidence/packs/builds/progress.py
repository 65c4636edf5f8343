"""Says how far a build is: a live line for each policy in a terminal, plain lines in a log."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from opm_evidence.packs.builds.job import Outcome


class Progress:
    """How far the build is, on standard error; use it in a `with` statement."""

    def __init__(self, total: int) -> None:
        """Find out whether anybody is watching."""
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._total, self._done = total, 0
        self._running: dict[str, str] = {}
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
        self._running[policy_id] = section

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
        lines: Sequence[tuple[str, str]] = tuple(self._running.items())
        table = Table.grid(padding=(0, 1))
        for policy_id, section in lines:
            table.add_row(self._spinner, Text(policy_id), Text(section, style="dim"))
        return table
