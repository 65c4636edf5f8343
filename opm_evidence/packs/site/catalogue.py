"""The catalogue of all packs for machines: DCAT as JSON-LD, `catalogue.jsonld`.

Source: Data Catalog Vocabulary (DCAT), version 3, W3C Recommendation 2024, w3.org/TR/vocab-dcat-3.
It names no address of its own: addresses are relative to the file, wherever it is published.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from opm_evidence.packs.contents import MANIFEST, PAGE, archive_of
from opm_evidence.packs.downloads.data_package import LICENCE
from opm_evidence.packs.downloads.media_types import media_type
from opm_evidence.packs.fingerprints import fingerprints
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


def catalogue_text(datasets: Sequence[Mapping[str, Any]]) -> str:
    """The content of the catalogue over these packs, a line for each and for what holds for all."""
    content: dict[str, Any] = {
        "@context": dict(CONTEXT),
        "@id": CATALOGUE,
        "@type": "dcat:Catalog",
        "dct:title": _english("Evidence packs"),
        "dct:description": _english("One evidence pack for each policy, with its data."),
        "dct:license": {"@id": LICENCE["path"]},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/ENG"},
        "foaf:homepage": {"@id": PAGE},
    }
    if datasets:
        content["dct:modified"] = max(
            (each["dct:issued"] for each in datasets), key=lambda day: str(day["@value"])
        )
    lines = [f"{_json(name)}: {_json(value)}" for name, value in content.items()]
    packs = ",\n".join(map(_json, datasets))
    return "{\n" + ",\n".join([*lines, f'"dcat:dataset": [\n{packs}\n]']) + "\n}\n"


def dataset(pack: Path, manifest: Manifest) -> dict[str, Any]:
    """What the catalogue says of one pack: each of its files with its size and fingerprint.

    Raises:
        OSError: a file that the manifest names is not there.
        KeyError: the manifest names a file of a kind that no pack holds.
    """
    here = quote(manifest.policy_id)
    unnamed = (MANIFEST, archive_of(manifest.policy_id))  # the manifest cannot name these two
    own = fingerprints(pack, (pack / name for name in unnamed))
    files = {**manifest.inputs, **manifest.outputs, **own}
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
            _distribution(pack, here, name, sha) for name, sha in sorted(files.items())
        ],
    }


def _distribution(pack: Path, here: str, name: str, sha: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": _english(name),
        "dcat:downloadURL": {"@id": f"{here}/{quote(name)}"},
        "dcat:mediaType": {"@id": f"{IANA}{media_type(name)}"},
        "dcat:byteSize": {
            "@value": str((pack / name).stat().st_size),
            "@type": "xsd:nonNegativeInteger",
        },
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": sha, "@type": "xsd:hexBinary"},
        },
        "dct:license": {"@id": LICENCE["path"]},
    }


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)


def _english(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "en-GB"}


def _day(text: str) -> dict[str, str]:
    return {"@value": text, "@type": "xsd:date"}
