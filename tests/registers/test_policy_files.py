"""policy.yaml: every fault names its line and field, in words that an analyst knows."""

from pathlib import Path

import pytest

from opm_evidence.records.faults import Fault
from opm_evidence.registers import read_register
from tests.registers.folders import POLICY, found_in, lay_register, only_fault

TEXT = """\
policy_id: drinks
title: A levy on sugary drinks
summary: A levy on drinks with much sugar.
lead_department: HM Treasury
stage: in_force
announced_on: 2016-03-16
as_of: 2026-01-01
target_nations: [uk]
questions:
  - {id: q1, text: Does the levy lower obesity?}
interventions:
  - {id: levy, title: The levy}
outcomes:
  - id: obesity
    title: Obesity
    desired_direction: down
    priority: yes
  - {id: sales, title: Sales of sugar, desired_direction: down}
populations:
  - {id: children, title: Children}
  - {id: girls, title: Girls, part_of: children}
priority_dimensions:
  - {id: age, title: Age, dimension: age, populations: [children], reason: Children drink more.}
framework:
  - question: q1
    asks: effect
    intervention: levy
    outcome: obesity
    groups: [girls, age]
    declared_by: register editor
    reason: The stated aim.
nations:
  - {id: uk, title: the United Kingdom, contains: [england]}
  - {id: england, title: England}
govuk_pages:
  - {base_path: /levy, role: guidance, question: q1}
search_terms:
  - {text: sugar tax, question: q1}
"""


def lay(tmp_path: Path, *changes: tuple[str, str], text: str = TEXT) -> Path:
    folder = lay_register(tmp_path)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "policy.yaml").write_text(text, encoding="utf-8")
    return folder


def policy_faults(folder: Path) -> list[Fault]:
    return [fault for fault in found_in(folder) if fault.file == "policy.yaml"]


def test_a_policy_is_read_with_everything_that_yaml_would_take_for_something_else(
    tmp_path: Path,
) -> None:
    folder = lay(
        tmp_path,
        ("announced_on: 2016-03-16", "announced_on: 2016"),
        ("title: Obesity", "title: No"),
        ("title: The levy", "title: 010"),
    )
    assert found_in(folder) == ()
    policy = read_register(POLICY, tmp_path).policy
    assert policy.announced_on == "2016"
    assert policy.outcomes[0].title == "No"
    assert policy.outcomes[0].priority is True
    assert policy.interventions[0].title == "010"


FAULTS = [
    # what is changed, to what, line, field, what is said, remedy
    ("stage: in_force", "stage: in force", 5, "stage", "“in force” is not", "“in_force”?"),
    ("title: A levy on sugary drinks", "title:", 2, "title", "missing or blank", "title: here"),
    ("title: A levy", "titel: A levy", 1, "title", "missing or blank", "begins with title:"),
    ("as_of: 2026-01-01", "as_of: 2026", 7, "as_of", "“2026” is not a whole day", "2026-11-23"),
    ("as_of: 2026-01-01", "as_of: 2026-02-30", 7, "as_of", "no such day", "2026-11-23"),
    ("2016-03-16", "2016-13", 6, "announced_on", "no such date as 2016-13", "2016-03-16"),
    ("2016-03-16", "16/3/2016", 6, "announced_on", "does not have the form", "2016-12-05"),
    ("[uk]", "uk", 8, "target_nations", "A list belongs here", "begins with a hyphen"),
    ("[uk]", "[UK]", 8, "target_nations, entry 1", "does not have the form", "lower-case"),
    ("id: levy,", "id: The levy,", 12, "interventions, entry 1, id", "does not have", "lower-case"),
    ("title: Obesity", "title: [a]", 15, "outcomes, entry 1, title", "Text belongs here", "colon"),
    (
        "priority: yes",
        "priority: high",
        17,
        "outcomes, entry 1, priority",
        "neither yes nor",
        "yes",
    ),
    ("down", "downwards", 16, "outcomes, entry 1, desired_direction", "not a known", "“down”?"),
    (
        "priority: yes",
        "priority: yes\n    min_follow_up_months: two years",
        18,
        "outcomes, entry 1, min_follow_up_months",
        "not a number above zero",
        "such as 24",
    ),
    (
        "priority: yes",
        "priority: yes\n    min_follow_up_months: 24",
        14,
        "outcomes, entry 1",
        "Min_follow_up_months needs follow_up_reason",
        "Mend",
    ),
    (
        "    priority: yes",
        "    prio: yes",
        17,
        "outcomes, entry 1, prio",
        "no field “prio”",
        "prior",
    ),
    ("asks: effect", "asks: need", 25, "framework, entry 1", "A cell that asks for a need", "Mend"),
    ("base_path: /levy", "base_path: levy", 36, "govuk_pages, entry 1, base_path", "form", "slash"),
    ("id: q1,", "id: " + "q" * 81 + ",", 10, "questions, entry 1, id", "81 characters", "shorter"),
    ("- {id: uk,", "- uk\n  - {id: uk,", 33, "nations, entry 1", "Fields belong here", "contains"),
]


