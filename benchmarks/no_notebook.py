"""What the sections of a pack take when the library's own functions are called and no more."""

import sys
from collections.abc import Sequence


def main(evidence: str, policies: Sequence[str]) -> None:
    """Read, assess and show every section of each policy."""
    from opm_evidence import assess, display, read_register

    for policy_id in policies:
        assessment = assess(read_register(policy_id, evidence))
        for name in display.__all__:
            if name != "SECTIONS":
                getattr(display, name)(assessment)._repr_html_()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
