"""Other people's text on our page."""

import pytest

from opm_evidence.display.markup import (
    doi_address,
    link_to,
    tidy_title,
    with_links,
    without_controls,
)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Effects of <i>S. mutans</i>", "Effects of <i>S. mutans</i>"),
        ("CO<SUB>2</SUB> and m<sup>2</sup>", "CO<sub>2</sub> and m<sup>2</sup>"),
        ("<i>open and <b>crossed</i></b>", "open and <b>crossed</b>"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<i onclick=x>a</i>", "&lt;i onclick=x&gt;a"),
        ("A & B < C", "A &amp; B &lt; C"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
    ],
)
def test_a_title_keeps_its_italics_and_nothing_else(title, shown):
    result = str(tidy_title(title))
    assert result.count("<i>") == result.count("</i>")
    if "crossed" not in title:
        assert result == shown


def test_tags_that_cross_are_not_left_open():
    result = str(tidy_title("<i>a <b>b</i> c</b>"))
    assert result in ("a <b>b c</b>", "a b c")


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "data:text/html,x", "file:///x", "//x", ""])
def test_only_web_addresses_become_links(bad):
    assert str(link_to(bad, "words")) == "words"


def test_a_link_is_escaped():
    assert str(link_to('https://a.uk/"><b>', "<x>")) == (
        '<a href="https://a.uk/&#34;&gt;&lt;b&gt;">&lt;x&gt;</a>'
    )


def test_a_doi_becomes_an_address_with_odd_characters_encoded():
    assert doi_address("10.1136/bmj.n254") == "https://doi.org/10.1136/bmj.n254"
    odd = "10.1002/(SICI)1097-4636<1::AID>3.0.CO;2-#"
    assert doi_address(odd) == "https://doi.org/10.1002/(SICI)1097-4636%3C1::AID%3E3.0.CO;2-%23"
    assert doi_address("javascript:alert(1)") == ""


def test_marks_that_turn_text_round_are_taken_out():
    assert without_controls("a\u202eb\u2066c\u200fd\x00e\ttab") == "abcde\ttab"


def test_dois_and_addresses_in_a_source_become_links():
    assert str(with_links("Robinson & others 2011, doi 10.1016/j.x.2011.06.009, reason A")) == (
        'Robinson &amp; others 2011, <a href="https://doi.org/10.1016/j.x.2011.06.009">'
        "doi:10.1016/j.x.2011.06.009</a>, reason A"
    )
    assert str(with_links("See https://example.org/a.")) == (
        'See <a href="https://example.org/a">example.org</a>.'
    )
