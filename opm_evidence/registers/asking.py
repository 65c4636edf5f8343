"""Asks one address whether it answers: politely, and never inside a private network.

An address in a register is other people's text, and whoever runs the check sits inside a network
that the writer of the address may want to reach. So every hop is resolved first, and only public
addresses are connected to (OWASP, Server-Side Request Forgery Prevention).
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

USER_AGENT = "opm-evidence link check (run by a person, each address once)"
TIMEOUT = 15.0
"""Seconds until an address that says nothing counts as not answering."""

MOST_REDIRECTS = 5
METHODS = ("HEAD", "GET")
"""HEAD costs a server least; some refuse it, and are asked once more by GET, without the body."""

CARRIERS = tuple(
    ipaddress.ip_address(each).packed[:12] for each in ("::", "::ffff:0:0", "64:ff9b::")
)
"""How addresses of version 6 begin that end in one of version 4: compatible, mapped, translated."""

MayConnect = Callable[[str], bool]
"""Whether an IP address may be connected to."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an address answered.

    Attributes:
        status: the HTTP status of the last hop; `None` where there was no answer.
        address: the address of the last hop.
        trouble: why there was no answer, in a few words; "" where there was one.
        refused: we did not ask, because the address leads into a private network or nowhere.
    """

    status: int | None
    address: str
    trouble: str = ""
    refused: bool = False


class _Private(OSError):
    pass


def is_public(ip: str) -> bool:
    """Whether an IP address lies in the public internet, and whatever it leads on to does too."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    found = (address, *_carried_by(address))
    return all(each.is_global and not each.is_multicast for each in found)


def _carried_by(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Iterator[IPv4Address]:
    """The address of version 4 that one of version 6 stands for (RFC 3056, 4291, 6052), if any."""
    if isinstance(address, IPv4Address):
        return
    if address.sixtofour:
        yield address.sixtofour
    if address.packed[:12] in CARRIERS:
        yield IPv4Address(address.packed[12:])


def ask(address: str, *, timeout: float = TIMEOUT, may_connect: MayConnect = is_public) -> Reply:
    """Whether an address answers: by HEAD, and by GET where HEAD is refused. Never raises."""
    reply = Reply(None, address)
    for method in METHODS:
        reply = _follow(method, address, timeout, may_connect)
        if reply.refused or (reply.status is not None and reply.status < 400):
            break
    return reply


def _follow(method: str, address: str, timeout: float, may_connect: MayConnect) -> Reply:
    for _ in range(MOST_REDIRECTS + 1):
        try:
            parts = urlsplit(address)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                return Reply(None, address, "it leads to something that is no web page", True)
            status, location = _one_hop(method, parts, timeout, may_connect)
        except _Private:
            return Reply(None, address, "it leads into a private network and was not asked", True)
        except ssl.SSLCertVerificationError as error:
            return Reply(None, address, f"its certificate does not hold: {error.verify_message}")
        except TimeoutError:
            return Reply(None, address, f"no answer within {timeout:g} seconds")
        except socket.gaierror:
            return Reply(None, address, "there is no such host")
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Reply(None, address, f"the connection failed: {error or type(error).__name__}")
        if status not in (301, 302, 303, 307, 308) or not location:
            return Reply(status, address)
        address = urljoin(address, location)
    return Reply(None, address, f"it redirects more than {MOST_REDIRECTS} times")


def _one_hop(
    method: str, parts: SplitResult, timeout: float, may_connect: MayConnect
) -> tuple[int, str]:
    host = (parts.hostname or "").encode("idna").decode("ascii")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not all(may_connect(str(each[4][0])) for each in found):
        raise _Private
    # The connection goes to the address that was looked at: a second look-up could say another.
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    connected: Any = socket.create_connection((str(found[0][4][0]), port), timeout)
    try:
        if parts.scheme == "https":
            connected = ssl.create_default_context().wrap_socket(connected, server_hostname=host)
        connection.sock = connected
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Connection": "close"}
        connection.request(method, path + query, headers=headers)
        reply = connection.getresponse()
        return reply.status, reply.headers.get("Location", "")
    finally:
        connection.close()
        connected.close()
