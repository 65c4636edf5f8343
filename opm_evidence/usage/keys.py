"""What a figure is about: pages and searches under one key, however a file spells them."""

import re
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

OUR_HOSTS = frozenset(("www.gov.uk", "gov.uk"))
REDACTION = re.compile(r"\[[A-Za-z][A-Za-z _-]{0,30}\]")
"""What GOV.UK's statistics put in the place of personal data: [date], [postcode], [email]."""

NO_VALUE = {"(not set)": "not_set", "(other)": "other_row", "(none)": "not_set"}
LOCALES = frozenset(
    "ar az be bg bn cs cy da de dr el en es es-419 et fa fi fr gd gu he hi hr hu hy id is it ja ka "
    "kk ko lt lv ms mt ne nl no pa pa-pk pl ps pt ro ru si sk sl so sq sr sv sw ta th tk tr uk ur "
    "uz vi yi zh zh-hk zh-tw".split()
)
"""The languages in which GOV.UK publishes, by the ending of their paths."""

EMBEDDED = re.compile(r"^/+https?:/+", re.IGNORECASE)
MACHINE = re.compile(r"\.(?:atom|json|csv|rss)$")
JUNK = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f]|^/(?:wp-|v\d+/|\.env|\.git)")
NOT_FOUND = re.compile(r"page not found|404 not found", re.IGNORECASE)
LONGEST_KEY = 1_500
"""Characters of a path; Content Data drops longer ones too (TransformPath)."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What one row of a file is about. Fields are the columns of the table `usage`."""

    subject_type: str
    subject_key: str
    subject_key_status: str
    raw_key: str
    base_path: str = ""
    locale: str = ""
    part_slug: str = ""
    content_id: str = ""
    title: str = ""
    document_type: str = ""
    organisation: str = ""
    organisation_id: str = ""
    taxon_ids: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


def page(address: object, *, title: str = "") -> Subject:
    """The page of an address or path; spellings of one page have one key.

    Capitals, escapes, a slash at the end, what follows ? or #, and the ending of a translation are
    left out of the key, each with its flag: that is how GOV.UK's own statistics join paths. Parts,
    redirects and translations with a path of their own need the Content API (`pages.py`).
    """
    raw = "" if address is None else str(address)
    shown = " ".join(title.split())
    text = raw.strip()
    if not text:
        return Subject("page", "", "unresolvable", raw, title=shown, flags=("blank_key",))
    if text.casefold() in NO_VALUE:
        mark = NO_VALUE[text.casefold()]
        return Subject("page", "", "unresolvable", raw, title=shown, flags=(mark,))
    flags = ["not_found_title"] if NOT_FOUND.search(shown) else []
    host, path = _split(text, flags)
    if REDACTION.search(path) or REDACTION.search(unquote(path)):
        flags.append("redacted_key")
        return Subject("page", "", "redacted", raw, title=shown, flags=tuple(flags))
    path = _tidy(path, flags)
    if "not_found_title" in flags or JUNK.search(path) or len(path) > LONGEST_KEY:
        if "not_found_title" not in flags:
            flags.append("junk_path")
        return Subject("page", "", "unresolvable", raw, title=shown, flags=tuple(flags))
    base, locale = path, ""
    stem, dot, ending = path.rpartition(".")
    if dot and ending in LOCALES and stem.rpartition("/")[2]:
        path, locale = stem, ending
        if ending != "en":
            flags.append("translation")
    elif MACHINE.search(path):
        flags.append("machine_format")
    if "/y/" in path + "/" and host in OUR_HOSTS:
        path = path[: (path + "/").index("/y/")] or "/"
        flags.append("answer_state")
    if host not in OUR_HOSTS:
        flags.append("other_host")
        path, base = f"https://{host}{path}", f"https://{host}{base}"
    exact = path in (raw, "/" + raw) or (host in OUR_HOSTS and raw.endswith(f"gov.uk{path}"))
    status = "exact" if exact and not flags else "normalised"
    return Subject("page", path, status, raw, base, locale, title=shown, flags=tuple(flags))


def query(words: object, *, clicked: str = "") -> Subject:
    """The search of these words: letters small, spaces collapsed. A redaction mark is no search."""
    raw = "" if words is None else str(words)
    text = " ".join(raw.replace("’", "'").replace("‘", "'").casefold().split())
    text = text.replace("“", '"').replace("”", '"')
    base = page(clicked).base_path if clicked else ""
    if not text or text in NO_VALUE:
        mark = NO_VALUE.get(text, "blank_key")
        return Subject("query", "", "unresolvable", raw, base, flags=(mark,))
    if "[" in text or "]" in text:
        return Subject("query", "", "redacted", raw, base, flags=("redacted_key",))
    if not any(each.isalnum() for each in text) or len(text) > LONGEST_KEY:
        return Subject("query", "", "unresolvable", raw, base, flags=("punctuation_only",))
    flags = _query_flags(raw, text)
    return Subject("query", text, "normalised" if flags else "exact", raw, base, flags=flags)


def organisation(name: str) -> tuple[str, tuple[str, ...]]:
    """The organisation of a page, and what Content Data says where it has none to name."""
    name = name.strip()
    if name in ("Unknown organisation", "All organisations"):
        return "", ("unknown_organisation",)
    return ("", ("no_organisation",)) if name == "No organisation" else (name, ())


def with_flags(subject: Subject, *flags: str) -> Subject:
    """The same subject with more said of it, each once."""
    return replace(subject, flags=tuple(dict.fromkeys((*subject.flags, *flags))))


def _query_flags(raw: str, text: str) -> tuple[str, ...]:
    spaced = " ".join(raw.split())
    return (("space_collapsed",) if spaced != raw else ()) + (
        ("case_folded",) if spaced != text else ()
    )


def _split(text: str, flags: list[str]) -> tuple[str, str]:
    """The host and the path of an address, without what follows ? or #."""
    if EMBEDDED.match(text):
        text = "https://" + EMBEDDED.sub("", text)
        flags.append("embedded_address")
    if "://" not in text and not text.startswith("/"):
        first = text.split("/")[0]
        text = f"https://{text}" if "." in first and " " not in first else f"/{text}"
    path, host = text, "www.gov.uk"
    if "://" in text:
        try:
            parts = urlsplit(text)
        except ValueError:
            return host, "/ unreadable address"
        host = (parts.hostname or "").casefold()
        path = text.split("://", 1)[1].partition("/")[2]
        path = f"/{path}"
        if "/" not in text.split("://", 1)[1]:
            path = "/"
    bare = re.split(r"[?#]", path, maxsplit=1)[0]
    if bare != path:
        flags.append("query_string_removed")
    return host, bare or "/"


def _tidy(path: str, flags: list[str]) -> str:
    if "%" in path:
        decoded = unquote(path, errors="strict") if _decodes(path) else path
        if decoded != path:
            flags.append("escapes_decoded")
        path = decoded
    if "//" in path:
        path = re.sub(r"/{2,}", "/", path)
        flags.append("doubled_slash")
    if path != path.lower():
        path = path.lower()
        flags.append("case_folded")
    if len(path) > 1 and path.endswith("/"):
        path = path.rstrip("/") or "/"
        flags.append("trailing_slash")
    return path


def _decodes(path: str) -> bool:
    try:
        unquote(path, errors="strict")
    except UnicodeDecodeError:
        return False
    return True
