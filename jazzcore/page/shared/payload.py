"""What the browser's half of a component is made of, and what the page tells it."""

from collections.abc import Mapping

from jazzcore.corpus.shipped import ASSETS


def asset_text(*names: str) -> str:
    """The texts of files in `assets`, one after the other."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)


def alone(told: Mapping[str, object]) -> tuple[Mapping[str, object]]:
    """What is told, as the one item of a tuple: in a dict Streamlit looks for tables, and loads pandas for that."""
    return (told,)
