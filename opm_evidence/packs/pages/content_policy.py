"""The content security policy of a page that runs a script of ours: that one, by hash, no other."""

import base64
import hashlib
from collections.abc import Iterable

from markupsafe import Markup

NOTHING_ELSE = (
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
)


def content_policy(scripts: Iterable[str] = ()) -> str:
    """What a page may do: run these very scripts, show what it holds, and ask nobody anything."""
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    return "; ".join((*NOTHING_ELSE, *([f"script-src {hashes}"] if hashes else [])))


def own_script(text: str) -> Markup:
    """A script of ours, ready to stand inside its element.

    Raises:
        ValueError: the script would end its own element.
    """
    if "</script" in text.lower() or "<!--" in text:
        raise ValueError("the script holds what would end the script element")
    return Markup(text)


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
