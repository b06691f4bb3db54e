"""A solo as sheet music in MusicXML 4.0: one staff with chord symbols, four bars a line, swung eighths straight.

Twelve divisions make a quarter. Each head of note i of the solo has the id `note-i-k`, where k counts the pieces that a
tie joins. For a note that is played off its written time, `attack` and `release` say by how many divisions. music21 can
write MusicXML too, but it makes sextuplets into 6:5 tuplets of 64ths, hides rests, gives all pieces of a tie one id and
hides the middle of the bar.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from jazzcore.music.chords.names import KeyName, fitting_key, key_name
from jazzcore.music.leadsheet import Bar, Meter
from jazzcore.music.notes import TICKS_QUARTER, tick_of
from jazzcore.music.solo import Solo
from jazzcore.render.score.chord_marks import harmony_of
from jazzcore.render.score.named_chords import NamedChord, named_chord, usually_named
from jazzcore.render.score.note_elements import WHOLE_BAR, Accidentals, Head, put_note
from jazzcore.render.score.note_values import Piece, pieces_of
from jazzcore.render.score.spelling import Spelling, signature_of, spelled
from jazzcore.render.score.written_line import WrittenSpan, exact_tick, written_line

BARS_A_LINE = 4

_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STAFF_STEPS = 8
_USUAL_CLEF_GAIN = 1.0
"""How many steps nearer to the staff another clef than the treble one brings notes on average (chosen by hand)."""
_MOST_OCTAVES = 2
_MODES = ("major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "aeolian", "ionian", "locrian")


@dataclass(frozen=True, slots=True)
class Transposition:
    """How an instrument reads: how many semitones and steps of the scale above the sound; octaves as they suit."""

    name: str
    semitones: int
    steps: int


CONCERT = Transposition("Concert", 0, 0)
B_FLAT = Transposition("B♭", 2, 1)
E_FLAT = Transposition("E♭", 9, 5)
TRANSPOSITIONS = (CONCERT, B_FLAT, E_FLAT)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading: tempo in quarters a minute, style and key in words. Without a key there is no signature."""

    tempo_bpm: float
    style: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Clef:
    """A clef by its sign, its line and its shift in octaves, and the place of the lowest line (middle C is 28)."""

    sign: str
    line: int
    octave_change: int
    lowest_place: int


_TREBLE = Clef("G", 2, 0, 30)
_OTHER_CLEFS = (Clef("G", 2, -1, 23), Clef("F", 4, 0, 18))


@dataclass(frozen=True, slots=True)
class _Staff:
    """The beginning of the first bar: signature (None: no key is known), clef and transposition."""

    key: KeyName | None
    clef: Clef
    transposition: Transposition
    octaves: int


@dataclass(frozen=True, slots=True)
class _WrittenChord:
    """A chord symbol in its place, None where its text names no chord."""

    onset_tick: int
    text: str
    named: NamedChord | None


