"""Over all packs: an index that works without scripts, a feed, a catalogue, addresses that last."""

import csv
import json
import os
import re
import shutil
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import url2pathname
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from opm_evidence.packs.editions import read_edition
from opm_evidence.packs.pages.content_policy import content_policy, own_script
from opm_evidence.packs.site.addresses import read_lineage
from opm_evidence.packs.site.comparing import compare, one_line
from opm_evidence.packs.site.edited_fields import with_fields
from opm_evidence.packs.site.feed import ATOM, edition_entry, feed_text
from opm_evidence.packs.site.front_page import write_site
from opm_evidence.packs.site.index_page import IndexEntry
from opm_evidence.packs.site.recording import record_editions
from opm_evidence.registers import read_policy
from opm_evidence.synthesis.assessment import assess
from opm_evidence.synthesis.changes import Change
from opm_evidence.synthesis.editions import edition_of
from opm_evidence.synthesis.rules import RULES
from tests.commands import opm_evidence, snapshot
from tests.drawing import draw_register
from tests.markup import attributes

EDITION = edition_of(assess(draw_register()))
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def unexpected(message):
    raise AssertionError(message)


@pytest.fixture
def place(evidence, outputs, tmp_path):
    """A folder with the register and the pack of the small policy, ready to be changed."""
    shutil.copytree(evidence, tmp_path / "evidence")
    shutil.copytree(outputs / "drinks", tmp_path / "outputs" / "drinks")
    return tmp_path


def with_notice(place, **notice):
    """The same, with a notice in the register that the pack carries."""
    for folder in (place / "evidence", place / "outputs" / "drinks" / "evidence"):
        path = folder / "drinks" / "policy.yaml"
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        content["notices"] = [notice]
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def site(place):
    write_site(place / "outputs", unexpected, place / "evidence")
    return place / "outputs"


def test_every_name_of_the_index_leads_to_a_place_that_is_there(place):
    outputs = site(place)
    text = (outputs / "a-to-z.html").read_text(encoding="utf-8")
    pack = (outputs / "drinks" / "index.html").read_text(encoding="utf-8")
    links = [part.split('"')[0] for part in text.split('href="')[1:]]
    places = set(attributes("id", pack))
    to_pack = [link for link in links if link.startswith("drinks/")]
    assert len(to_pack) > 5
    for link in to_pack:
        path, _, anchor = link.partition("#")
        assert (outputs / unquote(path)).is_file()
        assert not anchor or anchor in places, link


def test_the_gaps_that_each_rule_finds_are_those_of_the_packs_own_answers(place):
    with (place / "outputs/drinks/data/answers.csv").open(encoding="utf-8", newline="") as file:
        answers = [(row["rule"], row["verdict"]) for row in csv.DictReader(file)]
    counts = Counter(answers)
    expected = {}
    for rule in RULES:
        if counts[rule, "gap"] or counts[rule, "no_gap"]:
            expected[rule] = str(counts[rule, "gap"])
        elif counts[rule, "not_assessable"]:
            expected[rule] = "cannot be judged"
        else:
            expected[rule] = "nothing to judge"
    page = (site(place) / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'<th scope="row">(G\d\d): [^<]*</th>\s*<td>([^<]*)</td>', page)
    assert dict(found) == expected
    assert len(set(expected.values())) > 2, "the small pack has answers of every sort"


def spoil(pack, how):
    if how == "a table is lost":
        (pack / "data/gaps.csv").unlink()
    elif how == "its edition is cut":
        (pack / "edition.json").write_text('{"name": "2026-', encoding="utf-8")
    elif how == "its policy is no text":
        (pack / "evidence/drinks/policy.yaml").write_bytes(b"title: \xff\xfe\x00")
    elif how == "its manifest is of another version":
        (pack / "manifest.json").write_text('{"policy": "drinks"}', encoding="utf-8")


@pytest.mark.parametrize(
    "how",
    [
        "a table is lost",
        "its edition is cut",
        "its policy is no text",
        "its manifest is of another version",
    ],
)
def test_a_pack_that_cannot_be_read_is_left_out_and_named_and_the_others_are_there(place, how):
    """Only what was asked for is built again: beside it may lie what somebody has damaged."""
    outputs, warnings = place / "outputs", []
    write_site(outputs, unexpected, place / "evidence")
    spoil(outputs / "drinks", how)
    write_site(outputs, warnings.append, place / "evidence")
    (warning,) = warnings
    assert warning.startswith(f"Left out of the page over all packs: {outputs.as_posix()}/drinks.")
    assert "drinks" not in (outputs / "catalogue.jsonld").read_text(encoding="utf-8")
    assert 'id="drinks"' not in (outputs / "index.html").read_text(encoding="utf-8")


