from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jazzcore.band.accompany import arrange, arrange_sheet
from jazzcore.band.arrangement import Arrangement, Part
from jazzcore.band.bass import BASS_RANGE
from jazzcore.band.comping import COMPING_RANGE
from jazzcore.errors import ChordSymbolError, SettingError
from jazzcore.music.harmony import QUALITIES, ROOT_NAMES, chord_of, parse_symbol
from jazzcore.music.leadsheet import Chord, ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note
from jazzcore.solo.solo import Solo, SoloNote

SYMBOLS = st.builds(
    lambda root, quality, slash: f"{root}{quality.suffix}{slash}",
    st.sampled_from(ROOT_NAMES),
    st.sampled_from(QUALITIES),
    st.sampled_from(["", "", "/E", "/Bb", "/F#"]),
)


def changes(*symbols: str, every: Fraction | int = 4) -> tuple[ChordEvent, ...]:
    return tuple(ChordEvent(index * Fraction(every), chord_of(symbol)) for index, symbol in enumerate(symbols))


def solo_of(
    chords: tuple[ChordEvent, ...] = (), notes: Iterable[Note] = (), meter: Meter | None = None, bars: int = 4
) -> Solo:
    return Solo("Test", tuple(SoloNote(n, "C") for n in notes), chords, bars_of(meter or Meter(), bars), ())


def part(arrangement: Arrangement, name: str) -> Part:
    return next(p for p in arrangement.parts if p.name == name)


def sounding(notes: Iterable[Note], begin: Fraction, end: Fraction) -> set[int]:
    return {n.pitch % 12 for n in notes if n.onset_quarter < end and n.end_quarter > begin}


def assert_no_pitch_overlaps_itself(notes: tuple[Note, ...]) -> None:
    for pitch in {n.pitch for n in notes}:
        same = [n for n in notes if n.pitch == pitch]
        assert all(before.end_quarter <= after.onset_quarter for before, after in pairwise(same))


def test_a_solo_gets_piano_and_bass_with_their_programs() -> None:
    arrangement = arrange(solo_of(changes("Dm7", "G7"), [Note(Fraction(0), Fraction(1), 65)]), 132, 1.5, 56)
    assert [(p.name, p.program, p.is_drums) for p in arrangement.parts] == [
        ("Solo", 56, False),
        ("Piano", 0, False),
        ("Bass", 32, False),
    ]
    assert (arrangement.title, arrangement.tempo_bpm, arrangement.chords) == ("Test", 132, changes("Dm7", "G7"))


def test_the_band_of_a_two_five_one_by_hand() -> None:
    arrangement = arrange(solo_of(changes("Dm7", "G7", "Cmaj7"), bars=4), 120, 1, 65)
    assert [(n.onset_quarter, n.duration_quarter, n.pitch) for n in part(arrangement, "Bass").notes] == [
        (0, 2, 38), (2, 2, 45), (4, 2, 43), (6, 2, 38), (8, 2, 36), (10, 2, 43), (12, 2, 36), (14, 2, 43),
    ]  # fmt: skip
    strikes = [(n.onset_quarter, n.pitch) for n in part(arrangement, "Piano").notes]
    d_minor = [57, 60, 65]
    assert strikes[:6] == [*((0, p) for p in d_minor), *((Fraction(3, 2), p) for p in d_minor)]
    assert {p for onset, p in strikes if onset == 4} == {59, 62, 65}


@settings(max_examples=60)
@given(
    st.lists(SYMBOLS, min_size=1, max_size=10),
    st.sampled_from(
        [Fraction(1), Fraction(3, 2), Fraction(2), Fraction(3), Fraction(4), Fraction(7, 3), Fraction(1, 2)]
    ),
    st.sampled_from([Meter(4, 4), Meter(3, 4), Meter(5, 4), Meter(6, 8), Meter(7, 8)]),
    st.sampled_from([1.0, 1.7, 2.0, 3.0]),
)
def test_every_chord_and_bar_sounds_in_range_over_its_own_bass(
    symbols: list[str], every: Fraction, meter: Meter, ratio: float
) -> None:
    chords = changes(*symbols, every=every)
    bars = int(len(symbols) * every / meter.bar_quarter) + 2
    straight = arrange(solo_of(chords, meter=meter, bars=bars), 120, 1, 65)
    swung = arrange(solo_of(chords, meter=meter, bars=bars), 120, ratio, 65)
    for arrangement in (straight, swung):
        piano, bass = part(arrangement, "Piano").notes, part(arrangement, "Bass").notes
        assert all(COMPING_RANGE[0] <= n.pitch <= COMPING_RANGE[1] for n in piano)
        assert all(BASS_RANGE[0] <= n.pitch <= BASS_RANGE[1] for n in bass)
        assert all(before.end_quarter == after.onset_quarter for before, after in pairwise(bass))
        assert_no_pitch_overlaps_itself(piano)
        assert piano[-1].end_quarter == bass[-1].end_quarter == arrangement.bars[-1].end_quarter

    piano, bass = part(straight, "Piano").notes, part(straight, "Bass").notes
    basses = {n.onset_quarter: n.pitch % 12 for n in bass}
    ends = [*(event.onset_quarter for event in chords[1:]), straight.bars[-1].end_quarter]
    for event, end in zip(chords, ends, strict=True):
        symbol = parse_symbol(event.chord.symbol)
        assert basses[event.onset_quarter] == symbol.bass
        tones = {pitch % 12 for pitch in event.chord.pitches}
        heard = sounding(piano, event.onset_quarter, end)
        assert heard <= tones
        assert tones - heard <= {symbol.bass, (symbol.root + 7) % 12}
        assert heard == {n.pitch % 12 for n in piano if n.onset_quarter == event.onset_quarter}
    for bar in straight.bars:
        assert bar.onset_quarter in basses
        assert bar.onset_quarter in {n.onset_quarter for n in piano}


