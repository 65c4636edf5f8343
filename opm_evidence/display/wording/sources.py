"""What an exhibit was made from, and what to say where nothing was recorded."""

from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted
from opm_evidence.records.register import Register


def made_from(register: Register, *tables: str) -> tuple[str, ...]:
    """Each table with its number of rows, and the day: `evidence.csv (28 rows)`, `as at …`.

    `policy` stands for policy.yaml. A table that was not recorded says so.
    """
    return (f"this register as at {day(register.as_of)}", *(_table(register, t) for t in tables))


def _table(register: Register, name: str) -> str:
    if name == "policy":
        return "policy.yaml"
    if name in ("designs", "scales"):
        return f"the shared {name}.csv"
    if not register.recorded(name):
        return f"{name}.csv (not recorded)"
    return f"{name}.csv ({counted(len(register.rows(name)), 'row')})"


def none_of(register: Register, table: str, what: str) -> str:
    """Not recorded and a recorded zero are two sentences; `what` is a plural such as `claims`."""
    date = day(register.as_of)
    if not register.recorded(table):
        return f"Nobody has recorded {what} in this register, as at {date}."
    return f"Somebody looked and recorded no {what}, as at {date}."
