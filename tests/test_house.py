"""The rules of the house, read from the imports: data flows one way, and foreign libraries keep to their rooms."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Room:
    """A folder of modules, or a module of the package's root: its floor, and what it may import.

    A module imports from rooms on floors below. `beside` names rooms of its own floor from which it may import too.
    `libraries` are the foreign ones.
    """

    floor: float
    libraries: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


def room(floor: float, *libraries: str, beside: tuple[str, ...] = ()) -> Room:
    return Room(floor, frozenset(libraries), frozenset(beside))


ROOMS = {
    "errors": room(1),
    "durable": room(1),
    "music": room(2, "msgspec"),
    "music.chords": room(2.1),
    "music.charts": room(2.2),
    "music.analysis": room(2.3, "numpy"),
    "corpus.sandbox": room(3.0),
    "corpus.rhythm": room(3.1),
    "corpus.harmony": room(3.2, "numpy"),
    "corpus.midi": room(3.3, "mido"),
    "corpus.scores": room(3.3, "music21"),
    "corpus.weimar": room(3.3),
    "corpus": room(3.4, "mido"),
    "encoding": room(3.5),
    "encoding.values": room(3.5, "music21", "numpy"),
    "encoding.events": room(3.5, "numpy"),
    "models": room(4, "numpy"),
    "models.values": room(4.1, "numpy"),
    "models.events": room(4.1, "numpy"),
    "evaluation": room(5, "numpy"),
    "improvise": room(6, "numpy"),
    "band": room(6, "numpy"),
    "recipes": room(7, "numpy"),
    "render": room(7, "mido", "pretty_midi"),
    "render.audio": room(7.1, "midi2audio", "numpy", "pretty_midi", "soundfile", "symusic"),
    "render.score": room(7.1, "fpdf", "music21", "verovio"),
    "pipeline": room(8, "numpy"),
    "takes": room(9, "numpy"),
    "library.storage": room(10),
    "library.blind": room(10.1, "numpy"),
    "library": room(10.2, "platformdirs"),
    "training": room(11, "msgspec"),
    "course": room(12, "keras", "numpy", "tensorflow"),
    "cli": room(12, "click"),
    "page.shared": room(12, "streamlit"),
    "page.components": room(12.1, "streamlit"),
    "page.components.chart_editor": room(12.2, "streamlit"),
    "page.components.compare": room(12.2, "streamlit"),
    "page.components.learning": room(12.2, "streamlit"),
    "page.components.player": room(12.2, "streamlit"),
    "page.play": room(12.3, "streamlit"),
    "page.train": room(12.3, "altair", "streamlit"),
    "page.library": room(12.3, "streamlit"),
    "page": room(12.4, "streamlit"),
    "streamlit_app": room(12.5, "streamlit"),
}
ROOM_OF_MODULE = {"jazzcore.__main__": "cli"}
TENSORFLOW_MODULES = {
    "jazzcore.models.layers",
    "jazzcore.models.optimizers",
    "jazzcore.models.values.network",
    "jazzcore.models.values.training",
    "jazzcore.models.events.network",
    "jazzcore.models.events.training",
    "jazzcore.course",
}
TENSORFLOW = {"tensorflow", "keras"}


def module_name(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {
    module_name(path): path for path in [PROJECT / "streamlit_app.py", *sorted((PROJECT / "jazzcore").rglob("*.py"))]
}
PACKAGES = {module for module, path in SOURCES.items() if path.name == "__init__.py"}


def room_name(module: str) -> str:
    """The room of a module of ours: its folder in the package, or its own name."""
    if module in ROOM_OF_MODULE:
        return ROOM_OF_MODULE[module]
    name = module.removeprefix("jazzcore.")
    return name if module in PACKAGES or "." not in name else name.rpartition(".")[0]


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


def without_training(module: str, tree: ast.Module) -> ast.Module:
    """A module without the methods `train` of recipes, which only the worker process calls."""
    if room_name(module) == "recipes":
        for kind in (node for node in tree.body if isinstance(node, ast.ClassDef)):
            kind.body = [node for node in kind.body if getattr(node, "name", "") != "train"]
    return tree


def reached_from(module: str, in_worker: bool = False) -> set[str]:
    """The modules of ours that a process imports sooner or later once it has imported this one."""
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            tree = ast.parse(SOURCES[module].read_text(encoding="utf-8"))
            names = imported_names(module, tree if in_worker else without_training(module, tree))
            waiting += [target for target in map(target_module, names) if target]
    return reached


def may_import(here: str, there: str) -> bool:
    """Whether modules of one room may import from another one."""
    return here == there or ROOMS[there].floor < ROOMS[here].floor or there in ROOMS[here].beside


def wrong_imports(module: str, source: str) -> list[str]:
    """The imports of a module that the house does not allow, each with its reason."""
    here = room_name(module)
    wrong = []
    for name in imported_names(module, ast.parse(source)):
        library = name.split(".")[0]
        if library in sys.stdlib_module_names:
            continue
        if library in ("jazzcore", "streamlit_app"):
            target = target_module(name)
            if target is None:
                wrong.append(f"{module} imports {name}, which is not there")
            elif target != "jazzcore" and not may_import(here, room_name(target)):
                wrong.append(f"{module} imports {target}, which is not on a floor below")
        elif library in TENSORFLOW:
            if module not in TENSORFLOW_MODULES:
                wrong.append(f"{module} imports {library}, which belongs to {sorted(TENSORFLOW_MODULES)}")
        elif library not in ROOMS[here].libraries:
            wrong.append(f"{module} imports {library}, which does not belong to its room")
    return sorted(set(wrong))


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The circles of a graph of imports, each from its first module on back to it."""
    found: list[list[str]] = []
    done: set[str] = set()

    def visit(module: str, path: list[str]) -> None:
        if module in path:
            found.append([*path[path.index(module) :], module])
        elif module not in done:
            for target in sorted(graph[module]):
                visit(target, [*path, module])
            done.add(module)

    for module in graph:
        visit(module, [])
    return found


