"""ABC notation: tunes as lead sheets, read through music21.

The tokens of music21 are read, not its streams. Building a stream splits bars that are too full and drops chord symbols
it does not know, both without a warning. An accidental holds to the end of its bar, in every octave, as in ABC 2.1.

References
----------
The ABC standard 2.1.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import PurePath

from music21 import abcFormat
from music21.exceptions21 import Music21Exception
from music21.pitch import Pitch

from jazzcore.corpus.sandbox.file_names import printable
from jazzcore.corpus.scores.abc_signs import ANNOTATION_MARKS
from jazzcore.corpus.scores.abc_text import AbcTune, tunes_of
from jazzcore.corpus.scores.written import USUAL_BPM, WrittenBar, WrittenNote, WrittenTune, checked, sounding
from jazzcore.errors import ChordSymbolError, CorpusError
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import Chord, ChordEvent, LeadSheet, Meter

_ABC_VERSION = (2, 1, 0)
_METER = re.compile(r"([1-9]\d?)/(1|2|4|8|16)")
_KEY = re.compile(r"[A-G][b#]?\s*((m|min|maj|dor|phr|lyd|mix|aeo|ion)[a-z]*)?", re.IGNORECASE)
_NOTE = re.compile(r"([_^=]{0,2}[A-Ga-g][,']{0,4}|z)(\d{0,3}/{0,3}|\d{0,3}/[1-9]\d?)")
_SWING_RATIOS = {"swing": 1.7, "waltz": 1.6, "modal": 1.6, "ballad": 1.4}
"""How styles (R:) are played; every other style is straight."""


@dataclass(slots=True)
class _Reading:
    """The bars of a tune while its tokens are read."""

    tune: AbcTune
    meter: Meter
    bars: list[WrittenBar] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    _notes: list[WrittenNote] = field(default_factory=list)
    _chords: list[ChordEvent] = field(default_factory=list)
    _length: Fraction = Fraction(0)
    _last: tuple[str, int] | None = None

    @property
    def number(self) -> int:
        """The number of the current bar, as it is written."""
        return len(self.bars) + 1

    def end_bar(self) -> None:
        """End the current bar."""
        marks = self.tune.bars[len(self.bars)].marks
        self.bars.append(WrittenBar(self.meter, self._length, tuple(self._notes), tuple(self._chords), marks))
        self._notes, self._chords, self._length = [], [], Fraction(0)

    def read_note(self, token: abcFormat.ABCNote) -> None:
        """Read a note or rest with the chord above it; raises CorpusError for anything else."""
        written = token.src[token.src.rfind('"') + 1 :]
        name = _NOTE.fullmatch(written)
        duration = Fraction(token.quarterLength)
        if token.activeTuplet is not None:
            duration *= Fraction(token.activeTuplet.numberNotesNormal, token.activeTuplet.numberNotesActual)
        try:
            pitch = None if token.isRest else int(Pitch(token.pitchName).midi)
        except Music21Exception:
            name, pitch = None, None
        if name is None or duration <= 0:
            raise CorpusError(f"bar {self.number} has {written!r}, which is no note or rest; write one like c or ^F2.")
        chord = self._chord(token.chordSymbols)
        if chord is not None:
            self._chords.append(ChordEvent(self._length, chord))
        if pitch is not None:
            is_tied = token.tie in ("stop", "continue")
            if is_tied and self._last is not None and self._last[0] == name[1]:
                pitch = self._last[1]  # an accidental holds through a tie, past the bar line
            self._last = (name[1].lstrip("_^="), pitch)
            self._notes.append(WrittenNote(self._length, duration, pitch, is_tied))
        elif token.tie in ("stop", "continue"):
            self.remarks.append(f"Bar {self.number} has a tie to a rest, which is left out.")
        self._length += duration

    def _chord(self, quoted: Sequence[str]) -> Chord | None:
        """The chord among the quoted texts above a note; the others are annotations."""
        texts = [text for text in (each.strip('"') for each in quoted) if not text.startswith(ANNOTATION_MARKS)]
        if len(texts) > 1:
            self.remarks.append(
                f"Bar {self.number} has {printable(' and '.join(texts))} above one note; the first is read."
            )
        try:
            return chord_of(texts[0]) if texts else None
        except ChordSymbolError as error:
            self.remarks.append(f"In bar {self.number} {error} It is left out, and the chord before it goes on.")
            return None


def read_abc(text: str, name: str) -> LeadSheet:
    """Read an ABC text of one tune.

    A short first bar is a pickup: silence fills it from the left, and it counts as bar 0.

    Parameters
    ----------
    text : str
        The text.
    name : str
        The name of its file, for messages and the source.

    Returns
    -------
    LeadSheet
        The tune.

    Raises
    ------
    CorpusError
        The text has no tune that can be read, or more than one.
    """
    tunes = tunes_of(text)
    if len(tunes) > 1:
        raise CorpusError(f"{name}: it has more than one tune (X:); leave one.")
    try:
        return _sheet(tunes[0], name)
    except CorpusError as error:
        raise CorpusError(f"{name}: {error}") from error


def read_abc_tunes(text: str, name: str) -> tuple[LeadSheet, ...]:
    """Read the tunes of an ABC text.

    Parameters
    ----------
    text : str
        The text.
    name : str
        The name of its file, for messages and the source.

    Returns
    -------
    tuple of LeadSheet
        The tunes that can be read. The first one has a remark where others cannot.

    Raises
    ------
    CorpusError
        No tune can be read.
    """
    sheets: list[LeadSheet] = []
    failures: list[str] = []
    tunes = tunes_of(text)
    for number, tune in enumerate(tunes, start=1):
        try:
            sheets.append(checked(_sheet(tune, name)))
        except CorpusError as error:
            failures.append(str(error) if len(tunes) == 1 else f"in tune {number} of {len(tunes)}, {error}")
    if not sheets:
        raise CorpusError(f"{name}: {failures[0]}")
    if failures:
        remark = f"Left out are {len(failures)} of {len(tunes)} tunes, the first of them because {failures[0]}"
        sheets[0] = replace(sheets[0], remarks=(*sheets[0].remarks, remark))
    return tuple(sheets)


def _sheet(tune: AbcTune, name: str) -> LeadSheet:
    if not tune.bars and not tune.header:
        raise CorpusError("it is no ABC tune; write a header with X:, M: and K: above its notes.")
    fields = {line[0]: line[2:] for line in reversed(tune.header)}
    key = _key(fields.get("K", ""))
    reading = _Reading(tune, _meter(fields.get("M", "")))
    tempo_bpm = _tempo_bpm(fields.get("Q", ""), reading.remarks)
    if not tune.bars:
        raise CorpusError("it has no note and no rest; write some after the K: line.")
    for token in _tokens(tune):
        if isinstance(token, abcFormat.ABCBar):
            reading.end_bar()
        elif isinstance(token, abcFormat.ABCNote):
            reading.read_note(token)
        elif isinstance(token, abcFormat.ABCMetadata) and token.isMeter():
            reading.meter = _meter(token.data)
    return sounding(
        WrittenTune(
            title=printable(fields.get("T", "")) or PurePath(name).stem,
            bars=tuple(reading.bars),
            tempo_bpm=tempo_bpm,
            key=key,
            swing_ratio=_SWING_RATIOS.get(fields.get("R", "").lower(), 1.0),
            remarks=(*tune.remarks, *reading.remarks),
        ),
        name,
    )


def _tokens(tune: AbcTune) -> Sequence[abcFormat.ABCToken]:
    """What music21 finds in the cleaned text of a tune. Every bar ends with one bar line.

    Meters are checked first, because music21 lays out every beat of one.
    """
    for line in "\n".join(bar.text for bar in tune.bars).splitlines():
        if line.startswith("M:"):
            _meter(line[2:])
    text = "\n".join([*tune.header, *(f"{bar.text} |" for bar in tune.bars)])
    try:
        tokens = tuple(abcFormat.ABCFile(_ABC_VERSION).readstr(text).tokens)
    except (Music21Exception, ArithmeticError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise CorpusError("music21 finds no ABC tune in it; check its header and its notes.") from error
    if sum(isinstance(token, abcFormat.ABCBar) for token in tokens) != len(tune.bars):
        raise CorpusError("its bar lines cannot be made out; check them, and its quotation marks.")
    return tokens


def _meter(written: str) -> Meter:
    match = _METER.fullmatch({"C": "4/4", "C|": "2/2"}.get(written, written))
    if match is None:
        raise CorpusError(f"its meter is {written!r}; write one like M:4/4 into its header.")
    return Meter(int(match[1]), int(match[2]))


def _key(written: str) -> str:
    """The key in words, as `Bb major` or `D dorian`."""
    if _KEY.fullmatch(written) is None:
        raise CorpusError(f"its key is {written!r}; write one like K:Bb, K:Cm or K:Ddor into its header.")
    field = abcFormat.ABCMetadata(f"K:{written}")
    field.preParse()
    key = field.getKeySignatureObject()
    return f"{key.tonic.name.replace('-', 'b')} {key.mode}"


def _tempo_bpm(written: str, remarks: list[str]) -> float:
    if not written:
        return USUAL_BPM
    field = abcFormat.ABCMetadata(f"Q:{written}")
    field.preParse()
    try:
        return round(float(field.getMetronomeMarkObject().getQuarterBPM()), 2)
    except (Music21Exception, ValueError, TypeError, ZeroDivisionError):
        remarks.append(f"Its tempo {written!r} cannot be read (write it like 1/4=120), so {USUAL_BPM:.0f} is taken.")
        return USUAL_BPM
