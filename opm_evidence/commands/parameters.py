"""The parameters of a notebook as the words of a command give them."""

from collections.abc import Sequence
from pathlib import Path

from opm_evidence.errors import WrongCall
from opm_evidence.packs.notebooks.sidecar import Scalar, read_sidecar

SET_OTHERWISE = {
    "policy_id": "Name the policy itself, without -p.",
    "evidence_dir": "Name the folder with --evidence.",
}
"""Parameters that a command sets by itself, and how to choose their values."""


def parameters_given(
    notebook: Path, words: Sequence[str] | None, as_of: str = ""
) -> dict[str, Scalar]:
    """The values of `-p NAME=VALUE` and `--as-of`, in the types that the sidecar declares.

    Raises:
        WrongCall: a word is no `NAME=VALUE`, or the notebook has no such parameter.
    """
    sidecar = read_sidecar(notebook)
    given = {}
    for word in (*(words or ()), *([f"as_of={as_of}"] if as_of else [])):
        name, equals, text = word.partition("=")
        if name in SET_OTHERWISE:
            raise WrongCall.for_parameter(name, text, SET_OTHERWISE[name])
        if not equals or not name:
            raise WrongCall(f"“{word}” is no parameter.\n    Write it as NAME=VALUE.")
        given[name] = sidecar.parameter(name).parse(text)
    return given