def test_a_copy_of_a_pack_under_another_name_is_no_second_pack(place):
    outputs, warnings = place / "outputs", []
    shutil.copytree(outputs / "drinks", outputs / "drinks-last-week")
    write_site(outputs, warnings.append, place / "evidence")
    assert ["drinks-last-week. It holds the pack of drinks" in each for each in warnings] == [True]
    page = (outputs / "index.html").read_text(encoding="utf-8")
    assert page.count('id="drinks"') == 1


def test_the_index_forbids_every_script_but_its_own(place):
    text = (site(place) / "a-to-z.html").read_text(encoding="utf-8")
    script = text.split("<script>")[1].split("</script>")[0]
    policy = text.split('Content-Security-Policy" content="')[1].split('"')[0]
    assert policy.replace("&#39;", "'") == content_policy([script])


def test_a_script_that_would_end_its_element_is_refused():
    with pytest.raises(ValueError, match="end the script element"):
        own_script("x = '</SCRIPT>'")


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("“Quoted” title", "Q"),
        ("the levy", "T"),
        ("5 a day", "0–9 and other"),
        ("Ärzte", "0–9 and other"),
    ],
)
def test_a_name_stands_under_its_first_letter(name, letter):
    assert IndexEntry(name, "evidence", "Levy", "x").letter == letter


def test_the_catalogue_names_every_file_with_its_size_and_fingerprint(place):
    outputs = site(place)
    catalogue = json.loads((outputs / "catalogue.jsonld").read_text(encoding="utf-8"))
    (dataset,) = catalogue["dcat:dataset"]
    listed = {
        unquote(each["dcat:downloadURL"]["@id"]): int(each["dcat:byteSize"]["@value"])
        for each in dataset["dcat:distribution"]
    }
    found = {
        path.relative_to(outputs).as_posix(): path.stat().st_size
        for path in (outputs / "drinks").rglob("*")
        if path.is_file()
    }
    assert listed == found
    assert dataset["dcat:version"] == "2026-01-01"
    assert catalogue["dct:modified"]["@value"] == "2026-01-01"


def test_the_feed_is_atom_with_lasting_ids_and_the_day_of_the_evidence(place):
    feed = ElementTree.fromstring((site(place) / "feed.xml").read_text(encoding="utf-8"))
    named = {"a": ATOM}
    assert feed.tag == f"{{{ATOM}}}feed"
    for element in (feed, *feed.findall("a:entry", named)):
        assert element.findtext("a:id", namespaces=named).startswith("urn:uuid:")
        assert element.findtext("a:updated", namespaces=named) == "2026-01-01T00:00:00Z"
        assert element.findtext("a:title", namespaces=named)
    assert feed.find("a:author/a:name", named).text
    assert feed_text([edition_entry(EDITION, None)]) == feed_text([edition_entry(EDITION, None)])


def test_every_link_of_the_feed_leads_from_where_it_lies_to_a_file(place):
    with_notice(
        place, edition="2025-01-01", kind="withdrawn", issued_on="2026-02-03", reason="Misread"
    )
    outputs = site(place)
    feed = ElementTree.fromstring((outputs / "feed.xml").read_text(encoding="utf-8"))
    links = [each.get("href") for each in feed.iter(f"{{{ATOM}}}link")]
    assert len(links) == 4  # the feed itself, the page over all packs, an edition and a notice
    address = (outputs / "feed.xml").as_uri()
    for link in links:
        assert link
        assert Path(url2pathname(urlsplit(urljoin(address, link)).path)).is_file(), link


@given(title=ANY_TEXT | st.just("]]><entry>&lt;\x00\x0b\ufffe\ud7ff"))
def test_no_title_breaks_the_feed(title):
    text = feed_text([edition_entry(EDITION.model_copy(update={"title": title}), None)])
    assert len(ElementTree.fromstring(text).findall(f"{{{ATOM}}}entry")) == 1


@given(text=ANY_TEXT | st.just("a\x1b[2Jb\r\nc\u202e"))
def test_no_text_steers_a_terminal(text):
    assert one_line(text).isprintable()


def test_the_site_is_the_same_when_it_is_written_again(place):
    outputs = site(place)
    names = ("index.html", "a-to-z.html", "feed.xml", "catalogue.jsonld")
    before = {name: (outputs / name).read_bytes() for name in names}
    site(place)
    assert {name: (outputs / name).read_bytes() for name in names} == before


def test_an_edition_gets_its_lasting_address_once_it_is_recorded(place):
    outputs = site(place)
    lasting = outputs / "editions" / "drinks" / "2026-01-01"
    assert not lasting.exists()
    record_editions([outputs / "drinks"], place / "evidence")
    site(place)
    for path in (outputs / "drinks").rglob("*"):
        if path.is_file():
            copy = lasting / path.relative_to(outputs / "drinks")
            assert copy.read_bytes() == path.read_bytes()
    listed = (outputs / "editions" / "drinks" / "index.html").read_text(encoding="utf-8")
    assert 'href="2026-01-01/index.html"' in listed


