"""G14: every group that the policy must not leave out was studied or heard."""

from collections.abc import Iterator

from opm_evidence.records.answers import Answer, Verdict
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.rule import Rule
from opm_evidence.synthesis.voices import Voice, voices

CODE = "G14"
HALVES = {True: "yes", False: "no", None: "not_recorded"}


def voices_present(case: Case) -> Iterator[Answer]:
    """Each declared group or PROGRESS-Plus dimension is in a finding or in an engagement.

    The two halves are told apart in the facts `studied` and `heard` (`yes`, `no`, `not_recorded`)
    whatever the answer is. A finding that nobody has read yet, or that is about another
    intervention of the kind, still reports the group; the flags `unread_only` and `indirect_only`
    say where there is nothing better.

    gap: no finding reports the group, and no engagement is recorded to have heard it
        (`not_studied_not_heard`).
    no_gap: it was studied and heard (`studied_and_heard`), studied only (`not_heard`) or heard
        only (`not_studied`); or one half is so and the other is not recorded (`studied`, `heard`).
    not_assessable: the half that is recorded lacks the group and the other is not recorded
        (`studied_not_recorded`, `heard_not_recorded`), or neither is (`neither_recorded`); the
        policy declares no group (`none_declared`).
    """
    if not case.policy.priority_dimensions:
        yield Answer(
            rule=CODE,
            subject_kind="policy",
            subject=case.policy.policy_id,
            verdict="not_assessable",
            reason="none_declared",
            needs=("policy.priority_dimensions",),
        )
    for voice in voices(case):
        yield _judge(voice)


ANSWERS: dict[tuple[bool | None, bool | None], tuple[Verdict, str, tuple[str, ...]]] = {
    (True, True): ("no_gap", "studied_and_heard", ()),
    (True, False): ("no_gap", "not_heard", ()),
    (True, None): ("no_gap", "studied", ()),
    (False, True): ("no_gap", "not_studied", ()),
    (False, False): ("gap", "not_studied_not_heard", ()),
    (False, None): ("not_assessable", "heard_not_recorded", ("engagement",)),
    (None, True): ("no_gap", "heard", ()),
    (None, False): ("not_assessable", "studied_not_recorded", ("findings",)),
    (None, None): ("not_assessable", "neither_recorded", ("findings", "engagement")),
}
"""Studied and heard, and what follows: the verdict, the reason, and what is needed."""


def _judge(voice: Voice) -> Answer:
    verdict, reason, needs = ANSWERS[voice.studied, voice.heard]
    flags = {
        "unread_only": len(voice.unread) == len(voice.studied_by),
        "indirect_only": not voice.read and bool(voice.indirect),
    }
    return Answer(
        rule=CODE,
        subject_kind="voice",
        subject=voice.dimension.id,
        verdict=verdict,
        reason=reason,
        looked_at=(*voice.studied_by, *voice.heard_by),
        facts={
            "dimension": voice.dimension.dimension,
            "studied": HALVES[voice.studied],
            "heard": HALVES[voice.heard],
            "findings": len(voice.studied_by),
            "engagements": len(voice.heard_by),
        },
        flags=tuple(flag for flag, holds in flags.items() if holds and voice.studied_by),
        needs=needs,
    )


RULE = Rule(
    code=CODE,
    name="voice_missing",
    title="Whose voice is missing?",
    subject_kind="voice",
    source=(
        "O'Neill J and others 2014, Applying an equity lens to interventions: using PROGRESS "
        "ensures consideration of socially stratifying factors to illuminate inequities in health, "
        "doi 10.1016/j.jclinepi.2013.08.005; Open Government Partnership, commitment UK0092"
    ),
    reasons={
        "not_studied_not_heard": (
            "no finding reports the group, and no engagement is recorded to have heard it"
        ),
        "studied_and_heard": "findings report the group and an engagement heard it",
        "not_heard": "findings report the group; no engagement is recorded to have heard it",
        "not_studied": "an engagement heard the group; no finding reports it",
        "studied": "findings report the group; no engagements are recorded",
        "heard": "an engagement heard the group; no findings are recorded",
        "heard_not_recorded": "no finding reports the group, and no engagements are recorded",
        "studied_not_recorded": (
            "no engagement is recorded to have heard the group, and no findings are recorded"
        ),
        "neither_recorded": "neither findings nor engagements are recorded",
        "none_declared": "the policy does not say who must not be left out",
    },
    settled_by={
        "not_studied_not_heard": "a study that reports the group apart, or asking the group itself",
        "heard_not_recorded": "engagement.csv",
        "studied_not_recorded": "findings.csv",
        "neither_recorded": "findings.csv or engagement.csv",
        "none_declared": "the groups that the policy says must not be left out",
    },
    leads=True,
    judge=voices_present,
)
