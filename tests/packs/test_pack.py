"""A pack, end to end: from a small register to everything that the public downloads."""

import io
import json
import re
import shutil
import zipfile
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import frictionless
import nbformat
import openpyxl
import pytest

from opm_evidence.errors import WrongCall
from opm_evidence.packs.builds.building import NOTEBOOK_PATH
from opm_evidence.packs.builds.verifying import notebook_at_hand
from opm_evidence.packs.fingerprints import sha256
from opm_evidence.packs.manifest import Manifest, read_manifest
from opm_evidence.records.schemas import POLICY_TABLES, table_schema
from opm_evidence.registers import read_register
from tests.commands import NOTEBOOK, ROOT, opm_evidence, snapshot
from tests.markup import attributes
from tests.packs.conftest import levy


def build(evidence, output, *words, **environment):
    options = ("--evidence", evidence, "--output", output, "--notebook", NOTEBOOK)
    return opm_evidence("build", *options, *words, **environment)


@pytest.fixture(scope="module")
def page(pack):
    return (pack / "index.html").read_text(encoding="utf-8")


def test_a_pack_holds_page_notebook_tables_register_crate_manifest_and_a_zip_of_it_all(pack):
    names = set(snapshot(pack))
    assert {
        "index.html",
        "evidence_pack.ipynb",
        "data/datapackage.json",
        "data/gaps.csv",
        "data/cells.csv",
        "data/findings.csv",
        "data/drinks.xlsx",
        "evidence/drinks/policy.yaml",
        "evidence/drinks/findings.csv",
        "evidence/scales.csv",
        "manifest.json",
        "ro-crate-metadata.json",
        "drinks.zip",
    } <= names
    with zipfile.ZipFile(pack / "drinks.zip") as archive:
        assert {f"drinks/{name}" for name in names - {"drinks.zip"}} == set(archive.namelist())
        assert archive.read("drinks/index.html") == (pack / "index.html").read_bytes()


def test_the_same_register_gives_the_same_bytes_wherever_and_however_it_is_built(
    evidence, outputs, tmp_path
):
    elsewhere = tmp_path / "another place" / "evidence"
    shutil.copytree(evidence, elsewhere)
    done = build(
        elsewhere,
        tmp_path / "packs",
        LC_ALL="C",
        TZ="Asia/Tokyo",
        PYTHONHASHSEED="7",
        SOURCE_DATE_EPOCH="1700000000",
        COLUMNS="40",
    )
    assert done.returncode == 0, done.stderr
    assert snapshot(tmp_path / "packs") == snapshot(outputs)


def test_the_pack_says_nothing_of_the_machine_that_made_it(pack, evidence):
    for name, content in snapshot(pack).items():
        for place in (ROOT, evidence.parent):
            assert str(place).encode() not in content, name


def test_the_notebook_in_the_pack_is_the_one_that_was_run_without_times(pack):
    executed = nbformat.read(pack / "evidence_pack.ipynb", as_version=4)
    assert executed.metadata.keys() == {"kernelspec", "language_info"}
    assert executed.metadata.language_info.version.count(".") == 1
    (injected,) = [cell for cell in executed.cells if cell["id"] == "injected-parameters"]
    assert 'policy_id = "drinks"' in injected.source
    assert 'evidence_dir = "evidence"' in injected.source
    assert all(set(cell.metadata) <= {"tags"} for cell in executed.cells)


def test_the_carried_register_reads_back_as_the_one_that_was_built(pack):
    carried = read_register("drinks", pack / "evidence")
    assert carried.policy == levy().policy
    for name in POLICY_TABLES:
        assert carried.recorded(name) == levy().recorded(name)
        columns = list(table_schema(name).published_columns)
        assert carried.table(name)[columns].equals(levy().table(name)[columns]), name


