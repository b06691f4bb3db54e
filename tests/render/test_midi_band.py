"""What of a band's settings is in the file, and how loud its parts sound."""

import shutil
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from statistics import fmean

import mido
import numpy as np
import pretty_midi
import pytest

from jazzcore.band.accompany import arrange
from jazzcore.band.arrangement import Arrangement
from jazzcore.band.feels import FEELS
from jazzcore.band.settings import BandSettings, PartSettings, band_for
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, Meter, bars_of
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo, SoloNote
from jazzcore.render.audio.fluidsynth import LimitedFluidSynth
from jazzcore.render.audio.samples import FULL_SCALE, read_wav
from jazzcore.render.audio.soundfont import BUNDLED_SOUND_FONT
from jazzcore.render.midi import TICKS_A_QUARTER, midi_bytes
from jazzcore.render.sounding import sounding_sec

SYMBOLS = ("Dm7", "G7", "Cmaj7", "A7b9", "Dm7", "G7", "Em7", "A7", "Fm7", "Bb7", "Cmaj7", "C6")
VOLUME, PAN = 7, 10


def solo_in(meter: Meter) -> Solo:
    """A line of eighths with a rest in each bar."""
    bars = bars_of(meter, len(SYMBOLS))
    chords = tuple(ChordEvent(bar.onset_quarter, chord_of(symbol)) for bar, symbol in zip(bars, SYMBOLS, strict=True))
    pitches = (62, 65, 69, 67, 64, 60, 63)
    notes = tuple(
        SoloNote(Note(bar.onset_quarter + Fraction(i, 2), Fraction(1, 2), pitches[(i + number) % 7], 92), "C")
        for number, bar in enumerate(bars)
        for i in range(int(2 * meter.bar_quarter) - 1)
    )
    return Solo("Line", notes, chords, bars, ())


SOLO = solo_in(Meter())


def arranged(settings: BandSettings, seed: int = 1, solo: Solo = SOLO) -> Arrangement:
    return arrange(solo, settings, np.random.default_rng(seed))


def tracks_of(settings: BandSettings) -> dict[str, mido.MidiTrack]:
    file = mido.MidiFile(file=BytesIO(midi_bytes(arranged(settings))))
    return {track.name: track for track in file.tracks[1:]}


def test_each_part_begins_with_its_volume_and_its_pan() -> None:
    piano = PartSettings(4, 33, 12)
    for name, track in tracks_of(replace(BandSettings(), piano=piano)).items():
        own = BandSettings().parts[name] if name != "Piano" else piano
        before = [message for message in track if message.type in ("control_change", "program_change", "note_on")]
        first_note = next(index for index, message in enumerate(before) if message.type == "note_on")
        controls = {m.control: (m.value, m.time) for m in before[:first_note] if m.type == "control_change"}
        assert controls == {VOLUME: (own.volume, 0), PAN: (own.pan, 0)}
        assert [m.program for m in before if m.type == "program_change"] == [own.program]
        assert {message.channel == 9 for message in before} == {name == "Drums"}


def test_a_muted_part_is_not_in_the_file_and_the_others_are_as_before() -> None:
    whole = tracks_of(BandSettings())
    without = tracks_of(replace(BandSettings(), bass=PartSettings(32, 70, muted=True)))
    assert list(whole) == ["Solo", "Piano", "Bass", "Drums"]
    assert list(without) == ["Solo", "Piano", "Drums"]
    notes = {name: [m for m in track if m.type == "note_on"] for name, track in whole.items()}
    for name, track in without.items():
        assert [(m.note, m.velocity, m.time) for m in track if m.type == "note_on"] == [
            (m.note, m.velocity, m.time) for m in notes[name]
        ]


