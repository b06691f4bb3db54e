"""Engraved music on pages of A4, by fpdf2: title and tempo on the first page, then line after line, none cut in two.

The texts are set in DejaVu Sans, which has flats and sharps. It comes with matplotlib, which music21 needs.
"""

import logging
import re
from datetime import datetime
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from jazzcore.errors import RenderError
from jazzcore.render.score.engraving import TEXT_FONT, SheetMusic

_FONT = "DejaVu"
_FONT_FILE = Path("mpl-data", "fonts", "ttf", "DejaVuSans.ttf")
_WIDTH_MM, _HEIGHT_MM, _MARGIN_MM = 210, 297, 14
_TITLE_POINTS, _TEMPO_POINTS = 20, 11
_TITLE_MM, _TEMPO_MM = 12, 9
_GAP_MM = 3.5
_VIEW_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


def pdf(sheet: SheetMusic, made: datetime) -> bytes:
    """Print sheet music on pages of A4.

    Parameters
    ----------
    sheet : SheetMusic
        The engraved music.
    made : datetime
        The time that the document names. Equal sheets and times give equal bytes.

    Returns
    -------
    bytes
        A PDF document.

    Raises
    ------
    RenderError
        Where a line has no size, or the font is not installed.
    """
    from fpdf import FPDF  # noqa: PLC0415 - it takes half a second to load, which only a download should cost

    lines = [(svg, _height_mm(svg)) for svg in sheet.svgs]
    font_file = _font_file()
    logging.getLogger("fpdf").setLevel(logging.ERROR)  # a title in letters that the font lacks is no news
    document = FPDF(format="A4")
    document.set_creation_date(made)
    document.set_title(sheet.title)
    document.set_auto_page_break(False)
    document.set_margin(_MARGIN_MM)
    document.add_font(_FONT, fname=font_file)
    document.add_page()
    document.set_font(_FONT, size=_TITLE_POINTS)
    document.multi_cell(w=0, h=_TITLE_MM, text=sheet.title, align="C", new_x="LMARGIN", new_y="NEXT")
    document.set_font(_FONT, size=_TEMPO_POINTS)
    document.cell(w=0, h=_TEMPO_MM, text=sheet.tempo, new_x="LMARGIN", new_y="NEXT")
    top = document.get_y()
    for svg, height in lines:
        if top + height > _HEIGHT_MM - _MARGIN_MM:
            document.add_page()
            top = _MARGIN_MM
        in_font = svg.replace(TEXT_FONT, _FONT)
        document.image(BytesIO(in_font.encode()), x=_MARGIN_MM, y=top, w=_WIDTH_MM - 2 * _MARGIN_MM)
        top += height + _GAP_MM
    made_pages = bytes(document.output())
    for font in document.fonts.values():
        font.ttfont.close()
    return made_pages


def _height_mm(svg: str) -> float:
    box = _VIEW_BOX.search(svg)
    if box is None:
        raise RenderError("A line of this sheet music has no size; make the sheet from the take again.")
    return (_WIDTH_MM - 2 * _MARGIN_MM) * int(box[2]) / int(box[1])


def _font_file() -> Path:
    found = find_spec("matplotlib")
    folders = found.submodule_search_locations if found else None
    if not folders:
        raise RenderError("A PDF needs the font DejaVu Sans of matplotlib, which is not installed; install it again.")
    return Path(folders[0], _FONT_FILE)
