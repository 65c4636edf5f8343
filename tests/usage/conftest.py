import os
from pathlib import Path

import pytest

REAL = Path(__file__).parents[3] / "shared" / "real" / "govuk"


@pytest.fixture
def real_files():
    """The real GOV.UK files; a test that asks for them is skipped where they are not."""
    if not REAL.is_dir() and not os.environ.get("OPM_EVIDENCE_REQUIRE_ALL"):
        pytest.skip("the real files of others are not beside this checkout, in ../shared/real")
    assert REAL.is_dir(), "OPM_EVIDENCE_REQUIRE_ALL is set, and ../shared/real is not there"
    return REAL
