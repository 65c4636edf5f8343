"""The tutorial works as written, from an empty folder to a published pack."""

import pytest

from tests.commands import ROOT
from tests.docs.pages import carry_out


@pytest.mark.slow
def test_the_tutorial_ends_with_a_published_pack(tmp_path):
    ran = carry_out(ROOT / "docs" / "tutorial.md", tmp_path)
    assert len(ran) >= 9
    page = tmp_path / "my-packs" / "outputs" / "drinks-levy" / "index.html"
    assert "A levy on soft drinks" in page.read_text(encoding="utf-8")
    assert list((tmp_path / "my-packs" / "evidence" / "drinks-levy" / "editions").iterdir())
    assert (tmp_path / "my-packs" / "evidence" / "README.md").is_file()  # which new folders name