@pytest.mark.parametrize("module", [module for module in SOURCES if module != "jazzcore"])
def test_imports_come_from_below_and_libraries_keep_to_their_rooms(module: str) -> None:
    assert room_name(module) in ROOMS
    assert wrong_imports(module, SOURCES[module].read_text(encoding="utf-8")) == []


def test_every_room_is_there_and_says_in_one_line_what_lives_in_it() -> None:
    modules = {room_name(module) for module in SOURCES if module != "jazzcore"}
    assert modules == ROOMS.keys()
    for module in PACKAGES - {"jazzcore"}:
        tree = ast.parse(SOURCES[module].read_text(encoding="utf-8"))
        assert len(tree.body) == 1, f"{module} defines something"
        assert "\n" not in (ast.get_docstring(tree) or "\n"), f"{module} has no docstring of one line"


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {
        module: {
            target
            for name in imported_names(module, ast.parse(path.read_text(encoding="utf-8")))
            if (target := target_module(name)) and target not in PACKAGES
        }
        for module, path in SOURCES.items()
    }
    assert circles(graph) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == [["a", "b", "c", "a"]]


def test_tensorflow_never_enters_the_process_of_the_page() -> None:
    reached = reached_from("streamlit_app")
    assert "jazzcore.pipeline" in reached
    assert reached & TENSORFLOW_MODULES == set()


def test_the_worker_reaches_the_training() -> None:
    assert "jazzcore.models.values.training" in reached_from("jazzcore.training.worker", in_worker=True)


def test_the_package_itself_imports_nothing() -> None:
    assert list(imported_names("jazzcore", ast.parse(SOURCES["jazzcore"].read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("jazzcore.music.notes", "from jazzcore.corpus import corpus"),
        ("jazzcore.music.notes", "import jazzcore.corpus.corpus"),
        ("jazzcore.music.notes", "from jazzcore.music.chords.names import chord_names"),
        ("jazzcore.corpus.midi.scan", "from jazzcore.corpus.scores import scan"),
        ("jazzcore.encoding.values.windows", "from jazzcore.encoding.events.motifs import Motif"),
        ("jazzcore.improvise.realise", "def f():\n    from jazzcore.band.arrangement import Part"),
        ("jazzcore.page.play.take_view", "from jazzcore.page.library import library_view"),
        ("jazzcore.models.bundle", "import tensorflow as tf"),
        ("jazzcore.page.train.loss_chart", "from keras import layers"),
        ("jazzcore.music.solo", "import streamlit as st"),
        ("jazzcore.music.notes", "import numpy"),
        ("jazzcore.library.models", "from jazzcore.nowhere import thing"),
    ],
)
def test_a_wrong_import_is_seen(module: str, source: str) -> None:
    assert len(wrong_imports(module, source)) == 1
