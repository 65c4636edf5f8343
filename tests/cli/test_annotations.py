"""In a workflow of GitHub, what is wrong is marked at its file and line; elsewhere never."""

import re
import shutil

import nbformat
import pytest

from opm_evidence.registers import write_register
from tests.commands import NOTEBOOK, opm_evidence
from tests.drawing import draw_register

MARK = re.compile(r"^::(error|warning) (.+?)::(.*)$", re.M)


@pytest.fixture
def place(tmp_path):
    """A small register and the notebook."""
    register = draw_register(
        evidence="""
            evidence_id | title
            s1          | The levy and obesity
        """,
        findings="""
            finding_id | study_id | outcome | direction | statement
            f1         | s1       | obesity | improves  | It fell.
        """,
    )
    write_register(register, tmp_path / "evidence")
    (tmp_path / "notebooks").mkdir()
    for path in (NOTEBOOK, NOTEBOOK.with_suffix(".yaml")):
        shutil.copy(path, tmp_path / "notebooks")
    return tmp_path


def on_github(*words, folder):
    return opm_evidence(*words, folder=folder, GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(folder))


def marks(text):
    """Every mark: its level, its properties by their names, and its message."""
    return [
        (level, dict(part.split("=", 1) for part in named.split(",")), message)
        for level, named, message in MARK.findall(text)
    ]


def spoil(place):
    """A direction that is no term, below a cell with a line break in it."""
    findings = place / "evidence" / "drinks" / "findings.csv"
    header, first, *rest = findings.read_text(encoding="utf-8").splitlines()
    columns = header.split(",")
    cells = first.split(",")
    cells[columns.index("statement")] = '"one\ntwo"'
    spoilt = list(cells)
    spoilt[columns.index("finding_id")] = "f99"
    spoilt[columns.index("direction")] = "100% up: sales, too"
    spoilt[columns.index("direction")] = f'"{spoilt[columns.index("direction")]}"'
    lines = [header, ",".join(cells), ",".join(spoilt), *rest]
    findings.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_fault_is_marked_at_its_line_of_the_file_however_rows_run_on(place):
    spoil(place)
    for command in ("check", "build"):
        done = on_github(command, "drinks", folder=place)
        assert done.returncode == 1
        found = [each for each in marks(done.stderr) if "100%25 up: sales, too" in each[2]]
        ((level, where, message),) = found
        assert (level, where) == (
            "error",
            {"file": "evidence/drinks/findings.csv", "line": "4", "title": "drinks"},
        )
        assert message.startswith("direction: ")
        assert "%0AUse one of: " in message


def test_advice_is_marked_as_a_warning(place):
    findings = place / "evidence" / "drinks" / "findings.csv"
    text = findings.read_text(encoding="utf-8").replace("It fell.", "It fell to £1.")
    findings.write_bytes(text.encode("cp1252"))
    done = on_github("check", "drinks", folder=place)
    assert done.returncode == 0
    assert ("warning", "evidence/drinks/findings.csv") in [
        (level, where["file"]) for level, where, _ in marks(done.stderr)
    ]
    assert {level for level, _, _ in marks(done.stderr)} == {"warning"}


def test_a_cell_that_fails_is_marked_in_the_notebook(place):
    path = place / "notebooks" / "evidence_pack.ipynb"
    notebook = nbformat.read(path, as_version=4)
    (cell,) = (cell for cell in notebook.cells if cell["id"] == "in-brief")
    cell["source"] = "display.no_such_section(assessment)"
    nbformat.write(notebook, path)
    done = on_github("build", "drinks", folder=place)
    ((level, where, message),) = marks(done.stderr)
    assert (level, where["file"]) == ("error", "notebooks/evidence_pack.ipynb")
    assert "AttributeError" in message
    line = path.read_text(encoding="utf-8").splitlines()[int(where["line"]) - 1]
    assert "What is known, in brief?" in line


def test_nothing_is_marked_where_nobody_reads_it(place):
    spoil(place)
    done = opm_evidence("check", "drinks", folder=place, GITHUB_ACTIONS="")
    assert done.returncode == 1
    assert marks(done.stderr) == []


def test_what_stands_in_a_register_cannot_give_orders_to_the_service(place):
    findings = place / "evidence" / "drinks" / "findings.csv"
    text = findings.read_text(encoding="utf-8")
    findings.write_text(
        text.replace("improves", '"x\n::stop-commands::y\r::error::z"', 1), encoding="utf-8"
    )
    done = on_github("check", "drinks", folder=place)
    orders = re.findall(r"^\s*::([\w-]+)", done.stderr.replace("\r", "\n"), re.M)
    assert set(orders) <= {"error", "warning"}
    assert all(where.get("file") for _, where, _ in marks(done.stderr))
