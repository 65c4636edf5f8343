"""The words that a register may use, each with its meaning.

The terms are data (`vocabulary.json`), so that the validator, the manual, the drop-down lists
and the published table schemas all say the same.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

VOCABULARY_FILE = "vocabulary.json"


@cache
def vocabulary() -> Mapping[str, Mapping[str, str]]:
    """Every list of terms: its name, then each term with its meaning, in the order of the file."""
    text = files(__package__).joinpath(VOCABULARY_FILE).read_text(encoding="utf-8")
    return MappingProxyType(
        {name: MappingProxyType(terms) for name, terms in json.loads(text).items()}
    )


def terms(name: str) -> Mapping[str, str]:
    """The terms of one list, each with its meaning.

    Raises:
        KeyError: there is no list of that name.
    """
    return vocabulary()[name]
