"""The files that JupyterLab shows and saves: notebooks open with the values that were chosen.

Loaded by the Jupyter server only, which comes with JupyterLab.
"""

from typing import Any

import nbformat
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from traitlets import Dict, Unicode

from opm_evidence.packs.lab.chosen_values import with_values, without_values


class ChosenContents(AsyncLargeFileManager):  # type: ignore[misc]  # it says nothing of its types
    """Files as Jupyter keeps them, but for the parameters of the notebooks of one folder."""

    chosen = Dict(help="The values that notebooks open with, by name.").tag(config=True)
    notebooks = Unicode(help="The folder whose notebooks open so, inside the root.").tag(
        config=True
    )

    async def get(self, path: str, content: bool = True, *args: Any, **kwargs: Any) -> Any:
        """A file; a notebook with the values that were chosen, whatever lies on the disk."""
        model = await super().get(path, content, *args, **kwargs)
        if content and model["type"] == "notebook" and self._is_ours(path):
            with_values(model["content"], self.chosen)
        return model

    async def save(self, model: dict[str, Any], path: str = "") -> Any:
        """Save a file; a notebook with its own values where nobody typed others."""
        if model.get("type") == "notebook" and "content" in model and self._is_ours(path):
            try:
                kept = nbformat.read(self._get_os_path(path), as_version=4)  # type: ignore[no-untyped-call]
            except (OSError, ValueError):
                kept = {}  # a new notebook keeps what it shows
            without_values(model["content"], self.chosen, kept)
        return await super().save(model, path)

    def _is_ours(self, path: str) -> bool:
        return path.strip("/").rpartition("/")[0] == self.notebooks
