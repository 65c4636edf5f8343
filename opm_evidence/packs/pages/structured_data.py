"""What machines read of a page: schema.org Dataset as JSON-LD, safe to stand inside HTML.

Source: schema.org/Dataset; for the escapes, the HTML standard, “Restrictions for contents of
script elements” (html.spec.whatwg.org).
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from opm_evidence.packs.contents import DATA
from opm_evidence.packs.downloads.data_package import LICENCE
from opm_evidence.packs.downloads.download import Download, DownloadGroup
from opm_evidence.packs.downloads.media_types import media_type
from opm_evidence.records.edition import Edition
from opm_evidence.records.policy import Policy

ESCAPES: Mapping[int, str] = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}
"""Letters that could end the element, or begin another, as JSON writes them."""


PART = re.compile(
    rf"{DATA}/(?!datapackage\.json$)[^/]*\.(?:csv|json|md|ris)"
    r"|(?:citation|edition|manifest)\.\w+|.*\.yaml"
)
"""Files that the Data Package or the RO-Crate describes, both of which are listed."""


def json_for_html(content: object) -> Markup:
    """JSON that cannot leave the script element it stands in, whatever text it holds."""
    return Markup(json.dumps(content, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES))


def dataset_json(policy: Policy, edition: Edition, groups: Iterable[DownloadGroup]) -> Markup:
    """A pack as a schema.org Dataset with its downloads, for `<script type="application/ld+json">`.

    The zip has no size: it holds the page that this stands in.
    """
    return json_for_html(_dataset(policy, edition, groups))


def _dataset(policy: Policy, edition: Edition, groups: Iterable[DownloadGroup]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": f"Evidence pack: {policy.title}",
        "description": f"{policy.summary} The evidence as at {edition.as_of.isoformat()}.",
        "identifier": f"{policy.policy_id}-{edition.name}",
        "version": edition.name,
        "datePublished": edition.as_of.isoformat(),
        "dateModified": edition.as_of.isoformat(),
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "license": LICENCE["path"],
        "keywords": ["evidence", "evidence gaps", "open policy making"],
        "about": {"@type": "Thing", "name": policy.title},
        "spatialCoverage": [
            each.title for each in policy.nations if each.id in policy.target_nations
        ],
        "distribution": [
            _distribution(file)
            for group in groups
            for file in group.files
            if not PART.fullmatch(file.path)
        ],
    }
    if policy.contact:
        contact = {
            "@type": "Organization",
            "name": policy.contact.name,
            "url": policy.contact.url,
            "email": policy.contact.email,
        }
        described["maintainer"] = {name: value for name, value in contact.items() if value}
    return described


def _distribution(file: Download) -> dict[str, Any]:
    described = {
        "@type": "DataDownload",
        "name": file.title,
        "contentUrl": file.href,
        "encodingFormat": media_type(file.path),
    }
    if file.size is not None:
        described["contentSize"] = f"{file.size} B"
    return described
