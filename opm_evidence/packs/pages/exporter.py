"""The nbconvert exporter of a pack: `jupyter nbconvert --to evidence-pack out.ipynb`.

The page that comes out is the one that `build` publishes, without the downloads and hashes that
only `build` knows; it hands those in as `resources["pack"]`.
"""

from functools import cache
from typing import Any

from jinja2 import Environment
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook
from traitlets import default

from opm_evidence.packs.pages.lean import lean_html
from opm_evidence.packs.pages.page import parse_page
from opm_evidence.packs.pages.templating import TEMPLATE, TEMPLATES, stylesheet


class EvidencePackExporter(TemplateExporter):
    """Makes one HTML file that asks nothing of any host and runs no script."""

    export_from_notebook = "Evidence pack"
    output_mimetype = "text/html"

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        return True  # the notebook is validated once, not again after each of ten preprocessors

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return TEMPLATE

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    def _create_environment(self) -> Environment:
        """nbconvert's environment with escaping on: a title is text, wherever it came from."""
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.trim_blocks = True
        environment.lstrip_blocks = True
        return environment

    def _preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """The notebook as nbconvert was asked to change it, or to run it; then what it shows."""
        nb, resources = super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        return nb, {**resources, "page": parse_page(nb), "style": stylesheet()}

    def from_notebook_node(  # type: ignore[override]  # nbconvert says so of its own, too
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of an executed notebook.

        Raises:
            PageRefused: the notebook shows something that a page must not hold.
        """
        html, resources = super().from_notebook_node(nb, resources, **kw)
        return lean_html(str(html)), resources


def render_page(notebook: NotebookNode, resources: dict[str, Any] | None = None) -> str:
    """The page of an executed notebook, with what `build` alone knows in `resources["pack"]`.

    Raises:
        PageRefused: the notebook shows something that a page must not hold.
    """
    html, _ = _exporter().from_notebook_node(notebook, resources)
    return html


def rehearse_page() -> None:
    """Render a page that nobody sees: what is loaded and compiled for the first one is kept."""
    words = ("# A question\n\nIts words", "## A section\n\nIts words")
    cells = [new_markdown_cell(each) for each in words]  # type: ignore[no-untyped-call]
    render_page(new_notebook(cells=cells))  # type: ignore[no-untyped-call]


@cache
def _exporter() -> EvidencePackExporter:
    return EvidencePackExporter()  # type: ignore[no-untyped-call]
