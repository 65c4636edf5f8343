"""The usage that a pack carries: what may be published, in the page, the tables and the zip."""

import csv
import hashlib
import json

import frictionless
import pytest

from opm_evidence.registers import write_register
from tests.commands import NOTEBOOK, opm_evidence, snapshot
from tests.drawing import draw_register
from tests.markup import attributes
from tests.usage.files import LOW_CLICKS_HEADER, put

POLICY = {
    "search_terms": [
        {"text": "sugar tax", "question": "q1"},
        {"text": "drinks levy", "question": "q1"},
        {"text": "sugar levy", "question": "q1"},
        {"text": "levy rates", "question": "q1"},
    ]
}
SHOWN = (
    ("sugar tax", 400, 100),
    ("drinks levy", 300, 200),
    ("sugar levy", 200, 90),
    ("levy rates", 90, 8),
)
WITHHELD = (("jo smith of leeds", 9, 5), ("jo@example.org", 90, 30), ("4 oak road", 90, 30))
SPRING = ("2023-02-01", "2023-04-30")


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    folder = tmp_path_factory.mktemp("usage") / "evidence"
    write_register(draw_register(POLICY, findings="finding_id"), folder)
    rows = "".join(
        f"{words},,,,,{searched},{clicked},{100 * clicked // searched}%,,\n"
        for words, searched, clicked in (*SHOWN, *WITHHELD)
    )
    put(
        folder / "drinks" / "usage",
        LOW_CLICKS_HEADER + rows,
        name="searches.csv",
        format="search_low_clicks",
        period=SPRING,
        more="selection: Chosen for this test.\n",
    )
    return folder


def build(evidence, output):
    options = ("--evidence", evidence, "--output", output, "--notebook", NOTEBOOK)
    return opm_evidence("build", *options)


@pytest.fixture(scope="module")
def pack(evidence):
    output = evidence.parent / "outputs"
    done = build(evidence, output)
    assert done.returncode == 0, done.stderr
    return output / "drinks"


def test_nothing_that_may_not_be_published_is_anywhere_in_a_pack(pack):
    for name, content in snapshot(pack).items():
        for words, _, _ in WITHHELD:
            assert words.encode() not in content, name
        assert b"searches.csv.yaml" not in content or name.endswith(".zip"), name


def test_the_pack_carries_the_canonical_table_with_its_schema(pack):
    carried = pack / "evidence" / "drinks" / "usage" / "usage.csv"
    with carried.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert {row["subject_key"] for row in rows} == {words for words, _, _ in SHOWN}
    small = [row for row in rows if row["value_status"] == "suppressed"]
    assert [(row["subject_key"], row["metric"], row["value"]) for row in small] == [
        ("levy rates", "search_clicks", "")
    ]
    report = frictionless.validate(str(pack / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    package = json.loads((pack / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert {"usage", "usage-files"} <= {
        each["name"].replace("_", "-") for each in package["resources"]
    }


def test_the_manifest_names_the_fingerprint_of_each_file_as_downloaded(evidence, pack):
    original = (evidence / "drinks" / "usage" / "searches.csv").read_bytes()
    manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["usage_files"] == {"searches.csv": hashlib.sha256(original).hexdigest()}


def test_page_and_tables_find_the_same_gap_of_attention(pack):
    page = (pack / "index.html").read_text(encoding="utf-8")
    assert "gap-g25-sugar+tax" in attributes("id", page)
    assert "#gap-g25-sugar+tax" in attributes("href", page)
    assert "g25-sugar+tax" in (pack / "data" / "gaps.csv").read_text(encoding="utf-8")


def test_a_pack_with_usage_is_built_again_from_what_it_carries_byte_by_byte(pack):
    done = opm_evidence("verify", pack, "--notebook", NOTEBOOK)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_usage_file_that_cannot_be_read_stops_its_pack_and_is_named(evidence, tmp_path):
    write_register(draw_register(POLICY, findings="finding_id"), tmp_path / "evidence")
    put(tmp_path / "evidence" / "drinks" / "usage", "a,b\n1,2\n", name="what.csv")
    done = build(tmp_path / "evidence", tmp_path / "outputs")
    assert done.returncode == 1
    assert "usage/what.csv" in done.stderr
    assert not (tmp_path / "outputs" / "drinks").exists()
