"""What can be downloaded from the real packs, read by the tools of each standard, not by ours."""

import json
from warnings import catch_warnings

import frictionless
import openpyxl
import pytest
import rispy
from rdflib import Graph
from rdflib.namespace import DCAT, RDF
from rocrate.rocrate import ROCrate

from tests.markup import attributes
from tests.page.conftest import REAL

pytestmark = pytest.mark.browser  # not for the browser, but for the packs that are built for it


@pytest.fixture(params=REAL)
def pack(real_outputs, request):
    """The folder of each real pack."""
    return real_outputs / request.param


def test_the_tables_are_csv_on_the_web(pack):
    with catch_warnings(action="ignore"):  # what its own imports warn of
        from csvw import CSVW

    read = CSVW(str(pack / "data" / "csv-metadata.json"), validate=True)
    rows = {str(table.url): sum(1 for _ in table) for table in read.tables}
    assert [str(each.message) for each in read.warnings] == []
    assert read.is_valid
    assert set(rows) == {path.name for path in (pack / "data").glob("*.csv")}
    assert rows["evidence.csv"] and rows["findings.csv"] and rows["answers.csv"]


def test_the_tables_are_a_data_package(pack):
    report = frictionless.validate(pack / "data" / "datapackage.json")
    assert report.valid, report.flatten(["title", "message"])


def test_the_crate_names_only_files_that_are_there(pack):
    crate = ROCrate(pack)
    named = [each.id for each in crate.get_entities() if each.type == "File"]
    assert len(named) > 20
    assert [name for name in named if not (pack / name).is_file()] == []


def test_references_are_read_by_reference_managers(pack):
    items = (pack / "data" / "evidence.csv").read_text(encoding="utf-8").count("\n") - 1
    with (pack / "data" / "references.ris").open(encoding="utf-8") as file:
        references = rispy.load(file)
    csl = json.loads((pack / "data" / "references.json").read_text(encoding="utf-8"))
    assert len(references) == len(csl) >= 20
    assert len(references) <= items
    assert all(each["title"] for each in csl)


def test_every_sheet_of_the_spreadsheet_has_a_title_and_a_named_table(pack):
    book = openpyxl.load_workbook(next(pack.glob("data/*.xlsx")))
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert [sheet.title for sheet in book.worksheets if not sheet["A1"].value] == []
    assert [sheet.title for sheet in book.worksheets[1:] if len(sheet.tables) != 1] == []


def test_the_catalogue_is_dcat_and_lists_every_pack(real_outputs):
    catalogue, address = real_outputs / "catalogue.jsonld", "https://packs.test/catalogue.jsonld"
    with catch_warnings(action="ignore"):  # its own parser uses what it warns of
        graph = Graph().parse(catalogue, format="json-ld", publicID=address)
    assert len(list(graph.subjects(RDF.type, DCAT.Catalog))) == 1
    assert len(list(graph.subjects(RDF.type, DCAT.Dataset))) == len(REAL)
    addresses = [str(each) for each in graph.objects(None, DCAT.downloadURL)]
    assert len(addresses) > 20 * len(REAL)
    outside = "https://packs.test/"
    assert [each for each in addresses if not each.startswith(outside)] == []
    assert all((real_outputs / each.removeprefix(outside)).is_file() for each in addresses)


def test_the_dataset_in_the_page_says_what_a_search_for_datasets_needs(pack):
    page = (pack / "index.html").read_text(encoding="utf-8")
    inside = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    described = json.loads(inside)
    assert described["@type"] == "Dataset"
    assert 50 <= len(described["description"]) <= 5000
    assert described["license"].startswith("https://")
    links = set(attributes("href", page))
    assert {each["contentUrl"] for each in described["distribution"]} <= links
