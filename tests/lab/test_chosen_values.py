"""What is chosen for an afternoon at JupyterLab is shown, and does not get into the notebook."""

import copy

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from opm_evidence.packs.lab.chosen_values import with_values, without_values

CHOSEN = {"policy_id": 'a-“policy"'}
OWN = 'policy_id = "levy"\nevidence_dir = "../evidence"'


def notebook(source=OWN):
    output = new_output("stream", text="of the levy")
    return new_notebook(
        cells=[
            new_code_cell(source, metadata={"tags": ["parameters"]}),
            new_code_cell("policy_id = None", outputs=[output], execution_count=3),
        ]
    )


@pytest.fixture
def opened():
    content = notebook()
    assert with_values(content, CHOSEN)
    return content


def test_the_parameters_cell_says_what_was_chosen_and_no_other_cell_does(opened):
    named = {}
    exec(opened.cells[0].source, named)
    assert named["policy_id"] == CHOSEN["policy_id"]
    assert named["evidence_dir"] == "../evidence"
    assert opened.cells[1].source == "policy_id = None"


def test_results_of_other_values_are_not_shown(opened):
    assert opened.cells[1].outputs == []
    assert opened.cells[1].execution_count is None


def test_a_notebook_without_such_a_parameter_opens_as_it_is():
    content = notebook("most = 20")
    before = copy.deepcopy(content)
    assert not with_values(content, CHOSEN)
    assert content == before


def test_saving_gives_the_notebook_its_own_values_back(opened):
    without_values(opened, CHOSEN, notebook())
    assert opened.cells[0].source == OWN


def test_a_value_that_a_person_typed_is_saved(opened):
    opened.cells[0].source = OWN.replace("levy", "tutoring")
    without_values(opened, CHOSEN, notebook())
    assert '"tutoring"' in opened.cells[0].source


def test_what_else_a_person_typed_in_that_cell_is_saved(opened):
    opened.cells[0].source += "\nas_of = '2026-01-01'"
    without_values(opened, CHOSEN, notebook())
    assert opened.cells[0].source == f"{OWN}\nas_of = '2026-01-01'"


def test_a_new_notebook_is_saved_as_it_is_shown(opened):
    shown = copy.deepcopy(opened)
    without_values(opened, CHOSEN, {})
    assert opened == shown
