"""Solos to accompany, and what to ask of the band that does."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from jazzcore.band.accompany import arrange
from jazzcore.band.arrangement import Arrangement, Part
from jazzcore.band.settings import BandSettings, PartSettings
from jazzcore.music.chords.table import NO_CHORD, QUALITIES, ROOT_NAMES, chord_of
from jazzcore.music.leadsheet import Bar, ChordEvent, Meter, bars_of
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo, SoloNote

SYMBOLS = st.builds(
    lambda root, quality, slash: f"{root}{quality.suffix}{slash}",
    st.sampled_from(ROOT_NAMES),
    st.sampled_from(QUALITIES),
    st.sampled_from(["", "", "/E", "/Bb", "/F#"]),
)
METERS = st.sampled_from(
    [
        Meter(*signature)
        for signature in ((4, 4), (3, 4), (2, 4), (5, 4), (7, 4), (2, 2), (6, 8), (12, 8), (7, 8), (3, 8))
    ]
)
EXACT = BandSettings(swing_ratio=1, humanise=0)
"""Straight and as written."""
MUTED = PartSettings(0, 0, muted=True)


def changes(*symbols: str, every: Fraction | int = 4) -> tuple[ChordEvent, ...]:
    """A chord after the other; `%` lets the one before go on."""
    return tuple(
        ChordEvent(index * Fraction(every), chord_of(symbol)) for index, symbol in enumerate(symbols) if symbol != "%"
    )


def solo_of(
    chords: tuple[ChordEvent, ...] = (), notes: Iterable[Note] = (), meter: Meter | None = None, bars: int = 4
) -> Solo:
    return Solo("Test", tuple(SoloNote(n, "C") for n in notes), chords, bars_of(meter or Meter(), bars), ())


def played(solo: Solo, settings: BandSettings = EXACT, seed: int = 0) -> Arrangement:
    return arrange(solo, settings, np.random.default_rng(seed))


def part(arrangement: Arrangement, name: str) -> Part:
    return next(p for p in arrangement.parts if p.name == name)


def notes_of(solo: Solo, name: str, feel: str = "swing", seed: int = 0) -> tuple[Note, ...]:
    """What a part plays, straight and as written."""
    return part(played(solo, replace(EXACT, feel=feel), seed), name).notes


@st.composite
def charts(draw: st.DrawFn) -> Solo:
    """Changes of any quality over a bass of their own or not, one to sixteen quarters long, in any meter."""
    meter = draw(METERS)
    beat = Fraction(4, meter.unit)
    onset, events = Fraction(0), list[ChordEvent]()
    for symbol, beats in draw(
        st.lists(st.tuples(SYMBOLS | st.just(NO_CHORD), st.sampled_from([1, 2, 3, 4, 4, 8])), min_size=1, max_size=12)
    ):
        events.append(ChordEvent(onset, chord_of(symbol)))
        onset += beats * beat
    return Solo("Chart", (), tuple(events), bars_of(meter, max(1, -int(-onset // meter.bar_quarter))), ())


def by_onset(notes: Iterable[Note]) -> dict[Fraction, tuple[int, ...]]:
    """The pitches struck at each moment, from low to high."""
    struck: dict[Fraction, list[int]] = {}
    for note in notes:
        struck.setdefault(note.onset_quarter, []).append(note.pitch)
    return {onset: tuple(sorted(pitches)) for onset, pitches in sorted(struck.items())}


def in_bar(notes: Iterable[Note], bar: Bar) -> list[Note]:
    return [note for note in notes if bar.onset_quarter <= note.onset_quarter < bar.end_quarter]
