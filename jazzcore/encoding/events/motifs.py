"""A motif memory: what came next in this melody when its last intervals or inter-onset classes came before.

For each length of context there is the distribution of what came next so far; for long contexts, only what came next
the last time. Beside them stand the recent uses of pitches and of inter-onset classes. All counts are of one melody, so
the memory is empty at its beginning.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from jazzcore.encoding.events.events import IOI_TICKS, IOIS

REACH = 15
"""The widest interval with a class of its own, in semitones; wider ones belong to its class."""

INTERVALS = 2 * REACH + 1
_LONG = (8, 6, 4)
_IOI_CONTEXTS, _INTERVAL_CONTEXTS = (2, 3), (1, 2, 3)
_DOUBT = 0.5
_IOI_FADE, _BEAT_FADE, _PITCH_FADE, _CLASS_FADE = 0.95, 0.97, 0.97, 0.985
"""The doubt added to every count, and by how much older notes count less, note by note (chosen by hand). Trained models
depend on all constants of this module."""

_PITCHES = 128
_TICKS = np.array(IOI_TICKS)

IOI_WIDTH = (len(_IOI_CONTEXTS) + 4) * IOIS
PITCH_WIDTH = (len(_INTERVAL_CONTEXTS) + len(_LONG) + 2) * INTERVALS + 12

Row = npt.NDArray[np.floating]


class _Counts:
    """How often which symbol followed which context."""

    def __init__(self) -> None:
        self._followed: dict[tuple[int, ...], dict[int, int]] = {}

    def update(self, context: tuple[int, ...], symbol: int) -> None:
        followed = self._followed.setdefault(context, {})
        followed[symbol] = followed.get(symbol, 0) + 1

    def shares(self, context: tuple[int, ...]) -> list[tuple[int, float]]:
        """The symbols that followed a context, each with its share. The fewer times it came, the smaller all shares."""
        followed = self._followed.get(context)
        if not followed:
            return []
        whole = sum(followed.values()) + _DOUBT
        return [(symbol, count / whole) for symbol, count in followed.items()]


class _Stream:
    """The symbols that followed each context in one stream."""

    def __init__(self, contexts: Sequence[int]) -> None:
        self._contexts = contexts
        self._past: list[int] = []
        self._counts = _Counts()
        self._latest: dict[tuple[int, ...], int] = {}

    def update(self, symbol: int) -> None:
        past = self._past
        for length in self._contexts:
            if len(past) >= length:
                self._counts.update(tuple(past[-length:]), symbol)
        for length in _LONG:
            if len(past) >= length:
                self._latest[tuple(past[-length:])] = symbol
        past.append(symbol)
        if len(past) > _LONG[0]:
            del past[0]

    def shares(self, length: int) -> list[tuple[int, float]]:
        """The symbols that followed when the last `length` symbols came before, each with its share."""
        return self._counts.shares(tuple(self._past[-length:])) if len(self._past) >= length else []

    def continuation(self) -> tuple[int, int] | None:
        """The symbol that followed the longest known context the last time, and the index of that length."""
        for index, length in enumerate(_LONG):
            if len(self._past) >= length:
                symbol = self._latest.get(tuple(self._past[-length:]))
                if symbol is not None:
                    return symbol, index
        return None


class _Recent:
    """How often symbols came; older ones count less."""

    def __init__(self, size: int, fade: float) -> None:
        self._counts = np.zeros(size, np.float32)
        self._fade = fade
        self._whole = 0.0

    def update(self, places: int | slice) -> None:
        self._counts *= self._fade
        self._counts[places] += 1
        self._whole = self._whole * self._fade + 1

    def shares(self, begin: int, count: int) -> npt.NDArray[np.float32]:
        """The shares of `count` symbols from `begin` on, zeros before the first."""
        return self._counts[begin : begin + count] / np.float32(max(self._whole, 1.0))


class MotifMemory:
    """The memory of one melody. `update` takes its notes in order; the rows hold what to expect after the last one."""

    def __init__(self) -> None:
        self._iois = _Stream(_IOI_CONTEXTS)
        self._intervals = _Stream(_INTERVAL_CONTEXTS)
        self._after_place = _Counts()
        self._over_degree = _Counts()
        self._recent_iois = _Recent(IOIS, _IOI_FADE)
        self._recent_ticks = _Recent(12, _BEAT_FADE)
        self._recent_pitches = _Recent(_PITCHES + 2 * REACH, _PITCH_FADE)
        self._recent_classes = _Recent(24, _CLASS_FADE)
        self._pitch: int | None = None
        self._place: tuple[int, int] = (0, 0)

    def update(self, ioi: int, pitch: int, tick: int, degree: int) -> None:
        """Take in the next note.

        Parameters
        ----------
        ioi : int
            The inter-onset class from the note before; ignored for the first note.
        pitch : int
            Its MIDI pitch.
        tick : int
            Its place in the beat, 0 to 11.
        degree : int
            The semitones of the pitch before over the root of this note's chord; `NO_ROOT` where there is none.
        """
        if self._pitch is not None:
            interval = min(max(pitch - self._pitch, -REACH), REACH)
            self._iois.update(ioi)
            self._intervals.update(interval)
            self._after_place.update(self._place, ioi)
            self._over_degree.update((degree,), interval)
            self._recent_iois.update(ioi)
        self._recent_ticks.update(tick)
        self._recent_pitches.update(pitch + REACH)
        self._recent_classes.update(slice(pitch % 12, None, 12))
        self._pitch = pitch
        self._place = (tick, ioi)

    def fill_ioi(self, row: Row) -> None:
        """Write what to expect of the next inter-onset class into a row of zeros (IOI_WIDTH,)."""
        shares = (*map(self._iois.shares, _IOI_CONTEXTS), self._after_place.shares(self._place))
        for index, following in enumerate(shares):
            for symbol, share in following:
                row[index * IOIS + symbol] = share
        begin = len(shares) * IOIS
        latest = self._iois.continuation()
        if latest is not None:
            row[begin + latest[0]] = _LONG[latest[1]] / _LONG[0]
        begin += IOIS
        row[begin : begin + IOIS] = self._recent_iois.shares(0, IOIS)
        row[begin + IOIS :] = self._recent_ticks.shares(0, 12)[(self._place[0] + _TICKS) % 12]

    def fill_pitch(self, row: Row, degree: int) -> None:
        """Write what to expect of the next interval.

        Parameters
        ----------
        row : array (PITCH_WIDTH,)
            Zeros, which are filled in.
        degree : int
            The semitones of the last pitch over the root of the next note's chord; `NO_ROOT` where there is none.
        """
        if self._pitch is None:
            return
        shares = (*map(self._intervals.shares, _INTERVAL_CONTEXTS), self._over_degree.shares((degree,)))
        for index, following in enumerate(shares):
            for symbol, share in following:
                row[index * INTERVALS + REACH + symbol] = share
        begin = len(shares) * INTERVALS
        latest = self._intervals.continuation()
        if latest is not None:
            row[begin + latest[1] * INTERVALS + REACH + latest[0]] = 1
        begin += len(_LONG) * INTERVALS
        row[begin : begin + INTERVALS] = 4 * self._recent_pitches.shares(self._pitch, INTERVALS)
        row[begin + INTERVALS :] = 2 * self._recent_classes.shares(self._pitch % 12, 12)
