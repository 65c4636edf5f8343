"""How to cite a pack: a sentence, an entry for writing tools (CSL-JSON), and one for BibTeX.

The version of a pack is the name of its edition, and its date the day as which the evidence was
read. Nobody signs a pack, so it has no author: it is cited by its title.
"""

import json
from dataclasses import dataclass

import opm_evidence
from opm_evidence.display.wording.dates import day
from opm_evidence.packs.downloads.references import one_line
from opm_evidence.records.edition import Edition

BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """One pack, as it is cited."""

    edition: Edition

    @property
    def title(self) -> str:
        """What the pack is called."""
        return f"Evidence pack: {one_line(self.edition.title)}"

    @property
    def sentence(self) -> str:
        """The citation in words."""
        return (
            f"{self.title} (edition {self.edition.name}). The evidence as at"
            f" {day(self.edition.as_of)}. Made with opm-evidence {opm_evidence.__version__}."
        )

    @property
    def csl(self) -> str:
        """The citation as CSL-JSON, a list of one."""
        when = self.edition.as_of
        entry = {
            "id": f"{self.edition.policy_id}-{self.edition.name}",
            "type": "report",
            "genre": "Evidence pack",
            "title": self.title,
            "version": self.edition.name,
            "issued": {"date-parts": [[when.year, when.month, when.day]]},
            "note": f"Made with opm-evidence {opm_evidence.__version__}",
        }
        return json.dumps([entry], ensure_ascii=False, indent=2) + "\n"

    @property
    def bibtex(self) -> str:
        """The citation as a BibTeX entry."""
        when = self.edition.as_of
        fields = {
            "title": f"{{{_escaped(self.title)}}}",
            "year": str(when.year),
            "month": str(when.month),
            "version": self.edition.name,
            "note": f"Edition {self.edition.name}, the evidence as at {day(when)}",
            "howpublished": f"Made with opm-evidence {opm_evidence.__version__}",
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{self.edition.policy_id}-{self.edition.name},\n{lines}\n}}\n"


def _escaped(text: str) -> str:
    return "".join(BIBTEX_ESCAPES.get(letter, letter) for letter in text)
