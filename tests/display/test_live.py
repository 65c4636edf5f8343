"""What analysts see in JupyterLab: controls where the libraries are, and the exhibit anywhere."""

import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from opm_evidence import Thresholds, assess, desk, suppose
from opm_evidence.display import live
from opm_evidence.display.widgets.explorer import Explorer
from opm_evidence.display.widgets.sortable import sortable
from opm_evidence.display.widgets.threshold_sliders import Sliders
from opm_evidence.synthesis.mending import health_of
from opm_evidence.synthesis.rules import RULES
from tests.commands import ROOT
from tests.drawing import draw_register

PACKAGE = ROOT / "opm_evidence"
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in [
        *(PACKAGE / "display" / "widgets").glob("[!_]*.py"),
        *(PACKAGE / "display" / "desk").glob("[!_]*.py"),
        PACKAGE / "display" / "live.py",
    ]
)
STUDIES = """
finding_id | study_id | intervention | outcome | direction | statement
f1         | s1       | levy         | obesity | improves  | It fell.
f2         | s2       | levy         | obesity | improves  | It fell, too.
"""
VIEW = "application/vnd.jupyter.widget-view+json"
LEVY = "levy--obesity--any--effect"


@pytest.fixture
def before():
    return assess(draw_register(findings=STUDIES))


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_says(name):
    failed, _ = doctest.testmod(import_module(name), optionflags=doctest.ELLIPSIS)
    assert failed == 0


def test_every_exhibit_and_every_widget_has_an_example():
    shown = [*desk.EXHIBITS, Explorer, Sliders, sortable, live.sortable_table]
    assert [each.__name__ for each in shown if ">>>" not in (each.__doc__ or "")] == []


def test_an_exhibit_brings_its_controls_along_and_stays_what_it_is_anywhere(before):
    shown = desk.explore_gaps(before, before)._repr_mimebundle_()
    assert VIEW in shown
    assert "sliders stand here instead" in shown["text/html"]


def test_without_the_libraries_an_exhibit_says_what_to_install(before, monkeypatch):
    exhibits = [desk.explore_gaps(before, before), desk.gaps_moved(before, before)]
    with_them = [each._repr_mimebundle_() for each in exhibits]
    monkeypatch.setattr(live, "can_be_live", lambda: False)
    without = [each._repr_mimebundle_() for each in exhibits]
    for shown, other in zip(without, with_them, strict=True):
        assert VIEW not in shown
        assert "make lab" in shown["text/html"]
        assert shown["text/html"] == other["text/html"], "nbval compares the two"


def test_display_is_imported_without_any_widget_library():
    code = (
        "import sys, opm_evidence.display, opm_evidence.display.desk;"
        "print(sorted({'ipywidgets', 'anywidget', 'itables', 'IPython'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_slider_moves_the_map_the_sentence_and_the_table(before):
    explorer = Explorer(before, before)
    assert "Nothing moves." in explorer.summary.value
    explorer.sliders.move(enough_studies=2)
    assert "1 gap closes" in explorer.map.states[LEVY]
    assert "1 gap opens" in explorer.summary.value
    assert len(explorer.moved.df) == 2


def test_what_is_supposed_is_what_assessing_anew_would_give(before):
    explorer = Explorer(before, before)
    explorer.sliders.move(enough_studies=1, low_risk_share=1.0, search_years=0)
    wanted = Thresholds(enough_studies=1, low_risk_share=1.0, search_years=0)
    assert explorer.after.answers == assess(before.register, wanted).answers


def test_another_day_and_a_smaller_framework_are_supposed_as_well(before):
    explorer = Explorer(before, before)
    explorer.leave_out.value = ("obesity",)
    assert "left out" in explorer.map.states[LEVY]
    explorer.suppose_nothing()
    assert "Nothing moves." in explorer.summary.value
    explorer.as_of.value = None
    assert "Nothing moves." in explorer.summary.value, "a day that is cleared is the policy's own"


def test_the_map_shows_what_passes_the_filter(before):
    explorer = Explorer(before, suppose(before, Thresholds(enough_studies=2)))
    assert explorer.map.shown is None
    explorer.show.value = "Where a gap closes"
    assert explorer.map.shown == [LEVY]
    explorer.rule.value = "G07"
    assert explorer.map.shown == []
    explorer.rule.value = "G02"
    explorer.find.value = "OBESITY"
    assert explorer.map.shown == [LEVY]
    explorer.find.value = "no such words"
    assert explorer.map.shown == []


def test_a_click_on_the_map_shows_every_answer_and_the_rows(before):
    explorer = Explorer(before, suppose(before, Thresholds(enough_studies=2)))
    explorer.map.chosen = LEVY
    assert "G02" in explorer.answers.value
    assert "<b>now no gap" in explorer.answers.value
    assert list(explorer.rows.df["What was found"]) == ["It fell.", "It fell, too."]


def test_what_a_register_says_never_becomes_markup():
    hostile = assess(draw_register(findings=STUDIES.replace("It fell.", "<img src=x>")))
    explorer = Explorer(hostile, hostile)
    explorer.map.chosen = LEVY
    assert explorer.rows._dt_args.get("allow_html", False) is False
    assert "<img" not in desk.explore_gaps(hostile, hostile)._repr_html_()
    assert "innerHTML" not in "".join(
        path.read_text(encoding="utf-8") for path in (PACKAGE / "display").rglob("*.js")
    )


def test_widgets_ask_nothing_of_any_other_host():
    ours = [*(PACKAGE / "display").rglob("*.js"), *(PACKAGE / "display").rglob("*.css")]
    assert len(ours) >= 5
    for path in ours:
        assert "://" not in Path(path).read_text(encoding="utf-8"), path


def test_there_is_a_slider_for_every_threshold_at_which_a_rule_turns():
    used = {name for rule in RULES.values() for name in rule.thresholds}
    assert set(Sliders.of(Thresholds()).values) == used


def test_a_slider_reaches_a_threshold_that_lies_beyond_it():
    (slider,) = [
        each
        for each in Sliders.of(Thresholds(enough_studies=40)).sliders
        if each["name"] == "enough_studies"
    ]
    assert slider["max"] == 40


def test_the_health_of_a_register_says_where_and_what_to_do(before):
    health = health_of("drinks", [], before.register)
    table = desk.what_to_mend(health).frame
    assert (table["Where"] != "").all()
    assert (table["What to do"] != "").all()
    assert list(table["First"]) == list(range(1, len(table) + 1))
    assert sum(desk.how_much_to_mend(health).frame["How many"]) == len(table)


def test_the_health_of_a_register_that_cannot_be_read_is_its_faults():
    health = health_of("drinks", [], None)
    for exhibit in (desk.how_much_to_mend, desk.what_to_mend, desk.answers_by_rule):
        assert "keep the register from being read" in exhibit(health)._repr_html_()
