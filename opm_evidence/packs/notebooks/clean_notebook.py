"""Strips a saved notebook of its results on its way into git: `git` pipes it through here.

Set-up installs this as the clean filter of the clone (.gitattributes names the notebooks), so that
an analyst's diff shows what the analyst changed. What it leaves is what the tests ask of a
committed notebook, by the same functions; nbstripout and nbconvert's ClearOutput leave a little
more, such as the patch version of Python and what JupyterLab notes on cells.
"""

import sys

import nbformat

from opm_evidence.packs.notebooks.stripping import NO_NOTEBOOK, emptied, notebook_text


def clean_text(text: str) -> str:
    """The notebook as it is committed; text that is no notebook, as it is.

    A file in the middle of a merge is no notebook, and must still get into git.
    """
    try:
        notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
    except NO_NOTEBOOK:
        return text
    return notebook_text(emptied(notebook))


def main() -> None:
    """Clean what comes in, and hand it on."""
    data = sys.stdin.buffer.read()
    try:
        cleaned = clean_text(data.decode("utf-8")).encode("utf-8")
    except UnicodeDecodeError:
        cleaned = data
    sys.stdout.buffer.write(cleaned)


if __name__ == "__main__":
    main()