def test_an_edition_is_laid_at_its_lasting_address_once_and_again_where_a_part_was_lost(place):
    outputs = site(place)
    record_editions([outputs / "drinks"], place / "evidence")
    lasting = site(place) / "editions" / "drinks" / "2026-01-01"
    os.utime(lasting / "index.html", (1, 1))
    site(place)
    assert (lasting / "index.html").stat().st_mtime == 1, "a pack is megabytes: it is not copied"
    (lasting / "data" / "gaps.csv").unlink()
    site(place)
    assert snapshot(lasting) == snapshot(outputs / "drinks")


def test_an_edition_that_was_withdrawn_leaves_only_its_notice(place):
    outputs = site(place)
    record_editions([outputs / "drinks"], place / "evidence")
    site(place)
    with_notice(
        place,
        edition="2026-01-01",
        kind="withdrawn",
        issued_on="2026-02-03",
        reason="A figure was <b>misread</b>.",
    )
    site(place)
    lasting = outputs / "editions" / "drinks" / "2026-01-01"
    assert [path.name for path in lasting.iterdir()] == ["index.html"]
    text = (lasting / "index.html").read_text(encoding="utf-8")
    assert "was withdrawn on 3 February 2026: A figure was &lt;b&gt;misread&lt;/b&gt;." in text
    feed = (outputs / "feed.xml").read_text(encoding="utf-8")
    assert "2026-02-03T00:00:00Z" in feed
    assert 'href="editions/drinks/2026-01-01/index.html"' in feed


def test_an_edition_that_was_corrected_is_kept_behind_its_notice(place):
    outputs = site(place)
    record_editions([outputs / "drinks"], place / "evidence")
    with_notice(
        place,
        edition="2026-01-01",
        kind="corrected",
        issued_on="2026-02-03",
        reason="A figure was misread",
        replaced_by="2026-01-01-2",
    )
    site(place)
    lasting = outputs / "editions" / "drinks" / "2026-01-01"
    text = (lasting / "index.html").read_text(encoding="utf-8")
    assert "The edition 2026-01-01-2 takes its place." in text
    assert 'href="drinks.zip"' in text


def test_a_notice_on_an_edition_with_no_such_day_is_a_fault_of_the_register(place):
    with_notice(place, edition="2026-02-31", kind="withdrawn", issued_on="2026-03-01", reason="x")
    done = opm_evidence("check", "drinks", "--evidence", place / "evidence")
    assert done.returncode == 1
    assert "notices" in done.stderr and "2026-02-31" in done.stderr


def test_the_lineage_of_a_first_edition_has_none_before_it(place):
    pack = place / "outputs" / "drinks"
    policy = read_policy("drinks", pack / "evidence")
    lineage = read_lineage(pack, policy, read_edition(pack), place / "evidence")
    assert lineage.previous is None
    assert not lineage.is_recorded


def test_the_next_pack_says_what_changed_and_a_rebuild_is_the_same(place):
    pack = place / "outputs" / "drinks"
    first = shutil.copytree(pack, place / "first")
    done = opm_evidence("record", pack, "--evidence", place / "evidence")
    assert done.returncode == 0, done.stderr
    build = ("build", "drinks", "--evidence", place / "evidence", "--output", place / "outputs")
    assert opm_evidence(*build).returncode == 0
    assert (pack / "drinks.zip").read_bytes() == (first / "drinks.zip").read_bytes()

    path = place / "evidence" / "drinks" / "evidence.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("levy and obesity", "levy or obesity"), encoding="utf-8")
    done = opm_evidence(*build)
    assert done.returncode == 0, done.stderr
    assert read_edition(pack).name == "2026-01-01-2"
    page = (pack / "index.html").read_text(encoding="utf-8")
    assert "What changed since 1 January 2026" in page
    assert "Evidence whose entry was edited (1)" in page
    assert opm_evidence("verify", pack).returncode == 0
    assert json.loads((pack / "manifest.json").read_text("utf-8"))["previous"] == "2026-01-01"

    done = opm_evidence("diff", first / "drinks.zip", pack)
    assert done.returncode == 0, done.stderr
    edited = "  s1\n    title: The levy and obesity → The levy or obesity\n"
    assert f"Evidence whose entry was edited (1)\n{edited}" in done.stdout
    done = opm_evidence("diff", first, pack, "--json")
    (change,) = json.loads(done.stdout)["changes"]
    assert (change["kind"], change["what"]) == ("item_edited", "title")
    assert (change["before"], change["after"]) == ("The levy and obesity", "The levy or obesity")
    done = opm_evidence("diff", first / "edition.json", pack)
    assert done.stdout.endswith("Evidence whose entry was edited (1)\n  s1\n")


