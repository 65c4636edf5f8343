"""Lays out an own section: a notebook that runs at a desk, and the file that says whose it is."""

import re
from pathlib import Path

from opm_evidence.errors import WrongCall
from opm_evidence.records.own_section import FOR_ANALYSTS, OwnSection, SectionCell
from opm_evidence.registers.own_sections import NAME, NOTEBOOK, SECTIONS, write_section
from opm_evidence.registers.section_shape import TO_REPLACE

AT_A_DESK = """\
from opm_evidence import assess, read_register

register = read_register("{policy_id}", "../..", sections=False)
assessment = assess(register)"""

EXAMPLE = """\
from opm_evidence.display.own import table

table(
    register.table("evidence")[["title", "year"]].set_axis(["Title", "Year"], axis="columns"),
    id="own-{name}",
    title="Which items of evidence are there?",
    description="Every item of this register with the year in which it appeared.",
    caption="Items of evidence, and the year of each",
    source="this register",
)"""


def lay_out_section(
    policy_id: str, evidence_dir: Path, name: str, *, title: str, author: str, organisation: str
) -> Path:
    """Write a section of that name into a policy's folder, to be changed; its notebook.

    The first cell gives a desk what a pack gives by itself, and is left out of the pack.

    Raises:
        WrongCall: the name is no address, a word is missing, or there is such a section already.
    """
    said = {"title": title, "author": author, "organisation": organisation}
    for word, value in said.items():
        if not re.sub(r"\s", "", value) or not value.isprintable():
            raise WrongCall.for_parameter(
                word, value, "A section is published with it: say it, in one line."
            )
    if not NAME.fullmatch(name):
        remedy = "Use at most 40 small letters, digits and hyphens, such as fuel-prices."
        raise WrongCall.for_parameter("name", name, remedy)
    path = evidence_dir / policy_id / SECTIONS / f"{name}{NOTEBOOK}"
    if path.exists():
        raise WrongCall.for_parameter("name", name, f"{path.as_posix()} is there already.")
    cells = (
        SectionCell(1, "code", AT_A_DESK.format(policy_id=policy_id), (FOR_ANALYSTS,)),
        SectionCell(2, "markdown", TO_REPLACE),
        SectionCell(3, "code", EXAMPLE.format(name=name)),
    )
    write_section(OwnSection(name, **said, cells=cells), evidence_dir / policy_id)
    return path
