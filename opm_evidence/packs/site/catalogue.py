"""The catalogue of all packs for machines: DCAT as JSON-LD, `catalogue.jsonld`.

Source: Data Catalog Vocabulary (DCAT), version 3, W3C Recommendation 2024, w3.org/TR/vocab-dcat-3.
It names no address of its own: addresses are relative to the file, wherever it is published.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from opm_evidence.packs.contents import MANIFEST, PAGE, archive_of
from opm_evidence.packs.downloads.data_package import LICENCE
from opm_evidence.packs.downloads.media_types import media_type
from opm_evidence.packs.fingerprints import sha256
from opm_evidence.packs.manifest import Manifest

CATALOGUE = "catalogue.jsonld"
CONTEXT: Mapping[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
IANA = "https://www.iana.org/assignments/media-types/"


def catalogue_text(outputs: Path, manifests: Iterable[Manifest]) -> str:
    """The content of the catalogue over these packs, each file with its size and fingerprint."""
    listed = list(manifests)
    content = {
        "@context": dict(CONTEXT),
        "@id": CATALOGUE,
        "@type": "dcat:Catalog",
        "dct:title": _english("Evidence packs"),
        "dct:description": _english("One evidence pack for each policy, with its data."),
        "dct:license": {"@id": LICENCE["path"]},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/ENG"},
        "foaf:homepage": {"@id": PAGE},
        "dcat:dataset": [_dataset(outputs, manifest) for manifest in listed],
    }
    if listed:
        content["dct:modified"] = _day(max(manifest.as_of for manifest in listed))
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _dataset(outputs: Path, manifest: Manifest) -> dict[str, Any]:
    folder = outputs / manifest.policy_id
    here = quote(manifest.policy_id)
    files = {**manifest.inputs, **manifest.outputs}
    for name in (MANIFEST, archive_of(manifest.policy_id)):  # the manifest cannot name these two
        files[name] = sha256((folder / name).read_bytes())
    return {
        "@id": f"{here}/",
        "@type": "dcat:Dataset",
        "dct:identifier": manifest.policy_id,
        "dct:title": _english(f"Evidence pack: {manifest.title}"),
        "dct:description": _english(
            f"{manifest.lead_department}. {', '.join(manifest.in_brief)}."
            f" The evidence as at {manifest.as_of}."
        ),
        "dct:issued": _day(manifest.as_of),
        "dcat:version": manifest.edition,
        "dct:license": {"@id": LICENCE["path"]},
        "dcat:landingPage": {"@id": f"{here}/{PAGE}"},
        "dcat:distribution": [
            _distribution(folder, here, name, sha) for name, sha in sorted(files.items())
        ],
    }


def _distribution(folder: Path, here: str, name: str, sha: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": _english(name),
        "dcat:downloadURL": {"@id": f"{here}/{quote(name)}"},
        "dcat:mediaType": {"@id": f"{IANA}{media_type(name)}"},
        "dcat:byteSize": {
            "@value": str((folder / name).stat().st_size),
            "@type": "xsd:nonNegativeInteger",
        },
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": sha, "@type": "xsd:hexBinary"},
        },
        "dct:license": {"@id": LICENCE["path"]},
    }


def _english(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "en-GB"}


def _day(text: str) -> dict[str, str]:
    return {"@value": text, "@type": "xsd:date"}
