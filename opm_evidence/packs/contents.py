"""What lies in a pack: the name of each file."""

from pathlib import Path

CARRIED = "evidence"
"""The folder that holds the register, as it may be published."""

CRATE = "ro-crate-metadata.json"
DATA = "data"
INTERACTIVE = "interactive.html"
MANIFEST = "manifest.json"
NOTEBOOK = "evidence_pack.ipynb"
PAGE = "index.html"

NOTICE = "notice.json"
"""What a withdrawn pack holds beside its page, in place of a manifest."""


def all_files(folder: Path) -> tuple[Path, ...]:
    """Every file of a pack's folder, in the order of their names."""
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def sizes(folder: Path) -> dict[str, int]:
    """The size of every file of a folder in bytes, by its path inside; of no folder, nothing."""
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in all_files(folder)}


def workbook_of(policy_id: str) -> str:
    """The path of the spreadsheet inside the pack."""
    return f"{DATA}/{policy_id}.xlsx"


def archive_of(policy_id: str) -> str:
    """The path of the zip inside the pack."""
    return f"{policy_id}.zip"
