from dataclasses import replace
from fractions import Fraction

import pytest

from jazzcore.corpus.midi.song import MidiSong, MidiTrack, TempoChange, bars_of_song, main_tempo_bpm
from jazzcore.corpus.rhythm.bars import MeterChange
from jazzcore.music.leadsheet import Meter
from jazzcore.music.notes import Note


def song_of(
    quarters: int | str, meters: list[tuple[int | str, int, int]], tempos: list[tuple[int, float]] | None = None
) -> MidiSong:
    """A song of one long note."""
    note = Note(Fraction(0), Fraction(quarters), 60)
    return MidiSong(
        name="song.mid",
        digest="",
        tempos=tuple(TempoChange(Fraction(onset), bpm) for onset, bpm in tempos or [(0, 120.0)]),
        meters=tuple(MeterChange(Fraction(onset), Meter(beats, unit)) for onset, beats, unit in meters),
        tracks=(MidiTrack("", 0, 0, False, (note,)),),
    )


def bar_lines(song: MidiSong) -> list[tuple[Fraction, int, int]]:
    return [(bar.onset_quarter, bar.meter.beats, bar.meter.unit) for bar in bars_of_song(song)]


def test_bars_reach_to_the_end_of_the_last_note() -> None:
    assert bar_lines(song_of(8, [(0, 4, 4)])) == [(0, 4, 4), (4, 4, 4)]
    assert bar_lines(song_of("33/4", [(0, 4, 4)])) == [(0, 4, 4), (4, 4, 4), (8, 4, 4)]


def test_a_note_without_length_has_its_bar() -> None:
    assert bar_lines(song_of(0, [(0, 4, 4)])) == [(0, 4, 4)]


def test_a_last_note_played_early_has_the_bar_it_is_quantised_to() -> None:
    early = Note(Fraction(95, 24), Fraction(1, 48), 60)
    song = replace(song_of(1, [(0, 4, 4)]), tracks=(MidiTrack("", 0, 0, False, (early,)),))
    assert bar_lines(song) == [(0, 4, 4), (4, 4, 4)]


def test_bars_follow_the_changes_of_meter() -> None:
    changing = song_of(15, [(0, 3, 4), (6, 5, 4), (11, 6, 8)])
    assert bar_lines(changing) == [(0, 3, 4), (3, 3, 4), (6, 5, 4), (11, 6, 8), (14, 6, 8)]


def test_a_change_within_a_bar_cuts_it_short() -> None:
    assert bar_lines(song_of(9, [(0, 4, 4), (5, 4, 4)])) == [(0, 4, 4), (4, 1, 4), (5, 4, 4)]
    assert bar_lines(song_of(4, [(0, 4, 4), ("3/2", 4, 4)])) == [(0, 3, 8), (Fraction(3, 2), 4, 4)]


def test_a_change_that_no_meter_can_reach_waits_for_the_bar_line() -> None:
    assert bar_lines(song_of(7, [(0, 4, 4), ("1/3", 3, 4)])) == [(0, 4, 4), (4, 3, 4)]


def test_the_last_of_two_changes_at_one_place_counts() -> None:
    assert bar_lines(song_of(3, [(0, 4, 4), (0, 3, 4)])) == [(0, 3, 4)]


@pytest.mark.parametrize(
    ("start", "end", "bpm"),
    [
        (0, 8, 90.0),  # 3 quarters at 60, 5 at 90
        (0, 4, 60.0),
        (0, 30, 200.0),
        (12, 13, 200.0),
    ],
)
def test_the_main_tempo_holds_for_most_quarters_of_a_span(start: int, end: int, bpm: float) -> None:
    changing = song_of(30, [(0, 4, 4)], [(0, 60.0), (3, 90.0), (9, 200.0)])
    assert main_tempo_bpm(changing, Fraction(start), Fraction(end)) == bpm


def test_the_shares_of_a_tempo_that_returns_add_up() -> None:
    back_and_forth = song_of(30, [(0, 4, 4)], [(0, 60.0), (3, 90.0), (7, 60.0), (10, 50.0)])
    assert main_tempo_bpm(back_and_forth, Fraction(0), Fraction(10)) == 60.0
