"""Notes and rests as elements of MusicXML, with the accidentals that a bar needs."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from jazzcore.render.score.note_values import Piece
from jazzcore.render.score.spelling import Spelling

WHOLE_BAR = "measure"
"""The value of a rest that fills a bar of any length."""

_SHARPS, _FLATS = "FCGDAEB", "BEADGCF"
_ACCIDENTALS = {-1: "flat", 0: "natural", 1: "sharp"}


@dataclass(frozen=True, slots=True)
class Head:
    """A note head: its name and id, its ties, its accidental, and by how many divisions it is played off its place."""

    spelling: Spelling
    note_id: str
    is_tied_from: bool
    is_tied_on: bool
    accidental: str = ""
    is_reminder: bool = False
    attack: int = 0
    release: int = 0


class Accidentals:
    """Which accidentals to write. The bar after an altered note is reminded of the note's old name."""

    def __init__(self, signature: int) -> None:
        letters = _SHARPS[:signature] if signature > 0 else _FLATS[:-signature]
        self._of_key = dict.fromkeys(letters, 1 if signature > 0 else -1)
        self._in_bar: dict[tuple[str, int], int] = {}
        self._before: dict[tuple[str, int], int] = {}

    def begin_bar(self) -> None:
        """Let the accidentals of the bar end."""
        self._before, self._in_bar = self._in_bar, {}

    def written(self, name: Spelling) -> tuple[str, bool]:
        """The accidental to write for the next note, empty if it needs none, and whether it is only a reminder."""
        place = (name.step, name.octave)
        holding = self._in_bar.get(place, self._of_key.get(name.step, 0))
        before = self._before.get(place, holding)
        is_reminder = holding == name.alter and place not in self._in_bar and before != name.alter
        is_needed = holding != name.alter or is_reminder
        self._in_bar[place] = name.alter
        return (_ACCIDENTALS[name.alter] if is_needed else "", is_reminder)


def put_note(measure: Element, piece: Piece, head: Head | None = None) -> None:
    """Add a note or a rest to a measure.

    Parameters
    ----------
    measure : Element
        The measure.
    piece : Piece
        Its value, dots, tuplet and beams.
    head : Head or None
        The note head; None for a rest.
    """
    note = SubElement(measure, "note")
    if head is None:
        SubElement(note, "rest", {"measure": "yes"} if piece.value == WHOLE_BAR else {})
    else:
        _put_pitch(note, head)
    _put_text(note, "duration", piece.ticks)
    if head:
        _put_ties(note, "tie", head)
    _put_text(note, "voice", 1)
    if piece.value != WHOLE_BAR:
        _put_text(note, "type", piece.value)
        for _ in range(piece.dots):
            SubElement(note, "dot")
    if head and head.accidental:
        reminder = {"cautionary": "yes", "parentheses": "yes"} if head.is_reminder else {}
        SubElement(note, "accidental", reminder).text = head.accidental
    if piece.tuplet:
        ratio = SubElement(note, "time-modification")
        _put_text(ratio, "actual-notes", piece.tuplet.actual)
        _put_text(ratio, "normal-notes", piece.tuplet.normal)
        _put_text(ratio, "normal-type", piece.tuplet.value)
    for level, state in enumerate(piece.beams, start=1):
        SubElement(note, "beam", {"number": str(level)}).text = state
    _put_notations(note, piece, head)


def _put_pitch(note: Element, head: Head) -> None:
    note.set("id", head.note_id)
    for name, divisions in (("attack", head.attack), ("release", head.release)):
        if divisions:
            note.set(name, str(divisions))
    pitch = SubElement(note, "pitch")
    _put_text(pitch, "step", head.spelling.step)
    if head.spelling.alter:
        _put_text(pitch, "alter", head.spelling.alter)
    _put_text(pitch, "octave", head.spelling.octave)


def _put_notations(note: Element, piece: Piece, head: Head | None) -> None:
    notations = Element("notations")
    if head:
        _put_ties(notations, "tied", head)
    for is_there, kind in ((piece.begins, "start"), (piece.ends, "stop")):
        if is_there:
            SubElement(notations, "tuplet", {"type": kind})
    if len(notations):
        note.append(notations)


def _put_ties(parent: Element, tag: str, head: Head) -> None:
    for is_tied, kind in ((head.is_tied_from, "stop"), (head.is_tied_on, "start")):
        if is_tied:
            SubElement(parent, tag, {"type": kind})


def _put_text(parent: Element, tag: str, text: object) -> None:
    SubElement(parent, tag).text = str(text)
