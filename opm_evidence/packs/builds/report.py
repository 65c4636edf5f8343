"""What became of a build: as a table for people, as JSON for programs, as JUnit for services."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from opm_evidence.errors import FaultyRegister, OpmEvidenceError, WrongCall
from opm_evidence.packs.builds.batch import Batch
from opm_evidence.packs.builds.job import Outcome

KINDS = ("json", "junit")
ALL_PACKS = "the page over all packs"
XML_FORBIDS = {code: "\ufffd" for code in range(32) if chr(code) not in "\t\n\r"}


def check_report(kind: str, place: Path) -> None:
    """There are reports of that kind, and one can be written there: known before the build begins.

    Raises:
        WrongCall: it is not so.
    """
    if kind not in KINDS:
        raise WrongCall(
            f"There is no report of the kind “{kind}”.\n    Choose one of: {', '.join(KINDS)}."
        )
    if place.is_dir():
        raise WrongCall(f"The report {place.as_posix()} is a folder.\n    Name a file.")
    _write(b"", place)


def write_report(batch: Batch, kind: str, place: Path) -> None:
    """Write the report of a build to a file: `json`, or `junit`, which services show.

    Raises:
        WrongCall: the file cannot be written there.
    """
    if kind == "json":
        text = json.dumps(as_json(batch), ensure_ascii=False, indent=2)
    else:
        text = tostring(as_junit(batch), encoding="unicode", xml_declaration=True)
    _write(text.encode("utf-8") + b"\n", place)


def _write(content: bytes, place: Path) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    except OSError as error:
        raise WrongCall(
            f"The report {place.as_posix()} cannot be written: {error.strerror}."
        ) from None


def as_json(batch: Batch) -> list[dict[str, Any]]:
    """One entry for each policy, and the faults of its register where it has any.

    Where the page over all packs was not written, a last entry without a policy says why.
    """
    ended = [_entry(each) for each in batch.outcomes]
    site = [_site_entry(batch.site.error)] if batch.site.error else []
    return [*ended, *(_unfinished_entry(each) for each in batch.unfinished), *site]


def as_junit(batch: Batch) -> Element:
    """One test case for each policy, as services show them: failed, skipped if unchanged, or well.

    The format is that of the JUnit report of Apache Ant, as far as services agree on it.
    """
    seconds = sum(each.seconds for each in batch.outcomes)
    suite = Element("testsuite", name="opm-evidence build", time=f"{seconds:.3f}")
    for each in batch.outcomes:
        case = SubElement(
            suite, "testcase", classname="packs", name=each.policy_id, time=f"{each.seconds:.3f}"
        )
        if each.state == "failed":
            text = str(each.error).translate(XML_FORBIDS)
            kind = type(each.error).__name__
            failure = SubElement(case, "failure", message=text.splitlines()[0], type=kind)
            failure.text = text
        elif each.state == "unchanged":
            SubElement(case, "skipped", message="unchanged since the last build")
    for policy_id in batch.unfinished:
        case = SubElement(suite, "testcase", classname="packs", name=policy_id, time="0.000")
        SubElement(case, "error", message="the build was interrupted", type="interrupted")
    if batch.site.error:
        text = str(batch.site.error).translate(XML_FORBIDS)
        case = SubElement(suite, "testcase", classname="packs", name=ALL_PACKS, time="0.000")
        SubElement(case, "error", message=text.splitlines()[0], type="PackFailed").text = text
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(batch.failed)))
    suite.set("errors", str(len(batch.unfinished) + bool(batch.site.error)))
    suite.set("skipped", str(sum(each.state == "unchanged" for each in batch.outcomes)))
    suites = Element("testsuites")
    suites.append(suite)
    indent(suites)
    return suites


def summary(batch: Batch) -> str:
    """A line for each policy, in the order of the build, and one for all."""
    by_policy = {each.policy_id: each for each in batch.outcomes}
    width = max((len(each) for each in batch.policies), default=0)
    lines = [_line(each, by_policy.get(each), width) for each in batch.policies]
    page = batch.site.page
    where = [f"Open {page.as_posix()}", page.resolve().as_uri()] if page else []
    return "\n".join([*lines, "", ", ".join(_counts(batch)) + ".", *where])


def _line(policy_id: str, outcome: Outcome | None, width: int) -> str:
    if outcome is None:
        return f"{policy_id:<{width}}  interrupted"
    if outcome.state == "unchanged":
        return f"{policy_id:<{width}}  unchanged"
    why = f"  ({'; '.join(outcome.why)})" if outcome.why else ""
    line = f"{policy_id:<{width}}  {outcome.state:<9}  {outcome.seconds:6.1f} s{why}"
    count = len(outcome.advice)
    pieces = "1 piece" if count == 1 else f"{count} pieces"
    advice = f"\n    {pieces} of advice: opm-evidence check {policy_id}"
    return f"{line}{advice}" if count else line


def _counts(batch: Batch) -> Iterator[str]:
    number = len(batch.policies)
    yield "1 policy" if number == 1 else f"{number} policies"
    for state in ("built", "unchanged", "failed"):
        number = sum(each.state == state for each in batch.outcomes)
        if number:
            yield f"{number} {state}"
    if batch.interrupted:
        yield f"{len(batch.unfinished)} interrupted" if batch.unfinished else "then interrupted"
    if batch.site.error:
        yield f"and {ALL_PACKS} failed"


def _unfinished_entry(policy_id: str) -> dict[str, Any]:
    return {**_entry(Outcome(policy_id, "failed")), "state": "interrupted"}


def _site_entry(error: OpmEvidenceError) -> dict[str, Any]:
    return {**_entry(Outcome("", "failed", error=error)), "policy_id": None}


def _entry(outcome: Outcome) -> dict[str, Any]:
    faults = outcome.error.faults if isinstance(outcome.error, FaultyRegister) else ()
    return {
        "policy_id": outcome.policy_id,
        "state": outcome.state,
        "built": outcome.state != "failed",
        "why": list(outcome.why),
        "page": outcome.page.as_posix() if outcome.page else None,
        "message": str(outcome.error) if outcome.error else "",
        "faults": [each.record for each in faults],
        "seconds": round(outcome.seconds, 3),
        "sections": {name: round(took, 3) for name, took in outcome.sections.items()},
        "log": outcome.log.as_posix() if outcome.log else None,
    }
