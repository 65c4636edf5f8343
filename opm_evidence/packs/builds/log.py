"""The log of one build: which section of the notebook began when, and how long it took."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from opm_evidence.packs.locking import BUILDS

NO_SECTION = "before the notebook"


class BuildLog:
    """Writes `outputs/.builds/POLICY.log` anew; a log that cannot be written stops no build."""

    def __init__(self, outputs: Path, policy_id: str, tell: Callable[[str], None]) -> None:
        """Begin; `tell` hears of each section as it begins."""
        self.path = outputs / BUILDS / f"{policy_id}.log"
        self.sections: dict[str, float] = {}
        self._tell = tell
        self._section, self._since = NO_SECTION, time.monotonic()
        self._begun = self._since
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        except OSError:
            self._descriptor = os.open(os.devnull, os.O_WRONLY)
        self.note(f"{time.strftime('%Y-%m-%d %H:%M:%S')}  {policy_id}")

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self._begun

    def section(self, heading: str) -> None:
        """The build has come to this section."""
        now = time.monotonic()
        self.sections[self._section] = self.sections.get(self._section, 0.0) + now - self._since
        self.note(f"{now - self._since:8.3f} s  {self._section}")
        self._section, self._since = heading, now
        self._tell(heading)

    def note(self, text: str) -> None:
        """Write something down."""
        try:
            os.write(self._descriptor, f"{text}\n".encode())
        except OSError:
            pass  # the disk is full: the build itself will say so

    def catch_words_of_others(self) -> None:
        """From now on, whatever this process prints comes here."""
        os.dup2(self._descriptor, 1)
        os.dup2(self._descriptor, 2)

    def close(self, last: str) -> None:
        """End with this word."""
        self.section("")
        self.note(f"{self.seconds:8.3f} s  in all\n{last}")
        os.close(self._descriptor)
