"""What a path on GOV.UK means, as the Content API says: parts, translations, moves, withdrawals.

From the address alone nobody can tell that `/vat/rates` is a part of `/vat`, or that a page moved.
The answers of the Content API that lie beside the usage files can.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from opm_evidence.records.faults import Fault
from opm_evidence.records.policy import Policy
from opm_evidence.usage.keys import Subject, page, with_flags

FURTHEST = 5
"""Moves that are followed from one path; GOV.UK itself refuses longer chains."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one path stands for: the key it meets under, and why."""

    key: str
    flags: tuple[str, ...] = ()
    part_slug: str = ""
    locale: str = ""
    content_id: str = ""


class PageBook:
    """Looks up what paths mean, from answers of the Content API."""

    def __init__(self, items: Iterable[Mapping[str, Any]] = ()) -> None:
        """Read the answers; what is not said in them is not known."""
        self._exact: dict[str, Meaning] = {}
        self._prefix: list[tuple[str, str, bool]] = []
        for item in items:
            self._learn(item)

    def resolved(self, subject: Subject) -> Subject:
        """The same subject under the key of the page that it belongs to."""
        for _ in range(FURTHEST):
            meaning = self._meaning(_path(subject.subject_key))
            if meaning is None:
                break
            moved = meaning.key != subject.subject_key
            subject = with_flags(subject, *meaning.flags)
            subject = replace(
                subject,
                subject_key=meaning.key,
                subject_key_status="normalised" if moved else subject.subject_key_status,
                part_slug=subject.part_slug or meaning.part_slug,
                locale=subject.locale or meaning.locale,
                content_id=subject.content_id or meaning.content_id,
            )
            if not moved:
                break
        return subject

    def _meaning(self, path: str) -> Meaning | None:
        if path in self._exact:
            return self._exact[path]
        for start, destination, keep in self._prefix:
            if path == start or path.startswith(f"{start}/"):
                return Meaning(destination + (path[len(start) :] if keep else ""), ("redirected",))
        return None

    def _learn(self, item: Mapping[str, Any]) -> None:
        base = _path(item.get("base_path"))
        if not base:
            return
        if item.get("schema_name") == "redirect" or item.get("redirects"):
            self._learn_moves(item)
            return
        flags = []
        notice = item.get("withdrawn_notice")
        if isinstance(notice, Mapping) and notice:
            flags.append("withdrawn")
        if item.get("document_type") == "gone" or item.get("schema_name") == "gone":
            flags.append("gone")
        key, locale = base, str(item.get("locale") or "")
        original = _original(item)
        if original and original != base:
            key = original
            flags.append("translation")
        content_id = str(item.get("content_id") or "")
        self._exact[base] = Meaning(key, tuple(flags), "", locale, content_id)
        for number, part in enumerate(_listed(_inside(item, "details", "parts"))):
            slug = part.get("slug")
            if isinstance(slug, str) and slug:
                which = ("part", "first_part") if number == 0 else ("part",)
                self._exact[f"{base}/{slug}"] = Meaning(
                    key, (*which, *flags), slug, locale, content_id
                )

    def _learn_moves(self, item: Mapping[str, Any]) -> None:
        for move in _listed(item.get("redirects")):
            start, destination = _path(move.get("path")), _path(move.get("destination"))
            if not start or not destination or start == destination:
                continue
            if move.get("type") == "prefix":
                self._prefix.append((start, destination, move.get("segments_mode") == "preserve"))
            else:
                self._exact[start] = Meaning(destination, ("redirected",))


def keys_of_pages(policy: Policy, figures: pd.DataFrame) -> Mapping[str, str]:
    """The key of each page that policy.yaml names, by the path that it is named by.

    A page that moved meets under its new address: `figures` say so, whose rows keep the path that
    was counted beside the key.
    """
    pages = figures[figures["subject_type"] == "page"]
    met = dict(zip(pages["base_path"], pages["subject_key"], strict=True))
    named = {each.base_path: page(each.base_path) for each in policy.govuk_pages}
    return {
        path: met.get(subject.base_path, subject.subject_key) for path, subject in named.items()
    }


def moved_pages(policy: Policy, book: PageBook) -> list[Fault]:
    """Advice on each page of policy.yaml that has another address by now."""
    found = []
    for each in policy.govuk_pages:
        subject = book.resolved(page(each.base_path))
        if "redirected" in subject.flags:
            what = f"{each.base_path} is named under govuk_pages, and has moved on GOV.UK."
            remedy = f"Name it by its address of today: {subject.subject_key}"
            found.append(Fault("policy.yaml", 0, "govuk_pages", what, remedy, "advice"))
    return found


def _original(item: Mapping[str, Any]) -> str:
    """The English page of which this is a translation, if it says so."""
    if item.get("locale") in (None, "en"):
        return ""
    for each in _listed(_inside(item, "links", "available_translations")):
        if each.get("locale") == "en":
            return _path(each.get("base_path"))
    return ""


def _inside(item: Mapping[str, Any], *names: str) -> Any:
    for name in names:
        item = item.get(name) if isinstance(item, Mapping) else None  # type: ignore[assignment]
    return item


def _listed(found: Any) -> list[Mapping[str, Any]]:
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _path(found: Any) -> str:
    """A path without query and fragment, as the Content API writes paths."""
    return page(found).base_path if isinstance(found, str) and found else ""
