"""Own sections are read with a register, and their shape is checked without running them."""

import json
import os

import pytest
from nbformat.v4 import new_raw_cell

from opm_evidence.registers import examine_register, read_register, write_register
from opm_evidence.registers.new_section import lay_out_section
from tests.own_sections import TABLE, WHOSE, cell, example, own_section
from tests.packs.conftest import levy


@pytest.fixture
def drinks(tmp_path):
    write_register(levy(), tmp_path)
    return tmp_path / "drinks"


def faults(drinks):
    return [str(each) for each in examine_register("drinks", drinks.parent).faults]


def test_a_section_says_whose_work_it_is(drinks):
    example(drinks)
    (section,) = read_register("drinks", drinks.parent).sections
    assert section.title == "What do we see in schools?"
    assert (section.author, section.organisation) == ("The analysts", "A charity & friends")
    assert [each.published for each in section.cells] == [True, False, True, True]


def test_writing_and_reading_gives_the_same_section_without_results(drinks, tmp_path):
    example(drinks)
    register = read_register("drinks", drinks.parent)
    for place in ("one", "two"):
        write_register(register, tmp_path / place)
    again = read_register("drinks", tmp_path / "one")
    assert again.sections == register.sections
    text = (tmp_path / "one/drinks/sections/schools.ipynb").read_bytes()
    assert b"/home/somebody" not in text
    assert text == (tmp_path / "two/drinks/sections/schools.ipynb").read_bytes()


def test_a_section_runs_at_a_desk_as_it_was_laid_out_before_its_words_are_written(
    drinks, monkeypatch
):
    said = {"title": "Prices", "author": "The pricing team", "organisation": "A charity"}
    path = lay_out_section("drinks", drinks.parent, "prices", **said)
    assert "laid out with" in "".join(faults(drinks))
    monkeypatch.chdir(path.parent)
    names = {}
    for each in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if each["cell_type"] == "code":
            exec("".join(each["source"]), names)
    assert names["assessment"].register is names["register"]
    assert names["register"].sections == ()


@pytest.mark.parametrize("missing", ["title", "author", "organisation"])
def test_a_section_without_its_author_is_a_fault_that_names_file_and_remedy(drinks, missing):
    example(drinks)
    sidecar = drinks / "sections/schools.yaml"
    lines = [line for line in WHOSE.splitlines() if not line.startswith(missing)]
    sidecar.write_text("\n".join(lines), encoding="utf-8")
    (fault,) = faults(drinks)
    assert fault.startswith(f"sections/schools.yaml, {missing}: It does not say the {missing}")
    assert "Say title, author and organisation" in fault


def test_a_section_without_the_file_beside_it_is_a_fault(drinks):
    own_section(drinks, "Words.", whose="")
    (fault,) = faults(drinks)
    assert fault.startswith("sections/schools.yaml: Nobody says whose work this section is.")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["# A title of my own"], "cell 1: The heading “A title of my own” has level 1"),
        (["A title\n======="], "cell 1: The heading “A title” has level 1"),
        (["### One\n\n##### Two"], "cell 1: The heading “Two” has level 5 below one of level 3"),
        (["![](https://example.org/a.png)"], "cell 1: A picture from a file"),
        (["Words.", cell("if:")], "cell 2: This cannot be read as Python"),
        ([cell("%matplotlib inline")], "cell 1: This cannot be read as Python"),
        ([cell("import random")], "cell 1: It imports random"),
        ([cell("from urllib.request import urlopen")], "cell 1: It imports urllib.request"),
        ([cell("open('/etc/passwd')")], "cell 1: It uses open"),
        ([cell("register = 1")], "cell 1: It changes register"),
        ([new_raw_cell("raw")], "cell 1: A cell of the kind “raw”"),
        ([cell("1", "for-analysts")], "There is no cell that a pack would show"),
        ([cell("1") for _ in range(26)], "There are more than 25 code cells"),
    ],
)
def test_a_cell_that_a_page_cannot_hold_is_named_with_its_notebook(drinks, cells, said):
    own_section(drinks, *cells)
    found = faults(drinks)
    assert any(each.startswith("sections/schools.ipynb") and said in each for each in found), found


def test_code_in_a_fence_is_no_heading(drinks):
    own_section(drinks, "Like this:\n\n```\n# a remark\n```", cell(TABLE))
    assert faults(drinks) == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"nbformat": 4}', '{"nbformat": 3, "cells": []}'])
def test_what_is_no_notebook_is_refused(drinks, text):
    own_section(drinks, "Words.").write_text(text, encoding="utf-8")
    assert any("This is no notebook of version 4." in each for each in faults(drinks))


@pytest.mark.parametrize("whose", ["- a list", "title: [", "a", "title: &a [*a]"])
def test_what_says_nothing_beside_a_notebook_is_refused(drinks, whose):
    own_section(drinks, "Words.", whose=whose)
    assert any(each.startswith("sections/schools.yaml") for each in faults(drinks))


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefghijk", "bcdefghijkl", strict=True)
)


@pytest.mark.parametrize(
    "whose",
    [
        BOMB + "title: *l\nauthor: A\norganisation: B\n",
        "a: &a {x: 1}\n<<: [*a, *a]\n" + WHOSE,
        "title: " + "[" * 50_000,
    ],
)
def test_what_would_unfold_beside_a_notebook_is_refused_before_it_does(drinks, whose):
    own_section(drinks, "Words.", whose=whose)
    (fault,) = faults(drinks)
    assert fault.startswith("sections/schools.yaml: This is not a list of names and values.")
    assert len(fault) < 1_000


def test_a_name_beside_author_and_title_is_not_read_in_silence(drinks):
    own_section(drinks, "Words.", whose=WHOSE + "autor: me\n")
    (fault,) = faults(drinks)
    assert "Nothing is read under the name “autor”." in fault


def test_other_files_and_links_among_the_sections_are_faults(drinks):
    example(drinks)
    (drinks / "sections/data.csv").write_text("a", encoding="utf-8")
    os.symlink("/etc/passwd", drinks / "sections/other.ipynb")
    assert [each.partition(":")[0] for each in faults(drinks)] == [
        "sections/data.csv",
        "sections/other.ipynb",
    ]


def test_a_pasted_picture_has_no_words_and_is_refused(drinks):
    path = own_section(drinks, "Words.")
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][0]["attachments"] = {"a.png": {"image/png": "AA=="}}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert any("cell 1: A picture was pasted" in each for each in faults(drinks))
