"""MusicXML scores as lead sheets, read through music21: one melody at sounding pitch, with its chord symbols."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import PurePath
from warnings import catch_warnings

from music21 import bar, chord, converter, harmony, key, meter, note, repeat, spanner, stream, tempo
from music21.exceptions21 import Music21Exception
from music21.musicxml.xmlObjects import MusicXMLWarning

from jazzcore.corpus.sandbox.file_names import printable
from jazzcore.corpus.scores.chord_kinds import chord_and_remark
from jazzcore.corpus.scores.musicxml_parts import ChosenParts, chosen_parts
from jazzcore.corpus.scores.written import USUAL_BPM, WrittenBar, WrittenNote, WrittenTune, checked, sounding
from jazzcore.errors import CorpusError
from jazzcore.music.charts.repeats import MOST_PASSES, Jump, Marks
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter
from jazzcore.music.limits import METER_UNITS, MOST_BEATS

_MUSIC21_FAILURES = (
    Music21Exception,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What music21 raises over a score that it cannot make sense of."""

_JUMPS = (
    ((repeat.DaCapo, repeat.DaCapoAlFine, repeat.DaCapoAlCoda), Jump.DA_CAPO),
    ((repeat.DalSegno, repeat.DalSegnoAlFine, repeat.DalSegnoAlCoda), Jump.DAL_SEGNO),
)
_ID_WIDTH = 8
_TIED = ("stop", "continue")


def read_musicxml(data: bytes, name: str) -> LeadSheet:
    """Read a MusicXML score.

    Parameters
    ----------
    data : bytes
        The score, unpacked.
    name : str
        The name of its file, for messages and the source.

    Returns
    -------
    LeadSheet
        One melody at sounding pitch, with its chord symbols.

    Raises
    ------
    CorpusError
        It is no such score, or has nothing to learn from.
    """
    try:
        chosen = chosen_parts(data)
        return checked(sounding(_tune(chosen, name), f"{name}, {chosen.melody_name}"))
    except CorpusError as error:
        raise CorpusError(f"{name}: {error}") from error
    except _MUSIC21_FAILURES as error:
        raise CorpusError(
            f"{name}: music21 cannot make sense of the score; export it again, or with another program."
        ) from error


def _tune(chosen: ChosenParts, name: str) -> WrittenTune:
    """The written tune of the chosen parts; raises CorpusError or what music21 raises."""
    with catch_warnings(action="ignore", category=MusicXMLWarning):  # what it warns of, it raises too
        score = converter.parse(chosen.score, format="musicxml", forceSource=True)  # bytes, so no cache is in play
    if not isinstance(score, stream.Score) or not score.parts:
        raise CorpusError("it has no part with notes; choose a file with a melody.")
    score.toSoundingPitch(inPlace=True)
    staves = [list(part.getElementsByClass(stream.Measure)) for part in score.parts]
    reading = _Reading()
    bars = [reading.bar(measures) for measures in zip(*staves, strict=False)]
    if not bars:
        raise CorpusError("it has no bars; choose a file with a melody.")
    return WrittenTune(
        title=_title(score) or PurePath(name).stem,
        bars=_with_codas(_with_endings(bars, score.parts[0], staves[0])),
        tempo_bpm=_tempo_bpm(score, chosen),
        key=_key(score),
        remarks=(*_part_remarks(chosen), *reading.remarks),
    )


@dataclass(slots=True)
class _Reading:
    """Reads bar after bar. It knows the current meter, and remarks on what is not kept as written."""

    meter: Meter = field(default_factory=Meter)
    remarks: list[str] = field(default_factory=list)
    number: int = 0

    def bar(self, measures: Sequence[stream.Measure]) -> WrittenBar:
        """The written bar of measures that sound together: the melody's staff first."""
        self.number += 1
        signature = measures[0].timeSignature
        if signature is not None:
            self.meter = _meter(signature) or self.meter
        length = max((_length(measure) for measure in measures), default=Fraction(0))
        return WrittenBar(
            meter=self.meter,
            length_quarter=length or self.meter.bar_quarter,
            notes=tuple(self._notes(measures[0])),
            chords=tuple(event for measure in measures for event in self._chords(measure)),
            marks=_marks(measures[0]),
        )

    def _notes(self, measure: stream.Measure) -> Iterator[WrittenNote]:
        """The notes of the top voice of a measure; of notes that sound together the highest."""
        voices = sorted(measure.voices, key=lambda voice: str(voice.id).rjust(_ID_WIDTH))
        filled = [voice for voice in voices if any(_is_played(each) for each in voice.notes)]
        if len(filled) > 1:
            self.remarks.append("Where voices sound together, the top one is read.")
        for each in (filled[0] if filled else measure).notes:
            if each.duration.isGrace:
                self.remarks.append("Grace notes are left out.")
            elif _is_played(each):
                highest = each
                if isinstance(each, chord.Chord):
                    highest = max(each.notes, key=lambda one: one.pitch.ps)
                    if len(each.notes) > 1:
                        self.remarks.append("Where notes sound together, the highest is read.")
                tie = highest.tie or each.tie
                yield WrittenNote(
                    onset_quarter=Fraction(each.offset),
                    duration_quarter=Fraction(each.quarterLength),
                    pitch=int(highest.pitch.midi),
                    is_tied_to_last=tie is not None and tie.type in _TIED,
                )

    def _chords(self, measure: stream.Measure) -> Iterator[ChordEvent]:
        for symbol in measure.recurse().getElementsByClass(harmony.Harmony):
            read, remark = chord_and_remark(symbol)
            if remark:
                self.remarks.append(f"In bar {self.number} {remark}.")
            if read is not None:
                yield ChordEvent(Fraction(symbol.getOffsetInHierarchy(measure)), read)


