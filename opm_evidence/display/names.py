"""The names of what a register holds: titles for its ids, and a short citation for every item."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from opm_evidence.display.markup import joined, jump, tidy_title
from opm_evidence.display.wording.numbers import known, listed
from opm_evidence.records.policy import Cell
from opm_evidence.records.register import Register

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORT_TITLE = 48
IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
ITEM_ID = re.compile(r"(?<![\w-])[a-z][a-z0-9-]*-\d[a-z0-9-]*(?![\w-])")
"""What looks like the id of an item inside a text: words joined by hyphens, with a digit."""
ASKED: Mapping[str, str] = {
    "effect": "effect on {}",
    "cost": "what it costs ({})",
    "views": "what people think ({})",
    "implementation": "carrying it out ({})",
    "need": "how big the problem is ({})",
}
"""What a cell asks, in words."""
WITHOUT_OUTCOME: Mapping[str, str] = {
    name: words.removesuffix(" ({})") for name, words in ASKED.items() if name != "effect"
}
"""The same, where the outcome stands above: an effect needs no words then."""
PROPER = frozenset(
    "English Welsh Scottish Irish British European Black Asian Muslim Jewish Christian Roma".split()
)
"""Words whose capital stays, beside the names of the register's nations."""
NEVER_NAMES = frozenset("The A An As Quoted Reported Page Pages".split())
"""Words whose capital only says that something begins: articles, and those of a place in a text."""


@dataclass(frozen=True, eq=False)
class Names:
    """What to call everything in one register."""

    register: Register

    @cached_property
    def _titles(self) -> Mapping[str, Mapping[str, str]]:
        policy = self.register.policy
        groups = {each.id: each.title for each in policy.populations} | {
            each.id: each.title for each in policy.priority_dimensions
        }
        designs = zip(
            self.register.designs["study_design"], self.register.designs["title"], strict=True
        )
        return {
            "interventions": {each.id: each.title for each in policy.interventions},
            "outcomes": {each.id: each.title for each in policy.outcomes},
            "groups": groups,
            "nations": {each.id: each.title for each in policy.nations},
            "questions": {each.id: each.text for each in policy.questions},
            "designs": dict(designs),
        }

    @cached_property
    def items(self) -> Mapping[str, dict[str, Any]]:
        """The rows of evidence.csv by id."""
        return {row["evidence_id"]: row for row in self.register.rows("evidence")}

    @cached_property
    def findings(self) -> Mapping[str, dict[str, Any]]:
        """The rows of findings.csv by id."""
        return {row["finding_id"]: row for row in self.register.rows("findings")}

    @cached_property
    def documents(self) -> Mapping[str, dict[str, Any]]:
        """The rows of documents.csv by id."""
        return {row["document_id"]: row for row in self.register.rows("documents")}

    def intervention(self, name: object) -> str:
        """The title of an intervention."""
        return self._titled("interventions", name)

    def outcome(self, name: object) -> str:
        """The title of an outcome."""
        return self._titled("outcomes", name)

    def group(self, name: object) -> str:
        """The title of a population or of a priority dimension; everybody where none is named."""
        return self._titled("groups", name) if known(name) else "everybody"

    def groups(self, names: Iterable[str]) -> str:
        """The titles of several groups as a list in a sentence."""
        return listed([self.group(name) for name in names])

    def nation(self, name: object) -> str:
        """The title of a nation."""
        return self._titled("nations", name)

    def nations(self, names: Iterable[str]) -> str:
        """The titles of several nations as a list."""
        return listed([self.nation(name) for name in names])

    def in_nations(self, names: Iterable[str]) -> str:
        """The titles of several nations inside a sentence, with the article that some need."""
        titles = [self.nation(name) for name in names]
        return listed(
            [f"the {title}" if title.startswith("United ") else title for title in titles]
        )

    def question(self, name: object) -> str:
        """The text of a question of the policy."""
        return self._titled("questions", name)

    def design(self, name: object) -> str:
        """The name of a study design."""
        return self._titled("designs", name) if known(name) else "Design not recorded"

    def _titled(self, part: str, name: object) -> str:
        return self._titles[part].get(str(name), str(name).replace("-", " ").replace("_", " "))

    def cell(self, cell: Cell) -> str:
        """A cell in words: `The levy: effect on obesity, for girls`."""
        asked = ASKED[cell.asks].format(self.inside(self.outcome(cell.outcome)))
        words = asked
        if cell.intervention is not None:
            words = f"{self.intervention(cell.intervention)}: {asked}"
        return f"{words}, for {self.inside(self.group(cell.group))}" if cell.group else words

    def cell_of_outcome(self, cell: Cell) -> str:
        """A cell in words where its outcome stands above: `The levy: what it costs`."""
        words = WITHOUT_OUTCOME.get(cell.asks, "")
        if cell.intervention is None:
            return words or self.cell(cell)
        return joined([self.intervention(cell.intervention), words], ": ")

    def inside(self, title: str) -> str:
        """A title inside a sentence: its capital becomes small, unless it may belong to a name.

        It may where the word is a name or an abbreviation, or another word has a capital too and
        is more than an abbreviation or a word such as “English”, which always has one.
        """
        first, *others = title.replace(",", "").split(" ")
        named = first in PROPER or first in self._nation_words or _abbreviated(first)
        capitals = (
            word
            for word in others
            if word[:1].isupper() and word not in PROPER and not _abbreviated(word)
        )
        if first not in NEVER_NAMES and (named or any(capitals)):
            return title
        return title[:1].lower() + title[1:]

    @cached_property
    def _nation_words(self) -> frozenset[str]:
        return frozenset(title.partition(" ")[0] for title in self._titles["nations"].values())

    @cached_property
    def citations(self) -> Mapping[str, str]:
        """A short name for every item, such as `Rogers and others 2023`, each of them once."""
        plain = {name: _citation(row) for name, row in self.items.items()}
        uses = Counter(plain.values())
        seen: Counter[str] = Counter()
        names = {}
        for name, words in plain.items():
            if uses[words] == 1:
                names[name] = words
                continue
            number = seen[words]
            seen[words] += 1
            names[name] = f"{words}{_letters(number)}"
        return names

    def citation(self, evidence_id: object) -> str:
        """The short name of one item."""
        return self.citations.get(str(evidence_id), str(evidence_id))

    def cite(self, evidence_id: object) -> Markup:
        """The short name of an item as a link to its entry in the list of evidence."""
        if str(evidence_id) not in self.items:
            return Markup("{}").format(str(evidence_id))
        return jump(f"item-{evidence_id}", self.citation(evidence_id))

    def cite_finding(self, finding_id: object, evidence_id: object) -> Markup:
        """The short name of a finding's item as a link to the finding itself."""
        if not known(finding_id) or str(finding_id) not in self.findings:
            return self.cite(evidence_id)
        return jump(f"finding-{finding_id}", self.citation(evidence_id))

    def with_citations(self, text: object) -> Markup:
        """A text of the register in which the ids of items became links with their short names."""
        words = str(escape(str(text)))
        return Markup(
            ITEM_ID.sub(
                lambda found: str(self.cite(found[0])) if found[0] in self.items else found[0],
                words,
            )
        )

    def title(self, evidence_id: object) -> Markup:
        """The whole title of an item, with its italics."""
        return tidy_title(str(self.items[str(evidence_id)]["title"]))


