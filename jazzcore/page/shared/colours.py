"""The colours of music on the page, and how notes of each category are drawn.

Each colour has a contrast of 3 to 1 with both backgrounds of the theme (WCAG AA for graphics). The filling of a note
shows its category too: the further outside the chord, the hollower.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CategoryStyle:
    """How notes of a category are named and drawn; `filling` is the opacity of their inside."""

    category: str
    name: str
    colour: str
    filling: float


CATEGORY_STYLES = (
    CategoryStyle("C", "Chord", "#2b78d6", 1.0),
    CategoryStyle("S", "Scale", "#148a68", 0.7),
    CategoryStyle("A", "Approach", "#c86a12", 0.35),
    CategoryStyle("X", "Other", "#b84fb0", 0.0),
)
TRAINING_COLOUR = "#2b78d6"
VALIDATION_COLOUR = "#c86a12"
COPIED_COLOUR = "#d0342c"

BUTTON_STYLE = """
<style>
[data-testid="stBaseButton-primary"]:enabled p, [data-testid="stBaseButton-primaryFormSubmit"]:enabled p {
  color: light-dark(#fffdf9, #171513);
}
</style>
"""
"""Streamlit writes white on the primary colour; in the dark theme that colour is too light for white."""
