"""The page's colours of music, and how notes of a category are drawn.

They keep a contrast of 3 to 1 with both backgrounds of the theme (WCAG AA for graphics), and a note's filling tells its
category once more: the further outside, the hollower.
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
"""Streamlit writes white on the primary colour, which in the dark theme is too light for that, as it is read there."""
