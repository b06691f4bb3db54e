"""The rules of the house, read from the imports: data flows one way, and foreign libraries keep to their rooms."""

import ast
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
MOST_LINES = 400


@dataclass(frozen=True)
class Room:
    """A folder of modules, or a module of the package's root: its floor, and the foreign libraries it may import."""

    floor: int
    libraries: frozenset[str] = frozenset()


def room(floor: int, *libraries: str) -> Room:
    return Room(floor, frozenset(libraries))


ROOMS = {
    "errors": room(1),
    "durable": room(1),
    "music": room(2),
    # numpy, as chords are recognised by weighing every chord of the table in every beat
    "corpus": room(3, "mido", "music21", "numpy", "pretty_midi"),
    "values": room(3, "music21", "numpy"),
    "models": room(4, "numpy"),
    "solo": room(5, "numpy"),
    "studio": room(5, "platformdirs"),
    "band": room(6, "numpy"),
    "render": room(
        7, "fpdf", "midi2audio", "mido", "music21", "numpy", "pretty_midi", "soundfile", "symusic", "verovio"
    ),
    "pipeline": room(8, "numpy"),
    "course": room(9, "keras", "numpy", "tensorflow"),
    "shipped": room(9),
    "cli": room(9, "click"),
    "page": room(9, "altair", "streamlit"),
    "streamlit_app": room(10, "streamlit"),
}
ROOM_OF_MODULE = {
    "jazzcore.__main__": "cli",
    **dict.fromkeys(
        (
            "jazzcore.blind_pairs",
            "jazzcore.blind_test",
            "jazzcore.carried_checks",
            "jazzcore.carrying",
            "jazzcore.exports",
            "jazzcore.keeping",
            "jazzcore.performance",
            "jazzcore.phrases",
            "jazzcore.reopening",
            "jazzcore.takes",
        ),
        "pipeline",
    ),
}
TENSORFLOW_MODULES = {
    "jazzcore.models.networks",
    "jazzcore.models.training",
    "jazzcore.models.event_networks",
    "jazzcore.models.event_training",
    "jazzcore.course",
}
TENSORFLOW = {"tensorflow", "keras"}

SKIPPED_FOLDERS = {".git", ".venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}
# In halves, so that this file names none of them.
REGISTRY_HOSTS = [
    ".".join(halves)
    for halves in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("debian", "org"),
        ("ubuntu", "com"),
        ("proxy.golang", "org"),
        ("crates", "io"),
        ("conda", "io"),
        ("anaconda", "org"),
    )
]


@cache
def project_files() -> tuple[Path, ...]:
    """All files but those of git, of the environment and of caches."""
    files: list[Path] = []
    for folder, folder_names, names in os.walk(PROJECT):
        folder_names[:] = [name for name in folder_names if name not in SKIPPED_FOLDERS]
        files += [Path(folder, name) for name in names]
    return tuple(files)


def module_name(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {
    module_name(path): path
    for path in [PROJECT / "streamlit_app.py", *(PROJECT / "jazzcore").rglob("*.py")]
    if path.exists()
}


def room_name(module: str) -> str:
    """The room of a module of ours: its folder in the package, or its own name."""
    if module in ROOM_OF_MODULE:
        return ROOM_OF_MODULE[module]
    return module.removeprefix("jazzcore.").split(".")[0]


def imported_names(module: str, tree: ast.AST) -> Iterator[str]:
    """All that is imported anywhere in a module, with dots; `from a import b` is `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports relatively; say where from"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("__import__", "importlib.import_module"):
            pytest.fail(f"{module} hides an import in a call: {ast.unparse(node)}")


def target_module(name: str) -> str | None:
    """The module of ours that a dotted name is, or lies in."""
    return next((module for module in (name, name.rpartition(".")[0]) if module in SOURCES), None)


def reached_from(module: str) -> set[str]:
    """The modules of ours that a process has imported once it has imported this one."""
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            names = imported_names(module, ast.parse(SOURCES[module].read_text(encoding="utf-8")))
            waiting += [target for target in map(target_module, names) if target]
    return reached


def wrong_imports(module: str, source: str) -> list[str]:
    """The imports of a module that the house does not allow, each with its reason."""
    here = ROOMS[room_name(module)]
    wrong = []
    for name in imported_names(module, ast.parse(source)):
        library = name.split(".")[0]
        if library in sys.stdlib_module_names:
            continue
        if library in ("jazzcore", "streamlit_app"):
            target = target_module(name)
            if target is None:
                wrong.append(f"{module} imports {name}, which is not there")
            elif target == "jazzcore":
                continue
            elif room_name(target) != room_name(module) and ROOMS[room_name(target)].floor >= here.floor:
                wrong.append(f"{module} imports {target}, which is not on a floor below")
        elif library in TENSORFLOW:
            if module not in TENSORFLOW_MODULES:
                wrong.append(f"{module} imports {library}, which belongs to {sorted(TENSORFLOW_MODULES)}")
        elif library not in here.libraries:
            wrong.append(f"{module} imports {library}, which does not belong to its room")
    return sorted(set(wrong))


@pytest.mark.parametrize("module", SOURCES)
def test_every_module_belongs_to_a_room(module: str) -> None:
    assert module == "jazzcore" or room_name(module) in ROOMS


@pytest.mark.parametrize("module", [module for module in SOURCES if module != "jazzcore"])
def test_imports_come_from_below_and_libraries_keep_to_their_rooms(module: str) -> None:
    assert wrong_imports(module, SOURCES[module].read_text(encoding="utf-8")) == []


def test_tensorflow_never_enters_the_process_of_the_page() -> None:
    reached = reached_from("streamlit_app")
    assert "jazzcore.pipeline" in reached
    assert reached & TENSORFLOW_MODULES == set()


def test_the_worker_reaches_the_training() -> None:
    assert "jazzcore.models.training" in reached_from("jazzcore.studio.worker")


def test_the_package_itself_imports_nothing() -> None:
    assert list(imported_names("jazzcore", ast.parse(SOURCES["jazzcore"].read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("jazzcore.music.notes", "from jazzcore.corpus import corpus"),
        ("jazzcore.music.notes", "import jazzcore.corpus.corpus"),
        ("jazzcore.values.windows", "from jazzcore.corpus.corpus import Corpus"),
        ("jazzcore.solo.solo", "def f():\n    from jazzcore.band.arrangement import Part"),
        ("jazzcore.models.bundle", "import tensorflow as tf"),
        ("jazzcore.page.charts", "from keras import layers"),
        ("jazzcore.solo.solo", "import streamlit as st"),
        ("jazzcore.music.notes", "import numpy"),
        ("jazzcore.studio.shelf", "from jazzcore.nowhere import thing"),
    ],
)
def test_a_wrong_import_is_seen(module: str, source: str) -> None:
    assert len(wrong_imports(module, source)) == 1


def test_source_files_stay_short() -> None:
    lengths = {
        str(path.relative_to(PROJECT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in project_files()
        if path.suffix in (".py", ".sh") or path.name == "Makefile"
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_file_names_a_package_registry() -> None:
    naming = {
        str(path.relative_to(PROJECT)): host
        for path in project_files()
        for host in REGISTRY_HOSTS
        if host.encode() in path.read_bytes()
    }
    assert naming == {}
