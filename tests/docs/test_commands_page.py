"""The page of commands says what the commands say, and every command stands in it."""

import re

import pytest
from cogapp import Cog

from tests.cli.test_commands import COMMANDS
from tests.commands import ROOT

PAGE = ROOT / "docs" / "commands.md"


def test_the_page_is_what_the_commands_say_now():
    assert Cog().main(["cog", "--check", str(PAGE)]) == 0, "run: make docs"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_on_the_page_with_an_example(command):
    page = PAGE.read_text(encoding="utf-8")
    (part,) = re.findall(rf"^## {command}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert f"For example: `opm-evidence {command}" in part
    assert "--help" not in part
