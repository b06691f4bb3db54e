"""A motif memory: what followed in this take when its last intervals, or its last inter-onset times, were heard before.

For each length of context there is the distribution of what came next so far; for long contexts only what came next the
last time. Beside them stand the recent use of pitches and of inter-onset times. All counts are of one take, so the
memory knows nothing at its beginning.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from jazzcore.encoding.events.events import IOI_TICKS, IOIS

REACH = 15
"""Intervals up to so many semitones are kept apart; wider ones count as so wide."""

INTERVALS = 2 * REACH + 1
_LONG = (8, 6, 4)
_IOI_CONTEXTS, _INTERVAL_CONTEXTS = (2, 3), (1, 2, 3)
_DOUBT = 0.5
_IOI_FADE, _BEAT_FADE, _PITCH_FADE, _CLASS_FADE = 0.95, 0.97, 0.97, 0.985
_PITCHES = 128
_TICKS = np.array(IOI_TICKS)

IOI_WIDTH = (len(_IOI_CONTEXTS) + 4) * IOIS
PITCH_WIDTH = (len(_INTERVAL_CONTEXTS) + len(_LONG) + 2) * INTERVALS + 12

Row = npt.NDArray[np.floating]


class _Counts:
    """How often which symbol followed which context."""

    def __init__(self) -> None:
        self._followed: dict[tuple[int, ...], dict[int, int]] = {}

    def hear(self, context: tuple[int, ...], symbol: int) -> None:
        followed = self._followed.setdefault(context, {})
        followed[symbol] = followed.get(symbol, 0) + 1

    def shares(self, context: tuple[int, ...]) -> list[tuple[int, float]]:
        """What followed a context, with its share; the fewer times, the smaller all shares."""
        followed = self._followed.get(context)
        if not followed:
            return []
        whole = sum(followed.values()) + _DOUBT
        return [(symbol, count / whole) for symbol, count in followed.items()]


class _Stream:
    """What followed which context in one stream of symbols."""

    def __init__(self, contexts: Sequence[int]) -> None:
        self._contexts = contexts
        self._heard: list[int] = []
        self._counts = _Counts()
        self._latest: dict[tuple[int, ...], int] = {}

    def hear(self, symbol: int) -> None:
        heard = self._heard
        for length in self._contexts:
            if len(heard) >= length:
                self._counts.hear(tuple(heard[-length:]), symbol)
        for length in _LONG:
            if len(heard) >= length:
                self._latest[tuple(heard[-length:])] = symbol
        heard.append(symbol)
        if len(heard) > _LONG[0]:
            del heard[0]

    def shares(self, length: int) -> list[tuple[int, float]]:
        """What followed the last `length` symbols before, with its share."""
        return self._counts.shares(tuple(self._heard[-length:])) if len(self._heard) >= length else []

    def continuation(self) -> tuple[int, int] | None:
        """What followed the longest context the last time, and the index of its length."""
        for index, length in enumerate(_LONG):
            if len(self._heard) >= length:
                symbol = self._latest.get(tuple(self._heard[-length:]))
                if symbol is not None:
                    return symbol, index
        return None


class _Recent:
    """How often symbols were heard, what is long ago counting less."""

    def __init__(self, size: int, fade: float) -> None:
        self._counts = np.zeros(size, np.float32)
        self._fade = fade
        self._whole = 0.0

    def hear(self, places: int | slice) -> None:
        self._counts *= self._fade
        self._counts[places] += 1
        self._whole = self._whole * self._fade + 1

    def shares(self, begin: int, count: int) -> npt.NDArray[np.float32]:
        """The shares of `count` symbols from `begin` on, zeros before anything was heard."""
        return self._counts[begin : begin + count] / np.float32(max(self._whole, 1.0))


class MotifMemory:
    """The memory of one take; `hear` takes its notes in order, the rows tell what it expects after the last one."""

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

    def hear(self, ioi: int, pitch: int, tick: int, degree: int) -> None:
        """A note: the inter-onset class that led to it (of no account for the first note), pitch, and place.

        `tick` is that in the beat, `degree` what the pitch before was over the root of this note's chord.
        """
        if self._pitch is not None:
            interval = min(max(pitch - self._pitch, -REACH), REACH)
            self._iois.hear(ioi)
            self._intervals.hear(interval)
            self._after_place.hear(self._place, ioi)
            self._over_degree.hear((degree,), interval)
            self._recent_iois.hear(ioi)
        self._recent_ticks.hear(tick)
        self._recent_pitches.hear(pitch + REACH)
        self._recent_classes.hear(slice(pitch % 12, None, 12))
        self._pitch = pitch
        self._place = (tick, ioi)

    def fill_ioi(self, row: Row) -> None:
        """Write what is expected of the next inter-onset class into a row of zeros (IOI_WIDTH,)."""
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
        """Write what is expected of the next interval into a row of zeros (PITCH_WIDTH,).

        `degree` is what the last pitch is over the root of the next note's chord.
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
