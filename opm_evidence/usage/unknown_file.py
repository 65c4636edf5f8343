"""What to say of a file of no format that is known: which it is most like, and which there are."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from opm_evidence.records.faults import Fault
from opm_evidence.usage.entries import Format, content_of, header_of
from opm_evidence.usage.lines import Document, Lines

NEAREST = 3
"""How many formats are offered."""

NAMED = 6
"""How many columns are named; of more, the number is given."""

NAME_LENGTH = 40
PERIOD = re.compile(r"\(.*\)\s*$")
BEYOND_LETTERS = re.compile(r"[\W_]+")


def unknown_file(lines: Lines, file: str, formats: Iterable[Format]) -> Fault:
    """That a file is of no format, with what it is most like, and what that would need."""
    formats = tuple(formats)
    found = tuple(dict.fromkeys(name for name in _names(lines) if name.strip()))
    folded = {_fold(name) for name in found}

    def likeness(each: Format) -> tuple[int, float]:
        shared = len({_fold(name) for name in each.known_by} & folded)
        return shared, shared / len(each.known_by)

    nearest = sorted((each for each in formats if likeness(each)[0]), key=likeness, reverse=True)
    nearest = nearest[:NEAREST]
    kind = "names" if isinstance(lines, Document) else "columns"
    what = "The file is of no format that is known here."
    if found:
        what += f" Its {kind} are: {_listed(found)}."
    others = "The others" if nearest else "These"
    remedy = [
        *(["It is most like:"] if nearest else []),
        *(f"  - {each.title}; {_lacks(each, folded)}" for each in nearest),
        *(["Save it again from where it comes, and change nothing in it."] if nearest else []),
        f"{others} are known (docs/usage.md says where each comes from):",
        *(f"  - {each.title}" for each in formats if each not in nearest),
    ]
    return Fault(file, 0, "", what, "\n    ".join(remedy))


def _names(lines: Lines) -> Iterator[str]:
    """The columns of a table; of a document the names at its top and those of what it lists."""
    yield from header_of(lines)
    if isinstance(lines, Document):
        content: Any = content_of(lines)
        for each in (content, *(content.values() if isinstance(content, dict) else ())):
            first = next(iter(each), None) if isinstance(each, list) else each
            if isinstance(first, dict):
                yield from map(str, first)


def _lacks(format_: Format, folded: set[str]) -> str:
    missing = [name for name in format_.known_by if _fold(name) not in folded]
    if missing:
        return f"of its columns this file lacks {_listed(missing)}"
    return "its columns are here, but not as they come, or without the lines above them"


def _listed(names: Iterable[str]) -> str:
    short = [name[:NAME_LENGTH] for name in names]
    more = f" and {len(short) - NAMED} more" if len(short) > NAMED else ""
    return f"{', '.join(f'“{name}”' for name in short[:NAMED])}{more}"


def _fold(name: str) -> str:
    """A name as it is compared: without capitals, punctuation and a period at its end."""
    return BEYOND_LETTERS.sub(" ", PERIOD.sub("", name).casefold()).strip()
