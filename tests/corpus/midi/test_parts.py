from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.corpus.midi.part_report import describe_parts
from jazzcore.corpus.midi.parts import proposed_sheet
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.song import MidiSong, MidiTrack, TempoChange, bars_of_song
from jazzcore.corpus.rhythm.bars import MeterChange
from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import Meter, bars_of
from jazzcore.music.notes import Note
from tests.corpus.midi.choices import proposal_of, sheet_of
from tests.corpus.midi.midi_bytes import END, QUARTER, chord, meter, midi, name, note, off, on, program, song, tempo

CHORDS, BASS, DRUMS, MELODY = range(4)  # the parts of midi_bytes.song()


@pytest.fixture(scope="module")
def small() -> MidiSong:
    return read_midi(song(), "small.mid")


def test_pitched_parts_are_described_in_numbers_and_words(small: MidiSong) -> None:
    chords, bass, melody = describe_parts(small)
    assert (chords.index, bass.index, melody.index) == (CHORDS, BASS, MELODY)
    assert melody.name == "Melody"
    assert (melody.instrument, melody.family) == ("Alto Sax", "Reed")
    assert (melody.note_count, melody.pitch_range, melody.distinct_pitches) == (8, "C5 to C6", 8)
    assert (melody.one_voice_percent, melody.single_onset_percent) == (100, 100)
    assert (chords.one_voice_percent, chords.single_onset_percent, chords.chord_onset_percent) == (0, 0, 100)
    assert melody.bars_played == 2


def test_a_part_without_a_name_is_named_by_its_instrument() -> None:
    (part,) = describe_parts(read_midi(midi(program(56) + note(60, 96)), "trumpet.mid"))
    assert part.name == "Trumpet"


def test_only_bars_with_an_onset_count() -> None:
    data = midi(meter(3, 2) + note(60, 96, delta=4 * QUARTER) + note(60, 96, delta=6 * QUARTER), note(40, 2000))
    part = describe_parts(read_midi(data, "waltz.mid"))[0]
    assert part.bars_played == 2


def test_proposes_melody_chords_and_bars_with_reasons(small: MidiSong) -> None:
    proposal = proposal_of(small)
    assert (proposal.melody, proposal.chords, proposal.bars) == ((MELODY,), CHORDS, (1, 2))
    assert proposal.melody_reason.startswith(
        "plays one note at a time 100 % of the time, C5 to C6, 8 notes in 2 of 2 bars, "
    )
    assert proposal.chords_reason.startswith(
        "begins two or more notes together 100 % of the time, sounds in 2 of 2 bars, is named Chords"
    )
    assert proposal.bass == BASS
    assert proposal.bass_reason.startswith("plays one note at a time 100 % of the time, lies lowest, ")
    assert proposal.bars_reason == "from the melody's first note to its last"


@pytest.mark.parametrize("names", [("", ""), ("Chords", "Melody")], ids=["no names", "swapped names"])
def test_names_are_hints_and_not_rules(names: tuple[str, str]) -> None:
    proposal = proposal_of(read_midi(song(*names), "small.mid"))
    assert (proposal.melody, proposal.chords) == ((MELODY,), CHORDS)


def test_a_name_decides_between_equals() -> None:
    lines = [name(title) + note(72, 96) + note(74, 96) for title in ("Track 1", "Solo", "Track 3")]
    assert proposal_of(read_midi(midi(*lines, chord((60, 64), 192)), "equals.mid")).melody == (1,)


def test_the_proposed_bars_reach_from_the_melodys_first_note_to_its_last() -> None:
    comping = b"".join(chord((48, 52, 55), 384) for _ in range(6))
    melody = note(72, 96, delta=4 * QUARTER) + note(74, 96, delta=6 * QUARTER)
    assert proposal_of(read_midi(midi(comping, melody), "late.mid")).bars == (2, 3)


def test_the_proposed_bars_hold_a_last_note_played_early() -> None:
    melody = note(72, 96) + note(74, 8, delta=284)
    read = read_midi(midi(melody, chord((48, 52, 55), 380) + chord((48, 52, 55), 384)), "early.mid")
    assert proposal_of(read).bars == (1, 2)


def test_another_part_with_chords_is_taken_before_the_melodys_own() -> None:
    melody = b"".join(note(72 + step, 96) + chord((76, 79, 84), 96) for step in range(8))
    proposal = proposal_of(read_midi(midi(melody, chord((36, 40), 96)), "thick.mid"))
    assert (proposal.melody, proposal.chords) == ((0,), 1)


