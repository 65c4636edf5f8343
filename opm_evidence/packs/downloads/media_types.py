"""The media type of each kind of file that a pack holds, as IANA lists them."""

from collections.abc import Mapping

MEDIA_TYPES: Mapping[str, str] = {
    ".atom": "application/atom+xml",
    ".bib": "application/x-bibtex",
    ".csv": "text/csv",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".ris": "application/x-research-info-systems",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
    ".zip": "application/zip",
}


def media_type(path: str) -> str:
    """The media type of a file by the ending of its name.

    Raises:
        KeyError: a pack holds no file with that ending.
    """
    return MEDIA_TYPES[path[path.rfind(".") :]]