def swing_in(midi: bytes, name: str) -> float:
    """The first eighth against the second, from the mean place of a part's off-beats and beats."""
    file = mido.MidiFile(file=BytesIO(midi))
    track = next(track for track in file.tracks if track.name == name)
    tick, places = 0, list[float]()
    for message in track:
        tick += message.time
        if message.type == "note_on" and message.velocity:
            places.append(tick / TICKS_A_QUARTER)
    beats = [(place + 0.15) % 1 - 0.15 for place in places]
    late = fmean(place for place in beats if place < 0.3)
    off_beat = fmean(place for place in beats if place > 0.4) - late
    return off_beat / (1 - off_beat)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0, 3.0])
def test_the_file_swings_as_asked_in_every_part(ratio: float) -> None:
    exact = midi_bytes(arranged(BandSettings(swing_ratio=ratio, humanise=0)))
    loose = midi_bytes(arranged(BandSettings(swing_ratio=ratio)))
    for name in ("Solo", "Piano", "Drums"):
        assert swing_in(exact, name) == pytest.approx(ratio, rel=0.01)
        assert swing_in(loose, name) == pytest.approx(ratio, rel=0.12)
    assert swing_in(loose, "Solo") == pytest.approx(ratio, rel=0.06)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    assert midi_bytes(arranged(BandSettings(), 4)) == midi_bytes(arranged(BandSettings(), 4))
    assert midi_bytes(arranged(BandSettings(), 4)) != midi_bytes(arranged(BandSettings(), 5))


def test_the_grid_of_the_file_does_not_depend_on_how_it_is_played() -> None:
    exact, loose = (
        pretty_midi.PrettyMIDI(BytesIO(midi_bytes(arranged(BandSettings(humanise=amount))))) for amount in (0, 1)
    )
    assert exact.get_tempo_changes()[1] == loose.get_tempo_changes()[1]
    assert [(text.text, text.time) for text in exact.text_events] == [(t.text, t.time) for t in loose.text_events]
    assert [change.time for change in exact.time_signature_changes] == [c.time for c in loose.time_signature_changes]


@pytest.mark.parametrize("feel", FEELS)
@pytest.mark.parametrize("tempo", [40, 320])
def test_nothing_sounds_after_the_last_bar(feel: str, tempo: float) -> None:
    midi = midi_bytes(arranged(band_for(feel, tempo)))
    assert sounding_sec(midi) <= SOLO.bars[-1].end_quarter * 60 / tempo + 0.01


def level_db(arrangement: Arrangement, folder: Path) -> float:
    """How loud FluidSynth plays, as RMS."""
    midi, wav = folder / "part.mid", folder / "part.wav"
    midi.write_bytes(midi_bytes(arrangement))
    LimitedFluidSynth(BUNDLED_SOUND_FONT, 60, 0).midi_to_audio(str(midi), str(wav))
    samples = read_wav(wav)[: round(44_100 * sounding_sec(midi.read_bytes()))] / FULL_SCALE
    return float(10 * np.log10((samples**2).mean()))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("feel", "tempo"), [("swing", 140), ("ballad", 66), ("straight", 140), ("bossa", 130), ("waltz", 150)]
)
def test_the_solo_stands_some_decibels_before_each_part_of_the_band(feel: str, tempo: float, tmp_path: Path) -> None:
    if shutil.which("fluidsynth") is None:
        pytest.skip("FluidSynth is not installed on this machine")
    arrangement = arranged(band_for(feel, tempo), solo=solo_in(Meter(3, 4)) if feel == "waltz" else SOLO)
    solo, *band = (level_db(replace(arrangement, parts=(part,)), tmp_path) for part in arrangement.parts)
    assert all(2.5 <= solo - level <= 6.5 for level in band), [round(solo - level, 1) for level in band]


def test_a_volume_is_heard(tmp_path: Path) -> None:
    if shutil.which("fluidsynth") is None:
        pytest.skip("FluidSynth is not installed on this machine")
    bass = arranged(BandSettings()).parts[2]
    loud, soft = (
        level_db(replace(arranged(BandSettings()), parts=(replace(bass, volume=volume),)), tmp_path)
        for volume in (100, 50)
    )
    assert loud - soft == pytest.approx(12, abs=0.5)
