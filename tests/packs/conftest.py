"""One small register and its pack, built once for all tests that only look at it."""

import pytest

from opm_evidence.registers import write_register
from tests.commands import NOTEBOOK, opm_evidence
from tests.drawing import draw_register


def levy():
    """A register in which something is known, something is retracted, and much is missing."""
    return draw_register(
        {"priority_dimensions": []},
        framework="""
            question | asks   | intervention | outcome | groups
            q1       | effect | levy         | obesity | girls
            q2       | effect | levy         | sales   |
            q1       | effect | labels       | obesity |
        """,
        evidence="""
            evidence_id | title                  | status    | replaced_by | doi
            s1          | The levy and obesity   | current   |             | 10.1000/xyz-1
            s2          | The levy and sales     | corrected |             |
            s3          | Sales, first version   | retracted | s2          |
        """,
        findings="""
            finding_id | study_id | outcome | direction    | population
            f1         | s1       | obesity | improves     | children
            f2         | s2       | sales   | improves     |
            f3         | s3       | sales   | worsens      |
        """,
        claims="""
            claim_id | text
            c1       | The levy lowers obesity.
            c2       | The levy costs nothing.
        """,
        claim_links="""
            claim_id | evidence_id | finding_id
            c1       | s1          | f1
        """,
    )


@pytest.fixture(scope="session")
def evidence(tmp_path_factory):
    """A folder of registers with the one policy `drinks`."""
    folder = tmp_path_factory.mktemp("levy") / "evidence"
    write_register(levy(), folder)
    return folder


@pytest.fixture(scope="session")
def outputs(evidence):
    """The folder in which that policy's pack was built."""
    folder = evidence.parent / "outputs"
    words = ("--evidence", evidence, "--output", folder, "--notebook", NOTEBOOK)
    done = opm_evidence("build", *words)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def pack(outputs):
    """The folder of the pack."""
    return outputs / "drinks"
