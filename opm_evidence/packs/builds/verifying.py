"""Builds a pack again from what it carries, and names what differs: input, code or output."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

import opm_evidence
from opm_evidence.errors import FaultyRegister, OpmEvidenceError, PackFailed, WrongCall
from opm_evidence.packs.builds.building import NOTEBOOK_PATH
from opm_evidence.packs.builds.making import make_pack, notebook_fingerprint
from opm_evidence.packs.builds.unpacking import unpacked
from opm_evidence.packs.contents import CARRIED, INTERACTIVE, MANIFEST, all_files, archive_of
from opm_evidence.packs.fingerprints import code_fingerprint, fingerprints, versions
from opm_evidence.packs.manifest import Manifest, read_manifest
from opm_evidence.packs.notebooks.running import read_notebook
from opm_evidence.packs.notebooks.sidecar import Scalar, read_sidecar
from opm_evidence.records.register import Register
from opm_evidence.registers import read_register
from opm_evidence.usage import read_policy_usage

Kind = Literal["input", "code", "output"]
CHECKOUT = Path(str(files("opm_evidence"))).parent
"""Where the library lies; its notebooks are beside it unless it was installed without them."""
LONGEST = 120
"""Letters of a line that are shown."""

TEXT_ENDINGS = (".csv", ".html", ".ipynb", ".json", ".yaml")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the pack says, or does not come out again."""

    kind: Kind
    what: str
    how: str

    def __str__(self) -> str:
        return f"{self.kind} changed: {self.what}\n    {self.how}"


def verify_pack(
    pack: Path,
    *,
    notebook: Path = NOTEBOOK_PATH,
    run_sections: bool = False,
) -> tuple[Difference, ...]:
    """Everything in which a pack differs from what its own register gives, the first cause first.

    The pack is a folder, or the zip of one. Of notebooks, this project's own is run, and what a
    pack brings along only with `run_sections`: a pack may come from anybody. Nothing is built where
    the pack's register is not the one that it was made from.

    Raises:
        WrongCall: there is no pack, there is no notebook, or the pack brings sections along that
            nobody has allowed to run.
        FaultyRegister: the register that the pack carries cannot be read.
        PackFailed: a cell of the notebook failed, or the pack was made with other code and this
            one refuses what it was made from.
    """
    with unpacked(pack) as folder:
        return _differences(folder, notebook, run_sections)


def notebook_at_hand(named: Path, manifest: Manifest, checkout: Path = CHECKOUT) -> Path:
    """The notebook that was named, or where none was and none lies here, that of the checkout.

    Never the one in the pack, which may come from anybody.

    Raises:
        WrongCall: there is no notebook, neither here nor beside the library.
    """
    beside = checkout / NOTEBOOK_PATH
    if named != NOTEBOOK_PATH or named.is_file():
        return named
    if beside.is_file():
        return beside
    raise WrongCall(
        f"There is no notebook to build the pack with: no {NOTEBOOK_PATH.as_posix()} here, and"
        " opm-evidence is installed without one.\n"
        f"    The pack was made with opm-evidence {manifest.version}. Get the source of that"
        " version and name its notebook:\n"
        f"    --notebook FOLDER-OF-THE-SOURCE/{NOTEBOOK_PATH.as_posix()}"
    )


def _differences(pack: Path, notebook: Path, run_sections: bool) -> tuple[Difference, ...]:
    manifest = read_manifest(pack)
    inputs = tuple(_inputs(pack, manifest))
    if inputs:
        return inputs
    notebook = notebook_at_hand(notebook, manifest)
    code = tuple(_code(manifest, notebook))
    try:
        parameters = read_sidecar(notebook).complete(manifest.parameters)
        register = read_register(manifest.policy_id, pack / CARRIED, as_of=str(parameters["as_of"]))
    except (WrongCall, FaultyRegister) as error:
        if not code:
            raise
        raise _other_rules(manifest, error) from None
    if register.sections and not run_sections:
        raise _refusal(register)
    return (*code, *_outputs(pack, manifest, notebook, register, parameters))


def _other_rules(manifest: Manifest, error: OpmEvidenceError) -> PackFailed:
    """That what made a pack, with other code, is refused here; the pack may be right all the same.

    Such are packs that were read as at a day before that of their register, which was allowed once.
    """
    return PackFailed(
        f"The pack of {manifest.policy_id} cannot be built again with this version of opm-evidence,"
        " so nothing was compared.\n"
        f"    It was made with {manifest.version} and other files of code. This one refuses it:\n"
        f"    {str(error).partition('    ')[0].strip()}\n"
        "    That is no sign that the pack was changed: its register is as manifest.json says. To"
        " verify it, check out the source that made it (the code in manifest.json is its"
        " fingerprint) and call that one’s opm-evidence."
    )


