"""ABC notation: the text of a tune as a lead sheet, read through music21.

A lead sheet needs one voice, one meter and no repeats; anything else is refused, never guessed. The tokens of music21
are read, not its streams: building a stream splits overfull bars and drops chord symbols it does not know, both
without a word. An accidental holds to the end of its bar, in every octave, as ABC 2.1 has it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import PurePath

from music21 import abcFormat
from music21.exceptions21 import Music21Exception
from music21.pitch import Pitch

from jazzcore.errors import ChordSymbolError, CorpusError
from jazzcore.music.harmony import chord_of
from jazzcore.music.leadsheet import Chord, ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note

_ABC_VERSION = (2, 1, 0)
_ONE_OF_EACH = {"X": "tune", "M": "meter", "L": "note length", "Q": "tempo", "K": "key"}
_REFUSED = {abcFormat.ABCChord: "several notes at once", abcFormat.ABCGraceStart: "a grace note"}
_METER = re.compile(r"([1-9]\d?)/(1|2|4|8|16)")
_KEY = re.compile(r"[A-G][b#]?\s*((m|min|maj|dor|phr|lyd|mix|aeo|ion)[a-z]*)?", re.IGNORECASE)
_NOTE = re.compile(r"([_^=]{0,2}[A-Ga-g][,']{0,4}|z)(\d{0,3}/{0,3}|\d{0,3}/[1-9]\d?)")
_ANNOTATION_MARKS = ("^", "_", "<", ">", "@")
_USUAL_BPM = 120.0
_SWING_RATIOS = {"swing": 1.7, "waltz": 1.6, "modal": 1.6, "ballad": 1.4}
"""How styles (R:) are played; every other style is straight."""


@dataclass(frozen=True, slots=True)
class _Event:
    """A note or rest (pitch None) as written, and the chord above it."""

    duration_quarter: Fraction
    pitch: int | None
    is_tied_to_last: bool
    chord: Chord | None


_WrittenBar = tuple[_Event, ...]


def read_abc(text: str, name: str) -> LeadSheet:
    """An ABC tune as a lead sheet; `name` is its file, for the messages and the source.

    A short first bar is a pickup: silence fills it from the left, and it counts as bar 0. Raises CorpusError.
    """
    try:
        tokens = _tokens(text)
        fields = _fields(tokens)
        meter = _meter(fields)
        bars = _bars(tokens)
        pickup_rest = _pickup_rest(bars, meter.bar_quarter)
        melody, chords = _sounding(bars, pickup_rest)
        return LeadSheet(
            title=fields["T"].data if "T" in fields else PurePath(name).stem,
            melody=melody,
            chords=chords,
            bars=bars_of(meter, len(bars)),
            tempo_bpm=_tempo_bpm(fields),
            source=name,
            key=_key(fields),
            first_bar=0 if pickup_rest else 1,
            swing_ratio=_SWING_RATIOS.get(fields["R"].data.lower(), 1.0) if "R" in fields else 1.0,
        )
    except CorpusError as error:
        raise CorpusError(f"{name}: {error}") from error


def _tokens(text: str) -> Sequence[abcFormat.ABCToken]:
    try:
        return tuple(abcFormat.ABCFile(_ABC_VERSION).readstr(text).tokens)
    except (Music21Exception, ArithmeticError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise CorpusError("music21 finds no ABC tune in it; check its header and its notes.") from error


def _fields(tokens: Sequence[abcFormat.ABCToken]) -> Mapping[str, abcFormat.ABCMetadata]:
    """The header's fields by their letters; of several titles the first."""
    fields: dict[str, abcFormat.ABCMetadata] = {}
    for token in tokens:
        if isinstance(token, abcFormat.ABCMetadata):
            if token.tag in fields and token.tag in _ONE_OF_EACH:
                raise CorpusError(f"it has more than one {_ONE_OF_EACH[token.tag]} ({token.tag}:); leave one.")
            fields.setdefault(token.tag, token)
    if "V" in fields:
        raise CorpusError("it has voices (V:); leave the melody alone in it.")
    return fields


def _meter(fields: Mapping[str, abcFormat.ABCMetadata]) -> Meter:
    written = fields["M"].data if "M" in fields else ""
    match = _METER.fullmatch({"C": "4/4", "C|": "2/2"}.get(written, written))
    if match is None:
        raise CorpusError(f"its meter is {written!r}; write one like M:4/4 into its header.")
    return Meter(int(match[1]), int(match[2]))


