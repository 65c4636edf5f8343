"""The page over all packs: which policies there are, what is known, and the gaps across them."""

import csv
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from opm_evidence.errors import PackFailed, WrongCall
from opm_evidence.packs.contents import DATA, MANIFEST, NOTEBOOK, PAGE, archive_of, workbook_of
from opm_evidence.packs.downloads import Download
from opm_evidence.packs.exporter import TEMPLATE, TEMPLATES, stylesheet
from opm_evidence.packs.manifest import Manifest, read_manifest
from opm_evidence.packs.publishing import publish_text
from opm_evidence.records.vocabulary import terms


@dataclass(frozen=True, slots=True)
class Shelf:
    """One pack as the page over all packs shows it.

    Attributes:
        manifest: what the pack says of itself.
        stage: how far the policy has come, in words.
        verdicts: how often each rule gave each verdict, by the code of the rule.
        downloads: what can be downloaded from here.
    """

    manifest: Manifest
    stage: str
    verdicts: Mapping[str, Mapping[str, int]]
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule across all packs; what it found in each, in words where a number would mislead."""

    code: str
    asks: str
    found: tuple[str, ...]


def write_site(outputs: Path, warn: Callable[[str], object]) -> Path:
    """Write the page over every pack of a folder, in the order of their titles; its path.

    A pack that cannot be read is left out, and `warn` is told why.

    Raises:
        PackFailed: the page cannot be written.
    """
    shelves = []
    for path in sorted(outputs.glob(f"[!.]*/{MANIFEST}")):
        try:
            shelves.append(_shelf(outputs, read_manifest(path.parent)))
        except (WrongCall, OSError, KeyError) as error:
            warn(f"Left out of the page over all packs: {path.parent.as_posix()}. {error}")
    shelves.sort(key=lambda shelf: (shelf.manifest.title, shelf.manifest.policy_id))
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / TEMPLATE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("site.html.j2").render(
        resources={"style": stylesheet()}, shelves=shelves, rules=_rule_rows(outputs, shelves)
    )
    place = outputs / PAGE
    try:
        publish_text(page, place)
    except OSError as error:
        raise PackFailed(
            f"The page over all packs was not written: {error.strerror or error}.\n"
            f"    Look at the room and the rights of {outputs.as_posix()}."
        ) from None
    return place


def _shelf(outputs: Path, manifest: Manifest) -> Shelf:
    policy_id = manifest.policy_id
    files = (
        (PAGE, "The page"),
        (archive_of(policy_id), "Everything"),
        (workbook_of(policy_id), "All tables"),
        (NOTEBOOK, "The notebook"),
    )
    listed = tuple(
        Download(f"{policy_id}/{path}", title, (outputs / policy_id / path).stat().st_size)
        for path, title in files
    )
    verdicts: dict[str, Counter[str]] = {}
    for row in _rows(outputs / policy_id / DATA / "answers.csv"):
        verdicts.setdefault(row["rule"], Counter())[row["verdict"]] += 1
    return Shelf(manifest, terms("stage").get(manifest.stage, manifest.stage), verdicts, listed)


def _rule_rows(outputs: Path, shelves: Sequence[Shelf]) -> list[RuleRow]:
    asks: dict[str, str] = {}
    for shelf in shelves:
        for row in _rows(outputs / shelf.manifest.policy_id / DATA / "rules.csv"):
            asks.setdefault(row["rule"], row["asks"])
    return [
        RuleRow(code, question, tuple(_found(shelf.verdicts.get(code, {})) for shelf in shelves))
        for code, question in asks.items()
    ]


def _found(verdicts: Mapping[str, int]) -> str:
    if not verdicts.get("gap") and not verdicts.get("no_gap"):
        return "cannot be judged" if verdicts.get("not_assessable") else "nothing to judge"
    return str(verdicts.get("gap", 0))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
