"""Who and where the evidence covers, and who has been heard: two halves that are kept apart."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from opm_evidence.display.names import Names
from opm_evidence.display.wording.dates import when
from opm_evidence.display.wording.numbers import counted, known, listed, number, of_all
from opm_evidence.display.wording.terms import term
from opm_evidence.records.vocabulary import terms
from opm_evidence.synthesis.findings import Finding
from opm_evidence.synthesis.independence import independent
from opm_evidence.synthesis.voices import Voice

HALVES: Mapping[tuple[str, bool | None], str] = {
    ("studied", False): "Not studied",
    ("studied", None): "Not recorded: there is no table of findings",
    ("heard", False): "Not heard",
    ("heard", None): "Not recorded: there is no table of engagements",
}
"""What to say where a group was not studied or heard; a lack of records says something else."""

NOT_KNOWN_TO_BE_HEARD = "Not heard, as far as is recorded"
"""Instead of “Not heard” where an engagement does not say who took part."""


NO_VOICES = (
    "the policy names no group that must not be left out, so nobody can say whose voice is missing."
)


def unplaced(items: int) -> str:
    """How many items that count name no nation; nothing where all do."""
    if not items:
        return ""
    verbs = ("counts", "names") if items == 1 else ("count", "name")
    return f" {counted(items, 'item')} that {verbs[0]} {verbs[1]} no nation."


def kinds(findings: Iterable[Finding]) -> tuple[int, int, int]:
    """Independent studies, reviews and models among findings; those that do not count are none.

    Studies that share data are one study here as they are in a cell.
    """
    found: dict[str, list[Finding]] = {"primary": [], "synthesis": [], "modelling": []}
    for each in findings:
        if each.counts and each.family in found:
            found[each.family].append(each)
    studies, _ = independent(found["primary"])
    reviews = {each.evidence_id for each in found["synthesis"]}
    models = {each.study_id for each in found["modelling"]}
    return len(studies), len(reviews), len(models)


def silent_engagements(silent: int, engagements: int) -> str:
    """How many engagements do not say who took part; nothing where all do."""
    if not silent:
        return ""
    do = "does" if silent == 1 else "do"
    return (
        f" {number(silent)} of {counted(engagements, 'engagement')} {do} not say who took part, so "
        "a group may have been heard without a record of it."
    )


def voices_headline(voices: Sequence[Voice]) -> str:
    """How many declared groups were neither studied nor heard, as far as it is recorded."""
    if not voices:
        return "The policy declares no group that must not be left out"
    studied = sum(voice.studied is True for voice in voices)
    heard = sum(voice.heard is True for voice in voices)
    groups = counted(len(voices), "declared group")
    if all(voice.heard is None for voice in voices):
        return f"{number(studied)} of {groups} studied; who was heard is not recorded"
    if all(voice.studied is None for voice in voices):
        return f"{number(heard)} of {groups} heard; who was studied is not recorded"
    return f"Of {groups}, {number(studied)} studied and {number(heard)} heard"


def undeclared(voices: Sequence[Voice]) -> str:
    """The PROGRESS-Plus dimensions that the policy names no group for."""
    declared = {voice.dimension.dimension for voice in voices}
    others = [term("dimension", each) for each in terms("dimension") if each not in declared]
    others = [each for each in others if each != term("dimension", "other")]
    if not others:
        return "Every PROGRESS-Plus dimension is covered by a declared group."
    return f"The policy declares no group for these PROGRESS-Plus dimensions: {'; '.join(others)}."


def studied(voice: Voice) -> str:
    """In how many findings a group appears, and where nobody has read them."""
    words = f"In {counted(len(voice.studied_by), 'finding')}"
    notes = []
    if voice.unread:
        notes.append(f"{number(len(voice.unread))} not yet read")
    if voice.indirect:
        notes.append(f"{number(len(voice.indirect))} about another measure of its kind")
    return f"{words} ({', '.join(notes)})" if notes else words


def heard(voice: Voice) -> str:
    """In how many engagements a group took part."""
    return f"In {counted(len(voice.heard_by), 'engagement')}"


def span(start: object, end: object) -> str:
    """When an engagement took place, as far as it is recorded."""
    days = [when(str(each)) for each in (start, end) if known(each)]
    return " to ".join(dict.fromkeys(days)) or "Date not recorded"


TARGETED: Mapping[bool | None, str] = {True: "Yes", False: "No", None: "In part"}
"""Whether a policy is for a nation; for a union that it is for in part, neither yes nor no."""


def nations_headline(nations: pd.DataFrame, names: Names, *, together: bool) -> str:
    """The nations that the policy is for and no study comes from alone.

    `together`: a study is of a union that one of them belongs to, so that it is covered, though
    not told apart.
    """
    none = list(nations.loc[nations["studies"] == 0, "nation"])
    if not none:
        return "Every nation that the policy is for has a study of its own"
    if len(none) == len(nations):
        which = "a nation that the policy is for"
    else:
        which = listed([names.nation(each) for each in none], last="or")
    return f"No study is recorded as from {which}{' alone' if together else ''}"


def unions(nations: Sequence[str], names: Names) -> str:
    """What a study of a union says of its nations; nothing where there is no such study."""
    if not nations:
        return ""
    of = listed([names.in_nations([each]) for each in nations], last="or")
    return f" A study of {of} as a whole is of each of its nations, and tells none of them apart."


def populations_headline(none: int, named: int) -> str:
    """How many of the named groups have no evidence of their own."""
    if not named:
        return "The register names no groups of people"
    if not none:
        return f"Every one of {counted(named, 'named group')} has evidence of its own"
    own = "its" if none == 1 else "their"
    return f"{of_all(none, named, 'named group')} no evidence of {own} own"
