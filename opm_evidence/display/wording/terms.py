"""The terms of the vocabulary as words in a sentence: no reader ever meets a code.

A term that needs no other words is itself with spaces; its meaning stands in vocabulary.json.
"""

from collections.abc import Iterable, Mapping

from opm_evidence.display.wording.numbers import known, listed

WORDS: Mapping[str, Mapping[str, str]] = {
    "direction": {
        "improves": "better",
        "worsens": "worse",
        "no_change_shown": "no change (shown)",
        "inconclusive": "could be either",
        "no_clear_change": "no clear change",
        "mixed": "mixed within the study",
        "not_reported": "not yet read",
    },
    "claimed_direction": {"improves": "better", "worsens": "worse", "no_change": "no change"},
    "access": {
        "open": "open to all",
        "registration": "free after registration",
        "paywalled": "behind a paywall",
        "on_request": "sent on request",
        "unpublished": "not published",
        "unknown": "access not recorded",
    },
    "item_status": {
        "current": "stands",
        "corrected": "stands as corrected",
        "retracted": "retracted",
        "superseded": "superseded",
    },
    "relation": {
        "supports": "supports it",
        "partly_supports": "supports part of it",
        "contradicts": "says otherwise",
        "qualifies": "limits it",
        "context": "context",
    },
    "origin": {
        "own": "written by the side that makes the claim",
        "commissioned": "paid for by the side that makes the claim",
        "independent": "independent of the side that makes the claim",
    },
    "yes_no_unknown": {"yes": "yes", "no": "no", "unknown": "nobody has looked"},
    "comparison": {
        "yes": "has a comparison",
        "no": "has no comparison",
        "depends": "may or may not have a comparison",
    },
    "section": {
        "diagnosis": "What the problem is",
        "proposal": "What is proposed",
        "implementation": "How it is carried out",
        "value_for_money": "Value for money",
        "testing_and_evaluation": "Testing and evaluation",
    },
    "evaluation_kind": {"unknown": "what it looks at was not seen"},
    "evaluation_status": {"unknown": "how far it is was not seen"},
    "stage": {"in_force": "in force", "legislating": "before Parliament"},
    "family": {
        "primary": "studies",
        "modelling": "models",
        "synthesis": "reviews of studies",
        "map": "evidence maps",
        "document": "other documents",
    },
    "facet": {
        "effect": "what difference it makes",
        "mechanism": "how it works",
        "moderator": "for whom and where it works",
        "implementation": "what it takes to carry it out",
        "economic": "what it costs and what that buys",
    },
    "link_status": {
        "unchecked": "not checked",
        "ok": "answered",
        "broken": "did not answer",
        "redirected": "led somewhere else",
    },
    "question_source": {
        "ari": "a department’s Areas of Research Interest",
        "jla": "a James Lind Alliance priority list",
        "department": "a department",
        "public": "the public",
        "review": "a review, audit or committee",
    },
    "asks": {
        "effect": "what difference it makes",
        "cost": "what it costs and what that buys",
        "views": "what people think of it",
        "implementation": "what it takes to carry it out",
        "need": "how big the problem is, and whose",
    },
    "desired_direction": {
        "up": "more is wanted",
        "down": "less is wanted",
        "not_up": "a rise would be a harm",
        "not_down": "a fall would be a harm",
        "none": "watched only",
    },
    "role": {"policy": "part of the policy", "alternative": "an alternative"},
    "dimension": {
        "race_ethnicity_culture_language": "race, ethnicity, culture and language",
        "gender_sex": "gender and sex",
        "socioeconomic_status": "income, wealth and deprivation",
        "social_capital": "ties to other people",
        "time_dependent": "situations of a time",
        "other": "another named group",
    },
}
"""Words that differ from the term itself, by the list that the term belongs to."""


def term(vocabulary: str, code: object, missing: str = "not recorded") -> str:
    """A term in words, or the words for its absence."""
    if not known(code):
        return missing
    return WORDS.get(vocabulary, {}).get(str(code), str(code).replace("_", " "))


def capital(words: str) -> str:
    """The words as the beginning of a sentence, whatever stands in them kept as it is."""
    return words[:1].upper() + words[1:]


def listed_terms(vocabulary: str, codes: Iterable[str]) -> str:
    """Several terms as a list in a sentence."""
    return listed([term(vocabulary, code) for code in codes])