def musicxml(solo: Solo, heading: Heading, transposition: Transposition = CONCERT) -> bytes:
    """Write a solo as sheet music.

    Parameters
    ----------
    solo : Solo
        The solo, in straight time.
    heading : Heading
        Tempo, style and key.
    transposition : Transposition
        The instrument that reads it.

    Returns
    -------
    bytes
        A MusicXML 4.0 document.

    Raises
    ------
    RenderError
        Where a note or a bar line lies off the grid of twelfths of a quarter.
    """
    semitones = transposition.semitones
    stated = key_name(heading.key) if heading.key else None
    sounding_key = stated or fitting_key(event.chord for event in solo.chords)
    key = sounding_key.transposed(semitones) if semitones else sounding_key
    chords = _written_chords(solo, key.tonic_fifths - sounding_key.tonic_fifths, key)
    under = [_chord_under(chords, exact_tick(played.note.onset_quarter)) for played in solo.notes]
    names = spelled([played.note.pitch + semitones for played in solo.notes], under, key)
    octaves = _octaves_for(names) if semitones else 0
    names = tuple(name.higher(octaves) for name in names)
    clef = _TREBLE if semitones else _clef_for(names)
    score = _score(solo.title)
    part = SubElement(score, "part", {"id": "P1"})
    staff = _Staff(key if stated else None, clef, transposition, octaves)
    line = _Line(solo, names, Accidentals(signature_of(key) if stated else 0))
    meter: Meter | None = None
    for index, bar in enumerate(solo.bars):
        measure = SubElement(part, "measure", {"number": str(index + 1)})
        if index and index % BARS_A_LINE == 0:
            SubElement(measure, "print", {"new-system": "yes"})
        if bar.meter != meter:
            _put_attributes(measure, bar.meter, None if index else staff)
            meter = bar.meter
        if not index:
            _put_tempo(measure, heading)
        line.put(measure, bar, chords)
    if solo.bars:
        SubElement(SubElement(measure, "barline", {"location": "right"}), "bar-style").text = "light-heavy"
    indent(score, " ")
    document: bytes = tostring(score, encoding="UTF-8", xml_declaration=True)
    return document


class _Line:
    """Puts the notes of a solo into one bar after the other."""

    def __init__(self, solo: Solo, names: Sequence[Spelling], accidentals: Accidentals) -> None:
        self._played = [played.note for played in solo.notes]
        self._spans = written_line(self._played, solo.bars)
        self._names = names
        self._accidentals = accidentals
        self._numbers = [count() for _ in self._spans]

    def put(self, measure: Element, bar: Bar, chords: Sequence[_WrittenChord]) -> None:
        """Fill a measure with the notes and the chords of its bar."""
        first, end = exact_tick(bar.onset_quarter), exact_tick(bar.end_quarter)
        here = [(index, span) for index, span in enumerate(self._spans) if _overlaps(span, first, end)]
        self._accidentals.begin_bar()
        for piece in pieces_of(bar, here) or (Piece(first, end - first, None, WHOLE_BAR),):
            for chord in chords:
                if piece.onset_tick <= chord.onset_tick < piece.end_tick:
                    harmony = harmony_of(chord.named, chord.text)
                    if chord.onset_tick > piece.onset_tick:
                        SubElement(harmony, "offset").text = str(chord.onset_tick - piece.onset_tick)
                    measure.append(harmony)
            put_note(measure, piece, None if piece.span is None else self._head(piece, piece.span))

    def _head(self, piece: Piece, index: int) -> Head:
        note, span, name = self._played[index], self._spans[index], self._names[index]
        is_first, is_last = piece.onset_tick == span.onset_tick, piece.end_tick == span.end_tick
        accidental, is_reminder = self._accidentals.written(name) if is_first else ("", False)
        return Head(
            spelling=name,
            note_id=f"note-{index}-{next(self._numbers[index])}",
            is_tied_from=not is_first,
            is_tied_on=not is_last,
            accidental=accidental,
            is_reminder=is_reminder,
            attack=exact_tick(note.onset_quarter) - span.onset_tick if is_first else 0,
            release=exact_tick(note.end_quarter) - span.end_tick if is_last else 0,
        )


def _overlaps(span: WrittenSpan, first: int, end: int) -> bool:
    return span.onset_tick < end and span.end_tick > first


def _written_chords(solo: Solo, fifths: int, key: KeyName) -> tuple[_WrittenChord, ...]:
    """The changes some fifths higher, named as in a key, each at the nearest tick."""
    named = [named_chord(event.chord.symbol) for event in solo.chords]
    moved = usually_named([chord and chord.moved(fifths) for chord in named], key.tonic_fifths)
    return tuple(
        _WrittenChord(tick_of(event.onset_quarter), event.chord.symbol, chord)
        for event, chord in zip(solo.chords, moved, strict=True)
    )


