"""Arrangements: a solo with piano, bass and drums, or a lead sheet to listen to."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from jazzcore.band.arrangement import Arrangement, Part, without_clashes
from jazzcore.band.bass import bass_line
from jazzcore.band.comping import comp
from jazzcore.band.drums import drum_part, section_ends
from jazzcore.band.feels import feel_of
from jazzcore.band.humanise import LOOSENESS, articulated, humanised
from jazzcore.band.settings import PART_NAMES, PIANO, TENOR_SAX, BandSettings, PartSettings
from jazzcore.band.spans import cells_of, chord_spans, held_chords
from jazzcore.band.swing import swing_notes
from jazzcore.music.analysis.form import guess_form
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo

_SHEET_CHORD_VELOCITY = 58
_FEWEST_BARS_TO_END = 4
"""The velocity of a lead sheet's chords, and the bars from which on the music has an ending (chosen by hand)."""


def arrange(solo: Solo, settings: BandSettings, rng: np.random.Generator) -> Arrangement:
    """Let a band play with a solo.

    Each part draws from a random stream of its own, so muting or changing one part does not change the others. Where
    no chord is named, piano and bass rest. From four bars on, the last bar ends the music: piano and bass hold its
    chords.

    Parameters
    ----------
    solo : Solo
        The solo, in straight time.
    settings : BandSettings
        How the band plays.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    Arrangement
        The parts Solo, Piano, Bass and Drums, without the muted ones.

    Raises
    ------
    ChordSymbolError
        For a chord whose symbol cannot be read.
    """
    feel, bars = feel_of(settings.feel), solo.bars
    spans = chord_spans(solo.chords, bars)
    last_bar = len(bars) - 1 if len(bars) >= _FEWEST_BARS_TO_END else None

    fills = section_ends(len(bars), guess_form(solo.chords, bars) or len(bars))
    fills |= {last_bar - 1} if last_bar else set()
    rngs = dict(zip(PART_NAMES, rng.spawn(len(PART_NAMES)), strict=True))
    straight = {
        "Solo": articulated(tuple(played.note for played in solo.notes), bars, settings.humanise),
        "Piano": comp(spans, feel, last_bar, rngs["Piano"]),
        "Bass": bass_line(spans, feel, last_bar, rngs["Bass"]),
        "Drums": drum_part(cells_of(bars), feel, fills, last_bar, rngs["Drums"]),
    }

    def part(name: str, own: PartSettings) -> Part:
        swung = swing_notes(without_clashes(straight[name]), bars, settings.swing_ratio)
        notes = humanised(swung, LOOSENESS[name].by(settings.humanise), bars, settings.tempo_bpm, rngs[name])
        return Part(name, own.program, notes, name == "Drums", own.volume, own.pan)

    parts = tuple(part(name, own) for name, own in settings.parts.items() if not own.muted)
    return Arrangement(solo.title, parts, solo.chords, bars, settings.tempo_bpm)


def arrange_sheet(sheet: LeadSheet, program: int = TENOR_SAX, swing_ratio: float = 1.0) -> Arrangement:
    """Arrange a lead sheet to listen to: its melody, and its chords on a piano, struck once a bar.

    Parameters
    ----------
    sheet : LeadSheet
        The lead sheet.
    program : int
        The General MIDI program of the melody.
    swing_ratio : float
        The first eighth of a beat to the second, from 1 to 3.

    Returns
    -------
    Arrangement
        The parts Melody and Chords.

    Raises
    ------
    SettingError
        For another swing ratio.
    """
    straight = (
        Part("Melody", program, sheet.melody),
        Part("Chords", PIANO, tuple(_held(sheet))),
    )
    parts = tuple(
        replace(part, notes=swing_notes(without_clashes(part.notes), sheet.bars, swing_ratio)) for part in straight
    )
    return Arrangement(sheet.title, parts, sheet.chords, sheet.bars, sheet.tempo_bpm)


def _held(sheet: LeadSheet) -> Iterator[Note]:
    for onset, end, chord in held_chords(sheet.chords, sheet.bars):
        yield from (Note(onset, end - onset, pitch, _SHEET_CHORD_VELOCITY) for pitch in chord.pitches)
