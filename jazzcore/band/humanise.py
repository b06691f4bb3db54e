"""Timing and loudness as people play them: moments a little early or late, notes a little louder or softer.

The soloist plays behind the band: Friberg and Sundström (Music Perception 19, 2002) find soloists' beats late against
the ride cymbal by some hundredths of a second. A moment moves by a third of the way to its neighbours at most, so the
notes of a part keep their order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from jazzcore.music.leadsheet import Bar
from jazzcore.music.notes import Note

_STEP_QUARTER = Fraction(1, 960)
_MS_A_MINUTE = 60_000
_FURTHEST_SHARE = Fraction(1, 3)
_LOUDEST = 127


@dataclass(frozen=True, slots=True)
class Looseness:
    """How late a part plays on average, how far its moments stray from that, and how far its velocities do (sigma)."""

    lag_ms: float
    timing_ms: float
    velocity: float

    def by(self, amount: float) -> "Looseness":
        """The same, an amount of it: 0 is none."""
        return Looseness(amount * self.lag_ms, amount * self.timing_ms, amount * self.velocity)


LOOSENESS = {
    "Solo": Looseness(lag_ms=20, timing_ms=6, velocity=3),
    "Piano": Looseness(lag_ms=5, timing_ms=6, velocity=4),
    "Bass": Looseness(lag_ms=2, timing_ms=4, velocity=3),
    "Drums": Looseness(lag_ms=0, timing_ms=3, velocity=4),
}
"""How loosely each part plays."""


def humanised(
    notes: Sequence[Note],
    looseness: Looseness,
    bars: tuple[Bar, ...],
    tempo_bpm: float,
    rng: np.random.Generator,
) -> tuple[Note, ...]:
    """A part in order of onset as people play it, within its bars.

    Notes that begin together stay together. One that ended before or with the beginning of the next one still does.
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

    def played(note: Note, added: float) -> Note:
        onset, after = moved[note.onset_quarter], following[note.onset_quarter]
        end = note.end_quarter + onset - note.onset_quarter
        if note.end_quarter <= after:
            end = moved[after] if note.end_quarter == after else min(end, moved[after])
        velocity = min(max(note.velocity + round(added), 1), _LOUDEST)
        return replace(note, onset_quarter=onset, duration_quarter=min(end, end_quarter) - onset, velocity=velocity)

    return tuple(played(note, float(added)) for note, added in zip(notes, louder, strict=True))