def test_a_waltz_has_one_root_a_bar_and_comping_in_halves_of_it() -> None:
    arrangement = arrange(solo_of(changes("C6", "F7", every=3), meter=Meter(3, 4), bars=2), 120, 1, 65)
    assert [(n.onset_quarter, n.pitch % 12) for n in part(arrangement, "Bass").notes] == [(0, 0), (3, 5)]
    assert sorted({n.onset_quarter for n in part(arrangement, "Piano").notes}) == [0, Fraction(3, 2), 3, Fraction(9, 2)]


def test_the_bass_of_a_half_diminished_chord_plays_its_flat_fifth_and_a_slash_chord_its_bass() -> None:
    half_diminished = part(arrange(solo_of(changes("Bm7b5"), bars=1), 120, 1, 65), "Bass").notes
    assert [n.pitch % 12 for n in half_diminished] == [11, 5]
    slash = part(arrange(solo_of(changes("C/E"), bars=1), 120, 1, 65), "Bass").notes
    assert [n.pitch % 12 for n in slash] == [4, 7]


def test_the_band_rests_where_there_is_no_chord() -> None:
    arrangement = arrange(solo_of(changes("Dm7", "N.C.", "G7"), bars=4), 120, 1, 65)
    for name in ("Piano", "Bass"):
        notes = part(arrangement, name).notes
        assert not sounding(notes, Fraction(4), Fraction(8))
        assert sounding(notes, Fraction(0), Fraction(4))
        assert sounding(notes, Fraction(12), Fraction(16))
    silent = arrange(solo_of(changes("N.C."), [Note(Fraction(0), Fraction(1), 65)]), 120, 1, 65)
    assert [len(p.notes) for p in silent.parts] == [1, 0, 0]


def test_the_piano_moves_little_from_chord_to_chord() -> None:
    symbols = (
        "Dm9",
        "G13",
        "Cmaj9",
        "A7b9",
        "Dm7",
        "G7alt",
        "Em7",
        "A7",
        "F#m7b5",
        "B7b9",
        "Em7",
        "Bb7",
        "Am7",
        "D7",
        "C6",
    )
    piano = part(arrange(solo_of(changes(*symbols), bars=15), 120, 1, 65), "Piano").notes
    voicings = [sorted(n.pitch for n in piano if n.onset_quarter == 4 * bar) for bar in range(15)]
    for old, new in pairwise(voicings):
        assert all(min(abs(pitch - before) for before in old) <= 3 for pitch in new)


def test_swing_reaches_the_solo_and_the_piano() -> None:
    line = [Note(Fraction(i, 2), Fraction(1, 2), 60 + i) for i in range(8)]
    straight, swung = (arrange(solo_of(changes("Dm7"), line, bars=1), 120, ratio, 65) for ratio in (1, 2))
    assert [n.onset_quarter for n in part(straight, "Solo").notes] == [Fraction(i, 2) for i in range(8)]
    assert [n.onset_quarter % 1 for n in part(swung, "Solo").notes] == [0, Fraction(2, 3)] * 4
    assert sorted({n.onset_quarter for n in part(swung, "Piano").notes}) == [0, Fraction(5, 3)]
    with pytest.raises(SettingError):
        arrange(solo_of(changes("Dm7"), line), 120, 4, 65)


def test_off_beats_and_peaks_of_the_solo_are_louder() -> None:
    pitches = [60, 62, 67, 64, 62, 62]
    line = [Note(Fraction(i, 2), Fraction(1, 2), pitch, 80) for i, pitch in enumerate(pitches)]
    velocities = [n.velocity for n in part(arrange(solo_of(changes("C6"), line), 120, 1, 65), "Solo").notes]
    assert velocities == [80, 86, 90, 86, 80, 86]
    loud = [Note(n.onset_quarter, n.duration_quarter, n.pitch, 127) for n in line]
    assert {n.velocity for n in part(arrange(solo_of(changes("C6"), loud), 120, 1, 65), "Solo").notes} == {127}


def test_a_symbol_that_names_no_chord_is_refused() -> None:
    with pytest.raises(ChordSymbolError, match="H7"):
        arrange(solo_of((ChordEvent(Fraction(0), Chord("H7", (60, 64))),)), 120, 1, 65)


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
