"""Everything that a pack holds, made in a folder from one register and nothing else."""

import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from markupsafe import Markup
from nbformat import NotebookNode

import opm_evidence
from opm_evidence.display.wording.brief import key_figures
from opm_evidence.errors import PackFailed
from opm_evidence.packs.builds.offer import downloads
from opm_evidence.packs.contents import (
    CARRIED,
    CRATE,
    DATA,
    INTERACTIVE,
    MANIFEST,
    NOTEBOOK,
    PAGE,
    all_files,
    archive_of,
    workbook_of,
)
from opm_evidence.packs.downloads.citing import Citation
from opm_evidence.packs.downloads.computed_tables import computed_tables
from opm_evidence.packs.downloads.crate import crate_text
from opm_evidence.packs.downloads.data_package import write_data_package
from opm_evidence.packs.downloads.download import DownloadGroup
from opm_evidence.packs.downloads.published_table import PublishedTable
from opm_evidence.packs.downloads.register_tables import register_tables, usage_tables
from opm_evidence.packs.downloads.reuse import write_for_reuse
from opm_evidence.packs.downloads.spreadsheet import spreadsheet
from opm_evidence.packs.downloads.zipping import zipped_folder
from opm_evidence.packs.fingerprints import code_fingerprint, fingerprints, sha256, versions
from opm_evidence.packs.manifest import Manifest
from opm_evidence.packs.notebooks.limits import CELL_SECONDS
from opm_evidence.packs.notebooks.own_sections import with_sections
from opm_evidence.packs.notebooks.running import Watcher, run_notebook
from opm_evidence.packs.notebooks.sidecar import Scalar, thresholds_of
from opm_evidence.packs.notebooks.stripping import emptied, notebook_text, stripped
from opm_evidence.packs.pages.exporter import render_page
from opm_evidence.packs.pages.interactive import interactive_page
from opm_evidence.packs.pages.own_sections import refuse_unfit_sections
from opm_evidence.packs.pages.structured_data import dataset_json
from opm_evidence.records.edition import Edition
from opm_evidence.records.register import Register
from opm_evidence.records.usage import NO_USAGE, PolicyUsage
from opm_evidence.registers import read_register, write_register
from opm_evidence.synthesis.assessment import Assessment, assess
from opm_evidence.synthesis.editions import edition_of, previous_edition, with_previous_only
from opm_evidence.usage import read_policy_usage, write_policy_usage

NOT_YET = "0" * 64
"""Stands in the manifest for the page's fingerprint until the page is made, at the same length."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """One line of the page's list of what it was made from."""

    what: str
    which: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What only a build knows, and adds to the page; `described` is for machines (JSON-LD)."""

    downloads: tuple[DownloadGroup, ...]
    citation: str
    described: Markup
    fingerprints: tuple[Fingerprint, ...]


def make_pack(
    register: Register,
    notebook: NotebookNode,
    parameters: Mapping[str, Scalar],
    folder: Path,
    watch: Watcher | None = None,
    cell_seconds: int = CELL_SECONDS,
    *,
    usage: PolicyUsage = NO_USAGE,
    interactive: bool = False,
) -> Manifest:
    """Fill an empty folder with the whole pack of one register; its manifest.

    `interactive` adds a second page with scripts, which holds nothing that the first one lacks.

    The register and the usage are first reduced to what may be published. Notebook, page and tables
    are computed from that alone, and the pack carries it.

    Raises:
        PackFailed: a cell of the notebook failed, or showed what a page must not hold.
    """
    policy_id = register.policy.policy_id
    folder = folder.absolute()  # papermill changes the working folder of the whole process
    register = with_previous_only(register, thresholds_of(parameters), usage)
    write_register(register, folder / CARRIED)
    write_policy_usage(usage, policy_id, folder / CARRIED)
    parameters = {**parameters, "policy_id": policy_id, "evidence_dir": CARRIED}
    whole = with_sections(notebook, register.sections)
    tell = watch or (lambda step: None)
    # The notebook runs in a process of its own. What needs none of its results is made meanwhile.
    with ThreadPoolExecutor(1) as beside:
        making = beside.submit(_make_tables, policy_id, parameters, folder, interactive)
        executed = _executed(policy_id, whole, parameters, folder, watch, cell_seconds)
        tell("writing the tables")
        made = making.result()
    _write(folder / NOTEBOOK, notebook_text(executed))
    tables, sections = (made.computed, made.recorded), made.register.sections
    listed = downloads(folder, policy_id, *tables, sections=sections)
    _write(folder / CRATE, crate_text(made.register, folder, listed))

    tell("writing the page")
    # The page names the manifest's size and the manifest the page's fingerprint, which always has
    # the same length: so the manifest is measured first, and completed last.
    draft = _manifest(made, notebook, parameters, folder)
    size = len(draft.text.encode("utf-8"))
    listed = downloads(folder, policy_id, *tables, size, sections=sections)
    described = dataset_json(made.register.policy, made.edition, listed)
    publication = _publication(draft, listed, Citation(made.edition).sentence, described)
    page = render_page(executed, {"pack": publication})
    _write(folder / PAGE, page)
    outputs = {**draft.outputs, PAGE: sha256(page.encode("utf-8"))}
    manifest = replace(draft, outputs=outputs)
    _write(folder / MANIFEST, manifest.text)
    archive = zipped_folder(folder, all_files(folder), policy_id)
    (folder / archive_of(policy_id)).write_bytes(archive)
    return manifest


def notebook_fingerprint(notebook: NotebookNode) -> str:
    """The fingerprint of a notebook, whether or not it has been run."""
    return sha256(notebook_text(emptied(notebook)).encode("utf-8"))


@dataclass(frozen=True, slots=True)
class _Made:
    """What a pack's tables were made from, and the tables: those that are computed come first."""

    assessment: Assessment
    edition: Edition
    computed: tuple[PublishedTable, ...]
    recorded: tuple[PublishedTable, ...]

    @property
    def register(self) -> Register:
        return self.assessment.register


