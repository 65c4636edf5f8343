"""Addresses are asked once, politely, and what they answer is recorded and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from opm_evidence.errors import WrongCall
from opm_evidence.records.register import Register
from opm_evidence.registers import read_register
from opm_evidence.registers.asking import USER_AGENT, Reply, ask, is_public
from opm_evidence.registers.link_status import ask_links, kept_as_file, link_status, record_links
from tests.registers.folders import POLICY, lay_register
from tests.registers.web import Web, web
from tests.registers.workbooks import sheets_of

DAY = date(2026, 3, 1)
here = partial(ask, timeout=0.3, may_connect=lambda ip: ip == "127.0.0.1")


PUBLISHER = "http://publisher.org.uk"
"""Stands for the local server: a register may not name a machine by its number."""


def asking(server: Web) -> Callable[[str], Reply]:
    def ask_here(address: str) -> Reply:
        reply = here(address.replace(PUBLISHER, server.address("")))
        return replace(reply, address=reply.address.replace(server.address(""), PUBLISHER))

    return ask_here


@pytest.fixture
def server() -> Iterator[Web]:
    with web() as running:
        yield running


def lay(tmp_path: Path, *addresses: str) -> Register:
    rows = "\n".join(f"item-{i} | {address}" for i, address in enumerate(addresses))
    lay_register(
        tmp_path,
        evidence=f"evidence_id | url\nbandy |\nrogers |\n{rows}",
    )
    return read_register(POLICY, tmp_path)


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/good", "ok", "HTTP 200"),
        ("/no-head", "ok", "HTTP 200"),
        ("/slash", "ok", "HTTP 200"),
        ("/gone", "broken", "HTTP 404"),
        ("/failing", "broken", "HTTP 500"),
        ("/closed", "", "does not say it to a program (HTTP 403)"),
        ("/slow", "broken", "no answer within 0.3 seconds"),
        ("/silent", "broken", "the connection failed"),
        ("/elsewhere", "redirected", "/good"),
        ("/circle", "broken", "redirects more than 5 times"),
        ("/inside", "", "leads into a private network"),
        ("/file", "", "leads to something that is no web page"),
    ],
)
def test_what_an_address_answers_becomes_a_term(
    server: Web, path: str, status: str, detail: str
) -> None:
    address = server.address(path)
    found, why = link_status(address, here(address))
    assert found == status
    assert detail in why


def test_an_address_that_refuses_encryption_is_broken(server: Web) -> None:
    address = server.address("/good", scheme="https")
    status, why = link_status(address, here(address))
    assert (status, why.startswith("the connection failed: ")) == ("broken", True)


def test_a_host_that_does_not_exist_is_broken() -> None:
    address = "http://no-such-host.invalid/"
    assert link_status(address, ask(address)) == ("broken", "there is no such host")


@pytest.mark.parametrize(
    "ip",
    [
        "::ffff:10.1.2.3",  # mapped
        "64:ff9b::a01:203",  # what a network without version 4 translates (NAT64)
        "2002:a01:203::1",  # carried through version 4 (6to4)
        "::127.0.0.1",  # compatible
        "224.0.0.1",  # multicast
        "ff0e::1",
    ],
)
def test_an_address_that_leads_on_to_a_private_one_is_private(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_an_address_of_the_public_internet_is_public(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize("ip", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1"])
def test_a_private_address_is_never_asked(server: Web, ip: str) -> None:
    assert not is_public(ip)
    host = f"[{ip}]" if ":" in ip else ip
    reply = ask(f"http://{host}:{server.server_address[1]}/good")
    assert reply.refused
    assert server.asked == []


def test_an_address_is_asked_by_head_and_by_get_only_where_that_fails(server: Web) -> None:
    here(server.address("/good"))
    here(server.address("/no-head"))
    assert [each[:2] for each in server.asked] == [
        ("HEAD", "/good"),
        ("HEAD", "/no-head"),
        ("GET", "/no-head"),
    ]
    assert {each[2] for each in server.asked} == {USER_AGENT}


def test_a_doi_is_meant_to_lead_elsewhere() -> None:
    reply = Reply(200, "https://publisher.example/article")
    assert link_status("https://doi.org/10.1/x", reply)[0] == "ok"
    assert link_status("https://other.example/x", reply)[0] == "redirected"


def test_each_address_is_asked_once_with_a_pause_for_its_host(tmp_path: Path, server: Web) -> None:
    good, slash = f"{PUBLISHER}/good", f"{PUBLISHER}/slash/"
    register = lay(tmp_path, good, slash, good)
    announced: list[str] = []
    found = ask_links(
        register,
        ask=asking(server),
        pause=0.1,
        announce=lambda each: announced.append(each.address),
    )
    assert announced == [good, slash]
    assert {each.address: each.items for each in found} == {
        good: ("item-0", "item-2"),
        slash: ("item-1",),
    }
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(server.times))


def test_what_was_found_is_recorded_and_nothing_else(tmp_path: Path, server: Web) -> None:
    register = lay(tmp_path, f"{PUBLISHER}/gone", f"{PUBLISHER}/closed")
    path = tmp_path / POLICY / "evidence.csv"
    before = path.read_text(encoding="utf-8").splitlines()
    wrote = record_links(path.parent, ask_links(register, ask=asking(server), pause=0), DAY)
    after = path.read_text(encoding="utf-8").splitlines()
    assert wrote == ("item-0",)
    changed = [
        number
        for number, pair in enumerate(zip(before, after, strict=True), 1)
        if pair[0] != pair[1]
    ]
    assert changed == [4]
    items = read_register(POLICY, tmp_path).table("evidence").set_index("evidence_id")
    assert items.loc["item-0", ["link_status", "link_checked_on"]].tolist() == [
        "broken",
        "2026-03-01",
    ]


def test_a_machine_without_a_connection_records_nothing(tmp_path: Path) -> None:
    register = lay(tmp_path, f"{PUBLISHER}/one", f"{PUBLISHER}/two")
    before = (tmp_path / POLICY / "evidence.csv").read_bytes()
    with pytest.raises(WrongCall, match="Is this machine connected"):
        ask_links(register, ask=lambda _: ask("http://no-such-host.invalid/"), pause=0)
    assert (tmp_path / POLICY / "evidence.csv").read_bytes() == before


def test_a_workbook_is_no_file_to_record_in(tmp_path: Path) -> None:
    lay(tmp_path, f"{PUBLISHER}/good")
    folder = tmp_path / POLICY
    assert kept_as_file(folder)
    sheets_of(folder).save(folder / "register.xlsx")
    assert not kept_as_file(folder)


def test_a_file_without_room_for_the_answers_is_named_before_anybody_is_asked(
    tmp_path: Path,
) -> None:
    lay(tmp_path, f"{PUBLISHER}/good")
    path = tmp_path / POLICY / "evidence.csv"
    text = path.read_text(encoding="utf-8").replace("link_checked_on", "notes")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongCall, match="Add link_checked_on to its header"):
        kept_as_file(path.parent)
