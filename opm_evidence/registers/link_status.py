"""Asks the addresses of a register's items, and records what they answered in evidence.csv.

Only when a person runs it: a build asks nobody. What a server will not tell a program (it wants a
log-in, or keeps programs out) says nothing about what a reader sees, and changes nothing.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from opm_evidence.errors import WrongCall
from opm_evidence.records.register import Register
from opm_evidence.registers.asking import Reply, ask
from opm_evidence.registers.csv_edits import read_csv_file

Status = Literal["ok", "redirected", "broken", ""]

ITEMS = "evidence.csv"
PAUSE = 1.0
"""Seconds between two questions to one host."""

NOT_FOR_PROGRAMS = frozenset({401, 402, 403, 405, 406, 407, 408, 418, 425, 429, 451, 503})
"""HTTP statuses that a server gives to a program and not to a reader, or only for now."""

RESOLVERS = frozenset({"doi.org", "dx.doi.org", "hdl.handle.net", "purl.org"})
"""Hosts whose addresses are meant to lead elsewhere."""


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """What the address of some items answered.

    Attributes:
        address: the address, as the register has it.
        items: the ids of the items that have it.
        status: the term for link_status; "" where it cannot be told.
        detail: why, in a few words.
    """

    address: str
    items: tuple[str, ...]
    status: Status
    detail: str


def ask_links(
    register: Register,
    *,
    ask: Callable[[str], Reply] = ask,
    pause: float = PAUSE,
    announce: Callable[[LinkAnswer], object] = lambda _: None,
) -> tuple[LinkAnswer, ...]:
    """Every address of evidence.csv, asked once, with a pause between two to the same host.

    Raises:
        WrongCall: not one address answered, so that this machine itself seems to be offline.
    """
    items: dict[str, list[str]] = {}
    for row in register.rows("evidence"):
        if row["url"]:
            items.setdefault(row["url"], []).append(row["evidence_id"])
    found, last, heard = [], dict[str, float](), False
    for address in _hosts_by_turns(items):
        host = urlsplit(address).netloc
        time.sleep(max(0.0, last.get(host, 0.0) + pause - time.monotonic()))
        reply = ask(address)
        last[host] = time.monotonic()
        heard = heard or reply.status is not None
        status, detail = link_status(address, reply)
        found.append(LinkAnswer(address, tuple(items[address]), status, detail))
        announce(found[-1])
    if found and not heard:
        raise WrongCall(
            f"Not one of {len(found)} addresses answered, so nothing was recorded.\n"
            "    Is this machine connected? Addresses are asked directly, not through a proxy."
        )
    return tuple(found)


def link_status(address: str, reply: Reply) -> tuple[Status, str]:
    """The term for link_status, with the reason; "" where the answer does not tell."""
    if reply.refused:
        return "", reply.trouble
    if reply.status is None:
        return "broken", reply.trouble
    if reply.status in NOT_FOR_PROGRAMS:
        return "", f"the server does not say it to a program (HTTP {reply.status})"
    if reply.status >= 400:
        return "broken", f"HTTP {reply.status}"
    if _same_page(address, reply.address):
        return "ok", f"HTTP {reply.status}"
    return "redirected", f"to {reply.address}"


def kept_as_file(folder: Path) -> bool:
    """Whether the items are kept as a CSV file that has room for the answers, and no workbook.

    Raises:
        WrongCall: the file lacks a column for them: said before anybody is asked in vain.
        FaultyRegister: the file cannot be read.
    """
    path = folder / ITEMS
    if not path.is_file():
        return False
    file = read_csv_file(path, "evidence")
    for column in ("link_status", "link_checked_on"):
        file.places_of(column)
    return True


def record_links(folder: Path, found: Iterable[LinkAnswer], day: date) -> Sequence[str]:
    """Write status and day into evidence.csv, and return the ids of the items that it wrote.

    Every other byte of the file stays as it is.

    Raises:
        WrongCall: the file lacks one of the two columns, or was saved meanwhile.
        FaultyRegister: the file cannot be read.
    """
    path = folder / ITEMS
    told = {item: each.status for each in found if each.status for item in each.items}
    file = read_csv_file(path, "evidence")
    where = file.places_of("evidence_id")
    changes = {}
    for item, status in told.items():
        changes[where[item], "link_status"] = str(status)
        changes[where[item], "link_checked_on"] = day.isoformat()
    if changes:
        file.write(file.with_cells(changes))
    return tuple(told)


def _same_page(asked: str, answered: str) -> bool:
    """Whether only the spelling differs: http or https, www or not, a slash at the end."""

    def plain(address: str) -> tuple[str, str, str]:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        return host, parts.path.rstrip("/"), parts.query

    resolver = (urlsplit(asked).hostname or "").removeprefix("www.") in RESOLVERS
    return resolver or plain(asked) == plain(answered)


def _hosts_by_turns(addresses: Iterable[str]) -> Iterator[str]:
    """The addresses in such an order that the same host seldom comes twice in a row."""
    queues: dict[str, list[str]] = {}
    for address in addresses:
        queues.setdefault(urlsplit(address).netloc, []).append(address)
    waiting = [iter(queue) for queue in queues.values()]
    while waiting:
        for queue in tuple(waiting):
            following = next(queue, None)
            if following is None:
                waiting.remove(queue)
            else:
                yield following
