"""The files that set the project up say the same thing, and lead nowhere that they should not."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS = PROJECT["optional-dependencies"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

# What conda-forge calls by another name.
CONDA_NAMES = {"python-duckdb": "duckdb"}
# What a conda environment needs and a package's dependencies do not say.
CONDA_ONLY = {"python", "pip", "setuptools"}

LOCKS = {
    "run": PROJECT["dependencies"],
    "test": PROJECT["dependencies"] + EXTRAS["test"],
    "lab": PROJECT["dependencies"] + EXTRAS["lab"],
    "spark": PROJECT["dependencies"] + EXTRAS["spark"],
    "build": PYPROJECT["build-system"]["requires"],
    "lock": ["uv"],
}
PYTHONS = ("3.11", "3.12", "3.13")


def requirements(lines: list[str]) -> dict[str, Requirement]:
    """Requirements by their canonical name."""
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(each.name): each for each in found}


def pins(lock: str) -> list[tuple[Requirement, str]]:
    """Each pinned requirement of a lock, with the hashes that follow it."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    logical = re.sub(r"\\\n\s*", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.M)).splitlines()
    parts = [line.partition(" --hash=") for line in logical if line.strip()]
    return [(Requirement(pin.strip()), mark + hashes) for pin, mark, hashes in parts]


def test_conda_and_pyproject_name_the_same_packages_within_the_same_bounds():
    by_conda = [line for line in CONDA["dependencies"] if isinstance(line, str)]
    (by_pip,) = [line["pip"] for line in CONDA["dependencies"] if isinstance(line, dict)]
    conda = requirements(by_conda + [line for line in by_pip if not line.startswith("--")])
    conda = {CONDA_NAMES.get(name, name): each.specifier for name, each in conda.items()}

    declared = requirements(PROJECT["dependencies"] + EXTRAS["test"] + EXTRAS["lab"])
    assert {name: bounds for name, bounds in conda.items() if name not in CONDA_ONLY} == {
        name: each.specifier for name, each in declared.items()
    }
    assert str(conda["python"]) == str(Requirement("python" + PROJECT["requires-python"]).specifier)
    assert conda["setuptools"] == requirements(LOCKS["build"])["setuptools"].specifier


def test_a_conda_environment_gets_the_library_itself():
    assert "--editable ." in CONDA["dependencies"][-1]["pip"]


def test_the_locked_build_backend_is_the_one_that_pyproject_asks_for():
    (line,) = (ROOT / "requirements" / "build.in").read_text(encoding="utf-8").splitlines()
    assert [line.partition("#")[0].strip()] == LOCKS["build"]


def listed_lines(name: str) -> list[str]:
    """The lines of a file that name a dependency."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    if name == "environment.yml":
        after = lines[lines.index("dependencies:") :]
        return [line for line in after if re.match(r"\s+- (?!pip:)", line)]
    declared = PROJECT["dependencies"] + EXTRAS["test"] + EXTRAS["lab"] + LOCKS["build"]
    return [line for line in lines if any(f'"{each}"' in line for each in declared)]


@pytest.mark.parametrize("name", ["pyproject.toml", "environment.yml"])
def test_every_dependency_has_its_reason_beside_it(name):
    lines = listed_lines(name)
    assert len(lines) > 35
    assert [line for line in lines if not re.search(r" # \w.{7}", line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_in_a_lock_is_one_version_with_hashes(lock):
    for pin, hashes in pins(lock):
        assert re.fullmatch(r"==[^*,]+", str(pin.specifier)), pin
        assert re.fullmatch(r"( --hash=sha256:[0-9a-f]{64} ?)+", hashes), pin


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_leads_to_no_address(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert re.findall(r"://|--\S*(?:index|links|host)\S*|\b\w+\.(?:org|com|io)\b|@ ", text) == []


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_covers_what_was_asked_for_on_every_python_within_its_bounds(lock, python):
    here = default_environment() | {"python_version": python, "python_full_version": f"{python}.1"}
    locked = {
        canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
        for pin, _ in pins(lock)
        if pin.marker is None or pin.marker.evaluate(here)
    }
    for name, asked in requirements(LOCKS[lock]).items():
        assert name in locked
        assert asked.specifier.contains(locked[name]), asked


@pytest.mark.parametrize("lock", ["test", "lab", "spark"])
def test_tests_and_lab_pin_what_a_build_pins(lock):
    ours = {(pin.name, str(pin.specifier)) for pin, _ in pins("run")}
    theirs = {(pin.name, str(pin.specifier)) for pin, _ in pins(lock)}
    shared = {name for name, _ in ours}
    assert {(name, version) for name, version in theirs if name in shared} == ours


def test_a_build_installs_neither_the_tools_of_tests_nor_jupyterlab():
    built = {canonicalize_name(pin.name) for pin, _ in pins("run")}
    assert built.isdisjoint(
        {"pytest", "playwright", "mypy", "ruff", "jupyterlab", "ipywidgets", "anywidget", "itables"}
    )


def imported(path: Path) -> set[str]:
    """The top-level names that a module imports from elsewhere."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").partition(".")[0])
    ours = {each.stem for each in [*ROOT.iterdir(), *(ROOT / "tests").iterdir()]}
    return names - ours - sys.stdlib_module_names


@pytest.mark.parametrize(
    ("folder", "dependencies"),
    [
        ("opm_evidence", PROJECT["dependencies"] + EXTRAS["cluster"] + EXTRAS["lab"]),
        ("benchmarks", PROJECT["dependencies"] + EXTRAS["test"]),  # pictures need a browser
        ("tests", PROJECT["dependencies"] + EXTRAS["test"]),
    ],
)
def test_whatever_is_imported_is_a_dependency_by_its_own_name(folder, dependencies):
    declared = set(requirements(dependencies))
    origin = packages_distributions()
    undeclared = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for name in imported(path)
        if declared.isdisjoint(map(canonicalize_name, origin.get(name, [name])))
    }
    assert undeclared == set()


def test_the_command_and_the_exporter_are_declared():
    assert PROJECT["scripts"] == {"opm-evidence": "opm_evidence.cli:main"}
    assert PROJECT["entry-points"]["nbconvert.exporters"] == {
        "evidence-pack": "opm_evidence.packs.pages.exporter:EvidencePackExporter"
    }


def test_the_citation_gives_the_version_and_licence_of_the_project():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (citation["version"], citation["license"]) == (PROJECT["version"], PROJECT["license"])


def test_the_changelog_has_the_version_of_the_project():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## {PROJECT['version']} " in changelog


def test_make_tells_of_every_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.M)
    told = re.findall(r"^\t@echo 'make (\w+) ", makefile, re.M)
    assert phony and sorted(told) == sorted(set(phony[1].split()) - {"help", "again"})


def test_the_workflow_file_calls_what_there_is():
    workflow = yaml.safe_load((ROOT / ".github/workflows/packs.yml").read_text(encoding="utf-8"))
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    made = {step["run"].split()[1] for step in steps if step.get("run", "").startswith("make ")}
    assert made and made <= targets
    assert workflow["permissions"] == {"contents": "read"}


def test_the_examples_of_the_makefile_name_policies_that_there_are():
    named = set(re.findall(r'ARGS="?([a-z][a-z-]+)', (ROOT / "Makefile").read_text("utf-8")))
    assert named
    assert [each for each in named if not (ROOT / "evidence" / each).is_dir()] == []
