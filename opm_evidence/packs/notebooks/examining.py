"""What analysts' notebooks look at: a register with its usage, whatever is wrong with either."""

from pathlib import Path

from opm_evidence.records.usage import NO_USAGE
from opm_evidence.registers.folders import policy_ids
from opm_evidence.registers.reading import examine_register
from opm_evidence.synthesis.mending import Health, health_of
from opm_evidence.synthesis.portfolio import Portfolio, portfolio_of
from opm_evidence.usage.of_policy import examine_policy_usage, policy_usage


def read_health(
    policy_id: str, evidence_dir: str | Path = "evidence", *, as_of: str | None = None
) -> Health:
    """What to mend in a policy's register and in its usage. Bad data never raise.

    Raises:
        WrongCall: there is no such policy, or `as_of` is not a day that may be asked for.
    """
    found = examine_register(policy_id, evidence_dir, as_of=as_of)
    if found.register is None:
        return health_of(policy_id, found.faults, None)
    usage = examine_policy_usage(found.register.policy, evidence_dir)
    known = policy_usage(usage, found.register.policy) if usage.stands else NO_USAGE
    return health_of(policy_id, (*found.faults, *usage.faults), found.register, known)


def read_portfolio(evidence_dir: str | Path = "evidence", *, as_of: str | None = None) -> Portfolio:
    """All policies; those with faults in register or usage are named and left out.

    Raises:
        WrongCall: there is no such folder, or `as_of` is not a day that may be asked for.
    """
    read = {name: read_health(name, evidence_dir, as_of=as_of) for name in policy_ids(evidence_dir)}
    return portfolio_of({name: each.publishable for name, each in read.items()})