def test_every_field_of_an_edited_finding_is_named_with_what_it_said(tmp_path):
    said = "finding_id,effect,statement,note\nf1,-1.6,Lower.,\n"
    says = "finding_id,effect,statement\nf1,-0.6,Lower\n"
    for name, findings in (("old", said), ("new", says)):
        folder = tmp_path / name / "evidence" / "drinks"
        folder.mkdir(parents=True)
        (folder / "findings.csv").write_text(findings, encoding="utf-8")
    change = Change("finding_edited", "f1", because=("s1",))
    told = with_fields([change], "drinks", tmp_path / "old", tmp_path / "new")
    assert [(each.what, each.before, each.after) for each in told] == [
        ("effect", "-1.6", "-0.6"),
        ("statement", "Lower.", "Lower"),
    ]


def test_two_policies_are_not_compared(place):
    other = place / "other.json"
    other.write_text(EDITION.model_copy(update={"policy_id": "other"}).text, encoding="utf-8")
    done = opm_evidence("diff", other, place / "outputs" / "drinks")
    assert done.returncode == 2
    assert "two policies" in done.stderr
    assert compare(place / "outputs" / "drinks", place / "outputs" / "drinks").changes == ()


@pytest.mark.parametrize("name", ["nothing.zip", "x.json"])
def test_what_is_no_pack_is_refused_in_words(place, name):
    (place / "x.json").write_text('{"name": "2026-01-01"}', encoding="utf-8")
    (place / "nothing.zip").write_bytes(b"PK\x03\x04 no zip")
    done = opm_evidence("diff", place / name, place / "outputs" / "drinks")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_pack_that_is_withdrawn_leaves_a_notice_until_the_next_edition(place):
    outputs = place / "outputs"
    record_editions([outputs / "drinks"], place / "evidence")
    build = ("build", "drinks", "--evidence", place / "evidence", "--output", outputs)
    with_notice(
        place,
        edition="2026-01-01",
        kind="withdrawn",
        issued_on="2026-02-03",
        reason="A figure was <i>misread</i>",
    )
    done = opm_evidence(*build)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (outputs / "drinks").iterdir()) == [
        "index.html",
        "notice.json",
    ]
    said = "was withdrawn on 3 February 2026: A figure was &lt;i&gt;misread&lt;/i&gt;."
    for page in ("drinks", ".", "editions/drinks", "editions/drinks/2026-01-01"):
        assert said in (outputs / page / "index.html").read_text(encoding="utf-8")
    assert "drinks.zip" not in (outputs / "index.html").read_text(encoding="utf-8")
    assert "2026-02-03" in (outputs / "feed.xml").read_text(encoding="utf-8")

    path = place / "evidence" / "drinks" / "evidence.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("levy and obesity", "levy or obesity"), encoding="utf-8")
    done = opm_evidence(*build)
    assert done.returncode == 0, done.stderr
    assert read_edition(outputs / "drinks").name == "2026-01-01-2"
    assert said in (outputs / "drinks" / "index.html").read_text(encoding="utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_beside_the_first_pass_axe_and_do_not_scroll_sideways(browser, axe, place, width):
    with_notice(
        place, edition="2025-01-01", kind="corrected", issued_on="2025-02-03", reason="Misread"
    )
    outputs = site(place)
    for name in (
        "a-to-z.html",
        "editions/drinks/index.html",
        "editions/drinks/2025-01-01/index.html",
    ):
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        said, asked = [], []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto((outputs / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(axe)
        found = page.evaluate("() => axe.run()")
        assert {each["id"]: each["nodes"][0]["html"] for each in found["violations"]} == {}
        assert asked == [(outputs / name).as_uri()]
        assert said == []
        context.close()


@pytest.mark.browser
def test_typing_leaves_the_names_that_hold_every_word_and_without_scripts_all_are_there(
    browser, place
):
    address = (site(place) / "a-to-z.html").as_uri()
    page = browser.new_page()
    page.goto(address)
    everything = page.locator("main section li:visible").count()
    page.fill("#words", "LEVY obes")
    assert page.locator("main section li:visible").all_inner_texts() != []
    assert page.locator("main section li:visible").count() < everything
    for text in page.locator("main section li:visible").all_inner_texts():
        assert "levy" in text.lower() and "obes" in text.lower()
    assert page.inner_text("#found").endswith(f"of {everything} names")
    page.fill("#words", "")
    assert page.locator("main section li:visible").count() == everything
    page.close()

    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("main section li:visible").count() == everything
    assert not page.locator("#search").is_visible()
    context.close()
