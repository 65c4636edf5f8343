"""The limits of an interval stand in order, and the effect lies between them."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft

AS_PRINTED = "Look at the report again and write all three as printed, with their signs."


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("findings"):
        return
    findings = draft.tables["findings"]
    frame = findings.frame
    low, effect, high = frame["ci_low"], frame["effect"], frame["ci_high"]
    crossed = low > high
    yield from findings.faults_where(
        crossed, "ci_low", "The lower limit is above the upper one.", AS_PRINTED
    )
    outside = ((effect < low) | (effect > high)) & ~crossed.fillna(False)
    yield from findings.faults_where(
        outside, "effect", "The effect lies outside its own interval.", AS_PRINTED
    )
    yield from findings.faults_where(
        low.notna() ^ high.notna(),
        "ci_low",
        "One limit of the interval is given, and the other is not.",
        "Write both, or neither. One-sided limits go into the statement.",
        "advice",
    )


CHECK = Check(
    "intervals_hold_effect",
    "ci_low is at most effect, and effect at most ci_high; both limits are given, or neither "
    "(advice).",
    _find,
)
