"""The log of one build: which section of the notebook began when, and how long it took."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from opm_evidence.packs.locking import BUILDS

WAITING = "waiting for another build of this policy"


def log_of(outputs: Path, policy_id: str) -> Path:
    """Where the log of the last build of a policy lies."""
    return outputs / BUILDS / f"{policy_id}.log"


def add_to_log(outputs: Path, policy_id: str, last: str) -> Path | None:
    """End a log that nobody could end, because its process is gone; where it is, if anywhere."""
    place = log_of(outputs, policy_id)
    try:
        with place.open("a", encoding="utf-8") as log:
            log.write(f"{last}\n")
    except OSError:
        return None
    return place


class BuildLog:
    """Writes down one build, from where it has the policy to itself.

    Until then the log is that of the build before, or of the one that has it now: it is left alone
    by a build that only waits, or finds nothing to do. A log that cannot be written stops no build.
    """

    def __init__(
        self, outputs: Path, policy_id: str, tell: Callable[[str], None], *, quiet: bool = False
    ) -> None:
        """Begin; `tell` hears of each section as it begins.

        `quiet` sends whatever else this process prints into the log.
        """
        self.path = log_of(outputs, policy_id)
        self.sections: dict[str, float] = {}
        self._title = f"{time.strftime('%Y-%m-%d %H:%M:%S')}  {policy_id}"
        self._tell, self._quiet = tell, quiet
        self._section, self._since = "", time.monotonic()
        self._begun = self._since
        self._descriptor = -1

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self._begun

    @property
    def is_written(self) -> bool:
        """Whether there was anything to write down."""
        return self._descriptor >= 0

    def section(self, heading: str) -> None:
        """The build has come to this section."""
        now = time.monotonic()
        if heading not in ("", WAITING) and not self.is_written:
            self._open()
        if self._section:
            self.sections[self._section] = self.sections.get(self._section, 0.0) + now - self._since
            self.note(f"{now - self._since:8.3f} s  {self._section}")
        self._section, self._since = heading, now
        self._tell(heading)

    def note(self, text: str) -> None:
        """Write something down."""
        try:
            os.write(self._descriptor, f"{text}\n".encode("utf-8", "backslashreplace"))
        except OSError:
            pass  # the disk is full: the build itself will say so

    def close(self, last: str) -> None:
        """End with this word."""
        self.section("")
        if self.is_written:
            self.note(f"{self.seconds:8.3f} s  in all\n{last}")
            os.close(self._descriptor)

    def _open(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
            self._descriptor = os.open(self.path, how, 0o666)
        except OSError:
            self._descriptor = os.open(os.devnull, os.O_WRONLY)
        if self._quiet:
            os.dup2(self._descriptor, 1)
            os.dup2(self._descriptor, 2)
        self.note(self._title)
