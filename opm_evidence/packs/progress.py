"""Says how far a build is: a live line in a terminal, one line a policy in a log."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.status import Status
from rich.text import Text


class Progress:
    """How far the build is, on standard error; use it in a `with` statement."""

    def __init__(self) -> None:
        """Find out whether anybody is watching."""
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._status: Status | None = None
        if self._console.is_terminal:
            self._status = self._console.status("")
        self._begun = ""

    def __enter__(self) -> Self:
        if self._status:
            self._status.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._status:
            self._status.stop()

    def begin(self, policy_id: str, number: int, total: int) -> None:
        """A policy is being built."""
        self._begun = f"{number} of {total}: {policy_id}"
        if self._status:
            self._status.update(Text(self._begun))

    def at(self, section: str) -> None:
        """The notebook has come to this section."""
        if self._status:
            self._status.update(Text(f"{self._begun}, {section}"))

    def end(self, what: str) -> None:
        """A policy is done, well or not."""
        self._console.print(Text(what))
