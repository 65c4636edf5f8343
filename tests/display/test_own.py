"""What an own section shows carries all that a reader must find, and a page takes it."""

import pandas as pd
import pytest
from plotly.graph_objects import Bar, Figure

from opm_evidence.display.own import chart, table, words
from opm_evidence.packs.pages.own_html import OwnHtml
from tests.display.reading import as_text

YEARS = pd.DataFrame({"Year": [2023, 2024], "Visits": [3, None]})
SAID = {
    "id": "own-visits",
    "title": "Visits fell",
    "description": "Visits by year.",
    "caption": "Visits by year, England",
    "source": "our diary",
}


def drawn():
    figure = Figure(Bar(name="Visits", x=YEARS["Year"], y=[3, 1]))
    return figure.update_layout(xaxis_title="Year", yaxis_title="Visits")


def made():
    return {
        "table": table(YEARS, **SAID),
        "chart": chart(drawn(), YEARS, **SAID),
        "words": words("3 <visits> & more.", YEARS, id="own-w", title="Visits", source="a diary"),
    }


@pytest.mark.parametrize("kind", ["table", "chart", "words"])
def test_a_page_takes_it(kind):
    reader = OwnHtml(set())
    reader.feed(made()[kind]._repr_html_())
    assert reader.wrong == []


def test_a_table_says_what_is_not_recorded():
    assert "not recorded" in as_text(table(YEARS, **SAID)._repr_html_())


def test_a_chart_is_drawn_with_its_words_and_its_table():
    html = chart(drawn(), YEARS, **SAID)._repr_html_()
    assert html.count("<svg") == 2
    assert "Visits by year." in html and "<table" in html and "our diary" in html


def test_words_are_text():
    assert "3 &lt;visits&gt; &amp; more." in made()["words"]._repr_html_()


@pytest.mark.parametrize("missing", ["title", "description", "caption", "source"])
def test_nothing_is_shown_without_what_a_reader_must_find(missing):
    with pytest.raises(ValueError, match="own-visits"):
        table(YEARS, **{**SAID, missing: " "})
