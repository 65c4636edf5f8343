"""An address leads to the publisher or an open archive, never to a copy that somebody uploaded.

A copy can go, can be another version, and cannot be traced to the body that stands behind it; a
register leaves the address blank instead, and the rules then say that the source cannot be
traced. Each kind below says what such a site is; the sites are those met while the registers that
ship were compiled, and others of the same kind.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import urlsplit

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft
from opm_evidence.registers.nearest import quoted
from opm_evidence.registers.places import SHOWN_AT_MOST

UPLOADS = "a site where anybody uploads documents"
NOTICES = "a site that republishes press notices of departments"
PARLIAMENT = "a copy of the records of Parliament"

COPIES: Mapping[str, str] = {
    r"documents\.pub": UPLOADS,
    r"f?documents?\.(?:in|net|us|mx|site|org)": UPLOADS,
    r"vdocuments?\.[a-z.]+": UPLOADS,
    r"dokumen\.[a-z]+": UPLOADS,
    r"readkong\.com": UPLOADS,
    r"docslib\.org": UPLOADS,
    r"docplayer\.[a-z.]+": UPLOADS,
    r"yumpu\.com": UPLOADS,
    r"fdocuments\.[a-z.]+": UPLOADS,
    r"pdfslide\.[a-z.]+": UPLOADS,
    r"pdffox\.com": UPLOADS,
    r"docksci\.com": UPLOADS,
    r"paperzz\.com": UPLOADS,
    r"studylib\.net": UPLOADS,
    r"issuu\.com": UPLOADS,
    r"scribd\.com": UPLOADS,
    r"slideshare\.net": UPLOADS,
    r"coek\.info": UPLOADS,
    r"wired-gov\.net": NOTICES,
    r"govwire\.co\.uk": NOTICES,
    r"parallelparliament\.co\.uk": PARLIAMENT,
    r"fly1\.wordsworth\.site": "a copy of another site",
    r"\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]": "a machine without a name",
    r"localhost|[^.]+\.(?:local|internal|test|invalid|example|localhost)": "not a public site",
    r"(?:[^.]+\.)*(?:staging-[^.]+|(?:[^.]+-)?(?:staging|stage|test|testing|dev|uat|preprod|core-prod|integration))"
    r"(?:\.[^.]+){2,}": "a site under test",
}
"""Hosts, each as a pattern of the whole name after `www.`, with what such a site is."""

WEB_ADDRESS = "^https?://\\S+$"
EXEMPT = ("archived_url",)
"""Columns that are meant for copies: those of public web archives."""


def copy_of(address: str) -> str:
    """What kind of copy an address leads to, or "" where it leads to none that is known."""
    try:
        host = (urlsplit(address).hostname or "").casefold()
    except ValueError:
        return "an address that cannot be read"
    return _kind(host.removeprefix("www."))


@cache
def _kind(host: str) -> str:
    shown = f"[{host}]" if ":" in host else host
    for pattern, kind in COPIES.items():
        if re.fullmatch(rf"(?:.+\.)?(?:{pattern})" if pattern[0].isalpha() else pattern, shown):
            return kind
    return ""


def _find(draft: Draft) -> Iterator[Fault]:
    for table in draft.tables.values():
        for field in table.schema.fields:
            if field.pattern == WEB_ADDRESS and field.name not in EXEMPT:
                kinds = ((at, each, copy_of(each)) for at, each in table.values(field.name))
                found = [(at, each, kind) for at, each, kind in kinds if kind]
                for position, address, kind in found[:SHOWN_AT_MOST]:
                    yield table.places.fault(
                        position,
                        field.name,
                        f"{quoted(address)} is {kind}, not the publisher’s own.",
                        "Give the publisher’s own page or an open archive; where none was seen, "
                        "leave the cell blank: that is a true finding about the evidence.",
                    )
                rest = [at for at, _, _ in found[SHOWN_AT_MOST:]]
                yield from table.places.rest(rest, field.name, "Mend those that are listed.")


CHECK = Check(
    "addresses_of_publishers",
    "No address leads to a document-sharing site, a mirror of GOV.UK or Parliament, a site under "
    "test or a machine without a name.",
    _find,
)
