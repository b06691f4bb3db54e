"""Every public function with more than one argument documents each of them, and what it returns.

Three kinds need no sections of their own: a function whose docstring names the one with the same parameters, a method
that the class above it documents, and a command, whose docstring is its help.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
FOLDERS = ("jazzcore", "benchmarks", "tools")


def public_functions(tree: ast.Module | ast.ClassDef) -> Iterator[tuple[ast.FunctionDef, ast.Module | ast.ClassDef]]:
    """The public functions of a module and of its public classes, each with what it stands in."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node, tree
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(node)


def decorators(function: ast.FunctionDef) -> str:
    return " ".join(map(ast.unparse, function.decorator_list))


def argument_names(function: ast.FunctionDef, is_method: bool) -> list[str]:
    """The names of a function's arguments, without `self` and `cls`."""
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    packed = [each for each in (arguments.vararg, arguments.kwarg) if each]
    is_bound = is_method and "staticmethod" not in decorators(function)
    return [each.arg for each in (*named[is_bound:], *packed)]


def is_documented_elsewhere(function: ast.FunctionDef, within: ast.Module | ast.ClassDef) -> bool:
    """Whether another docstring, or the command's help, tells of the arguments."""
    names_another = re.search(r"parameters( and errors)? are those of `", ast.get_docstring(function) or "")
    bases = [ast.unparse(base) for base in within.bases] if isinstance(within, ast.ClassDef) else []
    is_command = re.search(r"\.(command|group)\b", decorators(function))
    return bool(names_another or is_command or any(function.name in METHODS.get(base, ()) for base in bases))


def described(lines: list[str]) -> set[str]:
    """The names described in a section Parameters: `first, second : int`."""
    return {name.strip(" *") for line in lines if " : " in line for name in line.split(" : ")[0].split(",")}


def undocumented(source: str) -> list[str]:
    """What the docstrings of a module's public functions lack, a line each."""
    found = []
    for function, within in public_functions(ast.parse(source)):
        names = argument_names(function, isinstance(within, ast.ClassDef))
        if len(names) < 2 or is_documented_elsewhere(function, within):
            continue
        lines = [line.strip() for line in (ast.get_docstring(function) or "").splitlines()]
        if "Parameters" not in lines:
            found.append(f"{function.name}: no section Parameters")
            continue
        is_described = described(lines[lines.index("Parameters") + 2 :])
        found += [f"{function.name}: {name} is not described" for name in names if name not in is_described]
        returns = ast.unparse(function.returns) if function.returns else "None"
        if returns not in ("None", "Never") and not {"Returns", "Yields"} & set(lines):
            found.append(f"{function.name}: no section Returns")
    return found


SOURCES = [path for folder in FOLDERS for path in sorted((PROJECT / folder).rglob("*.py"))]
METHODS = {
    node.name: {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
    for path in SOURCES
    for node in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(node, ast.ClassDef)
}
"""The methods of the project's classes, by the name of the class."""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_public_functions_document_their_arguments(path: Path) -> None:
    assert undocumented(path.read_text(encoding="utf-8")) == []


def test_what_is_missing_is_named() -> None:
    documented = '''
def add(first: int, second: int) -> int:
    """Add two numbers.

    Parameters
    ----------
    first, second : int
        The numbers.

    Returns
    -------
    int
        Their sum.
    """
'''
    assert undocumented(documented) == []
    assert undocumented(documented.replace("first, second :", "first :")) == ["add: second is not described"]
    assert undocumented(documented.replace("Returns", "Gives")) == ["add: no section Returns"]
    assert undocumented(documented.replace("Add two numbers.", "Add; parameters are those of `sum`.")) == []
    assert undocumented("class A:\n    def add(self, first, second): ...") == ["add: no section Parameters"]