def test_a_lone_part_with_chords_is_heard_against_itself() -> None:
    piano = b"".join(chord((48, 52, 55), 192) + note(72, 192) for _ in range(4))
    proposal = proposal_of(read_midi(midi(piano), "piano.mid"))
    assert (proposal.melody, proposal.chords) == ((0,), 0)
    assert proposal.chords_reason.startswith("the only part with chords: ")


def test_without_chords_the_melody_is_proposed_alone() -> None:
    proposal = proposal_of(read_midi(midi(line(8), line(3)), "alone.mid"))
    assert (proposal.melody, proposal.chords, proposal.chords_reason) == ((0,), None, "no part plays chords")


def line(count: int) -> bytes:
    return b"".join(note(60 + step, 96) for step in range(count))


UNUSABLE = {
    "no notes": (midi(tempo(500_000) + END), "has no notes; choose a file with a melody and chords."),
    "only drums": (midi(note(38, 96, channel=9)), "has only drums; choose a file with a melody and chords."),
    "one note": (
        midi(note(60, 96)),
        "has no part of more than one note; choose a file with a melody and chords.",
    ),
}


@pytest.mark.parametrize(("data", "message"), UNUSABLE.values(), ids=UNUSABLE)
def test_says_in_one_sentence_why_nothing_can_be_learnt(data: bytes, message: str) -> None:
    with pytest.raises(CorpusError) as caught:
        proposal_of(read_midi(data, "folder/useless.mid"))
    assert str(caught.value) == f"useless.mid {message}"


def test_a_lead_sheet_has_melody_chords_bars_and_where_they_come_from(small: MidiSong) -> None:
    sheet = sheet_of(small, MELODY, CHORDS, None)
    assert [(n.onset_quarter, n.duration_quarter, n.pitch) for n in sheet.melody] == [
        (index, 1, pitch) for index, pitch in enumerate((72, 74, 76, 77, 79, 81, 83, 84))
    ]
    assert [(event.onset_quarter, event.chord.symbol) for event in sheet.chords] == [(0, "Cmaj7"), (4, "G7")]
    assert sheet.bars == bars_of(Meter(4, 4), 2)
    assert (sheet.title, sheet.tempo_bpm, sheet.first_bar, sheet.key) == ("small", 100.0, 1, "C major")
    assert sheet.source == "small.mid, melody Melody, changes: heard in Chords and Bass, bars 1 to 2"
    assert sheet.silence_after_quarter == 0


def test_an_excerpt_begins_at_0_and_keeps_its_bar_number(small: MidiSong) -> None:
    sheet = sheet_of(small, MELODY, CHORDS, (2, 2))
    assert [(n.onset_quarter, n.pitch) for n in sheet.melody] == [(0, 79), (1, 81), (2, 83), (3, 84)]
    assert [event.onset_quarter for event in sheet.chords] == [0]
    assert sheet.bars == bars_of(Meter(4, 4), 1)
    assert sheet.first_bar == 2


def test_notes_belong_to_the_bar_of_their_quantised_onset() -> None:
    # The third note is played 8 ticks early: it is the first of bar 2.
    melody = note(72, 96) + note(74, 96) + note(76, 96, delta=184) + note(77, 96)
    read = read_midi(midi(melody, chord((60, 64, 67), 380) + chord((59, 62, 67), 380)), "early.mid")
    assert [n.pitch for n in sheet_of(read, 0, 1, (1, 1)).melody] == [72, 74]
    second = sheet_of(read, 0, 1, (2, 2))
    assert [(n.onset_quarter, n.pitch) for n in second.melody] == [(0, 76), (1, 77)]
    assert [event.onset_quarter for event in second.chords] == [0]


def test_the_higher_of_two_notes_comes_first_and_none_vanishes() -> None:
    melody = on(60) + on(67) + off(60, 3) + off(67, 93) + note(65, 30)
    sheet = sheet_of(read_midi(midi(melody, chord((48, 52), 384)), "two.mid"), 0, 1)
    assert sheet.melody == (
        Note(Fraction(0), Fraction(1), 67),
        Note(Fraction(0), Fraction(1, 4), 60),
        Note(Fraction(1), Fraction(1, 3), 65),
    )


def test_the_silence_after_an_excerpt_lasts_to_the_melodys_next_note() -> None:
    melody = note(72, 96) + note(74, 96) + note(76, 96, delta=5 * QUARTER)
    read = read_midi(midi(melody, chord((60, 64), 384) + chord((60, 64), 384)), "gap.mid")
    assert sheet_of(read, 0, 1, (1, 1)).silence_after_quarter == 3
    assert sheet_of(read, 0, 1, (1, 2)).silence_after_quarter == 0