def _executed(
    policy_id: str,
    notebook: NotebookNode,
    parameters: Mapping[str, Scalar],
    folder: Path,
    watch: Watcher | None,
    cell_seconds: int,
) -> NotebookNode:
    """The notebook with its results; it runs on a copy of what the pack carries."""
    with TemporaryDirectory(prefix="opm-") as room:
        shutil.copytree(folder / CARRIED, Path(room, CARRIED))
        before = fingerprints(Path(room), all_files(Path(room)))
        executed = stripped(
            run_notebook(notebook, parameters, Path(room), watch=watch, cell_seconds=cell_seconds)
        )
        refuse_unfit_sections(policy_id, executed)
        if fingerprints(Path(room), all_files(Path(room))) != before:
            raise PackFailed(
                f"The pack of {policy_id} was not built: a cell wrote into the folder of the"
                " pack.\n    Own sections only return what they show; see the files in sections/."
            )
    return executed


def _make_tables(
    policy_id: str, parameters: Mapping[str, Scalar], folder: Path, interactive: bool
) -> _Made:
    """Write everything that is computed without the notebook, from what the pack carries."""
    carried = read_register(policy_id, folder / CARRIED, as_of=str(parameters["as_of"]))
    counted = read_policy_usage(carried.policy, folder / CARRIED)
    assessment = assess(carried, thresholds_of(parameters), counted)
    computed = computed_tables(assessment)
    recorded = (*register_tables(carried), *usage_tables(counted))
    tables = (*computed, *recorded)
    edition = edition_of(assessment)
    write_data_package(carried, tables, folder / DATA)
    write_for_reuse(assessment, edition, tables, folder)
    (folder / workbook_of(policy_id)).write_bytes(spreadsheet(carried, tables))
    if interactive:
        _write(folder / INTERACTIVE, interactive_page(assessment))
    return _Made(assessment, edition, computed, recorded)


def _manifest(
    made: _Made, notebook: NotebookNode, parameters: Mapping[str, Scalar], folder: Path
) -> Manifest:
    policy = made.register.policy
    previous = previous_edition(made.assessment)
    hashes = {PAGE: NOT_YET, **fingerprints(folder, all_files(folder))}
    inputs = {name: sha for name, sha in hashes.items() if name.startswith(f"{CARRIED}/")}
    outputs = {name: sha for name, sha in sorted(hashes.items()) if name not in inputs}
    return Manifest(
        policy_id=policy.policy_id,
        title=policy.title,
        lead_department=policy.lead_department,
        stage=policy.stage,
        as_of=made.register.as_of.isoformat(),
        edition=made.edition.name,
        previous=previous.name if previous else "",
        in_brief=[str(figure) for figure in key_figures(made.assessment)],
        version=opm_evidence.__version__,
        code=code_fingerprint(),
        libraries=versions(),
        notebook=notebook_fingerprint(notebook),
        parameters=parameters,
        inputs=inputs,
        outputs=outputs,
        usage_files=made.assessment.usage.hashes,
    )


def _publication(
    manifest: Manifest, listed: tuple[DownloadGroup, ...], citation: str, described: Markup
) -> Publication:
    return Publication(
        downloads=listed,
        citation=citation,
        described=described,
        fingerprints=(
            Fingerprint("Register", "Every file of the folder evidence", manifest.register),
            Fingerprint("Notebook", "evidence_pack.ipynb, without results", manifest.notebook),
            Fingerprint("Code", f"opm-evidence {manifest.version}", manifest.code),
        ),
    )


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))