@pytest.mark.parametrize(("old", "new", "line", "field", "what", "remedy"), FAULTS)
def test_a_fault_of_the_model_names_line_and_field(
    tmp_path: Path, old: str, new: str, line: int, field: str, what: str, remedy: str
) -> None:
    faults = policy_faults(lay(tmp_path, (old, new)))
    fault = next(each for each in faults if each.field == field)
    assert fault.line == line
    assert what in fault.what
    assert remedy in fault.remedy


def test_an_unknown_field_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    faults = policy_faults(lay(tmp_path, ("title: A levy", "titel: A levy")))
    assert [fault.field for fault in faults] == ["title", "titel"]
    assert "Did you mean “title”?" in faults[1].remedy


def test_all_faults_of_a_policy_file_come_at_once(tmp_path: Path) -> None:
    folder = lay(tmp_path, ("in_force", "ended"), ("as_of: 2026-01-01\n", ""), ("down", "less"))
    assert len(policy_faults(folder)) == 3


IDS = [
    ("question: q1\n", "question: q2\n", 25, "framework, entry 1, question", "questions"),
    ("intervention: levy", "intervention: tax", 27, "framework, entry 1, intervention", "interv"),
    ("outcome: obesity", "outcome: obesty", 28, "framework, entry 1, outcome", "outcomes"),
    ("[girls, age]", "[boys, age]", 29, "framework, entry 1, groups, entry 1", "populations and"),
    ("part_of: children", "part_of: child", 21, "populations, entry 2, part_of", "populations"),
    ("populations: [children]", "populations: [age]", 23, "priority_dimensions", "populations"),
    ("contains: [england]", "contains: [engand]", 33, "nations, entry 1, contains", "nations"),
    ("[uk]", "[france]", 8, "target_nations, entry 1", "nations"),
    ("question: q1}\nsearch", "question: q3}\nsearch", 36, "govuk_pages, entry 1", "questions"),
    ("guidance, question: q1", "guidance, cell: levy", 36, "govuk_pages, entry 1, cell", "cells"),
    ("tax, question: q1", "tax, intervention: t", 38, "search_terms, entry 1", "interventions"),
]


@pytest.mark.parametrize(("old", "new", "line", "field", "part"), IDS)
def test_every_id_that_a_policy_refers_to_is_declared(
    tmp_path: Path, old: str, new: str, line: int, field: str, part: str
) -> None:
    faults = policy_faults(lay(tmp_path, (old, new)))
    (fault,) = [each for each in faults if each.severity == "fault"]
    assert fault.line == line
    assert fault.field.startswith(field)
    assert fault.what.startswith("There is no ") and f"among the {part}" in fault.what


def test_an_id_is_given_once_and_groups_share_theirs_with_dimensions(tmp_path: Path) -> None:
    (fault,) = policy_faults(lay(tmp_path, ("id: sales,", "id: obesity,")))
    assert fault.line == 18
    assert "first on line 14" in fault.what
    (shared,) = policy_faults(
        lay(tmp_path / "2", ("- {id: age,", "- {id: girls,"), (", age]", "]"))
    )
    assert (shared.line, shared.field) == (23, "priority_dimensions, entry 1, id")


def test_no_group_or_nation_lies_within_itself(tmp_path: Path) -> None:
    folder = lay(
        tmp_path,
        ("title: Children}", "title: Children, part_of: girls}"),
        ("title: England}", "title: England, contains: [uk]}"),
    )
    assert [fault.field for fault in policy_faults(folder)] == [
        "populations, entry 1, part_of",
        "populations, entry 2, part_of",
        "nations, entry 1, contains",
        "nations, entry 2, contains",
    ]


def test_a_cell_is_declared_once(tmp_path: Path) -> None:
    cell = TEXT[TEXT.index("  - question") : TEXT.index("nations:\n  - {id: uk")]
    (fault,) = policy_faults(lay(tmp_path, (cell, cell + cell.replace("[girls, age]", "[age]"))))
    assert fault.line == 32
    assert "levy--obesity--any--effect" in fault.what and "first on line 25" in fault.what


def test_the_folder_carries_the_name_of_the_policy(tmp_path: Path) -> None:
    fault = only_fault(lay(tmp_path, ("policy_id: drinks", "policy_id: drink")))
    assert fault.place == "policy.yaml, line 1, policy_id"
    assert "the folder is named “drinks”" in fault.what


def test_a_framework_too_large_or_too_empty_is_advised_against(tmp_path: Path) -> None:
    cells = "".join(
        f"  - {{question: q1, asks: effect, intervention: levy, outcome: o{number}, "
        "declared_by: register editor, reason: Why not.}\n"
        for number in range(30)
    )
    outcomes = "".join(
        f"  - {{id: o{number}, title: O, desired_direction: up}}\n" for number in range(30)
    )
    folder = lay(
        tmp_path, ("nations:\n  - {id: uk", cells + "nations:\n  - {id: uk"),
        ("populations:\n  - {id: children", outcomes + "populations:\n  - {id: children"),
    )  # fmt: skip
    faults = policy_faults(folder)
    assert {fault.severity for fault in faults} == {"advice"}
    assert {fault.line for fault in faults} == {54}
    assert "30 of the 31 cells" in faults[0].what
    assert "has 31 cells" in faults[1].what