def _is_played(each: note.GeneralNote) -> bool:
    """Whether something is a pitched note with a length: no slash, no cue note, no chord symbol."""
    return (
        isinstance(each, (note.Note, chord.Chord))
        and not isinstance(each, harmony.Harmony)
        and not each.duration.isGrace
        and each.quarterLength > 0
        and each.notehead != "slash"
        and not (each.hasStyleInformation and each.style.noteSize == "cue")
    )


def _length(measure: stream.Measure) -> Fraction:
    """How long the notes and rests of a measure are together, in quarters; 0 for an empty one."""
    ends = (
        Fraction(each.getOffsetInHierarchy(measure)) + Fraction(each.quarterLength)
        for each in measure.recurse().notesAndRests
        if not isinstance(each, harmony.Harmony)
    )
    return max(ends, default=Fraction(0))


def _meter(signature: meter.TimeSignature) -> Meter | None:
    """The meter of a time signature; None for one that no bar can have."""
    beats, unit = signature.numerator, signature.denominator
    return Meter(beats, unit) if 0 < beats <= MOST_BEATS and unit in METER_UNITS else None


def _marks(measure: stream.Measure) -> Marks:
    """The repeat signs and jumps of a measure, without its endings."""
    left, right = measure.leftBarline, measure.rightBarline
    expressions = list(measure.recurse().getElementsByClass(repeat.RepeatExpression))
    codas = [each for each in expressions if isinstance(each, repeat.Coda)]
    leaving = [each for each in codas if (each.getText() or "").lower().startswith("to")]
    jumps = (jump for each in expressions for kinds, jump in _JUMPS if isinstance(each, kinds))
    ends = isinstance(right, bar.Repeat) and right.direction == "end"
    return Marks(
        begins_repeat=isinstance(left, bar.Repeat) and left.direction == "start",
        passes=min(right.times or 2, MOST_PASSES) if ends else 1,
        jump=next(jumps, None),
        is_segno=any(isinstance(each, repeat.Segno) for each in expressions),
        is_coda=len(codas) > len(leaving),
        leaves_for_coda=bool(leaving),
        is_fine=any(isinstance(each, repeat.Fine) for each in expressions),
    )


def _with_endings(
    bars: Sequence[WrittenBar], part: stream.Part, measures: Sequence[stream.Measure]
) -> tuple[WrittenBar, ...]:
    """The bars with the passes that the brackets of their endings name."""
    endings: dict[int, tuple[int, ...]] = {}
    places = {id(measure): index for index, measure in enumerate(measures)}
    for bracket in part.recurse().getElementsByClass(spanner.RepeatBracket):
        passes = tuple(number for number in bracket.numberRange if 1 <= number <= MOST_PASSES)
        spanned = [places[id(each)] for each in bracket.getSpannedElements() if id(each) in places]
        if spanned and passes:
            endings |= dict.fromkeys(range(min(spanned), max(spanned) + 1), passes)
    return tuple(
        replace(each, marks=replace(each.marks, endings=endings.get(index, ()))) for index, each in enumerate(bars)
    )


def _with_codas(bars: Sequence[WrittenBar]) -> tuple[WrittenBar, ...]:
    """The bars, where the first of two coda signs is the one to leave at, if no words say so."""
    codas = [index for index, each in enumerate(bars) if each.marks.is_coda]
    if len(codas) < 2 or any(each.marks.leaves_for_coda for each in bars):
        return tuple(bars)
    return tuple(
        replace(each, marks=replace(each.marks, is_coda=False, leaves_for_coda=True)) if index == codas[0] else each
        for index, each in enumerate(bars)
    )


def _title(score: stream.Score) -> str:
    metadata = score.metadata
    return printable((metadata.title or metadata.movementName or "") if metadata else "")


def _key(score: stream.Score) -> str | None:
    """The key in words, as `Bb major`; None where the score gives accidentals but no mode."""
    signature = next(iter(score.parts[0].recurse().getElementsByClass(key.KeySignature)), None)
    return f"{signature.tonic.name.replace('-', 'b')} {signature.mode}" if isinstance(signature, key.Key) else None


def _tempo_bpm(score: stream.Score, chosen: ChosenParts) -> float:
    """The tempo that holds longest, in quarters a minute."""
    part = score.parts[0]
    marks = [
        (Fraction(mark.getOffsetInHierarchy(part)), bpm)
        for mark in part.recurse().getElementsByClass(tempo.MetronomeMark)
        if (bpm := mark.getQuarterBPM()) is not None
    ]
    if not marks:
        return chosen.tempo_bpm or USUAL_BPM
    held: dict[float, Fraction] = {}
    ends = [*(onset for onset, _ in marks[1:]), Fraction(part.highestTime)]
    for (onset, bpm), end in zip(marks, ends, strict=True):
        held[bpm] = held.get(bpm, Fraction(0)) + max(end - onset, Fraction(0))
    return round(float(max(held, key=lambda bpm: held[bpm])), 2)


def _part_remarks(chosen: ChosenParts) -> tuple[str, ...]:
    if chosen.part_count == 1:
        return ()
    symbols = f", with {chosen.symbols}" if chosen.symbols else ""
    return (f"Of its {chosen.part_count} parts {chosen.melody_name} is read{symbols}.",)
