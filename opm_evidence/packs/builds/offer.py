"""What a pack offers for download: its files, in groups, in the words of their links."""

from collections.abc import Iterable
from pathlib import Path

from opm_evidence.packs.contents import (
    CARRIED,
    CRATE,
    DATA,
    INTERACTIVE,
    MANIFEST,
    NOTEBOOK,
    archive_of,
    workbook_of,
)
from opm_evidence.packs.downloads.download import Download, DownloadGroup
from opm_evidence.packs.downloads.published_table import PublishedTable
from opm_evidence.packs.downloads.reuse import reuse_group
from opm_evidence.records.own_section import OwnSection


def downloads(
    folder: Path,
    policy_id: str,
    computed: Iterable[PublishedTable],
    recorded: Iterable[PublishedTable],
    manifest_size: int | None = None,
    *,
    sections: Iterable[OwnSection] = (),
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

    def notebook(each: OwnSection) -> Download:
        whose = f"{each.title} The notebook of {each.author}, {each.organisation}"
        return file(f"{CARRIED}/{policy_id}/{each.file}", whose)

    written = tuple(notebook(each) for each in sections)
    closer = [file(INTERACTIVE, "The map of gaps to filter and point at; it needs scripts")]
    return (
        *([DownloadGroup("To look closer", tuple(closer))] if closer[0].size else []),
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
        *([DownloadGroup("What was written for this policy", written)] if written else []),
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
