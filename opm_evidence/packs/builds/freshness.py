"""Whether a pack has to be built again, and why: because something that it is made from changed.

What a pack was last made from is recorded outside the pack, in `outputs/.builds/`: the pack names
the fingerprints of what may be published only, and those of the files themselves are not for
publication. Nothing here loads a library that takes time, so a build with nothing to do is over at
once.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from opm_evidence.packs.builds.job import Job
from opm_evidence.packs.contents import MANIFEST, NOTICE, PAGE, all_files, sizes
from opm_evidence.packs.fingerprints import (
    code_fingerprint,
    fingerprint_of_all,
    fingerprints,
    versions,
)
from opm_evidence.packs.locking import BUILDS
from opm_evidence.packs.notebooks.sidecar import Scalar
from opm_evidence.packs.publishing import publish_text
from opm_evidence.records.schemas import SHARED_TABLES

SITE = ".site"
FORCED = "it was asked for"
NOT_BUILT = "there is no pack yet"
NOT_RECORDED = "nothing is known of how the pack was made"


NAMED_AT_MOST = 3


def _changed(
    what: str,
    old: Mapping[str, object],
    new: Mapping[str, object],
    words: Callable[[str, object, object], str],
    how: str = "changed",
) -> Iterator[str]:
    """That something changed, and the first few of what did."""
    names = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    if names:
        each = [words(name, old.get(name), new.get(name)) for name in names[:NAMED_AT_MOST]]
        more = len(names) - NAMED_AT_MOST
        yield f"{what} {how}: {', '.join(each)}{f' and {more} more' if more > 0 else ''}"


def _of_files(name: str, old: object, new: object) -> str:
    return f"{name} (new)" if old is None else f"{name} (gone)" if new is None else name


def _of_values(name: str, old: object, new: object) -> str:
    return f"{name} was {_or_nothing(old)}, is {_or_nothing(new)}"


def _or_nothing(value: object) -> object:
    return "nothing" if value is None or value == "" else value


@dataclass(frozen=True, slots=True)
class Ingredients:
    """Everything that a pack is made from, by fingerprints and values."""

    register: Mapping[str, str]
    notebook: Mapping[str, str]
    parameters: Mapping[str, Scalar]
    code: str
    libraries: Mapping[str, str]

    def changes_since(self, before: "Ingredients") -> Iterator[str]:
        """What differs from what the last pack was made from, in words."""
        yield from _changed("the register", before.register, self.register, _of_files)
        yield from _changed("the notebook", before.notebook, self.notebook, _of_files)
        yield from _changed("parameters", before.parameters, self.parameters, _of_values)
        yield from _changed("libraries", before.libraries, self.libraries, _of_values)
        if before.code != self.code:
            yield "opm-evidence itself changed"


def shared_tables(evidence: Path) -> tuple[Path, ...]:
    """The files that every register is read with; of what else lies there nothing is read."""
    return tuple(filter(Path.is_file, (evidence / f"{name}.csv" for name in SHARED_TABLES)))


def _read_files(folder: Path) -> Iterator[Path]:
    """The files of a policy's folder, but for what programs leave beside an open one."""
    for path in all_files(folder):
        if not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts):
            yield path


def ingredients_of(job: Job) -> Ingredients:
    """What the pack of a job would be made from, as it lies on the disk now."""
    evidence, notebook = job.evidence, job.notebook
    own = _read_files(evidence / job.policy_id)
    # Where the folder lies is of no consequence: the notebook runs on a copy.
    kept = {name: value for name, value in job.parameters.items() if name != "evidence_dir"}
    kept["interactive"] = job.interactive
    return Ingredients(
        register=fingerprints(evidence, (*own, *shared_tables(evidence))),
        notebook=fingerprints(notebook.parent, (notebook, notebook.with_suffix(".yaml"))),
        parameters=kept,
        code=code_fingerprint(),
        libraries=versions(),
    )


@dataclass(frozen=True, slots=True)
class _Record:
    ingredients: Ingredients
    files: Mapping[str, int]


def reasons_to_build(
    outputs: Path, policy_id: str, ingredients: Callable[[], Ingredients]
) -> tuple[str, ...]:
    """Why a pack has to be built; nothing where the one that is there is as good as a new one.

    The ingredients are asked for only where there is a pack to compare them with.
    """
    pack = outputs / policy_id
    if not pack.is_dir():
        return (NOT_BUILT,)
    record = _read_record(outputs, policy_id)
    if record is None:
        return (NOT_RECORDED,)
    return (*ingredients().changes_since(record.ingredients), *_losses(pack, record.files))


def record_build(outputs: Path, policy_id: str, ingredients: Ingredients) -> None:
    """Record what the pack that has just been published was made from."""
    content = {"ingredients": asdict(ingredients), "files": sizes(outputs / policy_id)}
    text = json.dumps(content, ensure_ascii=False, indent=1)
    publish_text(text, _place(outputs, policy_id))


def state_of_packs(outputs: Path, evidence: Path) -> str:
    """One fingerprint of all that the pages over all packs show, and of what writes them."""
    holders = (*outputs.glob(f"[!.]*/{MANIFEST}"), *outputs.glob(f"[!.]*/{NOTICE}"))
    editions = fingerprints(evidence, evidence.glob("*/editions/*.json"))
    found = {**fingerprints(outputs, holders), **editions}
    return fingerprint_of_all({**found, "code": code_fingerprint()})


def site_is_fresh(outputs: Path, evidence: Path) -> bool:
    """Whether the page over all packs was written from the packs that are there now."""
    try:
        recorded = (outputs / BUILDS / SITE).read_text(encoding="utf-8")
    except OSError:
        return False
    return (outputs / PAGE).is_file() and recorded == state_of_packs(outputs, evidence)


def record_site(outputs: Path, state: str) -> None:
    """Record the state of the packs from which the page over them was written."""
    publish_text(state, outputs / BUILDS / SITE)


def _losses(pack: Path, files: Mapping[str, int]) -> Iterator[str]:
    found = sizes(pack)
    yield from _changed("files of the pack", files, found, _of_files, "are not as they were built")


def _read_record(outputs: Path, policy_id: str) -> _Record | None:
    try:
        content = json.loads(_place(outputs, policy_id).read_text(encoding="utf-8"))
        return _Record(Ingredients(**content["ingredients"]), content["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _place(outputs: Path, policy_id: str) -> Path:
    return outputs / BUILDS / f"{policy_id}.json"
