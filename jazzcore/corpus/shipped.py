"""Where the files that come with the studio stand: the etudes, the models, the reference values, the page's script.

A clone has them at its root. The wheel has them in `jazzcore/shipped`, where `pyproject.toml` puts them.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_IN_THE_WHEEL = _PACKAGE / "shipped"

ROOT = _IN_THE_WHEEL if _IN_THE_WHEEL.is_dir() else _PACKAGE.parent
"""The folder that holds `assets`, `data` and `streamlit_app.py`."""

ASSETS = ROOT / "assets"
ETUDES = ROOT / "data" / "etudes"
PAGE_SCRIPT = ROOT / "streamlit_app.py"
