"""The documents name what is there."""

import re
from pathlib import Path

import pytest

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/figures.md")
PATH = re.compile(r"`((?:jazzcore|tests|tools|benchmarks|data|assets|docs|components|corpus|takes)/[\w/.-]+)`")
LINK = re.compile(r"\]\(([\w/.-]+)\)")
INSIDE = ("", "jazzcore", "jazzcore/page")
"""Where a path in a document may begin."""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_and_folder_that_a_document_names_is_there(name: str, project: Path) -> None:
    text = (project / name).read_text(encoding="utf-8")
    named = {match for match in PATH.findall(text) if not any((project / root / match).exists() for root in INSIDE)}
    linked = {match for match in LINK.findall(text) if not (project / name).parent.joinpath(match).exists()}

    assert named == {"jazzcore/shipped"} & {*PATH.findall(text)}  # only an installed package has it
    assert linked == set()


def test_the_architecture_describes_every_room(project: Path) -> None:
    text = (project / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (project / "jazzcore").glob("*/__init__.py")}

    assert [room for room in sorted(rooms) if f"`jazzcore/{room}/`" not in text] == []
