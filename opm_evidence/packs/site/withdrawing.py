"""A pack that was withdrawn: its place holds a notice, for readers and for the pages over all."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from opm_evidence.display.wording.notices import HEADINGS, notice_words
from opm_evidence.errors import WrongCall
from opm_evidence.packs.contents import NOTICE, PAGE
from opm_evidence.packs.pages.templating import stylesheet, template_environment
from opm_evidence.records.policy import Notice, Policy


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A policy whose current edition was withdrawn."""

    policy_id: str
    title: str
    notices: tuple[Notice, ...]

    @property
    def notice(self) -> Notice:
        """The notice that stands in the place of the pack."""
        withdrawn = [each for each in self.notices if each.kind == "withdrawn"]
        return max(withdrawn, key=lambda each: each.issued_on)

    @property
    def words(self) -> str:
        """The same in words."""
        return notice_words(self.notice)


_CONTENT = TypeAdapter(Withdrawn)


def leave_notice(folder: Path, policy: Policy, edition: str) -> bool:
    """Where an edition was withdrawn, leave nothing of its pack but the notice; whether it was."""
    if not any(each.edition == edition and each.kind == "withdrawn" for each in policy.notices):
        return False
    shutil.rmtree(folder)
    folder.mkdir()
    withdrawn = Withdrawn(policy.policy_id, policy.title, policy.notices)
    page = (
        template_environment()
        .get_template("withdrawn.html.j2")
        .render(
            resources={"style": stylesheet()},
            pack=withdrawn,
            heading=HEADINGS["withdrawn"],
            page=PAGE,
        )
    )
    content = json.dumps(_CONTENT.dump_python(withdrawn, mode="json"), ensure_ascii=False, indent=2)
    for name, text in ((PAGE, page), (NOTICE, content + "\n")):
        (folder / name).write_bytes(text.encode("utf-8"))
    return True


def read_withdrawn(folder: Path) -> Withdrawn:
    """What stands in the place of a pack.

    Raises:
        WrongCall: the file cannot be read.
    """
    try:
        found = _CONTENT.validate_json((folder / NOTICE).read_bytes())
        assert found.notice
    except (ValidationError, ValueError) as error:
        raise WrongCall(f"{(folder / NOTICE).as_posix()} cannot be read: {error}") from None
    return found
