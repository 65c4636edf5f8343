"""Addresses that last: `editions/<policy>/<edition>/`, and the notices that stand there.

A build makes the current edition only, so an older one stays where it was published; whoever
publishes adds files and takes none away. The current edition gets its lasting address once it is
recorded: its content is then what the register's folder says was published.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from opm_evidence.display.wording.notices import HEADINGS, notice_words
from opm_evidence.packs.contents import CARRIED, MANIFEST, PAGE, archive_of, sizes
from opm_evidence.packs.pages.templating import stylesheet
from opm_evidence.packs.publishing import publish_folder, publish_text, staging_folder
from opm_evidence.packs.site.withdrawing import Withdrawn
from opm_evidence.records.edition import Edition
from opm_evidence.records.policy import Notice, Policy
from opm_evidence.registers.editions import read_editions

EDITIONS = "editions"


@dataclass(frozen=True, slots=True)
class Lineage:
    """The editions of one policy, the latest first, and the notices on them.

    Attributes:
        policy_id: the policy.
        title: its title.
        notices: what stands in the place of editions.
        recorded: the editions that the register's folder names as published.
        current: the edition of the pack that was built; `None` where it was withdrawn.
        previous: the edition before it, which the pack carries; `None` for the first.
    """

    policy_id: str
    title: str
    notices: tuple[Notice, ...]
    recorded: tuple[Edition, ...]
    current: Edition | None = None
    previous: Edition | None = None

    @property
    def is_recorded(self) -> bool:
        """Whether the current edition is the last that was recorded as published."""
        if self.current is None or not self.recorded:
            return False
        return self.recorded[-1].says_the_same(self.current)

    def notice(self, edition: str) -> Notice | None:
        """The latest notice on an edition."""
        found = [each for each in self.notices if each.edition == edition]
        return max(found, key=lambda each: each.issued_on, default=None)

    @property
    def names(self) -> tuple[str, ...]:
        """Every edition that has a lasting address, the latest first."""
        recorded = [each.name for each in self.recorded]
        noticed = [each.edition for each in self.notices]
        return tuple(sorted({*recorded, *noticed}, reverse=True))


def read_lineage(pack: Path, policy: Policy, current: Edition, evidence_dir: Path) -> Lineage:
    """The lineage of a pack, from the pack itself and from its policy's folder, if that is here.

    `policy` and `current` are as the pack carries them.
    """
    carried, _ = read_editions(pack / CARRIED / policy.policy_id)
    recorded, _ = read_editions(evidence_dir / policy.policy_id)
    return Lineage(
        policy_id=policy.policy_id,
        title=policy.title,
        notices=policy.notices,
        recorded=recorded,
        current=current,
        previous=carried[-1] if carried else None,
    )


def lineage_of_withdrawn(withdrawn: Withdrawn, evidence_dir: Path) -> Lineage:
    """The lineage of a policy whose pack was withdrawn."""
    recorded, _ = read_editions(evidence_dir / withdrawn.policy_id)
    return Lineage(withdrawn.policy_id, withdrawn.title, withdrawn.notices, recorded)


def address_of(policy_id: str, edition: str) -> str:
    """The lasting address of an edition, relative to the page over all packs."""
    return f"{EDITIONS}/{policy_id}/{edition}/{PAGE}"


def publish_addresses(outputs: Path, lineage: Lineage, environment: Environment) -> None:
    """Write what stands at the lasting addresses of one policy, and the list of them."""
    place = outputs / EDITIONS / lineage.policy_id
    place.mkdir(parents=True, exist_ok=True)
    if lineage.current and lineage.is_recorded:
        pack, copy = outputs / lineage.policy_id, place / lineage.current.name
        if not _is_there(pack, copy):
            with staging_folder(outputs, lineage.policy_id) as made:
                shutil.copytree(pack, made, dirs_exist_ok=True)
                publish_folder(made, copy)
    for name in lineage.names:
        notice = lineage.notice(name)
        if notice:
            _publish_notice(place / name, lineage, notice, environment)
    page = environment.get_template("editions.html.j2").render(
        resources={"style": stylesheet()}, lineage=lineage, rows=list(_rows(lineage))
    )
    publish_text(page, place / PAGE)


def _is_there(pack: Path, copy: Path) -> bool:
    """Whether a pack was copied before: the same manifest, which names each file's fingerprint."""
    return sizes(pack) == sizes(copy) and (
        (pack / MANIFEST).read_bytes() == (copy / MANIFEST).read_bytes()
    )


def _publish_notice(
    place: Path, lineage: Lineage, notice: Notice, environment: Environment
) -> None:
    """Put a notice in the place of an edition; of one that was withdrawn nothing else is left."""
    if notice.kind == "withdrawn":
        shutil.rmtree(place, ignore_errors=True)
    place.mkdir(exist_ok=True)
    page = environment.get_template("notice.html.j2").render(
        resources={"style": stylesheet()},
        lineage=lineage,
        notice=notice,
        heading=HEADINGS[notice.kind],
        words=notice_words(notice),
        archive=archive_of(lineage.policy_id),
        page=PAGE,
    )
    publish_text(page, place / PAGE)


def _rows(lineage: Lineage) -> Iterator[dict[str, str]]:
    for name in lineage.names:
        notice = lineage.notice(name)
        yield {"name": name, "words": notice_words(notice) if notice else "It stands."}