HOSTILE = [
    ("title: &a A\nsummary: *a\n", 1, "anchor or alias"),
    ("title: !!python/object/apply:os.system ['true']\n", 1, "a tag"),
    ("title: !include /etc/passwd\n", 1, "a tag"),
    ("title: A\ntitle: B\n", 2, "there twice (first on line 1)"),
    ("title: A\n---\ntitle: B\n", 2, "three hyphens begin a second list"),
    ("title: [a, b\nsummary: c\n", 2, "a bracket is opened and not closed"),
    ("title: a: b\n", 1, "there is a colon where none is expected"),
    ('title: a\nsummary: "b\nstage: c\n', 2, "opened here and never closed"),
    ("questions:\n  - id: a\n   \u00a0text: b\n", 3, "a space of another kind, U+00A0"),
    ("title: A\nquestions:\n  - id: a\n  \u3000text: b\n", 4, "of another kind, U+3000"),
    ('title: "A" levy\n', 1, "text follows a closing quotation mark"),
    ("questions:\n- id: a\n text: b\n", 3, "does not line up"),
    ("title: A\nsome words\nstage: B\n", 3, "a name stands without a colon"),
    ("title: @levy\n", 1, "a character that needs quotation marks"),
    ("title: A\n<<<<<<< HEAD\nstage: B\n", 2, "Two versions of the file were merged"),
    ("\ttitle: a\n", 1, "a tab in this line"),
    ("title: a\x07\n", 1, "cannot be seen"),
    ("- a\n- b\n", 1, "list of fields"),
    ("just text\n", 1, "list of fields"),
    ("", 1, "list of fields"),
    ("? [a, b]\n: c\n", 1, "missing or blank"),
    ("title: " + "[" * 30 + "]" * 30 + "\n", 1, "more than 12 deep"),
    ("title: " + "[" * 50_000 + "\n", 1, "more than 12 deep"),
]


@pytest.mark.parametrize(("text", "line", "what"), HOSTILE)
def test_yaml_that_is_not_a_plain_policy_is_refused_at_its_line(
    tmp_path: Path, text: str, line: int, what: str
) -> None:
    faults = policy_faults(lay(tmp_path, text=text))
    assert any(what in fault.what and fault.line == line for fault in faults), faults


@pytest.mark.parametrize(
    ("spelt", "what"),
    [
        ('"The \\e[31mlevy"', "U+001B"),
        ('"The \\0levy"', "U+0000"),
        ('"The \\u202Elevy"', "U+202E"),
        ("The \u200blevy", "U+200B"),
        ("The levyâ€™s aim", "Letters were damaged"),
    ],
)
def test_a_character_that_cannot_be_seen_is_a_fault_however_it_is_spelt(
    tmp_path: Path, spelt: str, what: str
) -> None:
    """The title goes into the page over all packs, the feed and the entries to cite it by."""
    (fault,) = policy_faults(lay(tmp_path, ("title: A levy on sugary drinks", f"title: {spelt}")))
    assert (fault.severity, fault.field) == ("fault", "title")
    assert what in fault.what


def test_a_bomb_of_aliases_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    faults = policy_faults(lay(tmp_path, text="\n".join(lines)))
    assert "anchor or alias" in faults[0].what
    assert len(faults) <= 21


def test_a_policy_file_is_no_larger_than_half_a_megabyte(tmp_path: Path) -> None:
    (fault,) = policy_faults(lay(tmp_path, text="a" * 600_000))
    assert "600,000 bytes; the limit is 524,288" in fault.what


def test_windows_1252_in_a_policy_file_is_read_with_an_advice(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    text = TEXT.replace("title: Obesity", "title: Café")
    (folder / "policy.yaml").write_bytes(text.encode("cp1252"))
    assert only_fault(folder).severity == "advice"
    assert "spreadsheet" not in only_fault(folder).remedy
    assert read_register(POLICY, tmp_path).policy.outcomes[0].title == "Café"


@pytest.mark.parametrize(
    "laid", ["questions:\n\t- id: q\n", "questions:\n  - id:\tq\n\t  text: Q\n"]
)
def test_a_tab_in_the_policy_is_called_a_tab(tmp_path: Path, laid: str) -> None:
    folder = lay(tmp_path)
    path = folder / "policy.yaml"
    path.write_text(laid + path.read_text())
    fault = next(each for each in found_in(folder) if each.file == "policy.yaml")
    assert "There is a tab in this line" in fault.what
    assert "\t" in path.read_text().split("\n")[fault.line - 1]
