"""The nearest word to one that is not known, to offer in a remedy."""

import difflib
import itertools
from collections.abc import Collection

ALIKE = 0.68
"""How alike two words must be to be offered for each other, by the ratio of difflib.

At its default of 0.6 “Client” is offered “licence”.
"""

LISTED = 16
"""A list of as many words is shown in full; of a longer one, the first few."""

COMPARED = 1_000
"""As many words are compared; of more, only those that begin alike."""

SMALL_WORDS = ("of", "the", "a", "an", "in", "for")

QUOTATION_MARKS = "\"'“”‘’"

LONGEST_SHOWN = 60
"""Characters of a cell that a message shows."""


def nearest(word: str, known: Collection[str]) -> str:
    """The known word most like this one, or "" where none is alike."""
    folded = {_fold(each): each for each in known}
    if len(folded) > COMPARED:  # comparing one word with ten thousand takes a quarter of a second
        start = _fold(word)[:2]
        folded = {key: each for key, each in folded.items() if key.startswith(start)}
        folded = dict(list(folded.items())[:COMPARED])
    if _fold(word) in folded:
        return folded[_fold(word)]
    found = difflib.get_close_matches(_fold(word), folded, n=1, cutoff=ALIKE)
    begins = [key for key in folded if len(key) > 3 and _fold(word).startswith(key)]
    return folded[(found or begins)[0]] if found or begins else ""


def offer(word: str, known: Collection[str]) -> str:
    """A sentence that offers the nearest known word, or "" where none is alike."""
    found = nearest(word, known)
    return f"Did you mean “{found}”? " if found else ""


def offer_from_list(word: str, known: Collection[str]) -> str:
    """What to write instead: the nearest word, and the list where it is short enough to read."""
    if not known:
        return "None is known so far."
    if len(known) <= LISTED:
        return f"{offer(word, known)}Use one of: {', '.join(known)}."
    some = ", ".join(itertools.islice(known, 3))
    return f"{offer(word, known)}There are {len(known):,}, such as {some}."


def quoted(text: str) -> str:
    """A cell's text as a message shows it: in quotation marks, on one line, not too long.

    Characters that cannot be seen are shown as their code, since they are often the fault.
    """
    shown = "".join(
        each if each.isprintable() else f"⟨U+{ord(each):04X}⟩" for each in text[:LONGEST_SHOWN]
    )
    return f"“{shown}…”" if len(text) > LONGEST_SHOWN else f"“{shown}”"


def _fold(word: str) -> str:
    """The word with what people vary freely levelled out: case, order of its parts, hyphens."""
    plain = word.casefold().strip(QUOTATION_MARKS)
    parts = plain.replace("-", " ").replace("_", " ").split()
    return "_".join(sorted(part for part in parts if part not in SMALL_WORDS) or parts)
