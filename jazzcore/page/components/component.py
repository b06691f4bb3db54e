"""What every component of the page shares: where its JavaScript, CSS and HTML are, and how it sends its payload.

Streamlit serves modules that import each other only for installed packages. The studio also runs from a clone, so each
component's modules are bundled into one text, which Streamlit sends.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_COMMON = Path(__file__).with_name("common")


class Sources(NamedTuple):
    """The texts that make up the browser's half of a component."""

    html: str
    css: str
    js: str


def read_sources(folder: Path, *common_styles: str) -> Sources:
    """Read the browser's half of a component: `NAME.html`, `NAME.css` and `NAME.bundle.js` in its folder NAME.

    Parameters
    ----------
    folder : Path
        The folder of the component.
    *common_styles : str
        Names of style sheets in `common/` that come before the component's own.

    Returns
    -------
    Sources
        The texts. The script is one module without imports, made by `make bundle`.

    """
    styles = [*(_COMMON / style for style in common_styles), folder / f"{folder.name}.css"]
    return Sources(
        (folder / f"{folder.name}.html").read_text(encoding="utf-8"),
        "\n".join(style.read_text(encoding="utf-8") for style in styles),
        (folder / f"{folder.name}.bundle.js").read_text(encoding="utf-8"),
    )


def as_data(payload: Mapping[str, object]) -> tuple[Mapping[str, object]]:
    """Wrap a payload in a tuple, which Streamlit sends to the browser as plain JSON.

    Streamlit searches a dict for data frames and imports pandas to do so, which delays the first page.
    """
    return (payload,)
