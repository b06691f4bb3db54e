"""What the page tells the browser's half of a component."""

from collections.abc import Mapping


def alone(told: Mapping[str, object]) -> tuple[Mapping[str, object]]:
    """What is told, as the one item of a tuple: in a dict Streamlit looks for tables, and loads pandas for that."""
    return (told,)
