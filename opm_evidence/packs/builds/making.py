"""Everything that a pack holds, made in a folder from one register and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

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
    register = with_previous_only(register, thresholds_of(parameters), usage)
    write_register(register, folder / CARRIED)
    write_policy_usage(usage, policy_id, folder / CARRIED)
    parameters = {**parameters, "policy_id": policy_id, "evidence_dir": CARRIED}
    whole = with_sections(notebook, register.sections)
    before = fingerprints(folder, all_files(folder))
    executed = stripped(
        run_notebook(whole, parameters, folder, watch=watch, cell_seconds=cell_seconds)
    )
    refuse_unfit_sections(policy_id, executed)
    if fingerprints(folder, all_files(folder)) != before:
        raise PackFailed(
            f"The pack of {policy_id} was not built: a cell wrote into the folder of the pack.\n"
            "    Own sections only return what they show; see the files in sections/."
        )
    _write(folder / NOTEBOOK, notebook_text(executed))

    tell = watch or (lambda step: None)
    tell("writing the tables")
    carried = read_register(policy_id, folder / CARRIED, as_of=str(parameters["as_of"]))
    counted = read_policy_usage(carried.policy, folder / CARRIED)
    assessment = assess(carried, thresholds_of(parameters), counted)
    computed = computed_tables(assessment)
    recorded = (*register_tables(carried), *usage_tables(counted))
    write_data_package(carried, (*computed, *recorded), folder / DATA)
    edition = edition_of(assessment)
    write_for_reuse(assessment, edition, (*computed, *recorded), folder)
    if interactive:
        _write(folder / INTERACTIVE, interactive_page(assessment))
    tell("writing the spreadsheet")
    workbook = folder / workbook_of(policy_id)
    workbook.write_bytes(spreadsheet(carried, (*computed, *recorded)))
    listed = downloads(folder, policy_id, computed, recorded, sections=register.sections)
    _write(folder / CRATE, crate_text(carried, folder, listed))

    tell("writing the page")
    # The page names the manifest's size and the manifest the page's fingerprint, which always has
    # the same length: so the manifest is measured first, and completed last.
    draft = _manifest(assessment, edition, notebook, parameters, folder)
    size = len(draft.text.encode("utf-8"))
    listed = downloads(folder, policy_id, computed, recorded, size, sections=register.sections)
    described = dataset_json(carried.policy, edition, listed)
    publication = _publication(draft, listed, Citation(edition).sentence, described)
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


def _manifest(
    assessment: Assessment,
    edition: Edition,
    notebook: NotebookNode,
    parameters: Mapping[str, Scalar],
    folder: Path,
) -> Manifest:
    policy = assessment.register.policy
    previous = previous_edition(assessment)
    hashes = {PAGE: NOT_YET, **fingerprints(folder, all_files(folder))}
    inputs = {name: sha for name, sha in hashes.items() if name.startswith(f"{CARRIED}/")}
    outputs = {name: sha for name, sha in sorted(hashes.items()) if name not in inputs}
    return Manifest(
        policy_id=policy.policy_id,
        title=policy.title,
        lead_department=policy.lead_department,
        stage=policy.stage,
        as_of=assessment.register.as_of.isoformat(),
        edition=edition.name,
        previous=previous.name if previous else "",
        in_brief=[str(figure) for figure in key_figures(assessment)],
        version=opm_evidence.__version__,
        code=code_fingerprint(),
        libraries=versions(),
        notebook=notebook_fingerprint(notebook),
        parameters=parameters,
        inputs=inputs,
        outputs=outputs,
        usage_files=assessment.usage.hashes,
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
