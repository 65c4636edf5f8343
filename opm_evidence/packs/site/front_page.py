"""The page over all packs: which policies there are, what is known, and the gaps across them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opm_evidence.errors import FaultyRegister, PackFailed, WrongCall
from opm_evidence.packs.contents import (
    CARRIED,
    MANIFEST,
    NOTEBOOK,
    NOTICE,
    PAGE,
    archive_of,
    workbook_of,
)
from opm_evidence.packs.downloads.download import Download
from opm_evidence.packs.editions import read_edition
from opm_evidence.packs.manifest import Manifest, read_manifest
from opm_evidence.packs.pages.templating import stylesheet, template_environment
from opm_evidence.packs.publishing import publish_text
from opm_evidence.packs.site.addresses import (
    Lineage,
    address_of,
    lineage_of_withdrawn,
    publish_addresses,
    read_lineage,
)
from opm_evidence.packs.site.catalogue import CATALOGUE, catalogue_text, dataset
from opm_evidence.packs.site.feed import FEED, Entry, edition_entry, feed_text, notice_entry
from opm_evidence.packs.site.index_page import INDEX, IndexEntry, index_entries, index_page
from opm_evidence.packs.site.withdrawing import read_withdrawn
from opm_evidence.records.answers import rule_of
from opm_evidence.records.edition import Edition
from opm_evidence.records.vocabulary import terms
from opm_evidence.registers import read_policy
from opm_evidence.synthesis.rules import RULES

LATEST = 10
"""How many changes the page over all packs shows; the feed has all of them."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One pack as the page over all packs shows it.

    Attributes:
        manifest: what the pack says of itself.
        stage: how far the policy has come, in words.
        verdicts: how often each rule gave each verdict, by the code of the rule.
        downloads: what can be downloaded from here.
        names: what the index lists of it.
        lineage: its editions, and the notices on them.
        dataset: what the catalogue says of it.
    """

    manifest: Manifest
    stage: str
    verdicts: Mapping[str, Mapping[str, int]]
    downloads: tuple[Download, ...]
    names: tuple[IndexEntry, ...]
    lineage: Lineage
    dataset: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule across all packs; what it found in each, in words where a number would mislead."""

    code: str
    asks: str
    found: tuple[str, ...]


def write_site(
    outputs: Path, warn: Callable[[str], object], evidence_dir: Path = Path("evidence")
) -> Path:
    """Write the pages over every pack of a folder, in the order of their titles; the first page.

    Beside it: the index from A to Z, the feed of changes, the catalogue for machines, and what
    stands at the lasting addresses of editions. `evidence_dir` says which editions were recorded.
    A pack that cannot be read is left out, and `warn` is told why.

    Raises:
        PackFailed: a page cannot be written.
    """
    shelves = []
    for path in sorted(outputs.glob(f"[!.]*/{MANIFEST}")):
        try:
            shelves.append(_shelf(path.parent, evidence_dir))
        except (WrongCall, FaultyRegister, OSError, KeyError) as error:
            warn(f"Left out of the page over all packs: {path.parent.as_posix()}. {error}")
    shelves.sort(key=lambda shelf: (shelf.manifest.title, shelf.manifest.policy_id))
    withdrawn = []
    for path in sorted(outputs.glob(f"[!.]*/{NOTICE}")):
        try:
            withdrawn.append(read_withdrawn(path.parent))
        except (WrongCall, OSError) as error:
            warn(f"Left out of the page over all packs: {path.parent.as_posix()}. {error}")
    lineages = [
        *(shelf.lineage for shelf in shelves),
        *(lineage_of_withdrawn(each, evidence_dir) for each in withdrawn),
    ]
    environment = template_environment()
    entries = sorted(_entries(lineages), key=lambda each: each.on, reverse=True)
    page = environment.get_template("site.html.j2").render(
        resources={"style": stylesheet()},
        shelves=shelves,
        rules=_rule_rows(shelves),
        latest=entries[:LATEST],
        lineages=lineages,
        withdrawn=withdrawn,
    )
    place = outputs / PAGE
    index = index_page([name for shelf in shelves for name in shelf.names], environment)
    try:
        publish_text(index, outputs / INDEX)
        publish_text(feed_text(entries), outputs / FEED)
        catalogue = catalogue_text([shelf.dataset for shelf in shelves])
        publish_text(catalogue, outputs / CATALOGUE)
        for lineage in lineages:
            publish_addresses(outputs, lineage, environment)
        publish_text(page, place)
    except OSError as error:
        raise PackFailed(
            f"The page over all packs was not written: {error.strerror or error}.\n"
            f"    Look at the room and the rights of {outputs.as_posix()}."
        ) from None
    return place


def _entries(lineages: Iterable[Lineage]) -> Iterator[Entry]:
    for lineage in lineages:
        if lineage.current:
            yield edition_entry(lineage.current, lineage.previous)
        for notice in lineage.notices:
            address = address_of(lineage.policy_id, notice.edition)
            yield notice_entry(lineage.policy_id, lineage.title, notice, address)


def _shelf(pack: Path, evidence_dir: Path) -> Shelf:
    manifest = read_manifest(pack)
    policy_id = manifest.policy_id
    if policy_id != pack.name:
        raise WrongCall(f"It holds the pack of {policy_id}: keep copies somewhere else.")
    files = (
        (PAGE, "The page"),
        (archive_of(policy_id), "Everything"),
        (workbook_of(policy_id), "All tables"),
        (NOTEBOOK, "The notebook"),
    )
    listed = tuple(
        Download(f"{policy_id}/{path}", title, (pack / path).stat().st_size)
        for path, title in files
    )
    policy = read_policy(policy_id, pack / CARRIED)
    edition = read_edition(pack)
    return Shelf(
        manifest=manifest,
        stage=terms("stage").get(manifest.stage, manifest.stage),
        verdicts=_verdicts(edition),
        downloads=listed,
        names=tuple(index_entries(policy, edition.items)),
        lineage=read_lineage(pack, policy, edition, evidence_dir),
        dataset=dataset(pack, manifest),
    )


def _verdicts(edition: Edition) -> Mapping[str, Mapping[str, int]]:
    verdicts: dict[str, Counter[str]] = {}
    for gap_id, answer in edition.answers.items():
        verdicts.setdefault(rule_of(gap_id), Counter())[answer.verdict] += 1
    return verdicts


def _rule_rows(shelves: Sequence[Shelf]) -> list[RuleRow]:
    return [
        RuleRow(code, rule.title, tuple(_found(shelf.verdicts.get(code, {})) for shelf in shelves))
        for code, rule in RULES.items()
        if shelves
    ]


def _found(verdicts: Mapping[str, int]) -> str:
    if not verdicts.get("gap") and not verdicts.get("no_gap"):
        return "cannot be judged" if verdicts.get("not_assessable") else "nothing to judge"
    return str(verdicts.get("gap", 0))
