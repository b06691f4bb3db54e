"""`render`: the sound of a MIDI file. The synthesiser reads a file that we wrote, with the notes of the named one."""

from bisect import bisect_right
from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate, pairwise

import click

from jazzcore import pipeline
from jazzcore.band.arrangement import Arrangement, Part
from jazzcore.band.settings import PART_NAMES, Balance, BandSettings, balance_of
from jazzcore.cli.terminal import DASH, FILE, read_bytes, said_errors, say, write_bytes
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.scan import MAX_BYTES
from jazzcore.corpus.midi.song import MidiSong, MidiTrack, TempoChange
from jazzcore.music.limits import PLAYABLE_TEMPOS_BPM, clamp
from jazzcore.music.notes import Note, tick_of
from jazzcore.render.audio.soundfont import find_sound_font
from jazzcore.render.midi import TICKS_A_QUARTER
from jazzcore.takes.embedding import embedded_in
from jazzcore.takes.make import midi_of

_Clock = Callable[[Fraction], Fraction]


@click.command()
@click.argument("midi", metavar="IN.mid", type=FILE)
@click.option("--out", required=True, metavar="OUT.wav", type=FILE)
def render(midi: str, out: str) -> None:
    """Play a MIDI file into a WAV file; - reads stdin, or writes stdout.

    A take of the studio sounds as it does on the page. Other files are played with their notes and instruments, but
    without pedal, bends and the volumes of parts.
    """
    with said_errors():
        data = read_bytes(midi, MAX_BYTES)
        embedded = embedded_in(data)
        remarks: tuple[str, ...] = ()
        if embedded:
            playable = midi_of(embedded.solo, embedded.settings)
        else:
            song = read_midi(data, "stdin" if midi == DASH else midi)
            arrangement = _arrangement_of(song, balance_of(find_sound_font().name))
            playable, remarks = pipeline.to_midi(arrangement), song.remarks
        audio = pipeline.to_sound(playable)
        write_bytes(out, audio.wav)
        for remark in (*remarks, audio.remark or ""):
            if remark:
                say(remark)
        say(f"{audio.duration_sec:.1f} seconds, played by {audio.engine}")


def _arrangement_of(song: MidiSong, balance: Balance) -> Arrangement:
    """The parts of a song at its first tempo; where the tempo changes, notes move so that they sound at the same time.

    A song has no volumes. Parts named like those of our band get the volumes of the band; others are equally loud.
    """
    tempo_bpm = clamp(song.tempos[0].bpm, PLAYABLE_TEMPOS_BPM)
    clock = _clock(song.tempos, tempo_bpm)
    is_ours = {track.name for track in song.tracks} <= set(PART_NAMES)
    parts = tuple(
        _of_band(track, _notes(track, clock), balance) if is_ours else _plain(track, _notes(track, clock), number)
        for number, track in enumerate(song.tracks, 1)
    )
    return Arrangement(song.name, parts, (), (), tempo_bpm)


def _plain(track: MidiTrack, notes: tuple[Note, ...], number: int) -> Part:
    return Part(track.name or f"Part {number}", track.program, notes, track.is_drums)


def _of_band(track: MidiTrack, notes: tuple[Note, ...], balance: Balance) -> Part:
    usual = BandSettings().parts[track.name]
    volumes = {
        "Solo": balance.solo.get(track.program, balance.other_solo),
        "Piano": balance.piano,
        "Bass": balance.bass,
        "Drums": balance.drums.get(track.program, usual.volume),
    }
    return Part(track.name, track.program, notes, track.is_drums, volumes[track.name], usual.pan)


def _notes(track: MidiTrack, clock: _Clock) -> tuple[Note, ...]:
    timed = ((note, clock(note.onset_quarter), clock(note.end_quarter)) for note in track.notes)
    return tuple(sorted(Note(onset, end - onset, note.pitch, note.velocity) for note, onset, end in timed))


def _clock(tempos: tuple[TempoChange, ...], tempo_bpm: float) -> _Clock:
    """A function from a place in the song (quarters) to its place at one tempo (quarters, to the nearest tick)."""
    onsets = [change.onset_quarter for change in tempos]
    ratios = [tempo_bpm / change.bpm for change in tempos]
    lengths = (float(later - onset) * ratio for (onset, later), ratio in zip(pairwise(onsets), ratios, strict=False))
    begins = list(accumulate(lengths, initial=0.0))

    def moved(quarter: Fraction) -> Fraction:
        at = bisect_right(onsets, quarter) - 1
        quarter_now = begins[at] + float(quarter - onsets[at]) * ratios[at]
        return Fraction(tick_of(quarter_now, TICKS_A_QUARTER), TICKS_A_QUARTER)

    return moved
