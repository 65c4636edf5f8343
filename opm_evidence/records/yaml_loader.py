"""Reads the YAML files of others, in which less is allowed than YAML allows."""

from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C where PyYAML was built with it: ten times as fast, and the same positions.

Both make plain values only. Neither minds how deep a file is, which ends the process of the one in
C: whoever reads a file of others looks at that first.
"""


class Unfolding(yaml.MarkedYAMLError):
    """The file names a part to use it again; a few lines of that unfold into billions of values."""


def compose_plain(text: str, deepest: int) -> yaml.Node | None:
    """The content of a file as nodes with their places; nothing of an empty one.

    Raises:
        Unfolding: it holds an anchor or alias.
        yaml.YAMLError: it is no YAML, or its lists lie inside each other more than `deepest` deep.
    """
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            mark: Any = event.start_mark  # the parser in C has marks of its own
            raise Unfolding(problem="anchors and aliases", problem_mark=mark)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > deepest:
            raise yaml.YAMLError("it is too deep")
    return yaml.compose(text, Loader=LOADER)
