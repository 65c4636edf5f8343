"""Approved text: what a page says, kept as a file, so that a change shows as a diff."""

import difflib
import os
from pathlib import Path

APPROVED = Path(__file__).parent.parent / "approved"
ACCEPT = "OPM_EVIDENCE_ACCEPT"


def approve(name: str, text: str) -> None:
    """Hold a text against the approved one; with OPM_EVIDENCE_ACCEPT=1, approve it."""
    kept = APPROVED / f"{name}.txt"
    if os.environ.get(ACCEPT) == "1":
        kept.write_text(text, encoding="utf-8")
        return
    before = kept.read_text(encoding="utf-8") if kept.exists() else ""
    if before != text:
        diff = "\n".join(
            difflib.unified_diff(
                before.splitlines(), text.splitlines(), "approved", "now", lineterm="", n=1
            )
        )
        raise AssertionError(
            f"{kept.name} no longer says what was approved.\n"
            f"If the change is wanted: {ACCEPT}=1 python -m pytest tests/display\n{diff[:6000]}"
        )