def _key(fields: Mapping[str, abcFormat.ABCMetadata]) -> str:
    """The key in words, as `Bb major` or `D dorian`."""
    written = fields["K"].data if "K" in fields else ""
    if _KEY.fullmatch(written) is None:
        raise CorpusError(f"its key is {written!r}; write one like K:Bb, K:Cm or K:Ddor into its header.")
    key = fields["K"].getKeySignatureObject()
    return f"{key.tonic.name.replace('-', 'b')} {key.mode}"


def _tempo_bpm(fields: Mapping[str, abcFormat.ABCMetadata]) -> float:
    if "Q" not in fields:
        return _USUAL_BPM
    try:
        return round(float(fields["Q"].getMetronomeMarkObject().getQuarterBPM()), 2)
    except (Music21Exception, ValueError, TypeError, ZeroDivisionError) as error:
        raise CorpusError(f"its tempo is {fields['Q'].data!r}; write one like Q:1/4=120 into its header.") from error


def _bars(tokens: Sequence[abcFormat.ABCToken]) -> tuple[_WrittenBar, ...]:
    bars: list[list[_Event]] = [[]]
    for token in tokens:
        refused = _REFUSED.get(type(token))
        if isinstance(token, abcFormat.ABCBar):
            if token.isRepeat() or token.isRepeatBracket():
                raise CorpusError(f"bar {len(bars)} has a repeat or an ending ({token.src}); write it out.")
            if bars[-1]:
                bars.append([])
        elif refused is not None:
            raise CorpusError(f"bar {len(bars)} has {refused}; write single notes with their lengths.")
        elif isinstance(token, abcFormat.ABCNote):
            bars[-1].append(_event(token, len(bars)))
    written = tuple(tuple(bar) for bar in bars if bar)
    if not written:
        raise CorpusError("it has no note and no rest; write some after the K: line.")
    return written


def _event(token: abcFormat.ABCNote, bar_number: int) -> _Event:
    note = token.src[token.src.rfind('"') + 1 :]
    no_note = f"bar {bar_number} has {note!r}, which is no note or rest; write one like c, ^F2 or z/."
    duration = Fraction(token.quarterLength)
    if _NOTE.fullmatch(note) is None or duration <= 0:
        raise CorpusError(no_note)
    if token.activeTuplet is not None:
        duration *= Fraction(token.activeTuplet.numberNotesNormal, token.activeTuplet.numberNotesActual)
    try:
        pitch = None if token.isRest else int(Pitch(token.pitchName).midi)
    except Music21Exception as error:
        raise CorpusError(no_note) from error
    return _Event(duration, pitch, token.tie in ("stop", "continue"), _chord(token.chordSymbols, bar_number))


def _chord(quoted: Sequence[str], bar_number: int) -> Chord | None:
    """The chord among the quoted texts above a note; the others must be annotations."""
    symbols = [text for text in (each.strip('"') for each in quoted) if not text.startswith(_ANNOTATION_MARKS)]
    if len(symbols) > 1:
        raise CorpusError(f"bar {bar_number} has {' and '.join(symbols)} above one note; leave one.")
    try:
        return chord_of(symbols[0]) if symbols else None
    except ChordSymbolError as error:
        raise CorpusError(f"in bar {bar_number} {error}") from error


def _pickup_rest(bars: Sequence[_WrittenBar], bar_quarter: Fraction) -> Fraction:
    """The silence before a short first bar, 0 for a full one; raises CorpusError for a bar of a wrong length."""
    lengths = [sum((event.duration_quarter for event in bar), Fraction(0)) for bar in bars]
    for number, length in enumerate(lengths, start=1):
        if length > bar_quarter or (length < bar_quarter and number not in (1, len(bars))):
            raise CorpusError(f"bar {number} is {length} quarters long, not {bar_quarter}; correct its note lengths.")
    return bar_quarter - lengths[0] if len(bars) > 1 else Fraction(0)


def _sounding(bars: Sequence[_WrittenBar], start: Fraction) -> tuple[tuple[Note, ...], tuple[ChordEvent, ...]]:
    """The notes, tied ones joined, and the chords at their onsets."""
    melody: list[Note] = []
    chords: list[ChordEvent] = []
    onset = start
    for number, bar in enumerate(bars, start=1):
        for event in bar:
            if event.chord is not None:
                chords.append(ChordEvent(onset, event.chord))
            if event.is_tied_to_last:
                if not melody or event.pitch != melody[-1].pitch or melody[-1].end_quarter != onset:
                    raise CorpusError(f"bar {number} has a tie between two different pitches; tie equal ones.")
                melody[-1] = replace(melody[-1], duration_quarter=melody[-1].duration_quarter + event.duration_quarter)
            elif event.pitch is not None:
                melody.append(Note(onset, event.duration_quarter, event.pitch))
            onset += event.duration_quarter
    return tuple(melody), tuple(chords)
