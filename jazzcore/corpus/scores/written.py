"""Written music, bar by bar as notation has it, and the lead sheet that it sounds as.

All readers of notation share this. Repeats are unfolded, and bars that a repeat sign cuts in two are joined. A short
first bar is a pickup. Ties become one note, and times off the grid move onto it. A remark tells what is not kept as it
is written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from jazzcore.corpus.harmony.one_key import heard_in_key
from jazzcore.corpus.rhythm.bars import cut_meter
from jazzcore.corpus.rhythm.quantise import quantise, quantise_duration
from jazzcore.errors import CorpusError
from jazzcore.music.charts.repeats import Marks, order_of_play
from jazzcore.music.leadsheet import Bar, Chord, ChordEvent, LeadSheet, Meter
from jazzcore.music.limits import PLAYABLE_TEMPOS_BPM
from jazzcore.music.notes import GRID_QUARTER, Note

MAX_PLAYED_BARS = 5_000
MAX_BAR_QUARTERS = 32
MOST_REMARKS = 6
USUAL_BPM = 120.0
_FEWEST_NOTES = 2


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """A note in its bar, its onset in quarters from the bar line. A tied one continues the note before it."""

    onset_quarter: Fraction
    duration_quarter: Fraction
    pitch: int
    is_tied_to_last: bool = False


@dataclass(frozen=True, slots=True)
class WrittenBar:
    """A bar as it is written, with the length of its notes and rests. Onsets count from the bar line."""

    meter: Meter
    length_quarter: Fraction
    notes: tuple[WrittenNote, ...]
    chords: tuple[ChordEvent, ...] = ()
    marks: Marks = field(default_factory=Marks)


@dataclass(frozen=True, slots=True)
class WrittenTune:
    """A tune before anything is unfolded."""

    title: str
    bars: tuple[WrittenBar, ...]
    tempo_bpm: float
    key: str | None
    swing_ratio: float = 1.0
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sounding:
    """The lead sheet while it is laid out."""

    remarks: list[str]
    bars: list[Bar] = field(default_factory=list)
    melody: list[Note] = field(default_factory=list)
    chords: dict[Fraction, Chord] = field(default_factory=dict)

    @property
    def end_quarter(self) -> Fraction:
        return self.bars[-1].end_quarter if self.bars else Fraction(0)


def sounding(tune: WrittenTune, source: str) -> LeadSheet:
    """Make the lead sheet of a written tune.

    Parameters
    ----------
    tune : WrittenTune
        The tune, of one bar or more.
    source : str
        What the lead sheet names as its source.

    Returns
    -------
    LeadSheet
        The tune as it sounds.

    Raises
    ------
    CorpusError
        The tune has too many bars, or a bar is too long.
    """
    if len(tune.bars) > MAX_PLAYED_BARS:
        raise CorpusError(f"it has more than {MAX_PLAYED_BARS:,} bars; cut it down.")
    for number, bar in enumerate(tune.bars, start=1):
        if max(bar.length_quarter, bar.meter.bar_quarter) > MAX_BAR_QUARTERS:
            raise CorpusError(
                f"bar {number} is longer than {MAX_BAR_QUARTERS} quarters; correct its notes or its meter."
            )
    laid = _Sounding(list(tune.remarks))
    played = [tune.bars[index] for index in _order(tune.bars, laid.remarks)]
    pickup_rest = _pickup_rest(played)
    index = 0
    while index < len(played):
        index += _lay(played, index, pickup_rest if index == 0 else Fraction(0), laid)
    melody = _on_grid(laid.melody, laid.remarks)
    end = laid.end_quarter
    chords = {quantise_finely(onset): chord for onset, chord in sorted(laid.chords.items())}
    slowest, fastest = PLAYABLE_TEMPOS_BPM
    return LeadSheet(
        title=tune.title,
        melody=tuple(
            replace(note, duration_quarter=min(note.duration_quarter, end - note.onset_quarter))
            for note in melody
            if note.onset_quarter < end
        ),
        chords=tuple(ChordEvent(onset, chord) for onset, chord in chords.items() if onset < end),
        bars=tuple(laid.bars),
        tempo_bpm=tune.tempo_bpm if slowest <= tune.tempo_bpm <= fastest else USUAL_BPM,
        source=source,
        key=tune.key,
        first_bar=0 if pickup_rest else 1,
        swing_ratio=tune.swing_ratio,
        remarks=_shortened(laid.remarks),
    )


def checked(sheet: LeadSheet) -> LeadSheet:
    """Give a lead sheet changes to hear its melody against, where it has none.

    Raises CorpusError where it has no melody to learn from.
    """
    if len(sheet.melody) < _FEWEST_NOTES:
        raise CorpusError("it has no melody of two notes or more; choose a file with one.")
    return heard_in_key(sheet)


def quantise_finely(time_quarter: Fraction) -> Fraction:
    """Keep a time that lies on the grid of written time; move any other to the nearest step that is played."""
    return time_quarter if GRID_QUARTER.denominator % time_quarter.denominator == 0 else quantise(time_quarter)


def _order(bars: Sequence[WrittenBar], remarks: list[str]) -> Iterable[int]:
    """The indices of the bars as they are played; every bar once, with a remark, where that cannot be."""
    order = order_of_play([bar.marks for bar in bars], MAX_PLAYED_BARS)
    if len(order) > MAX_PLAYED_BARS:
        cause = f"it is more than {MAX_PLAYED_BARS:,} bars long with its repeats"
    elif len(set(order)) < len(bars):
        cause = "its repeats and endings do not fit together"
    else:
        return order
    remarks.append(f"Every bar is read once, as {cause}.")
    return range(len(bars))


def _pickup_rest(bars: Sequence[WrittenBar]) -> Fraction:
    """The silence before a short first bar, 0 where it is no pickup."""
    missing = bars[0].meter.bar_quarter - bars[0].length_quarter
    return missing if len(bars) > 1 and missing > 0 else Fraction(0)


def _lay(played: Sequence[WrittenBar], index: int, rest: Fraction, laid: _Sounding) -> int:
    """Lay the bar at an index, together with the next one where the two make one bar. Returns how many were laid."""
    bar = played[index]
    start, whole = laid.end_quarter, bar.meter.bar_quarter
    following = played[index + 1] if index + 1 < len(played) else None
    laid_length = rest + bar.length_quarter
    is_half = laid_length < whole and following is not None and laid_length + following.length_quarter == whole
    if is_half or laid_length == whole or (laid_length < whole and following is None):
        meter = bar.meter
    else:
        meter = cut_meter(bar.meter, laid_length)
        laid.remarks.append(
            f"Bar {len(laid.bars) + 1} is {laid_length} quarters long, not {whole}; correct it if that is not intended."
        )
    laid.bars.append(Bar(start, meter))
    _sound(bar, start + rest, laid)
    if is_half and following is not None:
        _sound(following, start + laid_length, laid)
        return 2
    return 1


def _sound(bar: WrittenBar, start: Fraction, laid: _Sounding) -> None:
    """Lay the notes of a bar, tied ones joined, and its chords."""
    for event in bar.chords:
        laid.chords[start + event.onset_quarter] = event.chord
    for note in bar.notes:
        onset = start + note.onset_quarter
        if onset >= laid.end_quarter:
            break
        last = laid.melody[-1] if laid.melody else None
        if not note.is_tied_to_last:
            laid.melody.append(Note(onset, note.duration_quarter, note.pitch))
        elif last is not None and last.pitch == note.pitch and last.end_quarter == onset:
            laid.melody[-1] = replace(last, duration_quarter=last.duration_quarter + note.duration_quarter)
        else:
            laid.melody.append(Note(onset, note.duration_quarter, note.pitch))
            laid.remarks.append(
                f"Bar {len(laid.bars)} has a tie from a note that is not there or of another pitch; "
                "the note is played again."
            )


def _on_grid(melody: Sequence[Note], remarks: list[str]) -> list[Note]:
    """The notes on the grid and one at a time; of two that fall together the first stays."""
    written: list[Note] = []
    moved = dropped = 0
    for note in melody:
        onset = quantise_finely(note.onset_quarter)
        end = quantise_finely(note.end_quarter)
        duration = end - onset if end > onset else quantise_duration(note.duration_quarter)
        moved += (onset, duration) != (note.onset_quarter, note.duration_quarter)
        if written and onset <= written[-1].onset_quarter:
            dropped += 1
            continue
        if written and written[-1].end_quarter > onset:
            written[-1] = replace(written[-1], duration_quarter=onset - written[-1].onset_quarter)
        written.append(Note(onset, duration, note.pitch, note.velocity))
    if moved:
        left_out = f", {dropped} left out" if dropped else ""
        remarks.append(f"{moved} notes lie between sixteenths and triplets and are moved to the nearest{left_out}.")
    return written


def _shortened(remarks: Sequence[str]) -> tuple[str, ...]:
    """Each remark once, and no more of them than people read."""
    unique = tuple(dict.fromkeys(remarks))
    if len(unique) <= MOST_REMARKS:
        return unique
    return (*unique[: MOST_REMARKS - 1], f"There are {len(unique) - MOST_REMARKS + 1} more remarks like these.")
