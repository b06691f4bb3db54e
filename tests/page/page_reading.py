"""Reading and using a page under test as a person does: by labels."""

import json
from collections.abc import Sequence
from typing import Any

from streamlit.testing.v1 import AppTest

from jazzcore.page.shared import cache
from jazzcore.takes.take import Take


def labelled(widgets: Sequence[Any], label: str) -> Any:  # noqa: ANN401 - AppTest's types have no common ground
    """The one widget of that label."""
    (found,) = (widget for widget in widgets if widget.label == label)
    return found


def press(page: AppTest, label: str) -> None:
    """Press a button and let the page react."""
    labelled(page.button, label).click()
    page.run()


def sentences(page: AppTest) -> list[str]:
    """The errors the page tells; an exception that nobody caught is none of them."""
    assert not page.exception, page.exception
    return [error.value for error in page.error]


def texts(page: AppTest) -> str:
    """All the small print and paragraphs of the page."""
    return "\n".join(element.value for element in (*page.caption, *page.markdown))


def shown_takes(page: AppTest) -> list[dict[str, Any]]:
    """What the players of takes on the page are told."""
    players = (element.proto for element in page.get("bidi_component"))
    return [json.loads(player.json)[0] for player in players if player.component_name == "player"]


def newest_take() -> Take:
    """The take made last."""
    takes = cache.studio().takes
    return takes.open(takes.list()[0])


def generate(page: AppTest, seed: int) -> Take:
    """Generate a take by a seed."""
    labelled(page.number_input, "Seed").set_value(seed)
    press(page, "Generate")
    assert sentences(page) == []
    return newest_take()
