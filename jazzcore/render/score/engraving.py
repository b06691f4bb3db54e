"""MusicXML engraved by verovio: an SVG a line of music, drawn in `currentColor`, without a style sheet or a link.

A note of the solo keeps its id: `<g id="note-{i}-{k}">` holds head and stem. Texts are plain characters in the reader's
own serif font. verovio would print the degrees of a chord beside its text and the tempo below the chords, so both are
taken out first, and the tempo is a text beside the music. verovio is loaded with the first sheet only: it takes 27 MB
of memory that most readers of the page never need.
"""

from dataclasses import dataclass
from importlib.resources import files
from xml.etree import ElementTree as ET

from jazzcore.errors import RenderError
from jazzcore.render.score.musicxml import BARS_A_LINE

TEXT_FONT = "Times, 'Times New Roman', serif"

_SVG, _LINK = "http://www.w3.org/2000/svg", "{http://www.w3.org/1999/xlink}href"
_SIGNS = str.maketrans({"\uea64": "♭", "\uea65": "♮", "\uea66": "♯", "\xa0": " "})
"""The accidentals of chord symbols as the music fonts number them (SMuFL 1.4)."""
_UNITS_A_BAR = 600
_OPTIONS = {
    "adjustPageHeight": True,
    "breaks": "line",
    "footer": "none",
    "header": "none",
    "inputFrom": "musicxml",
    "minLastJustification": 0.6,
    "pageHeight": 60_000,
    "pageMarginBottom": 20,
    "pageMarginLeft": 40,
    "pageMarginRight": 10,
    "pageMarginTop": 20,
    "smuflTextFont": "none",
    "svgViewBox": True,
    "systemMaxPerPage": 1,
    "xmlIdChecksum": True,
}


@dataclass(frozen=True, slots=True)
class SheetMusic:
    """Engraved music: its title, its tempo as words (`Swing ♩ = 132`), and an SVG text a line, from the first on."""

    title: str
    tempo: str
    svgs: tuple[str, ...]


def engrave(document: bytes, bars_a_line: int = BARS_A_LINE) -> SheetMusic:
    """Engrave sheet music.

    Parameters
    ----------
    document : bytes
        A document of `musicxml`.
    bars_a_line : int
        How many bars stand in a line.

    Returns
    -------
    SheetMusic
        Title, tempo and an SVG text a line.

    Raises
    ------
    RenderError
        Where the document is no sheet music of the studio.
    """
    score = _score(document)
    tempo = _taken_tempo(score)
    for harmony in score.iter("harmony"):
        for degree in harmony.findall("degree"):
            harmony.remove(degree)
    for index, measure in enumerate(score.iter("measure")):
        for line_break in measure.findall("print"):
            measure.remove(line_break)
        if index and index % bars_a_line == 0:
            measure.insert(0, ET.Element("print", {"new-system": "yes"}))
    lines = _engraved(ET.tostring(score, encoding="unicode"), bars_a_line * _UNITS_A_BAR)
    return SheetMusic(score.findtext("work/work-title", ""), tempo, tuple(map(_plain_svg, lines)))


def _score(document: bytes) -> ET.Element:
    try:
        score = ET.fromstring(document)  # noqa: S314 - we have written it ourselves
    except ET.ParseError as error:
        raise RenderError(f"This is no sheet music that can be read ({error}); make it from the take again.") from error
    if score.tag != "score-partwise" or score.find("part/measure") is None:
        raise RenderError("This sheet music has no bars; make it from a take.")
    return score


def _taken_tempo(score: ET.Element) -> str:
    """The words of the tempo mark, which is taken out of the score."""
    tempo = ""
    for measure in score.iter("measure"):
        for direction in measure.findall("direction"):
            words, bpm = direction.findtext(".//words", ""), direction.findtext(".//per-minute")
            tempo = f"{words} ♩ = {bpm}".strip() if bpm else words
            measure.remove(direction)
    return tempo


def _engraved(score: str, width: int) -> list[str]:
    """The pages of verovio, a line each."""
    import verovio  # noqa: PLC0415 - see the module's docstring

    verovio.enableLog(verovio.LOG_OFF)
    toolkit = verovio.toolkit(False)
    # verovio keeps the path of its fonts per thread, and sets it only in the thread that imports it.
    toolkit.setResourcePath(str(files(verovio) / "data"))
    toolkit.setOptions(_OPTIONS | {"pageWidth": width})
    toolkit.loadData(score)
    return [toolkit.renderToSVG(page) for page in range(1, toolkit.getPageCount() + 1)]


def _plain_svg(page: str) -> str:
    """A page of verovio without its style sheet and its fonts, and with the ids of notes and glyphs only."""
    outer = ET.fromstring(page)  # noqa: S314 - verovio has just written it
    drawing = next(outer.iterfind(f"{{{_SVG}}}svg"))
    svg = ET.Element("svg", {"xmlns": _SVG, "viewBox": drawing.get("viewBox", ""), "fill": "currentColor"})
    defs = ET.SubElement(svg, "defs")
    for glyph in outer.iterfind(f"{{{_SVG}}}defs/*"):
        defs.append(_plain(glyph, glyph.get("id")))
    svg.extend(_plain(element) for element in drawing)
    return ET.tostring(svg, encoding="unicode")


def _plain(element: ET.Element, save_id: str | None = None) -> ET.Element:
    """An element without namespaces, in the colour of the text."""
    tag = element.tag.rpartition("}")[2]
    if tag == "text":
        return _plain_text(element)
    plain = ET.Element(tag)
    for name, value in element.attrib.items():
        if name != "id" or value == save_id or value.startswith("note-"):
            plain.set("href" if name == _LINK else name, value)
    if "stroke-width" in plain.attrib:
        plain.set("stroke", "currentColor")
    plain.extend(_plain(child) for child in element if "placeholder" not in child.get("class", ""))
    return plain


def _plain_text(element: ET.Element) -> ET.Element:
    """A text as one string of characters, in the size of its first letters."""
    sizes = (part.get("font-size", "") for part in element.iter() if (part.text or "").strip())
    plain = ET.Element(
        "text", {name: value for name, value in element.attrib.items() if name in ("x", "y", "text-anchor")}
    )
    plain.set("font-size", next(sizes, "405px").removesuffix("px"))
    plain.set("font-family", TEXT_FONT)
    plain.text = "".join(part.strip("\n") for part in element.itertext() if part.strip()).translate(_SIGNS)
    return plain
