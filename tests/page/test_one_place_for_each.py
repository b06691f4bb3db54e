"""What has one place in the page: Streamlit's internals, and all that is cached."""

import ast
from pathlib import Path

INTERNALS, CACHE = "shared/streamlit_internals.py", "shared/cache.py"


def page_modules(project: Path) -> dict[str, ast.Module]:
    page = project / "jazzcore" / "page"
    return {str(path.relative_to(page)): ast.parse(path.read_text(encoding="utf-8")) for path in page.rglob("*.py")}


def test_one_module_imports_the_internals_of_streamlit(project: Path) -> None:
    users = {
        name
        for name, tree in page_modules(project).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "streamlit"
    }
    assert users == {INTERNALS}


def test_one_module_holds_all_that_is_cached(project: Path) -> None:
    users = {
        name
        for name, tree in page_modules(project).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("cache_resource", "cache_data")
    }
    assert users == {CACHE}
