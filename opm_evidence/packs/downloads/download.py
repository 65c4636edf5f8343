"""What a reader can download, in the words of a link: what it is, its format, its size."""

from dataclasses import dataclass
from urllib.parse import quote

FORMATS = {
    ".bib": "BibTeX",
    ".csv": "CSV",
    ".html": "HTML",
    ".ipynb": "Jupyter notebook",
    ".json": "JSON",
    ".md": "Markdown",
    ".ris": "RIS",
    ".xlsx": "XLSX",
    ".yaml": "YAML",
    ".zip": "ZIP",
}


@dataclass(frozen=True, slots=True)
class Download:
    """One file; `size` is in bytes and `None` where it cannot be known yet."""

    path: str
    title: str
    size: int | None
    description: str = ""

    @property
    def href(self) -> str:
        """The address, relative to the page."""
        return quote(self.path)

    @property
    def link_text(self) -> str:
        """What it is, with format and size."""
        ending = self.path[self.path.rfind(".") :]
        name = FORMATS.get(ending, ending.lstrip(".").upper())
        return f"{self.title} ({name}{f', {size_in_words(self.size)}' if self.size else ''})"


@dataclass(frozen=True, slots=True)
class DownloadGroup:
    """Downloads that belong together."""

    title: str
    files: tuple[Download, ...]


def size_in_words(size: int) -> str:
    """A size in bytes, rounded to what a reader needs."""
    if size < 1_000:
        return f"{size} bytes"
    if size < 999_500:
        return f"{size / 1_000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"
