"""What lies in a pack: the name of each file, and the words under which a reader finds it."""

from collections.abc import Iterable
from pathlib import Path

from opm_evidence.packs.downloads import Download, DownloadGroup
from opm_evidence.packs.published_table import PublishedTable
from opm_evidence.packs.reuse import reuse_group

CARRIED = "evidence"
"""The folder that holds the register, as it may be published."""

CRATE = "ro-crate-metadata.json"
DATA = "data"
MANIFEST = "manifest.json"
NOTEBOOK = "evidence_pack.ipynb"
PAGE = "index.html"


def all_files(folder: Path) -> tuple[Path, ...]:
    """Every file of a pack's folder, in the order of their names."""
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def workbook_of(policy_id: str) -> str:
    """The path of the spreadsheet inside the pack."""
    return f"{DATA}/{policy_id}.xlsx"


def archive_of(policy_id: str) -> str:
    """The path of the zip inside the pack."""
    return f"{policy_id}.zip"


def downloads(
    folder: Path,
    policy_id: str,
    computed: Iterable[PublishedTable],
    recorded: Iterable[PublishedTable],
    manifest_size: int | None = None,
) -> tuple[DownloadGroup, ...]:
    """Everything that can be downloaded, in groups; without a size where the file is not yet made.

    The zip holds the page, so the page cannot say how large the zip is.
    """

    def file(path: str, title: str, description: str = "") -> Download:
        made = folder / path
        size = made.stat().st_size if made.is_file() else None
        return Download(path, title, size, description)

    def table(each: PublishedTable) -> Download:
        return file(f"{DATA}/{each.name}.csv", each.title, each.description)

    return (
        DownloadGroup(
            "Everything",
            (
                Download(archive_of(policy_id), "The whole pack", None),
                file(workbook_of(policy_id), "All tables as one accessible spreadsheet"),
            ),
        ),
        DownloadGroup("What was computed", tuple(table(each) for each in computed)),
        DownloadGroup(
            "What was recorded",
            (
                *(table(each) for each in recorded),
                file(f"{DATA}/datapackage.json", "What every column of every table means"),
            ),
        ),
        reuse_group(folder),
        DownloadGroup(
            "To check this pack and build it again",
            (
                file(NOTEBOOK, "The notebook, as it was run"),
                file(f"{CARRIED}/{policy_id}/policy.yaml", "The policy and its framework"),
                file(CRATE, "What each file is, as an RO-Crate"),
                Download(MANIFEST, "The fingerprint of every file", manifest_size),
            ),
        ),
    )
