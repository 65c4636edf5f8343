"""Fetches what GOV.UK says of a policy's pages, and keeps the answers as files with sidecars.

Two answers: what each page is (Content API), and how often the pages were viewed in the fourteen
days before (Search API v1). Whoever builds a pack reads the files; nothing is fetched then.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from opm_evidence.records.policy import Policy
from opm_evidence.usage.asking import Answer, Asker, NotAnswered
from opm_evidence.usage.days import LONDON, Period, days_before
from opm_evidence.usage.sidecar import read_sidecar, sidecar_of

LICENCE = "OGL-UK-3.0"
FIELDS = "link,title,content_id,content_store_document_type,view_count,popularity"
AT_ONCE = 50
"""Pages in one question to the Search API, so that its address stays short."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one question: the file that holds the answer, or why there is none."""

    asked: str
    file: Path | None
    why: str = ""
    kept_from_before: bool = False


def fetch_usage(
    policy: Policy,
    folder: Path,
    *,
    asker: Asker | None = None,
    again: bool = False,
    announce: Callable[[str], None] = lambda words: None,
) -> tuple[Fetched, ...]:
    """Fetch the policy's pages and their views into its folder of usage files.

    An answer that was fetched today is not asked for again, unless `again`. An answer replaces the
    one before it only when it is whole; what fails leaves the file as it was.
    """
    asker = asker or Asker()
    folder.mkdir(parents=True, exist_ok=True)
    paths = [each.base_path for each in policy.govuk_pages]
    found = []
    for path in paths:
        announce(f"Asking what {path} is")
        found.append(_page(path, folder, asker, again))
    for number, at in enumerate(range(0, len(paths), AT_ONCE), start=1):
        some = paths[at : at + AT_ONCE]
        announce(f"Asking how often {len(some)} pages were viewed")
        found.append(_views(some, number, folder, asker, again))
    return tuple(found)


def _page(path: str, folder: Path, asker: Asker, again: bool) -> Fetched:
    name = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-")[:60] or "home"
    mark = hashlib.sha256(path.encode()).hexdigest()[:6]
    file = folder / f"content-item.{name}.{mark}.json"
    return _kept(f"/api/content{quote(path)}", file, "content_item", asker, again)


def _views(paths: Sequence[str], number: int, folder: Path, asker: Asker, again: bool) -> Fetched:
    asked = [("fields", FIELDS), ("count", "1500"), *(("filter_link", path) for path in paths)]
    file = folder / f"search-api.{number}.json"
    return _kept(f"/api/search.json?{urlencode(asked)}", file, "search_api", asker, again)


def _kept(asked: str, file: Path, format_: str, asker: Asker, again: bool) -> Fetched:
    if not again and _fetched_today(file, asker):
        return Fetched(asked, file, kept_from_before=True)
    try:
        answer = asker.ask(asked)
    except NotAnswered as error:
        return Fetched(asked, None, str(error))
    _replace(file, answer.data)
    _replace(sidecar_of(file), _sidecar(answer, format_).encode())
    return Fetched(asked, file)


def _fetched_today(file: Path, asker: Asker) -> bool:
    said = read_sidecar(sidecar_of(file))[0] if file.is_file() else None
    if said is None or said.sha256 != hashlib.sha256(file.read_bytes()).hexdigest():
        return False
    return said.retrieved_on == asker.day()


def _sidecar(answer: Answer, format_: str) -> str:
    day = answer.retrieved_at.astimezone(LONDON).date()
    period = days_before(day, 14, 1) if format_ == "search_api" else Period(None, None)
    days = f"period_start: {period.start}\nperiod_end: {period.end}\n" if period.known else ""
    note = (
        "Page views of the fourteen days before, by browsers that accepted cookies."
        if period.known
        else "What the page is; it counts nothing."
    )
    return (
        f"format: {format_}\n{days}"
        f"source: {json.dumps(answer.address)}\n"
        f"retrieved_on: {day}\n"
        f"retrieved_at: {answer.retrieved_at.isoformat()}\n"
        f"licence: {LICENCE}\n"
        f"sha256: {hashlib.sha256(answer.data).hexdigest()}\n"
        f"note: {note}\n"
    )


def _replace(file: Path, data: bytes) -> None:
    """Write beside the file and move it there, so that nobody ever sees half of it."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        os.replace(beside, file)
    finally:
        beside.unlink(missing_ok=True)
