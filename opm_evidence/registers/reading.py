"""Reads a policy's folder into one register, or says everything that is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from opm_evidence.errors import FaultyRegister, WrongCall
from opm_evidence.records.edition import Edition
from opm_evidence.records.faults import Fault
from opm_evidence.records.own_section import OwnSection
from opm_evidence.records.policy import Policy
from opm_evidence.records.register import Register, empty_table
from opm_evidence.records.schemas import SHARED_TABLES
from opm_evidence.records.texts import is_slug
from opm_evidence.registers.checks import CHECKS
from opm_evidence.registers.decoding import parse_bytes
from opm_evidence.registers.drafts import Draft
from opm_evidence.registers.editions import read_editions
from opm_evidence.registers.folders import policy_ids
from opm_evidence.registers.limits import LARGEST_POLICY_FILE
from opm_evidence.registers.own_sections import read_sections
from opm_evidence.registers.policy_model import parse_policy
from opm_evidence.registers.policy_text import POLICY_FILE, PolicyText, parse_policy_text
from opm_evidence.registers.sources import find_sources, read_bytes
from opm_evidence.registers.tables import read_shared_tables, read_tables


@dataclass(frozen=True)
class Examination:
    """What was found in a policy's folder.

    Attributes:
        policy_id: the name of the folder.
        faults: every fault and advice, sorted by file and place.
        register: the register; `None` where any of these is a fault.
    """

    policy_id: str
    faults: tuple[Fault, ...]
    register: Register | None


def read_register(
    policy_id: str,
    evidence_dir: str | Path = "evidence",
    *,
    as_of: str | date | None = None,
    sections: bool = True,
) -> Register:
    """The register of one policy, as at `as_of`, or as at the policy's own date where it is blank.

    A later day is allowed; an earlier one is not: the rows say what is known by the policy's day,
    and do not say what was known before. Whoever is writing a section of their own reads the
    register without `sections`: what is half written is no reason to refuse the tables.

    Raises:
        WrongCall: there is no such policy, or `as_of` is not a day, or one before the policy's own.
        FaultyRegister: the register has faults; all of them come with it.
    """
    found = examine_register(policy_id, evidence_dir, as_of=as_of, sections=sections)
    if found.register is None:
        faults = [fault for fault in found.faults if fault.severity == "fault"]
        raise FaultyRegister(policy_id, faults)
    return found.register


def read_policy(policy_id: str, evidence_dir: str | Path = "evidence") -> Policy:
    """What policy.yaml says of one policy, without any table of its register.

    Raises:
        WrongCall: there is no such policy.
        FaultyRegister: policy.yaml has faults; all of them come with it.
    """
    sources, _ = find_sources(_folder_of(policy_id, Path(evidence_dir)))
    policy, _, faults = _read_policy(sources.policy_file)
    if policy is None:
        raise FaultyRegister(policy_id, [each for each in faults if each.severity == "fault"])
    return policy


def examine_register(
    policy_id: str,
    evidence_dir: str | Path = "evidence",
    *,
    as_of: str | date | None = None,
    sections: bool = True,
) -> Examination:
    """Everything that is right or wrong with one policy's register. Bad data never raise.

    Raises:
        WrongCall: there is no such policy, or `as_of` is not a day, or one before the policy's own.
    """
    day = _day(as_of)
    folder = _folder_of(policy_id, Path(evidence_dir))
    sources, faults = find_sources(folder)
    policy, policy_text, policy_faults = _read_policy(sources.policy_file)
    if policy and day and day < policy.as_of:
        raise WrongCall.for_earlier_day(policy_id, day, policy.as_of)
    editions, edition_faults = read_editions(folder)
    own_sections, section_faults = read_sections(folder) if sections else ((), ())
    own, shared = read_tables(sources), read_shared_tables(Path(evidence_dir))
    draft = Draft(
        folder=policy_id,
        policy=policy,
        policy_text=policy_text,
        tables={**own.read, **shared.read},
        unreadable=frozenset(own.unreadable | shared.unreadable),
    )
    everything = [*faults, *policy_faults, *own.faults, *shared.faults]
    everything += [*edition_faults, *section_faults]
    for check in CHECKS:
        everything.extend(check.find(draft))
    everything = sorted(set(everything))
    stands = not any(fault.severity == "fault" for fault in everything)
    register = _register(draft, policy, day, editions, own_sections) if stands and policy else None
    return Examination(policy_id, tuple(everything), register)


def _register(
    draft: Draft,
    policy: Policy,
    day: date | None,
    editions: tuple[Edition, ...],
    sections: tuple[OwnSection, ...],
) -> Register:
    frames = {name: table.frame for name, table in draft.tables.items()}
    scales, designs = (
        frames.pop(name) if name in frames else empty_table(name) for name in SHARED_TABLES
    )
    tables = MappingProxyType(frames)
    return Register(policy, tables, scales, designs, day or policy.as_of, editions, sections)


def _folder_of(policy_id: str, evidence_dir: Path) -> Path:
    folder = evidence_dir / policy_id
    if is_slug(policy_id) and folder.is_dir():
        return folder  # without a look at all the others: there may be a thousand
    known = policy_ids(evidence_dir)
    if policy_id not in known:
        raise WrongCall.for_unknown_policy(policy_id, known)
    return folder


def _read_policy(
    path: Path | None,
) -> tuple[Policy | None, PolicyText | None, Sequence[Fault]]:
    if path is None:
        return None, None, ()
    data, refused = read_bytes(path, POLICY_FILE, LARGEST_POLICY_FILE)
    if refused:
        return None, None, refused
    text, faults = parse_bytes(data, POLICY_FILE)
    if not text and faults:
        return None, None, faults
    content, more = parse_policy_text(text)
    if content is None:
        return None, None, [*faults, *more]
    policy, wrong = parse_policy(content)
    return policy, content, [*faults, *wrong]


def _day(as_of: str | date | None) -> date | None:
    if as_of is None or as_of == "":
        return None
    try:
        return as_of if isinstance(as_of, date) else date.fromisoformat(as_of)
    except ValueError:
        raise WrongCall.for_parameter("as_of", as_of, "Write a day, such as 2026-11-23.") from None
