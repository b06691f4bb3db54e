"""Recognises the chords of the bundled etudes, as written and as a band plays them, and counts the right ones."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from benchmarks.report import Result, median_seconds
from jazzcore.band.accompany import arrange
from jazzcore.band.settings import BandSettings
from jazzcore.corpus.etudes import MIDI_FOLDER, bundled_etudes
from jazzcore.corpus.harmony.chord_recognition import RecognisedChord, recognise
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.music.analysis.key import guess_key
from jazzcore.music.chords.table import ChordSymbol, parse_symbol
from jazzcore.music.leadsheet import Bar, LeadSheet, Meter, bars_of, chord_at, strong_beats
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo

Comping = tuple[Sequence[Note], Sequence[Note]]
"""What piano and bass play."""

RUNS = 5
BAND_SEED = 1
OWN_SHARE, ROOTLESS_SHARE = 0.97, 0.85
LONG_TRACKS, LONG_MINUTES, LONG_BARS, MOST_SEC = 16, 10, 300, 1.0
THROUGH_ALL_KEYS = ("Twelve Open Windows", "Twelve Short Evenings")


def own_comping(sheet: LeadSheet) -> Comping:
    """The notes of Chords and Bass in an etude's file."""
    path = next(path for path in MIDI_FOLDER.glob("*.mid") if sheet.source.endswith(path.name))
    played = {track.name: track.notes for track in read_midi(path.read_bytes(), path.name).tracks}
    return played["Chords"], played["Bass"]


def rootless_comping(sheet: LeadSheet) -> Comping:
    """The voicings of the project's band, which leave the root to the bass, in its comping over its walking bass."""
    changes = Solo(sheet.title, (), sheet.chords, sheet.bars, ())
    band = arrange(changes, BandSettings(swing_ratio=1, humanise=0), np.random.default_rng(BAND_SEED))
    parts = {part.name: part.notes for part in band.parts}
    return parts["Piano"], parts["Bass"]


def right_half_bars(sheet: LeadSheet, play: Callable[[LeadSheet], Comping]) -> tuple[int, int]:
    """Recognise the chords of a lead sheet as it is played, and count the right ones.

    Parameters
    ----------
    sheet : LeadSheet
        The piece, with the chords that are right.
    play : callable
        Plays the piece as a song with a piano and a bass.

    Returns
    -------
    tuple of int and int
        The half bars with the right root and family of quality, and all half bars.
    """
    piano, bass = play(sheet)
    found = recognise(piano, bass, sheet.bars)
    moments = [bar.onset_quarter + beat for bar in sheet.bars for beat in strong_beats(bar.meter)]
    right = sum(
        _kind(parse_symbol(chord_at(sheet.chords, moment).chord.symbol)) == _kind(_at(found, moment).symbol)
        for moment in moments
    )
    return right, len(moments)


def long_song() -> tuple[list[Note], list[Note], tuple[Bar, ...]]:
    """Ten minutes at 120 of sixteen tracks: the band's piano eight times and its bass, over one etude after another."""
    piano: list[Note] = []
    bass: list[Note] = []
    onset = Fraction(0)
    for sheet in bundled_etudes().pieces:
        for part, track in zip((piano, bass), rootless_comping(sheet), strict=True):
            part += [Note(n.onset_quarter + onset, n.duration_quarter, n.pitch, n.velocity) for n in track]
        onset += sheet.end_quarter
    return piano * (LONG_TRACKS // 2), bass, bars_of(Meter(), LONG_BARS)


def measure() -> tuple[Result, ...]:
    """Four rows."""
    piano, bass, bars = long_song()
    long_sec = median_seconds(lambda: recognise(piano, bass, bars), RUNS)
    return (
        _share_result("chord root and quality, the etudes' own comping without names", own_comping, OWN_SHARE),
        _share_result("chord root and quality, voicings without root over a bass", rootless_comping, ROOTLESS_SHARE),
        _key_result(),
        Result(
            f"recognising the chords of {LONG_MINUTES} minutes and {LONG_TRACKS} tracks",
            f"{long_sec:.2f} s",
            f"<= {MOST_SEC:.0f} s",
            long_sec <= MOST_SEC,
        ),
    )


def _share_result(what: str, play: Callable[[LeadSheet], Comping], least: float) -> Result:
    counts = [right_half_bars(sheet, play) for sheet in bundled_etudes().pieces]
    right, total = (sum(column) for column in zip(*counts, strict=True))
    share = right / total
    return Result(what, f"{share:.1%} of {total} half bars", f">= {least:.0%}", share >= least)


def _key_result() -> Result:
    pieces = [piece for piece in bundled_etudes().pieces if piece.title not in THROUGH_ALL_KEYS]
    right = sum(
        guess_key(piece.melody, piece.chords, piece.end_quarter).name == (piece.key or "").replace("dorian", "minor")
        for piece in pieces
    )
    return Result("key of the etudes that keep to one", f"{right} of {len(pieces)}", "all", right == len(pieces))


def _at(found: tuple[RecognisedChord, ...], moment: Fraction) -> RecognisedChord:
    return found[bisect_right(found, moment, key=lambda chord: chord.onset_quarter) - 1]


def _kind(symbol: ChordSymbol) -> tuple[int, str]:
    return symbol.root, symbol.quality.family
