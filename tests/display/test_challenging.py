"""A challenge stands beside what it is about, and everything that can be challenged says how."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from opm_evidence.display import claims, evidence_list, leading_gaps, method
from opm_evidence.synthesis.assessment import assess
from tests.drawing import draw_register

GAP = "g02-levy--obesity--any--effect"


def assessed(contact=None, about=("c1", "s1", "f1", GAP)):
    rows = "\n".join(f"ch-{each} | {each} | What of <{each}>? | open" for each in about)
    return assess(
        draw_register(
            {"contact": contact} if contact else {},
            findings="""
                finding_id | study_id | outcome | direction
                f1         | s1       | obesity | improves
            """,
            claims="""
                claim_id | text
                c1       | The levy works.
            """,
            challenges=f"challenge_id | about | text | status\n{rows}",
        )
    )


def links(exhibit, start):
    return re.findall(rf'<a href="?({start}[^">]*)"?>Challenge ([^<]+)</a>', exhibit)


@pytest.mark.parametrize(
    ("section", "about"), [(claims, "c1"), (evidence_list, "s1"), (evidence_list, "f1")]
)
def test_a_challenge_stands_beside_what_it_is_about(section, about):
    shown = section(assessed())._repr_html_()
    assert f"“What of &lt;{about}&gt;?”" in shown
    assert re.search(rf'href="?#challenge-ch-{about}"?>Open: ', shown)


def test_a_challenge_to_a_leading_gap_stands_beside_it():
    assessment = assessed()
    led = [each.answer.gap_id for each in assessment.leading]
    assert GAP in led
    assert f"“What of &lt;{GAP}&gt;?”" in leading_gaps(assessment)._repr_html_()


def test_an_answer_stands_beside_its_challenge():
    register = draw_register(
        claims="claim_id | text\nc1 | The levy works.",
        challenges="""
            challenge_id | about | text     | response     | responded_on | status
            ch-1         | c1    | Why so?  | It is mended | 2026-01-02   | accepted
        """,
    )
    shown = claims(assess(register))._repr_html_()
    assert "“Why so?” Answer: “It is mended”" in shown


def test_the_table_of_challenges_leads_to_what_each_is_about():
    shown = method(assessed())._repr_html_()
    for anchor in ("claim-c1", "item-s1", "finding-f1", f"gap-{GAP}"):
        assert re.search(rf'About <a href="?#{anchor}"?>', shown), anchor


def test_a_claim_and_a_leading_gap_say_what_to_quote_to_whom():
    contact = {"name": "The team", "email": "evidence+levy@example.org"}
    assessment = assessed(contact)
    ((letter, quoted),) = links(claims(assessment)._repr_html_(), "mailto:")
    assert quoted == "c1"
    address = urlsplit(letter)
    assert unquote(address.path) == contact["email"]
    (subject,) = parse_qs(address.query)["subject"]
    day = assessment.register.as_of.isoformat()
    assert subject == f"Challenge to c1 in {assessment.register.policy.policy_id}, {day}"
    gaps = links(leading_gaps(assessment)._repr_html_(), "mailto:")
    assert [quoted for _, quoted in gaps] == [each.answer.gap_id for each in assessment.leading]


@pytest.mark.parametrize("contact", [None, {"name": "A form", "url": "https://example.org/form"}])
def test_without_a_letter_box_the_link_leads_to_how_it_is_done(contact):
    assessment = assessed(contact)
    ((target, quoted),) = links(claims(assessment)._repr_html_(), "#")
    assert (target, quoted) == ("#how-to-challenge", "c1")
    assert re.search(r'<p id="?how-to-challenge"?>', method(assessment)._repr_html_())


def test_an_address_that_is_no_letter_box_cannot_leave_its_link():
    contact = {"name": "A", "email": '"><script>x</script>?bcc=all@example.org'}
    shown = claims(assessed(contact))._repr_html_()
    assert "<script>" not in shown
    ((letter, _),) = links(shown, "mailto:")
    assert set(parse_qs(urlsplit(letter).query)) == {"subject"}


def test_what_lists_every_gap_carries_no_link_for_each():
    from opm_evidence.display import all_gaps

    assert ">Challenge " not in all_gaps(assessed())._repr_html_()
