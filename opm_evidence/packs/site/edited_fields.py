"""Which fields of an edited row differ, with what they said before and after.

An edition keeps a fingerprint of each row and not its text, so this needs two packs, by folder or
zip: their own tables are compared. Beside a mere edition there is nothing to compare with.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from opm_evidence.errors import UNREADABLE_ZIP, WrongCall
from opm_evidence.packs.contents import CARRIED
from opm_evidence.synthesis.changes import Change, Kind

TABLES: Mapping[Kind, tuple[str, str]] = {
    "item_edited": ("evidence", "evidence_id"),
    "finding_edited": ("findings", "finding_id"),
    "claim_edited": ("claims", "claim_id"),
}
"""The table of each kind of edited row, and the column of its ids."""

UNREADABLE: tuple[type[Exception], ...] = (*UNREADABLE_ZIP, KeyError, csv.Error)
"""What reading a table of a pack raises where it is none."""

LARGEST_TABLE = 200 * 1024 * 1024
"""Bytes of a table in a zip; one that declares more is no register of ours."""

Rows = Mapping[str, Mapping[str, str]]


def with_fields(
    changes: Iterable[Change], policy_id: str, old: Path, new: Path
) -> tuple[Change, ...]:
    """The changes, with one for each field in place of one for an edited row, where it can be told.

    Raises:
        WrongCall: a table that a pack carries cannot be read.
    """
    found = tuple(changes)
    kinds = {each.kind for each in found} & TABLES.keys()
    rows = {kind: (_rows(old, policy_id, kind), _rows(new, policy_id, kind)) for kind in kinds}
    return tuple(part for each in found for part in _parts(each, rows))


def _parts(change: Change, rows: Mapping[Kind, tuple[Rows, Rows]]) -> Iterator[Change]:
    before, after = rows.get(change.kind, ({}, {}))
    if change.subject not in before or change.subject not in after:
        yield change
        return
    one, other = before[change.subject], after[change.subject]
    differing = [
        replace(change, what=field, before=one.get(field, ""), after=other.get(field, ""))
        for field in dict.fromkeys((*other, *one))
        if one.get(field, "") != other.get(field, "")
    ]
    yield from differing or [change]


def _rows(place: Path, policy_id: str, kind: Kind) -> Rows:
    table, key = TABLES[kind]
    path = f"{CARRIED}/{policy_id}/{table}.csv"
    try:
        text = (_zipped if place.suffix == ".zip" else _plain)(place, path).decode("utf-8")
        return {row[key]: row for row in csv.DictReader(io.StringIO(text, newline=""), restval="")}
    except UNREADABLE as error:
        raise WrongCall(f"{path} of {place.as_posix()} cannot be read: {error}.") from None


def _plain(place: Path, path: str) -> bytes:
    file = place / path
    return file.read_bytes() if place.is_dir() and file.is_file() else b""


def _zipped(place: Path, path: str) -> bytes:
    with ZipFile(place) as archive:
        found = [each for each in archive.infolist() if each.filename.partition("/")[2] == path]
        if len(found) > 1 or any(each.file_size > LARGEST_TABLE for each in found):
            raise ValueError("it is there twice, or larger than any table")
        return archive.read(found[0]) if found else b""
