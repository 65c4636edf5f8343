"""The pack as a research object (RO-Crate): what each file is, and what made what."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

import opm_evidence
from opm_evidence.packs.contents import CARRIED, CRATE, MANIFEST, NOTEBOOK, PAGE, all_files
from opm_evidence.packs.downloads.data_package import LICENCE
from opm_evidence.packs.downloads.download import Download, DownloadGroup
from opm_evidence.packs.downloads.media_types import media_type
from opm_evidence.records.register import Register

MADE_LATER = (CRATE, MANIFEST)
"""Files that the crate does not list: itself, and what is made from everything else."""


def crate_text(register: Register, folder: Path, groups: Iterable[DownloadGroup]) -> str:
    """The content of `ro-crate-metadata.json` over everything that can be downloaded, and the page.

    Its dates are the day as which the evidence is read; the clock is never asked.
    """
    policy = register.policy
    crate = ROCrate(gen_preview=False)
    crate.name = f"Evidence pack: {policy.title}"
    crate.description = f"{policy.summary} The evidence as at {register.as_of.isoformat()}."
    crate.datePublished = register.as_of
    crate.license = LICENCE["path"]
    software = ContextEntity(
        crate,
        "#opm-evidence",
        properties={
            "@type": "SoftwareApplication",
            "name": "opm-evidence",
            "version": opm_evidence.__version__,
        },
    )
    crate.add(software)
    parts = {}
    carried = [path.relative_to(folder).as_posix() for path in all_files(folder / CARRIED)]
    register_files = [Download(path, f"Register: {Path(path).name}", None) for path in carried]
    page = Download(PAGE, "The page of the pack", None)
    for file in (page, *_listed(groups), *register_files):
        properties = {"name": file.title, "encodingFormat": media_type(file.path)}
        if file.description:
            properties["description"] = file.description
        parts[file.path] = crate.add_file(folder / file.path, file.path, properties=properties)
    made = ContextEntity(
        crate, "#build", properties={"@type": "CreateAction", "name": "Build of the pack"}
    )
    made["instrument"] = [software, parts[NOTEBOOK]]
    made["object"] = [part for path, part in parts.items() if path.startswith(f"{CARRIED}/")]
    made["result"] = parts[PAGE]
    crate.add(made)
    crate.root_dataset["mentions"] = made
    return json.dumps(crate.metadata.generate(), ensure_ascii=False, indent=2) + "\n"


def _listed(groups: Iterable[DownloadGroup]) -> Iterator[Download]:
    for group in groups:
        for file in group.files:
            # The zip holds the crate; the files of the register are listed as such.
            carried = file.path.startswith(f"{CARRIED}/")
            if file.path not in MADE_LATER and not carried and not file.path.endswith(".zip"):
                yield file
