"""Fingerprints (SHA-256) of files, of the code, and of the libraries that shape a pack's bytes."""

import hashlib
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

SHAPING = (
    "pandas",
    "numpy",
    "matplotlib",
    "plotly",
    "Jinja2",
    "MarkupSafe",
    "mistune",
    "nbconvert",
    "nbformat",
    "papermill",
    "ipython",
    "gptables",
    "xlsxwriter",
    "rocrate",
)
"""The libraries whose version can change what a pack looks like."""

CODE_ENDINGS = (".py", ".json", ".yaml", ".css", ".j2")


def sha256(content: bytes) -> str:
    """The fingerprint of some bytes."""
    return hashlib.sha256(content).hexdigest()


def fingerprints(folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    """The fingerprint of each file, by its path inside the folder, in the order of the paths."""
    names = sorted(path.relative_to(folder).as_posix() for path in paths)
    return {name: _of_file(folder / name) for name in names}


def _of_file(path: Path) -> str:
    with path.open("rb") as file:  # a bit at a time: files of usage can be larger than memory
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint_of_all(each: Mapping[str, str]) -> str:
    """One fingerprint that changes with the name or the content of any of these files."""
    lines = "".join(f"{sha}  {name}\n" for name, sha in sorted(each.items()))
    return sha256(lines.encode("utf-8", "surrogateescape"))  # a name can be any bytes


@cache
def code_fingerprint() -> str:
    """The fingerprint of the whole library as installed, whatever the line ends of its files."""
    root = Path(str(files("opm_evidence")))
    found = {
        path.relative_to(root).as_posix(): sha256(path.read_bytes().replace(b"\r\n", b"\n"))
        for path in root.rglob("*")
        if path.suffix in CODE_ENDINGS and path.is_file()
    }
    return fingerprint_of_all(found)


@cache
def versions() -> Mapping[str, str]:
    """The version of each library that shapes a pack, and the minor version of Python."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {"python": python, **{name: version(name) for name in SHAPING}}
