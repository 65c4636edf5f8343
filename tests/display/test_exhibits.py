"""What every exhibit owes to its reader."""

import re

import pandas as pd
import pytest
from markupsafe import Markup

from opm_evidence.display.exhibits import Exhibits, Figure, GapMap, Prose, Table
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.packs.pages.templating import stylesheet

FRAME = pd.DataFrame({"year": [2018, 2019], "studies": [1, 2]})
COMMON = {
    "id": "x",
    "title": "Two studies",
    "description": "Two studies, one a year.",
    "sources": ("evidence.csv, as at 1 January 2026",),
    "frame": FRAME,
}
HOSTILE = '<script>alert(1)</script>"\u202etxt\x07'


def a_table(**changes: object) -> Table:
    given = {
        **COMMON,
        "caption": "Studies by year",
        "headings": ("Year", "Studies"),
        "groups": (RowGroup((Row(("2018", "1"), id="cell-a"),), heading="All", id="all"),),
        "numbers": frozenset({1}),
    }
    return Table(**{**given, **changes})


@pytest.mark.parametrize("missing", ["id", "title", "description", "sources"])
def test_no_exhibit_without_what_a_reader_must_find(missing):
    empty = () if missing == "sources" else "  "
    with pytest.raises(ValueError, match="exhibit"):
        Prose(**{**COMMON, missing: empty}, words=Markup("Words."))


def test_no_exhibit_without_a_table_behind_it():
    with pytest.raises(ValueError, match="no table"):
        Prose(**{**COMMON, "frame": pd.DataFrame()}, words=Markup("Words."))


def test_an_exhibit_cannot_take_the_address_of_a_cell_or_claim():
    with pytest.raises(ValueError, match="cannot be the id"):
        Prose(**{**COMMON, "id": "claim-c1"}, words=Markup("Words."))


def test_a_table_has_a_caption_and_rows_as_wide_as_its_headings():
    with pytest.raises(ValueError, match="caption"):
        a_table(caption=" ")
    with pytest.raises(ValueError, match="wide"):
        a_table(headings=("Year",))


def test_a_map_has_a_key():
    with pytest.raises(ValueError, match="key"):
        GapMap(**COMMON, caption="Map", headings=("A",), groups=())


def test_every_header_cell_has_a_scope_and_the_region_is_named_by_the_caption():
    html = a_table()._repr_html_()
    assert html.count("<th ") == html.count('<th scope="') + html.count('<th colspan="2" scope="')
    assert 'role="region" tabindex="0" aria-labelledby="x-c"' in html
    assert '<caption id="x-c">Studies by year</caption>' in html


def test_a_table_names_its_columns_of_numbers_and_the_stylesheet_knows_them():
    assert '<table class="n2">' in a_table()._repr_html_()
    known = set(re.findall(r"\.(n\d) tr", stylesheet()))
    assert known == {f"n{column}" for column in range(2, 10)}


def test_rows_of_one_source_stand_beside_its_name_once():
    rows = (Row(("2018", "1"), spans=2), Row(("", "2"), goes_on=True), Row(("2019", "3")))
    html = a_table(groups=(RowGroup(rows),))._repr_html_()
    assert html.count('<th scope="row"') == 2
    assert '<tr><th scope="row" rowspan="2">2018<td>1\n<tr><td>2\n<tr><th scope="row">2019' in html


def test_neighbours_that_say_the_same_share_a_cell_and_others_do_not():
    rows = (Row(("Levy", "Not asked", "Not asked", "1")), Row(("Labels", "1", "1", "Not asked")))
    headings = ("Measure", "A", "B", "C")
    html = a_table(headings=headings, groups=(RowGroup(rows, shared="Not asked"),))._repr_html_()
    assert '<th scope="row">Levy<td colspan="2">Not asked<td>1' in html
    alone = '<td colspan="1">Not asked'  # so that it looks like those that share a cell
    assert f'<th scope="row">Labels<td>1<td>1{alone}' in html


def test_a_date_that_stands_above_a_table_is_not_said_again_in_its_caption():
    dated = {"caption": "Studies by year, as at 1 May 2026"}
    assert (
        '<caption id="x-c">Studies by year</caption>'
        in a_table(description="Two studies, as at 1 May 2026.", **dated)._repr_html_()
    )
    assert "as at 1 May 2026" in a_table(**dated)._repr_html_()


def test_a_table_without_rows_is_its_description_alone():
    html = a_table(groups=())._repr_html_()
    assert "Two studies, one a year." in html
    assert "<table" not in html


def test_hostile_text_stays_text_and_loses_what_turns_it_round():
    html = a_table(
        title=HOSTILE,
        description=HOSTILE,
        sources=(HOSTILE,),
        caption=HOSTILE,
        headings=(HOSTILE, HOSTILE),
        groups=(RowGroup((Row((HOSTILE, HOSTILE)),), heading=HOSTILE),),
    )._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&#34;txt" in html
    assert "\u202e" not in html and "\x07" not in html


def test_in_a_notebook_an_exhibit_gives_html_and_a_line_of_text():
    shown = a_table()._repr_mimebundle_(include=None, exclude=None)
    assert set(shown) == {"text/html", "text/plain"}
    assert shown["text/plain"].splitlines()[:2] == ["Two studies", "Two studies, one a year."]


def test_a_section_shows_its_parts_in_order_without_a_heading_of_its_own():
    parts = (
        Prose(**{**COMMON, "id": "a", "title": "First"}, words=Markup("<p>One.</p>")),
        Prose(**{**COMMON, "id": "b", "title": "Second"}, words=Markup("<p>Two.</p>")),
    )
    given = {name: value for name, value in COMMON.items() if name != "sources"}
    html = Exhibits(**given, parts=parts)._repr_html_()
    assert html.index("First") < html.index("One.") < html.index("Second") < html.index("Two.")
    assert "Two studies" not in html


SPEC = {
    "data": [
        {"type": "bar", "name": "Studies", "x": [2018, 2019], "y": [1, 2]},
    ],
    "layout": {"barmode": "stack", "yaxis": {"title": {"text": "Reports"}}},
}


def a_figure(**changes: object) -> Figure:
    return Figure(**{**COMMON, "caption": "Studies by year", "spec": SPEC, **changes})


def test_a_figure_shows_drawing_description_and_data():
    html = a_figure()._repr_html_()
    assert html.count("<svg") == 2
    assert "<figcaption" in html and "Two studies, one a year." in html
    assert '<th scope="row">2018<td>1' in html


def test_a_figure_is_a_plotly_figure_that_plotly_accepts():
    figure = a_figure()
    assert figure.plotly.to_dict()["data"][0]["name"] == "Studies"
    assert "application/vnd.plotly.v1+json" in figure._repr_mimebundle_()


def test_a_figure_without_anything_to_draw_cannot_be_built():
    with pytest.raises(ValueError, match="nothing to draw"):
        a_figure(spec={"data": []})
