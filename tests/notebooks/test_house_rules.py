"""A notebook is a document that calls the library: questions, one call each, nothing typed."""

import ast
import inspect
from pathlib import Path

import nbformat
import pytest

from opm_evidence import desk, display, exploring
from opm_evidence.packs.notebooks.sidecar import read_sidecar
from opm_evidence.packs.notebooks.stripping import emptied, notebook_text
from opm_evidence.records.thresholds import Thresholds

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
PACK, USAGE = FOLDER / "evidence_pack.ipynb", FOLDER / "govuk_usage.ipynb"
MOST_CALLS = 25
MOST_LINES = 8
FORBIDDEN = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
    ast.If,
    ast.With,
    ast.Try,
    ast.ListComp,
    ast.DictComp,
    ast.SetComp,
    ast.GeneratorExp,
)
EFFECTS = {"open", "exec", "eval", "print", "input", "__import__"}


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tagged(cell, tag):
    return tag in cell.metadata.get("tags", [])


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture
def notebook(path):
    return nbformat.read(path, as_version=4)


def test_there_is_a_notebook():
    assert NOTEBOOKS


def test_a_notebook_is_committed_clean(path, notebook):
    assert path.read_text(encoding="utf-8") == notebook_text(emptied(notebook))


def test_every_cell_has_a_name_that_stays(notebook):
    names = [cell["id"] for cell in notebook.cells]
    assert len(set(names)) == len(names)
    assert [name for name in names if not name.replace("-", "").isalpha()] == []


def test_a_notebook_is_short(notebook):
    assert len(code_cells(notebook)) <= MOST_CALLS
    lengths = {
        cell["id"]: len(cell.source.splitlines())
        for cell in code_cells(notebook)
        if not tagged(cell, "parameters")
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_heading_is_a_question_with_a_reason_below_it(notebook):
    headed = [cell for cell in notebook.cells if cell.source.startswith("#")]
    for cell in headed:
        if cell.cell_type == "markdown":
            heading, _, reason = cell.source.partition("\n")
            assert heading.endswith("?"), heading
            assert reason.strip(), heading
            assert "\n#" not in reason, "one heading a cell"


def test_every_call_stands_below_a_question(notebook):
    first = next(cell for cell in notebook.cells)
    assert first.cell_type == "markdown" and first.source.startswith("# ")


def test_a_code_cell_shows_at_most_one_object_and_types_no_result(notebook):
    for cell in code_cells(notebook):
        tree = ast.parse(cell.source)  # magics and shell escapes are no Python
        assert not [node for node in ast.walk(tree) if isinstance(node, FORBIDDEN)], cell["id"]
        called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert not called & EFFECTS, cell["id"]
        shown = [node for node in tree.body if isinstance(node, ast.Expr)]
        assert len(shown) <= 1, cell["id"]
        assert all(isinstance(node.value, ast.Call) for node in shown), cell["id"]
        if not tagged(cell, "parameters"):
            literals = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
            assert literals == [], f"{cell['id']} types a value"


def test_only_the_library_is_imported(notebook):
    for cell in code_cells(notebook):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.Import), cell["id"]
            if isinstance(node, ast.ImportFrom):
                assert node.module == "opm_evidence"


def test_parameters_are_bare_scalars_that_papermill_can_read(notebook):
    (cell,) = [cell for cell in code_cells(notebook) if tagged(cell, "parameters")]
    for node in ast.parse(cell.source).body:
        assert isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant), node.lineno
        assert isinstance(node.value.value, str | int | float)


def test_the_sidecar_declares_the_parameters_of_the_notebook_with_the_same_defaults(path, notebook):
    (cell,) = [cell for cell in code_cells(notebook) if tagged(cell, "parameters")]
    typed = {node.targets[0].id: node.value.value for node in ast.parse(cell.source).body}
    declared = {name: each.default for name, each in read_sidecar(path).parameters.items()}
    assert declared == typed
    assert list(declared) == list(typed)


def test_every_threshold_is_a_parameter_with_the_default_of_the_library():
    declared = read_sidecar(PACK).complete({})
    for name, parameter in inspect.signature(Thresholds).parameters.items():
        assert declared[name] == parameter.default, name


def calls_of(module, path):
    """What a notebook calls of one module, in order."""
    return [
        node.func.attr
        for cell in code_cells(nbformat.read(path, as_version=4))
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == module
    ]


def test_every_section_of_the_library_is_shown_once_and_in_order():
    assert calls_of("display", PACK) == [section.__name__ for section in display.SECTIONS]


def test_every_table_about_a_usage_file_is_shown_once():
    tables = [
        name
        for name, made in inspect.getmembers(exploring, inspect.isfunction)
        if made.__module__ == exploring.__name__ and not name.startswith("_")
    ]
    assert sorted(calls_of("exploring", USAGE)) == sorted(tables)


def test_every_exhibit_of_the_desk_is_shown_once():
    called = [name for path in NOTEBOOKS for name in calls_of("desk", path)]
    assert sorted(called) == sorted(exhibit.__name__ for exhibit in desk.EXHIBITS)


def test_notebooks_that_are_compared_with_what_is_published_start_from_its_thresholds():
    """All but one: what nobody supposes shows nothing."""
    declared = read_sidecar(FOLDER / "explore_gaps.ipynb").complete({})
    differing = {
        name
        for name, parameter in inspect.signature(Thresholds).parameters.items()
        if declared[name] != parameter.default
    }
    assert differing == {"enough_studies"}
