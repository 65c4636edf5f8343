"""Whatever lies in a register's files, an examination ends in values, never in a traceback."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opm_evidence.records.faults import Fault
from opm_evidence.records.schemas import POLICY_TABLES, table_schema
from opm_evidence.registers import examine_register
from tests.registers.folders import POLICY, as_csv, lay_register
from tests.registers.workbooks import sheets_of

FUZZ = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FILES = ("policy.yaml", "evidence.csv", "findings.csv", "register.xlsx", "register.ods")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_register(tmp_path_factory.mktemp("clean"))


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = lay_register(tmp_path_factory.mktemp("workbook"))
    sheets_of(folder).save(folder / "register.xlsx")
    return (folder / "register.xlsx").read_bytes()


@pytest.fixture
def examine(clean: Path, tmp_path: Path) -> Callable[[str, bytes], tuple[Fault, ...]]:
    shutil.copytree(clean.parent, tmp_path / "evidence")

    def examine(name: str, data: bytes) -> tuple[Fault, ...]:
        path = tmp_path / "evidence" / POLICY / name
        path.write_bytes(data)
        found = examine_register(POLICY, tmp_path / "evidence")
        path.unlink()
        assert (found.register is None) == any(each.severity == "fault" for each in found.faults)
        assert all(each.what and each.remedy and each.file for each in found.faults)
        assert list(found.faults) == sorted(found.faults)
        "".join(map(str, found.faults)).encode("utf-8")
        return found.faults

    return examine


@FUZZ
@given(name=st.sampled_from(FILES), data=st.binary(max_size=400))
def test_random_bytes(examine: Callable[[str, bytes], object], name: str, data: bytes) -> None:
    examine(name, data)


@FUZZ
@given(name=st.sampled_from(FILES[:3]), text=st.text(max_size=200))
def test_random_text(examine: Callable[[str, bytes], object], name: str, text: str) -> None:
    examine(name, text.encode("utf-8", "surrogatepass"))


@FUZZ
@given(data=st.data())
def test_files_cut_short_or_with_bytes_changed(
    examine: Callable[[str, bytes], object], clean: Path, workbook: bytes, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(FILES[:4]))
    whole = workbook if name.endswith("xlsx") else (clean / name).read_bytes()
    cut = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 5))):
        if cut:
            cut[data.draw(st.integers(0, len(cut) - 1))] = data.draw(st.integers(0, 255))
    examine(name, bytes(cut))


@FUZZ
@given(
    seed=st.integers(0, 10_000),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_columns_and_rows_in_any_order_in_any_encoding_say_the_same(
    examine: Callable[[str, bytes], tuple[Fault, ...]],
    clean: Path,
    seed: int,
    encoding: str,
    delimiter: str,
) -> None:
    order = random.Random(seed)
    lines = [line.split(",") for line in (clean / "findings.csv").read_text().splitlines()]
    columns = list(range(len(lines[0])))
    order.shuffle(columns)
    rows = lines[1:]
    order.shuffle(rows)
    shuffled = [[row[column] for column in columns] for row in [lines[0], *rows]]
    text = as_csv(shuffled).replace(",", delimiter)
    assert examine("findings.csv", text.encode(encoding)) == ()


@FUZZ
@given(
    table=st.sampled_from(POLICY_TABLES),
    cells=st.lists(
        st.one_of(
            st.text(max_size=20),
            st.sampled_from(["=1", "#REF!", "1,5", "2023-02-30", "a; b", "NaN", "1e400", "None"]),
        ),
        min_size=40,
        max_size=40,
    ),
)
def test_any_cells_under_a_good_header(
    examine: Callable[[str, bytes], object], table: str, cells: list[str]
) -> None:
    columns = table_schema(table).columns
    rows = [list(columns), cells[: len(columns)], cells[-len(columns) :]]
    examine(f"{table}.csv", as_csv(rows).encode("utf-8", "surrogatepass"))


@FUZZ
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 40), st.sampled_from(["", ":", "- ", "[", "'", "  ", "&a", "#"])),
        min_size=1,
        max_size=4,
    )
)
def test_a_policy_file_with_lines_disturbed(
    examine: Callable[[str, bytes], object], clean: Path, changes: list[tuple[int, str]]
) -> None:
    lines = (clean / "policy.yaml").read_text().splitlines()
    for number, text in changes:
        at = number % len(lines)
        lines[at] = text + lines[at][len(text) :]
    examine("policy.yaml", "\n".join(lines).encode())
