"""Every format is in the registry, in the docs, and speaks the words of the table."""

from pathlib import Path

import pytest

from opm_evidence.records.vocabulary import terms
from opm_evidence.usage import formats
from opm_evidence.usage.formats import FORMATS, format_named
from opm_evidence.usage.keys import LOCALES, NO_VALUE, page, query
from opm_evidence.usage.numbers import UNITS
from opm_evidence.usage.scanning import SCANS
from opm_evidence.usage.tally import NOT_ADDED

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path.stem for path in Path(formats.__file__).parent.glob("*.py") if path.stem != "__init__"
)


def test_every_module_of_the_folder_is_in_the_registry():
    used = {each.parse.__module__.rpartition(".")[2] for each in FORMATS}
    assert used == set(MODULES)
    assert len({each.name for each in FORMATS}) == len(FORMATS)


def test_every_format_is_in_the_docs_and_says_where_it_is_described():
    docs = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
    for each in FORMATS:
        assert f"| `{each.name}` |" in docs and each.source in docs


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.name)
def test_a_format_speaks_the_words_of_the_table(each):
    assert each.basis in terms("basis")
    assert each.definition in {*terms("usage_definition"), "content_data"}
    assert each.additive <= set(terms("metric"))
    assert each.known_by
    assert each.grain in {"", *terms("period_grain")}
    assert format_named(each.name) is each


def test_metrics_and_flags_that_are_named_in_code_are_in_the_vocabulary():
    assert set(UNITS) | NOT_ADDED <= set(terms("metric"))
    assert set(UNITS.values()) | {"count"} == set(terms("usage_unit"))
    assert set(NO_VALUE.values()) <= set(terms("usage_flag"))
    assert set(SCANS) <= {each.name for each in FORMATS}


def test_every_flag_that_a_key_can_carry_is_explained():
    odd = (
        "/A/", "/a?b", "/a.cy", "/a.json", "/[date]", "/x/y/z", "//a", "/a b", "(other)", "",
        "/https://www.gov.uk/a", "https://www.data.gov.uk/a", "/%41",
    )  # fmt: skip
    flags = {flag for each in odd for flag in page(each).flags}
    flags |= set(page("/a", title="Page not found").flags)
    flags |= {flag for each in ("", "-", "A", " a ", "[email]") for flag in query(each).flags}
    assert len(flags) >= 14
    assert flags <= set(terms("usage_flag"))


def test_languages_are_written_as_paths_write_them():
    assert {"cy", "ar", "zh-hk", "es-419"} <= LOCALES
    assert all(each == each.lower() for each in LOCALES)