def test_the_tempo_is_that_of_the_excerpt() -> None:
    tempos = tempo(1_000_000) + tempo(500_000, delta=4 * QUARTER)
    read = read_midi(midi(tempos, line(8), chord((60, 64), 380) + chord((60, 64), 384)), "faster.mid")
    assert sheet_of(read, 0, 1, (1, 1)).tempo_bpm == 60
    assert sheet_of(read, 0, 1, (2, 2)).tempo_bpm == 120


@pytest.mark.parametrize(
    ("melody", "chords", "bars", "message"),
    [
        (MELODY, CHORDS, (0, 1), "has bars 1 to 2, not 0 to 1; choose a range within them."),
        (MELODY, CHORDS, (2, 3), "has bars 1 to 2, not 2 to 3; choose a range within them."),
        (MELODY, CHORDS, (2, 1), "has bars 1 to 2, not 2 to 1; choose a range within them."),
        (DRUMS, CHORDS, None, "has no pitched part number 3; choose one of the parts listed."),
        (MELODY, 4, None, "has no pitched part number 5; choose one of the parts listed."),
        (MELODY, -1, None, "has no pitched part number 0; choose one of the parts listed."),
        (BASS, CHORDS, (2, 2), "has only one note in bars 2 to 2 of the part Bass; choose other bars or another part."),
    ],
)
def test_a_choice_that_cannot_be_is_one_sentence(
    small: MidiSong, melody: int, chords: int, bars: tuple[int, int] | None, message: str
) -> None:
    with pytest.raises(CorpusError) as caught:
        sheet_of(small, melody, chords, bars)
    assert str(caught.value) == f"small.mid {message}"


def test_bars_without_melody_are_one_sentence() -> None:
    read = read_midi(midi(line(2), b"".join(chord((60, 64), 384) for _ in range(3))), "short.mid")
    with pytest.raises(CorpusError, match="has no notes in bars 2 to 3 of the part Acoustic Grand Piano; choose other"):
        sheet_of(read, 0, 1, (2, 3))


def test_a_song_without_notes_has_no_bars_to_choose() -> None:
    with pytest.raises(CorpusError, match=r"^silent\.mid has no notes; choose a file with a melody and chords\.$"):
        sheet_of(read_midi(midi(END), "silent.mid"), 0, 0)


times = st.builds(Fraction, st.integers(0, 500), st.just(24))
notes = st.builds(Note, times, times, st.integers(0, 127), st.integers(1, 127))
tracks = st.builds(
    MidiTrack,
    name=st.sampled_from(["", "Bass", "Lead"]),
    channel=st.integers(0, 15),
    program=st.integers(0, 127),
    is_drums=st.booleans(),
    notes=st.lists(notes, min_size=1, max_size=8).map(lambda ns: tuple(sorted(ns, key=lambda n: n.onset_quarter))),
)
meters = st.builds(Meter, st.integers(1, 9), st.sampled_from([2, 4, 8]))


@st.composite
def songs(draw: st.DrawFn) -> MidiSong:
    changes = [Fraction(0), *sorted(draw(st.lists(times, max_size=3)))]
    return MidiSong(
        name="any.mid",
        digest="",
        tempos=tuple(TempoChange(onset, draw(st.floats(4, 400))) for onset in changes),
        meters=tuple(MeterChange(onset, draw(meters)) for onset in changes),
        tracks=tuple(draw(st.lists(tracks, max_size=4))),
    )


@given(songs())
def test_any_song_gives_a_lead_sheet_or_a_corpus_error(song: MidiSong) -> None:
    try:
        sheet = proposed_sheet(song)
    except CorpusError as error:
        assert str(error).startswith("any.mid ")
        return
    assert sheet.bars[0].onset_quarter == 0
    assert all(
        bar.end_quarter == following.onset_quarter for bar, following in zip(sheet.bars, sheet.bars[1:], strict=False)
    )
    assert all(0 <= n.onset_quarter < sheet.end_quarter and n.duration_quarter > 0 for n in sheet.melody)
    assert all(0 <= event.onset_quarter < sheet.end_quarter for event in sheet.chords)
    assert sheet.chords
    assert sheet.key
    assert list(sheet.melody) == sorted(sheet.melody, key=lambda n: (n.onset_quarter, -n.pitch))
    assert len(sheet.bars) <= len(bars_of_song(song))
    assert len(sheet.melody) == len(song.tracks[proposal_of(song).melody[0]].notes)
