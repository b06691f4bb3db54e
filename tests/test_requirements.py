"""What the project installs is what it imports, pinned, and explained."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PROJECT = Path(__file__).resolve().parent.parent
# Libraries that arrive with another one, and are meant to be used with it; or under another name.
ARRIVES_WITH = {"altair": "streamlit", "fpdf": "fpdf2", "keras": "tensorflow"}
# The same library under two names: the second is built without code for graphics reports.
OTHER_BUILD = {"tensorflow-cpu": "tensorflow"}


def requirements(file_name: str) -> list[Requirement]:
    lines = (PROJECT / file_name).read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]


RUN = requirements("requirements.txt")
TEST = requirements("requirements-dev.txt")
PINS = {
    canonicalize_name(pin.name): Version(str(pin.specifier).removeprefix("=="))
    for pin in requirements("constraints.txt")
}


def imported_libraries(*folders: str) -> set[str]:
    sources = [path for folder in folders for path in (PROJECT / folder).rglob("*.py")]
    ours = {"jazzcore", "benchmarks", "tests", "tools", *(path.stem for path in sources if "tests" in path.parts)}
    names: set[str] = set()
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    libraries = names - ours - sys.stdlib_module_names
    return {canonicalize_name(ARRIVES_WITH.get(name, name)) for name in libraries}


def named(*groups: list[Requirement]) -> set[str]:
    names = {str(canonicalize_name(requirement.name)) for group in groups for requirement in group}
    return {OTHER_BUILD.get(name, name) for name in names}


def test_the_package_imports_what_is_required_and_no_more() -> None:
    assert imported_libraries("jazzcore") == named(RUN)


def test_tests_and_benchmarks_import_only_what_is_required() -> None:
    assert imported_libraries("tests", "benchmarks") <= named(RUN, TEST)


@pytest.mark.parametrize("requirement", RUN + TEST, ids=str)
def test_a_requirement_has_its_exact_version_in_its_range(requirement: Requirement) -> None:
    assert PINS[canonicalize_name(requirement.name)] in requirement.specifier


@pytest.mark.parametrize("file_name", ["requirements.txt", "requirements-dev.txt", "constraints.txt"])
def test_requirement_files_name_no_address(file_name: str) -> None:
    text = (PROJECT / file_name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--" not in text


def test_the_package_installs_what_hosts_of_streamlit_apps_install() -> None:
    described = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert [Requirement(line) for line in described["project"]["dependencies"]] == RUN
    assert [Requirement(line).name for line in described["build-system"]["requires"]] == ["hatchling"]


def test_both_builds_of_tensorflow_have_one_version() -> None:
    assert PINS[canonicalize_name("tensorflow-cpu")] == PINS[canonicalize_name("tensorflow")]


@pytest.mark.parametrize("requirement", RUN, ids=lambda requirement: requirement.name)
def test_the_architecture_gives_the_reason_for_each_requirement(requirement: Requirement) -> None:
    assert f"`{requirement.name}`" in (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
