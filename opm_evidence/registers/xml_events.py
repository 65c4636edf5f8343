"""Reads XML as a stream of events, and refuses any that declares entities.

defusedxml does the same over a parser written in Python; a sheet of a million cells takes it half
a minute, and expat with our own refusal a second or two.
"""

from collections.abc import Callable, Mapping
from xml.parsers import expat


class RefusedXml(ValueError):
    """XML that is broken, or declares a document type, through which entities can unfold."""


def parse_events(
    data: bytes,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
    *,
    with_prefixes: bool = False,
) -> None:
    """Call `start` with name and attributes of each element, `end` and `text` likewise.

    Names come without their prefix unless asked for: taking it off a million times takes a second.

    Raises:
        RefusedXml: the XML is broken or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise RefusedXml("a document type is declared")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    if with_prefixes:
        parser.StartElementHandler = start
    else:
        parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    if end is not None:
        close = end
        parser.EndElementHandler = lambda name: close(_local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise RefusedXml(str(error)) from None


def _local(name: str) -> str:
    return name.rpartition(":")[2]