def _citation(row: Mapping[str, Any]) -> str:
    year = str(row["year"]) if known(row["year"]) else "undated"
    authors = row["authors"] or ()
    if not authors:
        title = str(Markup(tidy_title(str(row["title"]))).striptags())
        short = title if len(title) <= SHORT_TITLE else f"{title[:SHORT_TITLE].rsplit(' ', 1)[0]}…"
        return f"“{short}”, {year}"
    name = _surname(authors[0])
    if len(authors) == 2 and _surname(authors[1]) != authors[1]:
        name = f"{name} and {_surname(authors[1])}"
    elif len(authors) > 1:
        name = f"{name} and others"
    return f"{name} {year}" if known(row["year"]) else f"{name}, {year}"


def _surname(author: str) -> str:
    """`Rogers` of `Rogers NT` or `Rogers, N.T.`; the name of a body as it stands."""
    author = IN_BRACKETS.sub("", author) or author
    words = author.replace(",", " ").split()
    while len(words) > 1 and _initials(words[-1]):
        words.pop()
    return " ".join(words) if len(words) < len(author.replace(",", " ").split()) else author


def _initials(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "")
    return 0 < len(letters) <= 3 and letters.isalpha() and letters == letters.upper()


def _letters(number: int) -> str:
    if number < len(LETTERS):
        return LETTERS[number]
    return _letters(number // len(LETTERS) - 1) + LETTERS[number % len(LETTERS)]


def _abbreviated(word: str) -> bool:
    """Whether a word has a capital beyond its first letter, as in `ECO4` or `UK`."""
    return word[1:] != word[1:].lower()