def _inputs(pack: Path, manifest: Manifest) -> Iterator[Difference]:
    found = fingerprints(pack, all_files(pack / CARRIED))
    yield from _files("input", manifest.inputs, found, "the manifest", "the pack")


def _code(manifest: Manifest, notebook: Path) -> Iterator[Difference]:
    read_sidecar(notebook)
    if notebook_fingerprint(read_notebook(notebook)) != manifest.notebook:
        what = notebook.as_posix()
        yield Difference("code", what, "The pack was made with another version of it.")
    if code_fingerprint() != manifest.code:
        ours = opm_evidence.__version__
        how = (
            f"The pack was made with {manifest.version}; this is {ours}, with other files. What"
            " differs below may differ for that alone."
        )
        yield Difference("code", "opm-evidence", how)
    for name, ours in versions().items():
        theirs = manifest.libraries.get(name)
        if ours != theirs:
            yield Difference("code", name, f"The pack was made with {theirs}; this is {ours}.")


def _outputs(
    pack: Path,
    manifest: Manifest,
    notebook: Path,
    register: Register,
    parameters: Mapping[str, Scalar],
) -> Iterator[Difference]:
    if register.policy.policy_id != manifest.policy_id:
        raise WrongCall(f"The manifest of {pack.as_posix()} is not that of its register.")
    with tempfile.TemporaryDirectory(prefix="opm-") as folder:
        again = Path(folder)
        interactive = INTERACTIVE in manifest.outputs
        make_pack(
            register,
            read_notebook(notebook),
            parameters,
            again,
            usage=read_policy_usage(register.policy, pack / CARRIED),
            interactive=interactive,
        )
        ours = fingerprints(again, all_files(again))
        theirs = fingerprints(pack, all_files(pack))
        # What is named last holds the fingerprints or the bytes of all the others.
        last = (MANIFEST, archive_of(manifest.policy_id))
        order = sorted({*ours, *theirs}, key=lambda name: (name in last, name))
        ours = {name: ours[name] for name in order if name in ours}
        theirs = {name: theirs[name] for name in order if name in theirs}
        for each in _files("output", ours, theirs, "the pack built again", "the pack"):
            if each.what in ours and each.what in theirs:
                yield Difference("output", each.what, _first_difference(pack, again, each.what))
            else:
                yield each


def _refusal(register: Register) -> WrongCall:
    brought = [f"{CARRIED}/{register.policy.policy_id}/{each.file}" for each in register.sections]
    return WrongCall(
        "The pack brings code of others along, which building it again would run on this computer:"
        f"\n    {', '.join(brought)}.\n"
        "    Read that first. If you trust it, verify with --run-sections."
    )


def _files(
    kind: Kind, expected: Mapping[str, str], found: Mapping[str, str], where: str, here: str
) -> Iterator[Difference]:
    for name, sha in expected.items():
        if name not in found:
            yield Difference(kind, name, f"It is in {where} and not in {here}.")
        elif found[name] != sha:
            yield Difference(kind, name, f"Its fingerprint is not the one in {where}.")
    for name in found:
        if name not in expected:
            yield Difference(kind, name, f"It is in {here} and not in {where}.")


def _first_difference(pack: Path, again: Path, name: str) -> str:
    theirs, ours = (pack / name).read_bytes(), (again / name).read_bytes()
    if not name.endswith(TEXT_ENDINGS):
        places = (n for n, (a, b) in enumerate(zip(theirs, ours, strict=False)) if a != b)
        return f"The first byte that differs is {next(places, min(len(theirs), len(ours)))}."
    pairs = zip(theirs.splitlines(), ours.splitlines(), strict=False)
    for number, (one, other) in enumerate(pairs, start=1):
        if one != other:
            start = _shortly_before(one, other)
            return (
                f"Line {number} is {_shown(one[start:])} and comes out as {_shown(other[start:])}."
            )
    return "One of the two ends earlier than the other."


def _shortly_before(one: bytes, other: bytes) -> int:
    """Where to begin to show two lines, so that what differs in them is seen."""
    same = len(os.path.commonprefix((one, other)))
    return 0 if same < LONGEST // 2 else same - LONGEST // 4


def _shown(line: bytes) -> str:
    text = line.decode("utf-8", errors="replace").strip()
    return f"“{text[:LONGEST]}{'…' if len(text) > LONGEST else ''}”"
