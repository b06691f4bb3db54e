"""A MIDI song as an arrangement of ours: its notes and instruments, at one tempo.

A song has no volumes. Parts named as those of our band get the band's own, of any other one is as loud as the next.
"""

from bisect import bisect_right
from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate, pairwise

from jazzcore.band.arrangement import Arrangement, Part
from jazzcore.band.settings import PART_NAMES, Balance, BandSettings
from jazzcore.corpus.midi.song import MidiSong, MidiTrack, TempoChange
from jazzcore.music.limits import PLAYABLE_TEMPOS_BPM, clamp
from jazzcore.music.notes import Note, tick_of
from jazzcore.render.midi import TICKS_A_QUARTER

Clock = Callable[[Fraction], Fraction]


def arrangement_of(song: MidiSong, balance: Balance) -> Arrangement:
    """The parts of a song at the tempo it begins with; where that changes, notes move to when they sounded."""
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


def _notes(track: MidiTrack, clock: Clock) -> tuple[Note, ...]:
    timed = ((note, clock(note.onset_quarter), clock(note.end_quarter)) for note in track.notes)
    return tuple(sorted(Note(onset, end - onset, note.pitch, note.velocity) for note, onset, end in timed))


def _clock(tempos: tuple[TempoChange, ...], tempo_bpm: float) -> Clock:
    """When a place of a song comes at one tempo, to the nearest tick; both in quarters."""
    onsets = [change.onset_quarter for change in tempos]
    ratios = [tempo_bpm / change.bpm for change in tempos]
    lengths = (float(later - onset) * ratio for (onset, later), ratio in zip(pairwise(onsets), ratios, strict=False))
    begins = list(accumulate(lengths, initial=0.0))

    def moved(quarter: Fraction) -> Fraction:
        at = bisect_right(onsets, quarter) - 1
        quarter_now = begins[at] + float(quarter - onsets[at]) * ratios[at]
        return Fraction(tick_of(quarter_now, TICKS_A_QUARTER), TICKS_A_QUARTER)

    return moved
