"""Plays the etudes with swing and jitter and quantises them again; times a long file from bytes to lead sheet."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import mido
import numpy as np

from benchmarks.material import SEED
from benchmarks.report import Result, median_seconds
from jazzcore.band.arrangement import without_clashes
from jazzcore.band.swing import swing_notes
from jazzcore.corpus.etude_midi import etude_bytes
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.corpus.midi.changes import changes
from jazzcore.corpus.midi.choice import Choice
from jazzcore.corpus.midi.parts import lead_sheet, proposed_sheet
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.notes import tick_of

SWING_RATIOS = (1.3, 1.6, 1.9, 2.2)
JITTER_SEC = 0.015
LEAST_RIGHT = 0.97
PLAYINGS = 3

TICKS_PER_QUARTER = 480
LONG_FILE_QUARTERS = 1200
LONG_FILE_TRACKS = 16
MOST_SEC = 2.0
RUNS = 5


def measure() -> tuple[Result, ...]:
    """Two rows: onsets that come back to their grid point, and the time of a long file."""
    right = {ratio: share_right(ratio) for ratio in SWING_RATIOS}
    each = ", ".join(f"{share:.1%} at {ratio}" for ratio, share in right.items())
    data = long_file()
    notes = sum(len(track.notes) for track in read_midi(data, "long.mid").tracks)
    read_sec = median_seconds(lambda: read_to_lead_sheet(data), RUNS)
    return (
        Result(
            "onsets of the bundled corpus back on their grid point, played with swing and jitter (normal, 15 ms)",
            f"{np.mean(list(right.values())):.1%} ({each})",
            f">= {LEAST_RIGHT:.0%} at each ratio",
            min(right.values()) >= LEAST_RIGHT,
        ),
        Result(
            f"a 10-minute {LONG_FILE_TRACKS}-track MIDI file ({notes:,} notes), from bytes to lead sheet",
            f"{read_sec:.2f} s",
            f"<= {MOST_SEC:.0f} s",
            read_sec <= MOST_SEC,
        ),
    )


def share_right(ratio: float) -> float:
    """The share of all melody notes that come back at their onset, from files played with this swing, three times."""
    rng = np.random.default_rng(SEED)
    right = total = 0
    for etude in bundled_etudes().pieces * PLAYINGS:
        song = read_midi(etude_bytes(played(etude, ratio, rng)), "played.mid")
        melody = next(index for index, track in enumerate(song.tracks) if track.name == "Melody")
        choice = Choice((melody,), None, None)
        sheet = lead_sheet(song, choice, changes(song, choice))
        written = Counter((note.onset_quarter, note.pitch) for note in etude.melody)
        right += (written & Counter((note.onset_quarter, note.pitch) for note in sheet.melody)).total()
        total += written.total()
    return right / total


def played(etude: LeadSheet, ratio: float, rng: np.random.Generator) -> LeadSheet:
    """Play the melody of an etude with swing, each note begun early or late.

    Parameters
    ----------
    etude : LeadSheet
        The etude.
    ratio : float
        A long eighth to a short one.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    LeadSheet
        The etude with onsets and durations on ticks.
    """
    spread_quarter = JITTER_SEC * etude.tempo_bpm / 60
    moved = []
    for note in swing_notes(etude.melody, etude.bars, ratio):
        onset = max(note.onset_quarter + Fraction(float(rng.normal(0, spread_quarter))), Fraction(0))
        end = min(max(onset + Fraction(1, TICKS_PER_QUARTER), note.end_quarter), etude.end_quarter)
        moved.append(replace(note, onset_quarter=on_tick(onset), duration_quarter=on_tick(end) - on_tick(onset)))
    return replace(etude, melody=without_clashes(moved))


def on_tick(quarter: Fraction) -> Fraction:
    """The nearest time that a MIDI file can hold."""
    return Fraction(tick_of(quarter, TICKS_PER_QUARTER), TICKS_PER_QUARTER)


def read_to_lead_sheet(data: bytes) -> LeadSheet:
    """Read a file as the page proposes it."""
    return proposed_sheet(read_midi(data, "long.mid"))


def long_file() -> bytes:
    """Sixteen tracks of ten minutes at 120: the parts of swinging etudes, over and over."""
    rng = np.random.default_rng(SEED)
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_QUARTER)
    file.tracks.append(mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=500_000)]))
    etudes = [etude for etude in bundled_etudes().pieces if etude.bars[0].meter.beats == 4]
    for index in range(LONG_FILE_TRACKS):
        etude = played(etudes[index // 3], 1.7, rng)
        part = mido.MidiFile(file=BytesIO(etude_bytes(etude))).tracks[1 + index % 3]
        file.tracks.append(repeated(part, index % 9))
    written = BytesIO()
    file.save(file=written)
    return written.getvalue()


def repeated(part: mido.MidiTrack, channel: int) -> mido.MidiTrack:
    """Repeat a track's notes until the long file ends.

    Parameters
    ----------
    part : mido.MidiTrack
        The track.
    channel : int
        The channel of its notes.

    Returns
    -------
    mido.MidiTrack
        Its notes, over and over.
    """
    quarters = sum(message.time for message in part) / TICKS_PER_QUARTER
    track = mido.MidiTrack()
    for _ in range(int(LONG_FILE_QUARTERS / quarters)):
        waited = 0
        for message in part:
            waited += message.time
            if message.type in {"note_on", "note_off"}:
                track.append(message.copy(channel=channel, time=waited))
                waited = 0
        track.append(mido.MetaMessage("marker", text="", time=waited))
    return track
