from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jazzcore.band.accompany import arrange_sheet
from jazzcore.band.feels import FEELS
from jazzcore.band.settings import PART_NAMES, BandSettings, PartSettings, band_for
from jazzcore.errors import ChordSymbolError
from jazzcore.music.leadsheet import Chord, ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo, SoloNote
from tests.band.band_charts import EXACT, MUTED, changes, charts, part, played, solo_of

LINE = tuple(Note(Fraction(i, 2), Fraction(1, 2), 60 + 5 * i % 12) for i in range(60))
TWO_FIVE = changes("Dm7", "G7", "Cmaj7", "A7", "Dm7", "G7", "C6", "%")
SOLO = solo_of(TWO_FIVE, LINE, bars=8)


def test_a_solo_gets_its_band_with_the_instruments_volumes_and_places_asked_for() -> None:
    asked = BandSettings(
        tempo_bpm=132,
        solo=PartSettings(56, 101),
        piano=PartSettings(4, 102, 10),
        bass=PartSettings(33, 103, 20),
        drums=PartSettings(8, 104, 30),
    )
    arrangement = played(SOLO, asked)
    assert [(p.name, p.program, p.is_drums, p.volume, p.pan) for p in arrangement.parts] == [
        ("Solo", 56, False, 101, 64),
        ("Piano", 4, False, 102, 10),
        ("Bass", 33, False, 103, 20),
        ("Drums", 8, True, 104, 30),
    ]
    assert (arrangement.title, arrangement.tempo_bpm, arrangement.chords) == ("Test", 132, TWO_FIVE)
    assert arrangement.bars == SOLO.bars


@pytest.mark.parametrize("name", PART_NAMES)
def test_a_muted_part_is_left_out_and_the_others_play_as_before(name: str) -> None:
    whole = played(SOLO, BandSettings())
    muted = played(SOLO, replace(BandSettings(), **{name.lower(): MUTED}))
    assert muted.parts == tuple(p for p in whole.parts if p.name != name)


def test_as_written_the_solo_is_the_solo_and_the_band_is_on_the_grid() -> None:
    arrangement = played(SOLO, EXACT)
    assert part(arrangement, "Solo").notes == LINE
    for name in ("Piano", "Bass", "Drums"):
        notes = part(arrangement, name).notes
        assert notes
        assert all(note.onset_quarter % Fraction(1, 2) == 0 for note in notes)


def test_swing_reaches_every_part() -> None:
    arrangement = played(SOLO, replace(EXACT, swing_ratio=2))
    for p in arrangement.parts:
        assert {note.onset_quarter % 1 for note in p.notes} == {0, Fraction(2, 3)}
    assert [n.onset_quarter % 1 for n in part(arrangement, "Solo").notes] == [0, Fraction(2, 3)] * 30


def test_piano_and_bass_rest_where_there_is_no_chord_and_the_drums_go_on() -> None:
    arrangement = played(solo_of(changes("Dm7", "N.C.", "G7"), bars=4), EXACT)
    for name in ("Piano", "Bass"):
        notes = part(arrangement, name).notes
        assert any(note.onset_quarter < 4 for note in notes)
        assert any(note.onset_quarter >= 8 for note in notes)
        assert not any(note.onset_quarter < 8 and note.end_quarter > 4 for note in notes)
    assert any(4 <= note.onset_quarter < 8 for note in part(arrangement, "Drums").notes)
    silent = played(solo_of(changes("N.C."), [Note(Fraction(0), Fraction(1), 65)]), EXACT)
    assert [len(p.notes) > 0 for p in silent.parts] == [True, False, False, True]


@settings(max_examples=40)
@given(charts(), st.sampled_from(sorted(FEELS)), st.sampled_from([40, 120, 320]), st.integers(0, 2**32 - 1))
def test_nothing_sounds_outside_the_bars_or_twice_at_once(chart: Solo, feel: str, tempo: float, seed: int) -> None:
    end = chart.bars[-1].end_quarter
    line = tuple(SoloNote(Note(Fraction(i, 3), Fraction(1, 3), 60 + i % 5), "C") for i in range(int(3 * end)))
    for p in played(replace(chart, notes=line), band_for(feel, tempo), seed).parts:
        assert all(note.onset_quarter >= 0 and note.duration_quarter > 0 for note in p.notes)
        assert all(note.end_quarter <= end and 1 <= note.velocity <= 127 for note in p.notes)
        assert [note.onset_quarter for note in p.notes] == sorted(note.onset_quarter for note in p.notes)
        if p.name in ("Solo", "Bass"):
            assert all(before.end_quarter <= after.onset_quarter for before, after in pairwise(p.notes))
        for pitch in {note.pitch for note in p.notes} if p.name == "Piano" else ():
            same = [note for note in p.notes if note.pitch == pitch]
            assert all(before.end_quarter <= after.onset_quarter for before, after in pairwise(same))


@pytest.mark.parametrize("feel", FEELS)
@pytest.mark.parametrize("meter", [Meter(4, 4), Meter(3, 4), Meter(5, 4), Meter(6, 8), Meter(7, 8), Meter(1, 4)])
def test_one_bar_is_enough(feel: str, meter: Meter) -> None:
    arrangement = played(solo_of(changes("Dm7"), meter=meter, bars=1), band_for(feel, 120))
    assert [len(p.notes) > 0 for p in arrangement.parts] == [False, True, True, True]


def test_the_same_seed_gives_the_same_arrangement_and_another_seed_another_band() -> None:
    assert played(SOLO, BandSettings(), 5) == played(SOLO, BandSettings(), 5)
    here, there = played(SOLO, BandSettings(), 5), played(SOLO, BandSettings(), 6)
    assert all(one.notes != other.notes for one, other in zip(here.parts, there.parts, strict=True))


def test_a_symbol_that_names_no_chord_is_refused() -> None:
    with pytest.raises(ChordSymbolError, match="H7"):
        played(solo_of((ChordEvent(Fraction(0), Chord("H7", (60, 64))),)))


def test_a_lead_sheet_sounds_with_its_own_chords_every_bar() -> None:
    voicing = Chord("Am7", (45, 60, 64, 67))
    melody = (
        Note(Fraction(0), Fraction(4), 69, 70),
        Note(Fraction(1), Fraction(1), 69, 75),
        Note(Fraction(5, 2), Fraction(1, 2), 72, 90),
    )
    sheet = LeadSheet("Tune", melody, (ChordEvent(Fraction(0), voicing),), bars_of(Meter(), 2), 96, "by hand")
    arrangement = arrange_sheet(sheet, program=26, swing_ratio=2)
    assert [(p.name, p.program) for p in arrangement.parts] == [("Melody", 26), ("Chords", 0)]
    assert [(n.onset_quarter, n.duration_quarter, n.pitch, n.velocity) for n in arrangement.parts[0].notes] == [
        (0, 1, 69, 70),
        (1, 1, 69, 75),
        (Fraction(8, 3), Fraction(1, 3), 72, 90),
    ]
    assert [(n.onset_quarter, n.duration_quarter, n.pitch) for n in arrangement.parts[1].notes] == [
        (bar, 4, pitch) for bar in (0, 4) for pitch in voicing.pitches
    ]
    assert (arrangement.title, arrangement.tempo_bpm) == ("Tune", 96)
    assert arrange_sheet(sheet).parts[0].notes[-1].onset_quarter == Fraction(5, 2)
