"""What lets other tools use a pack: references, research questions, table metadata, how to cite."""

from collections.abc import Iterable
from pathlib import Path

from opm_evidence.packs.downloads.citing import Citation
from opm_evidence.packs.downloads.csvw import CSVW, csvw_text
from opm_evidence.packs.downloads.download import Download, DownloadGroup
from opm_evidence.packs.downloads.published_table import PublishedTable
from opm_evidence.packs.downloads.references import references_csl, references_ris
from opm_evidence.packs.downloads.research_questions import research_questions_markdown
from opm_evidence.packs.editions import EDITION
from opm_evidence.records.edition import Edition
from opm_evidence.synthesis.assessment import Assessment

TITLES = {
    "data/references.ris": "The evidence as references, for reference managers",
    "data/references.json": "The evidence as references, as CSL-JSON for writing tools",
    "data/research-questions.md": "Gaps as research questions, as a document",
    f"data/{CSVW}": "The tables described as CSV on the Web",
    "citation.bib": "How to cite this pack, for BibTeX",
    "citation.json": "How to cite this pack, as CSL-JSON for writing tools",
    EDITION: "What this edition says, to compare it with another",
}
"""Every file, with the words of its link."""


def write_for_reuse(
    assessment: Assessment, edition: Edition, tables: Iterable[PublishedTable], folder: Path
) -> None:
    """Write every file of `TITLES` into a pack whose data folder is there already."""
    register = assessment.register
    citation = Citation(edition)
    contents = {
        "data/references.ris": references_ris(register),
        "data/references.json": references_csl(register),
        "data/research-questions.md": research_questions_markdown(assessment),
        f"data/{CSVW}": csvw_text(register, tables),
        "citation.bib": citation.bibtex,
        "citation.json": citation.csl,
        EDITION: edition.text,
    }
    for name, text in contents.items():
        (folder / name).write_bytes(text.encode("utf-8"))


def reuse_group(folder: Path) -> DownloadGroup:
    """The same files as downloads, with their sizes."""
    files = (
        Download(name, title, (folder / name).stat().st_size) for name, title in TITLES.items()
    )
    return DownloadGroup("To use it in other tools", tuple(files))
