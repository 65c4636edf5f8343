"""The house has six rooms, and imports run one way between them."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "opm_evidence"
MODULES = sorted(PACKAGE.rglob("*.py"))
MAY_IMPORT = {
    "errors": {"records"},
    "records": set(),
    "registers": {"records", "errors"},
    "usage": {"records", "errors"},
    "synthesis": {"records", "errors"},
    "display": {"records", "synthesis", "errors"},
    "packs": {"records", "registers", "usage", "synthesis", "display", "errors"},
    "commands": {"packs", "registers", "usage", "records", "errors"},
    "cli": {"commands", "packs", "registers", "usage", "records", "errors"},
    "__init__": {"records", "registers", "usage", "synthesis", "display", "packs"},
}
"""Each room, and the rooms that it may use. The package's own name stands for its version."""

LONGEST = 300
NAMELESS = {"utils", "util", "utilities", "helpers", "helper", "common", "core", "misc", "shared"}


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def rooms_imported(path):
    """The rooms that a module names in an import, wherever in the module it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by dots"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            package, _, inner = name.partition(".")
            if package == "opm_evidence" and inner:
                yield node.lineno, inner.split(".")[0]


def test_every_room_has_its_line_in_the_table():
    assert {room_of(path) for path in MODULES} - {"py"} <= set(MAY_IMPORT)


def test_no_import_runs_back():
    arrows = [
        f"{path.relative_to(PACKAGE.parent)}:{line} uses {room}"
        for path in MODULES
        for line, room in rooms_imported(path)
        if room != room_of(path) and room in MAY_IMPORT and room not in MAY_IMPORT[room_of(path)]
    ]
    assert arrows == []


def test_the_table_itself_has_no_circle():
    def reached(room, path=()):
        assert room not in path, " → ".join((*path, room))
        for inner in MAY_IMPORT[room]:
            if inner in MAY_IMPORT:
                reached(inner, (*path, room))

    for room in MAY_IMPORT:
        reached(room)


def test_no_module_has_outgrown_its_reader():
    lengths = {
        str(path.relative_to(PACKAGE)): len(path.read_text(encoding="utf-8").splitlines())
        for path in MODULES
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_no_module_is_a_drawer_for_what_has_no_name():
    assert [str(path) for path in MODULES if {*path.parts, path.stem} & NAMELESS] == []


@pytest.mark.parametrize("room", ["synthesis", "display"])
def test_a_room_that_computes_touches_no_disk(room):
    touching = {"open", "read_text", "write_text", "read_bytes", "write_bytes", "mkdir", "unlink"}
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in MODULES
        if room_of(path) == room
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in touching
    ]
    assert found == []


def test_nothing_asks_the_clock_but_what_lays_out_a_policy_or_asks_govuk():
    asking = [
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}
    ]
    desk = {"registers/new_policy.py", "commands/days.py"}
    assert set(asking) <= {*desk, "usage/asking.py"}


PACKS = PACKAGE / "packs"
FLOORS = ("notebooks", "kernels", "lab", "downloads", "pages", "site", "builds")
"""The floors of the largest room, from the lowest: each uses those below it, never those above.

What stands in the room itself — names of files, fingerprints, locks — every floor may use, and it
uses none but the lowest.
"""


def floor_of(parts):
    return parts[0].removesuffix(".py") if parts and parts[0].removesuffix(".py") in FLOORS else ""


def floors_imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            "opm_evidence.packs."
        ):
            yield node.lineno, floor_of(node.module.split(".")[2:])


def test_the_largest_room_has_floors_and_no_import_climbs():
    assert {each.name for each in PACKS.iterdir() if (each / "__init__.py").exists()} == set(FLOORS)
    arrows = [
        f"{path.relative_to(PACKS)}:{line} uses {used}"
        for path in sorted(PACKS.rglob("*.py"))
        for floor in [floor_of(path.relative_to(PACKS).parts)]
        for line, used in floors_imported(path)
        if used and used != floor
        if FLOORS.index(used) > (FLOORS.index(floor) if floor else 0)
    ]
    assert arrows == []
