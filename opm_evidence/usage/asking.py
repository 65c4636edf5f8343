"""Asks GOV.UK for one answer of JSON: politely, by https, and nobody else.

A person runs this, never a build. One request at a time, with a pause before each; where GOV.UK is
busy (429, 503) it waits as long as it is told, or longer each time. GOV.UK allows ten requests a
second (content-api.publishing.service.gov.uk); this makes two.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies

import urllib3

from opm_evidence import __version__
from opm_evidence.errors import WrongCall
from opm_evidence.usage.days import LONDON

GOVUK = "https://www.gov.uk"
LOOPBACK = ("127.0.0.1", "::1")
USER_AGENT = f"opm-evidence/{__version__} (evidence packs; run by a person)"
PAUSE = 0.5
"""Seconds between two requests."""

ATTEMPTS = 4
FIRST_WAIT, LONGEST_WAIT = 1.0, 120.0
"""Seconds: the first wait where GOV.UK does not say how long, doubled each time; and the longest
that is waited at all."""

BUSY = (429, 502, 503, 504)
MOVED = (301, 302, 303, 307, 308)
MOST_MOVES = 5
LARGEST = 32 * 2**20
"""Bytes of one answer; the largest page of results has about one million."""

TIMEOUT = urllib3.Timeout(connect=10, read=30)


class NotAnswered(Exception):
    """GOV.UK gave no answer that can be used; the text says why, in words for a person."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of one answer, the address that gave it, and when it came."""

    data: bytes
    address: str
    retrieved_at: datetime


@dataclass(frozen=True, slots=True)
class _Response:
    status: int
    headers: Mapping[str, str]
    data: bytes


@dataclass
class Asker:
    """Asks one site. `base` is GOV.UK; only a test may name its own server on this computer."""

    base: str = GOVUK
    pause: float = PAUSE
    timeout: urllib3.Timeout = TIMEOUT
    sleep: Callable[[float], None] = time.sleep
    first_wait: float = FIRST_WAIT
    _pool: urllib3.PoolManager = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse any other site."""
        parts = urlsplit(self.base)
        if self.base != GOVUK and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise WrongCall.for_parameter("base", self.base, f"Only {GOVUK} is asked.")
        proxy = getproxies().get("https") if self.base == GOVUK else None
        if proxy:
            self._pool = urllib3.ProxyManager(proxy)
        else:
            self._pool = urllib3.PoolManager()

    def day(self) -> date:
        """The day in London, by the clock of this computer."""
        return datetime.now(LONDON).date()

    def ask(self, path: str) -> Answer:
        """The answer at a path of the site that begins with `/api/`; always an object of JSON.

        Raises:
            NotAnswered: there is none that can be used.
        """
        address = f"{self.base}{path}"
        if not (urllib3.util.parse_url(address).path or "").startswith("/api/"):
            raise NotAnswered("The path leads out of the data of GOV.UK.")  # by way of `..`
        for _ in range(MOST_MOVES):
            response = self._patiently(address)
            if response.status not in MOVED:
                return self._checked(response, address)
            address = self._next(address, response.headers.get("Location", ""))
        raise NotAnswered(f"The address moves more than {MOST_MOVES} times.")

    def _patiently(self, address: str) -> "_Response":
        wait, why = self.first_wait, ""
        for attempt in range(1, ATTEMPTS + 1):
            self.sleep(self.pause)
            response: _Response | None
            try:
                response = self._once(address)
            except urllib3.exceptions.HTTPError as error:
                response, why = None, _why(error)
            if response is not None and response.status not in BUSY:
                return response
            if response is not None:
                why = f"GOV.UK is busy ({response.status})"
                wait = max(wait, _asked_to_wait(response.headers.get("Retry-After", "")))
            if wait > LONGEST_WAIT:
                raise NotAnswered(f"{why} and asks to wait {wait:.0f} seconds. Try again later.")
            if attempt < ATTEMPTS:
                self.sleep(wait)
                wait *= 2
        raise NotAnswered(f"{why}, {ATTEMPTS} times. Try again later.")

    def _once(self, address: str) -> "_Response":
        response = self._pool.request(
            "GET",
            address,
            headers={"User-Agent": USER_AGENT, "Accept": "application/json"},
            timeout=self.timeout,
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            data = response.read(LARGEST + 1, decode_content=True)
            if len(data) > LARGEST:
                raise NotAnswered(f"The answer is larger than {LARGEST:,} bytes.")
            return _Response(response.status, response.headers, data)
        finally:
            response.close()

    def _next(self, address: str, location: str) -> str:
        there = urljoin(address, location)
        ours, theirs = urlsplit(self.base), urlsplit(there)
        same = (theirs.scheme, theirs.netloc) == (ours.scheme, ours.netloc)
        if not location or not same or not theirs.path.startswith("/api/"):
            raise NotAnswered(
                "The address leads away from the data of GOV.UK, and is not followed."
            )
        return there

    def _checked(self, response: "_Response", address: str) -> Answer:
        if response.status in (404, 410):
            raise NotAnswered(f"GOV.UK has no such page ({response.status}).")
        if response.status != 200:
            raise NotAnswered(f"GOV.UK answered with {response.status}.")
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        if kind not in ("application/json", "application/problem+json"):
            raise NotAnswered(f"The answer is {kind[:40] or 'of no type'} and not JSON.")
        try:
            content: Any = json.loads(response.data)
        except (ValueError, RecursionError):
            raise NotAnswered("The answer is not whole JSON.") from None
        if not isinstance(content, dict):
            raise NotAnswered("The answer is not an object of JSON.")
        return Answer(response.data, address, datetime.now(UTC).replace(microsecond=0))


def _asked_to_wait(header: str) -> float:
    """The seconds that `Retry-After` asks for: a number, or a moment (RFC 9110, 10.2.3)."""
    text = header.strip()
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0


def _why(error: urllib3.exceptions.HTTPError) -> str:
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return "GOV.UK did not answer in time"
    if isinstance(error, urllib3.exceptions.ProtocolError | urllib3.exceptions.IncompleteRead):
        return "The answer was cut off"
    return "GOV.UK could not be reached"
