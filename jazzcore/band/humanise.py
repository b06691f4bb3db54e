"""How people play: human timing and loudness for every part, articulation and accents for the soloist.

The soloist plays behind the band: Friberg and Sundström ("Swing Ratios and Ensemble Timing in Jazz Performance", Music
Perception 19, 2002) find soloists' beats late against the ride cymbal by some hundredths of a second. An onset moves by
at most a third of the way to its neighbours, so the notes of a part keep their order.

The soloist's line is legato, with accents on off-beats and peaks and an arc over each phrase, whose last note is cut
short.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

import numpy as np

from jazzcore.music.leadsheet import Bar, bar_index
from jazzcore.music.limits import LARGEST_MIDI_NUMBER
from jazzcore.music.notes import PHRASE_GAP_BEATS, Note

_STEP_QUARTER = Fraction(1, 960)
_MS_A_MINUTE = 60_000
_FURTHEST_SHARE = Fraction(1, 3)
"""How far an onset moves at most, as a share of the way to its neighbours."""


@dataclass(frozen=True, slots=True)
class Looseness:
    """How late a part plays on average, and the standard deviations of its onsets and of its velocities."""

    lag_ms: float
    timing_ms: float
    velocity: float

    def by(self, amount: float) -> "Looseness":
        """The same looseness in part: 0 gives none of it, 1 all of it."""
        return Looseness(amount * self.lag_ms, amount * self.timing_ms, amount * self.velocity)


LOOSENESS = {
    "Solo": Looseness(lag_ms=20, timing_ms=6, velocity=3),
    "Piano": Looseness(lag_ms=5, timing_ms=6, velocity=4),
    "Bass": Looseness(lag_ms=2, timing_ms=4, velocity=3),
    "Drums": Looseness(lag_ms=0, timing_ms=3, velocity=4),
}
"""How loosely each part plays (chosen by hand). That the soloist comes latest is measured (Friberg and Sundström,
2002)."""


def humanised(
    notes: Sequence[Note],
    looseness: Looseness,
    bars: tuple[Bar, ...],
    tempo_bpm: float,
    rng: np.random.Generator,
) -> tuple[Note, ...]:
    """Play a part with human timing and loudness.

    Notes that begin together stay together. A note that ended before or at the onset of the next one still does.

    Parameters
    ----------
    notes : sequence of Note
        The part, in order of onset.
    looseness : Looseness
        How loosely it is played.
    bars : tuple of Bar
        The bars under it; no note leaves them.
    tempo_bpm : float
        The tempo, in quarters a minute.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    tuple of Note
        The same notes, moved and with other velocities.

    References
    ----------
    Friberg and Sundström, "Swing Ratios and Ensemble Timing in Jazz Performance", Music Perception 19, 2002.
    """
    if not notes:
        return ()
    end_quarter = max(bars[-1].end_quarter, *(note.end_quarter for note in notes))
    onsets = sorted({note.onset_quarter for note in notes})
    quarters_a_ms = tempo_bpm / _MS_A_MINUTE
    strays_ms = looseness.lag_ms + looseness.timing_ms * rng.standard_normal(len(onsets)).clip(-2, 2)
    louder = looseness.velocity * rng.standard_normal(len(notes)).clip(-2, 2)
    moved: dict[Fraction, Fraction] = {end_quarter: end_quarter}
    places = zip([Fraction(0), *onsets], onsets, [*onsets[1:], end_quarter], strays_ms, strict=False)
    for before, onset, after, stray_ms in places:
        offset = round(float(stray_ms) * quarters_a_ms / _STEP_QUARTER) * _STEP_QUARTER
        moved[onset] = onset + min(max(offset, (before - onset) * _FURTHEST_SHARE), (after - onset) * _FURTHEST_SHARE)
    following = dict(zip(onsets, [*onsets[1:], end_quarter], strict=True))

    def humanise(note: Note, added: float) -> Note:
        onset, after = moved[note.onset_quarter], following[note.onset_quarter]
        end = note.end_quarter + onset - note.onset_quarter
        if note.end_quarter <= after:
            end = moved[after] if note.end_quarter == after else min(end, moved[after])
        velocity = min(max(note.velocity + round(added), 1), LARGEST_MIDI_NUMBER)
        return replace(note, onset_quarter=onset, duration_quarter=min(end, end_quarter) - onset, velocity=velocity)

    return tuple(humanise(note, float(added)) for note, added in zip(notes, louder, strict=True))


@dataclass(frozen=True, slots=True)
class _Articulation:
    """How a soloist shapes a line.

    A note reaches to the next one where that is at most `close_quarter` away; the last of a phrase keeps `last_share`
    of its length. Off-beats and peaks are louder; `arc_ends` is what a phrase adds to the velocity at its ends,
    `arc_middle` how much more it adds in its middle.
    """

    close_quarter: Fraction
    last_share: Fraction
    off_beat_accent: int
    peak_accent: int
    arc_ends: int
    arc_middle: int


_ARTICULATION = _Articulation(
    close_quarter=Fraction(1, 4),
    last_share=Fraction(3, 4),
    off_beat_accent=6,
    peak_accent=8,
    arc_ends=-5,
    arc_middle=10,
)
"""Chosen by hand."""

_FINEST = 1000
"""The largest denominator of an amount, so that times stay exact."""
_OFF_BEAT = Fraction(1, 2)


def articulated(notes: tuple[Note, ...], bars: tuple[Bar, ...], amount: float) -> tuple[Note, ...]:
    """Shape a line as a soloist does.

    Parameters
    ----------
    notes : tuple of Note
        A line whose notes do not overlap.
    bars : tuple of Bar
        The bars under it.
    amount : float
        How much to shape it: 0 leaves it as it is, 1 shapes it in full.

    Returns
    -------
    tuple of Note
        The same notes with other durations and velocities.
    """
    share = Fraction(amount).limit_denominator(_FINEST)
    return tuple(
        replace(
            note,
            duration_quarter=note.duration_quarter + share * _longer(note, following),
            velocity=min(max(note.velocity + round(amount * accent), 1), LARGEST_MIDI_NUMBER),
        )
        for phrase in _phrases(notes)
        for note, following, accent in zip(phrase, [*phrase[1:], None], _accents(phrase, bars), strict=True)
    )


def _phrases(notes: tuple[Note, ...]) -> Iterator[tuple[Note, ...]]:
    begins = [
        place
        for place, note in enumerate(notes)
        if place == 0 or note.onset_quarter - notes[place - 1].onset_quarter >= PHRASE_GAP_BEATS
    ]
    yield from (notes[begin:end] for begin, end in pairwise([*begins, len(notes)]))


def _longer(note: Note, following: Note | None) -> Fraction:
    """How much longer a note becomes before the next one of its phrase, or shorter as the last."""
    if following is None:
        return (_ARTICULATION.last_share - 1) * note.duration_quarter
    gap = following.onset_quarter - note.end_quarter
    return gap if gap <= _ARTICULATION.close_quarter else Fraction(0)


def _accents(phrase: tuple[Note, ...], bars: tuple[Bar, ...]) -> Iterator[float]:
    """How much louder each note of a phrase is played."""
    pitches = [phrase[0].pitch, *(note.pitch for note in phrase), phrase[-1].pitch]
    for place, note in enumerate(phrase):
        before, here, after = pitches[place : place + 3]
        bar_line = bars[bar_index(bars, note.onset_quarter)].onset_quarter
        is_off_beat = (note.onset_quarter - bar_line) % 1 == _OFF_BEAT
        arc = _ARTICULATION.arc_ends + _ARTICULATION.arc_middle * math.sin(math.pi * (place + 1) / (len(phrase) + 1))
        accents = is_off_beat * _ARTICULATION.off_beat_accent + (before < here > after) * _ARTICULATION.peak_accent
        yield arc + accents
