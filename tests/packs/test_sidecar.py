"""Parameters are checked before a kernel starts."""

import pytest

from opm_evidence.errors import WrongCall
from opm_evidence.packs.notebooks.running import read_notebook
from opm_evidence.packs.notebooks.sidecar import Parameter, read_sidecar, thresholds_of
from tests.commands import NOTEBOOK

YEARS = Parameter("years", "whole number", 5, "How old.", minimum=0)
SHARE = Parameter("share", "number", 0.5, "What share.", minimum=0, maximum=1)
DAY = Parameter("as_of", "date", "", "Which day.")
NAME = Parameter("name", "text", "levy", "Which policy.", pattern="[a-z]+")


@pytest.mark.parametrize(
    ("parameter", "text", "value"),
    [
        (YEARS, "7", 7),
        (YEARS, "0", 0),
        (SHARE, "0.25", 0.25),
        (SHARE, "1", 1.0),
        (DAY, "2026-03-31", "2026-03-31"),
        (DAY, "", ""),
        (NAME, "levy", "levy"),
    ],
)
def test_a_word_of_the_command_line_becomes_a_value(parameter, text, value):
    assert parameter.parse(text) == value
    assert type(parameter.parse(text)) is type(value)


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        (YEARS, "-1"),
        (YEARS, "2.5"),
        (YEARS, "many"),
        (SHARE, "1.01"),
        (SHARE, "nan"),
        (SHARE, "inf"),
        (DAY, "2026-02-30"),
        (DAY, "31/03/2026"),
        (DAY, "2026"),
        (NAME, "../levy"),
        (NAME, ""),
    ],
)
def test_a_value_that_a_parameter_cannot_take_is_refused_with_what_it_takes(parameter, text):
    with pytest.raises(WrongCall, match=f"The parameter {parameter.name} cannot be"):
        parameter.parse(text)


@pytest.mark.parametrize("value", [True, None, [1], "3", 3.0])
def test_a_value_of_another_type_is_refused(value):
    with pytest.raises(WrongCall):
        YEARS.check(value)


def test_what_a_parameter_takes_is_said_in_words():
    assert YEARS.takes == "a whole number of 0 or more"
    assert SHARE.takes == "a number from 0 to 1"


SIDECAR = """
title: Small
description: A small notebook.
parameters:
  years: {type: whole number, default: 5, minimum: 0, description: How old.}
  share: {type: number, default: 0.5, minimum: 0, maximum: 1, description: What share.}
"""


@pytest.fixture
def sidecar(tmp_path):
    (tmp_path / "small.yaml").write_text(SIDECAR, encoding="utf-8")
    (tmp_path / "small.ipynb").write_text("{}", encoding="utf-8")
    return read_sidecar(tmp_path / "small.ipynb")


def test_what_is_not_given_has_its_default(sidecar):
    assert sidecar.complete({"years": 2}) == {"years": 2, "share": 0.5}


def test_an_unknown_parameter_is_refused_with_the_known_ones(sidecar):
    with pytest.raises(WrongCall, match=r"no parameter yeers.\n    Its parameters: years, share"):
        sidecar.complete({"yeers": 2})


def test_a_notebook_without_a_sidecar_is_refused(tmp_path):
    (tmp_path / "bare.ipynb").write_text("{}", encoding="utf-8")
    with pytest.raises(WrongCall, match=r"There is no file .*bare\.yaml"):
        read_sidecar(tmp_path / "bare.ipynb")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a list",
        "title: A\n",
        "title: A\ndescription: B\nparameters: none\n",
        "title: A\ndescription: B\nparameters:\n  years: {type: number, minimun: 0}\n",
        "<<<<<<< HEAD\ntitle: A\n",
    ],
)
def test_a_sidecar_that_somebody_broke_is_refused_by_its_name(tmp_path, text):
    notebook = tmp_path / "mine.ipynb"
    notebook.write_bytes(NOTEBOOK.read_bytes())
    notebook.with_suffix(".yaml").write_text(text, encoding="utf-8")
    with pytest.raises(WrongCall, match=r"mine\.yaml does not say what the parameters"):
        read_sidecar(notebook)


@pytest.mark.parametrize("text", ["", "{}", "[1]", "<<<<<<< HEAD\n{", "\udcff"])
def test_a_notebook_that_somebody_broke_is_refused_by_its_name(tmp_path, text):
    notebook = tmp_path / "mine.ipynb"
    notebook.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(WrongCall, match=r"mine\.ipynb is no notebook that can be read"):
        read_notebook(notebook)


def test_a_notebook_without_a_threshold_is_refused_since_packs_print_all():
    parameters = read_sidecar(NOTEBOOK).complete({})
    del parameters["stale_years"]
    with pytest.raises(WrongCall, match="no parameter stale_years"):
        thresholds_of(parameters)