def _chord_under(chords: Sequence[_WrittenChord], tick: int) -> NamedChord | None:
    """The chord that sounds at a tick, the first one before any has begun."""
    found = bisect_right(chords, tick, key=lambda chord: chord.onset_tick) - 1
    return chords[max(found, 0)].named if chords else None


def _score(title: str) -> Element:
    score = Element("score-partwise", {"version": "4.0"})
    SubElement(SubElement(score, "work"), "work-title").text = _UNWRITABLE.sub(" ", title)
    SubElement(SubElement(SubElement(score, "identification"), "encoding"), "software").text = "Jazz studio"
    named = SubElement(SubElement(score, "part-list"), "score-part", {"id": "P1"})
    SubElement(named, "part-name", {"print-object": "no"}).text = "Solo"
    return score


def _put_attributes(measure: Element, meter: Meter, staff: _Staff | None) -> None:
    """Add a meter, and of the first bar all that a staff begins with, in the order that MusicXML asks for."""
    attributes = SubElement(measure, "attributes")
    if staff:
        SubElement(attributes, "divisions").text = str(TICKS_QUARTER)
        if staff.key:
            key = SubElement(attributes, "key")
            SubElement(key, "fifths").text = str(signature_of(staff.key))
            SubElement(key, "mode").text = _mode(staff.key)
    time = SubElement(attributes, "time")
    SubElement(time, "beats").text = str(meter.beats)
    SubElement(time, "beat-type").text = str(meter.unit)
    if staff:
        clef = SubElement(attributes, "clef")
        SubElement(clef, "sign").text = staff.clef.sign
        SubElement(clef, "line").text = str(staff.clef.line)
        if staff.clef.octave_change:
            SubElement(clef, "clef-octave-change").text = str(staff.clef.octave_change)
        if staff.transposition.semitones:
            transpose = SubElement(attributes, "transpose")
            SubElement(transpose, "diatonic").text = str(-staff.transposition.steps)
            SubElement(transpose, "chromatic").text = str(-staff.transposition.semitones)
            SubElement(transpose, "octave-change").text = str(-staff.octaves)


def _mode(key: KeyName) -> str:
    """The mode of a key as MusicXML has it: of `F-dor` dorian."""
    word = key.mode.strip(" -").lower()[:3]
    return next((mode for mode in _MODES if word and mode.startswith(word)), "major")


def _put_tempo(measure: Element, heading: Heading) -> None:
    """Add the mark above the first note: the style in words, then the tempo."""
    direction = SubElement(measure, "direction", {"placement": "above"})
    if heading.style:
        words = SubElement(SubElement(direction, "direction-type"), "words", {"font-weight": "bold"})
        words.text = heading.style
    metronome = SubElement(SubElement(direction, "direction-type"), "metronome")
    SubElement(metronome, "beat-unit").text = "quarter"
    SubElement(metronome, "per-minute").text = f"{heading.tempo_bpm:g}"
    SubElement(direction, "sound", {"tempo": f"{heading.tempo_bpm:g}"})


def _clef_for(line: Sequence[Spelling]) -> Clef:
    """The clef in which a line needs fewest ledger lines."""
    best = min(_OTHER_CLEFS, key=lambda clef: _outside(line, clef))
    return best if _outside(line, _TREBLE) - _outside(line, best) > _USUAL_CLEF_GAIN * len(line) else _TREBLE


def _octaves_for(line: Sequence[Spelling]) -> int:
    """How many octaves higher a line needs fewest ledger lines in the treble clef."""

    def cost(octaves: int) -> tuple[int, int]:
        return _outside(line, _TREBLE, 7 * octaves), abs(octaves)

    return min(range(-_MOST_OCTAVES, _MOST_OCTAVES + 1), key=cost)


def _outside(line: Sequence[Spelling], clef: Clef, steps_up: int = 0) -> int:
    """How many steps the notes lie above or below the staff, together."""
    lowest = clef.lowest_place - steps_up
    return sum(max(lowest - note.staff_place, note.staff_place - lowest - _STAFF_STEPS, 0) for note in line)
