"""The command `jazz`, where it is installed, and what the shell completes of it."""

import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from jazzcore.cli.commands import jazz
from jazzcore.cli.generate import SHIPPED_MODEL


def test_the_installed_command_is_the_one_of_the_module(project: Path) -> None:
    scripts = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]

    assert EntryPoint("jazz", scripts["jazz"], "console_scripts").load() is jazz


@pytest.mark.parametrize(
    ("words", "typed", "completed"),
    [
        ([], "ge", ["generate"]),
        (["generate", "--form"], "bo", ["bossa"]),
        (["generate", "--model"], "shipped-etudes-s", [SHIPPED_MODEL]),
    ],
)
def test_the_shell_completes_commands_and_their_options(words: list[str], typed: str, completed: list[str]) -> None:
    found = ShellComplete(jazz, {}, "jazz", "_JAZZ_COMPLETE").get_completions(words, typed)

    assert [item.value for item in found] == completed