def test_only_columns_that_may_be_published_are_in_the_data(pack):
    header = (pack / "data" / "evidence.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == list(table_schema("evidence").published_columns)


def test_the_data_package_is_valid_and_describes_every_table(pack):
    report = frictionless.validate(pack / "data" / "datapackage.json")
    assert report.valid, report.flatten(["title", "message"])
    package = json.loads((pack / "data" / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["path"] for resource in package["resources"]}
    assert described == {path.name for path in (pack / "data").glob("*.csv")}
    for resource in package["resources"]:
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_the_spreadsheet_has_a_cover_and_a_named_table_on_every_sheet(pack):
    content = (pack / "data" / "drinks.xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    for sheet in book.worksheets[1:]:
        assert len(sheet.tables) == 1, sheet.title
    assert book.properties.created.isoformat().startswith("2026-01-01")


def test_the_manifest_names_every_other_file_by_its_fingerprint(pack):
    manifest = read_manifest(pack)
    files = snapshot(pack)
    named = {**manifest.inputs, **manifest.outputs}
    assert set(files) - set(named) == {"manifest.json", "drinks.zip"}
    assert {name: sha256(files[name]) for name in named} == named
    assert manifest.parameters["enough_studies"] == 3
    assert manifest.as_of == "2026-01-01"


def test_a_manifest_reads_back(pack):
    manifest = read_manifest(pack)
    assert Manifest.parse(manifest.text) == manifest


def test_the_crate_lists_the_files_and_what_made_what(pack):
    crate = json.loads((pack / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    assert entities["./"]["datePublished"] == "2026-01-01"
    assert entities["#build"]["result"] == {"@id": "index.html"}
    files = {name for name, each in entities.items() if each["@type"] == "File"}
    assert files == set(snapshot(pack)) - {
        "manifest.json",
        "ro-crate-metadata.json",
        "drinks.zip",
    }


def test_every_link_of_the_page_leads_somewhere(pack, page):
    places = attributes("id", page)
    anchors = set(places)
    assert len(anchors) == len(places), "an id stands twice"
    for address in attributes("href", page):
        if address.startswith("#"):
            assert address[1:] in anchors, address
        elif not re.match(r"https?:|mailto:|data:,$", address):
            assert (pack / address).is_file(), address


def test_every_file_but_the_zip_has_its_size_in_its_link(page):
    links = re.findall(r'<a href="?(?!#|"?http|\.\.)([^">]+)"?>([^<]+)</a>', page)
    assert len(links) > 20
    for address, words in links:
        assert re.search(r"\((ZIP|\w[\w ]*, \d[\d.]* (bytes|KB|MB))\)$", words), address


def test_the_page_shows_what_is_retracted_as_retracted(page):
    assert "Sales, first version" in page
    assert "Retracted" in page or "retracted" in page


def test_the_page_over_all_packs_lists_the_pack_and_the_size_of_its_zip(outputs):
    site = (outputs / "index.html").read_text(encoding="utf-8")
    assert "A levy on sugary drinks" in site
    assert re.search(r'href="drinks/drinks\.zip">Everything \(ZIP, [\d.]+ (KB|MB)\)', site)
    for address in re.findall(r'href="([^"#][^"]*)"', site):
        if not address.startswith(("http", "data:")):
            assert (outputs / address).is_file(), address


def test_verify_finds_a_pack_that_comes_out_the_same(pack):
    done = opm_evidence("verify", pack)
    assert (done.returncode, done.stderr) == (0, "")
    assert "to the byte" in done.stdout


@pytest.fixture
def copy(pack, tmp_path):
    return shutil.copytree(pack, tmp_path / "drinks")


def test_a_stranger_verifies_a_downloaded_zip_in_an_empty_folder(pack, tmp_path):
    shutil.copy(pack / "drinks.zip", tmp_path)
    done = opm_evidence("verify", "drinks.zip", folder=tmp_path)
    assert done.stdout.strip() == "drinks.zip comes out the same, to the byte.", done.stderr
    assert done.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["drinks.zip"]


@pytest.mark.parametrize(
    ("entries", "compression", "why"),
    [
        ({"drinks/index.html": "A page."}, ZIP_STORED, "one folder with a manifest.json"),
        ({"drinks/manifest.json": "{}", "more/x": ""}, ZIP_STORED, "one folder with a manifest"),
        ({"drinks/manifest.json": "0" * 9999}, ZIP_DEFLATED, "zipped again, by something else"),
        ({"../manifest.json": "{}"}, ZIP_STORED, "its folder is not named as a policy is"),
        ({}, ZIP_STORED, "one folder with a manifest"),
    ],
)
def test_verify_unpacks_no_zip_but_that_of_a_pack(tmp_path, entries, compression, why):
    with ZipFile(tmp_path / "drinks.zip", "w", compression) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    (tmp_path / "room").mkdir()
    done = opm_evidence("verify", "drinks.zip", folder=tmp_path, TMPDIR=str(tmp_path / "room"))
    assert done.returncode == 2
    assert why in done.stderr
    assert {path.name for path in tmp_path.rglob("*")} == {"drinks.zip", "room"}


def test_verify_says_where_a_notebook_comes_from_when_the_library_has_none(
    pack, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    manifest = read_manifest(pack)
    with pytest.raises(WrongCall, match="--notebook FOLDER-OF-THE-SOURCE/notebooks/") as refused:
        notebook_at_hand(NOTEBOOK_PATH, manifest, checkout=tmp_path)
    assert f"made with opm-evidence {manifest.version}" in str(refused.value)


def test_verify_names_an_input_that_was_changed(copy):
    findings = copy / "evidence" / "drinks" / "findings.csv"
    findings.write_text(findings.read_text(encoding="utf-8").replace("improves", "worsens"))
    done = opm_evidence("verify", copy)
    assert done.returncode == 1
    assert done.stderr.startswith("input changed: evidence/drinks/findings.csv\n")


def test_verify_names_an_output_that_was_changed_and_the_line(copy):
    page = copy / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<h1", "<h1 data-x", 1))
    done = opm_evidence("verify", copy, "--json")
    (difference,) = json.loads(done.stdout)
    assert (difference["kind"], difference["what"]) == ("output", "index.html")
    assert re.match(r"Line \d+ is “<h1 data-x", difference["how"])
    assert done.returncode == 1


def test_verify_shows_of_a_long_line_the_part_that_differs(copy):
    page = copy / "index.html"
    text = page.read_text(encoding="utf-8")
    line = max(text.splitlines(), key=len)
    assert len(line) > 1000
    page.write_text(text.replace(line, f"{line[:-20]}SPOILED{line[-20:]}", 1), encoding="utf-8")
    done = opm_evidence("verify", copy)
    assert re.search(r"Line \d+ is “.*SPOILED.*” and comes out as “", done.stderr), done.stderr


def test_verify_says_when_a_pack_of_another_version_follows_rules_that_are_refused_here(copy):
    path = copy / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["parameters"]["as_of"] = "2020-01-01"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    ours = opm_evidence("verify", copy)
    assert ours.returncode == 2
    path.write_text(json.dumps({**manifest, "code": "0" * 64}), encoding="utf-8")
    done = opm_evidence("verify", copy)
    assert done.returncode == 1
    assert done.stderr.startswith("The pack of drinks cannot be built again with this version")
    assert "cannot be read as at 2020-01-01" in done.stderr
    assert "Use the register as it was then" not in done.stderr
    assert "check out the source that made it" in done.stderr


def test_verify_names_a_file_that_was_added(copy):
    (copy / "evidence" / "drinks" / "extra.csv").write_text("x", encoding="utf-8")
    done = opm_evidence("verify", copy)
    assert done.returncode == 1
    assert "input changed: evidence/drinks/extra.csv" in done.stderr


def test_verify_says_when_the_notebook_is_another(copy, tmp_path):
    text = NOTEBOOK.read_text(encoding="utf-8").replace("in brief?", "in short?")
    (tmp_path / "other.ipynb").write_text(text, encoding="utf-8")
    shutil.copy(NOTEBOOK.with_suffix(".yaml"), tmp_path / "other.yaml")
    done = opm_evidence("verify", copy, "--notebook", tmp_path / "other.ipynb")
    assert done.returncode == 1
    assert done.stderr.startswith("code changed: ")
    assert "output changed: evidence_pack.ipynb" in done.stderr


def test_as_of_and_thresholds_reach_every_file_of_the_pack(evidence, tmp_path):
    done = build(evidence, tmp_path, "--as-of", "2026-05-01", "-p", "enough_studies=2")
    assert done.returncode == 0, done.stderr
    manifest = read_manifest(tmp_path / "drinks")
    assert manifest.as_of == "2026-05-01"
    assert manifest.parameters["enough_studies"] == 2
    assert "1 May 2026" in (tmp_path / "drinks" / "index.html").read_text(encoding="utf-8")
    thresholds = (tmp_path / "drinks" / "data" / "thresholds.csv").read_text(encoding="utf-8")
    assert "enough_studies,2\n" in thresholds.replace("\r\n", "\n")
