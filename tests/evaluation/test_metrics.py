from dataclasses import asdict, fields
from fractions import Fraction
from math import isnan, log2

import pytest
from hypothesis import given

from jazzcore.evaluation.metrics import METRICS, Metrics, harmonic_lift, metrics
from jazzcore.music.leadsheet import Bar, ChordEvent, Meter, bars_of
from jazzcore.music.notes import Note
from tests.evaluation.melodies import FOUR, changes, melody, pieces, quarters
from tests.evaluation.naive_metrics import NaiveMetrics, naive_lift

Piece = tuple[tuple[Note, ...], tuple[Bar, ...], tuple[ChordEvent, ...]]
ONE, TWO, FOUR_BARS = (bars_of(FOUR, count) for count in (1, 2, 4))


def of(notes: tuple[Note, ...], bars: tuple[Bar, ...] = ONE, *symbols: str) -> Metrics:
    return metrics(notes, bars, changes(*symbols))


@given(pieces())
def test_every_figure_is_what_counting_note_by_note_gives(piece: Piece) -> None:
    naive = NaiveMetrics(*piece)
    expected = {name: getattr(naive, name)() for name in METRICS}
    assert asdict(metrics(*piece)) == pytest.approx(expected, nan_ok=True)


@given(pieces())
def test_lift_is_what_the_changes_written_in_twelve_keys_give(piece: Piece) -> None:
    assert harmonic_lift(*piece) == pytest.approx(naive_lift(*piece), nan_ok=True)


def test_each_figure_is_defined_in_order() -> None:
    assert list(METRICS) == [field.name for field in fields(Metrics)]
    assert len(METRICS) == 15


def test_notes_a_bar_counts_silent_bars() -> None:
    assert of(quarters(60, 62, 64), TWO).notes_per_bar == 1.5


def test_bar_entropy_leaves_silent_bars_out() -> None:
    """Four different pitch classes are two bits, one in octaves none."""
    notes = melody((0, 60), (1, 62), (2, 64), (3, 65), (8, 60), (9, 72))
    assert of(notes, FOUR_BARS).bar_entropy_bits == (2 + 0) / 2


def test_four_bar_entropy_slides_by_a_bar() -> None:
    """Bars 1 to 4 hold C, D, E, F, bars 2 to 5 D, E, F, F."""
    five = bars_of(FOUR, 5)
    notes = melody((0, 60), (4, 62), (8, 64), (12, 65), (16, 65))
    assert of(notes, five).four_bar_entropy_bits == pytest.approx((2 + 1.5) / 2)


def test_groove_similarity_compares_every_two_bars_on_sixteen_positions() -> None:
    """Of three bars two are alike and one has four onsets of its own: 16, 12 and 12 of 16 positions."""
    notes = melody((0, 60), (1, 60), (4, 60), (5, 60), (10, 60), (11, 60))
    assert of(notes, bars_of(FOUR, 3)).groove_similarity == pytest.approx((16 + 12 + 12) / 48)


def test_a_triplet_stands_on_the_nearest_sixteenth() -> None:
    straight, triplet = ((0, 60), (0.25, 62), (0.75, 64)), ((4, 60), (Fraction(13, 3), 62), (Fraction(14, 3), 64))
    assert of(melody(*straight, *triplet), TWO).groove_similarity == 1


def test_range_and_intervals() -> None:
    """Intervals of 0, +8, -7, -2."""
    measured = of(quarters(60, 60, 68, 61) + melody((4, 59)), TWO)
    assert (measured.range_semitones, measured.mean_interval_semitones) == (9, 17 / 4)
    assert (measured.repeated_percent, measured.leap_percent) == (25, 25)


def test_ioi_entropy_is_of_times_between_onsets() -> None:
    """Onsets a half, a half and a whole quarter apart."""
    expected = -(2 / 3 * log2(2 / 3) + 1 / 3 * log2(1 / 3))
    assert of(melody((0, 60), (0.5, 60), (1, 60), (2, 60))).ioi_entropy_bits == pytest.approx(expected)


def test_a_twelfth_from_the_beat_is_still_on_it() -> None:
    on, off = (Fraction(1, 12), Fraction(23, 12)), (Fraction(2, 12), Fraction(1, 2), Fraction(10, 12))
    assert of(melody(*((onset, 60) for onset in sorted(on + off)))).off_beat_percent == 60


def test_beats_of_compound_meters_are_dotted_quarters() -> None:
    """All six eighths of a bar of 6/8: the first and the fourth are on a beat."""
    notes = melody(*((Fraction(eighth, 2), 60) for eighth in range(6)))
    assert of(notes, bars_of(Meter(6, 8), 1)).off_beat_percent == pytest.approx(100 * 4 / 6)
    assert of(notes, bars_of(Meter(3, 4), 1)).off_beat_percent == 50


def test_a_phrase_begins_after_a_beat_and_a_half() -> None:
    notes = melody((0, 60), (1, 60), (Fraction(29, 12), 60), (Fraction(47, 12), 60))
    assert of(notes).notes_per_phrase == 2


def test_kinds_of_notes() -> None:
    """Over C7: E is a chord tone, D a colour tone, B leads to C, the last B leads nowhere; no chord counts nothing."""
    notes = melody((0, 64), (0.5, 62), (1, 71), (1.5, 72), (2, 71), (4, 61))
    measured = of(notes, TWO, "C7", "N.C.")
    assert measured.chord_tone_percent == pytest.approx(40)
    assert measured.outside_percent == pytest.approx(20)
    assert measured.strong_chord_tone_percent == 50


def test_an_approach_note_leads_into_the_next_chord() -> None:
    """F sharp over Gm7 in the first bar leads to G, the third of E flat in the second."""
    notes = melody((3.5, 66), (4, 67))
    assert of(notes, TWO, "Gm7", "Ebmaj7").outside_percent == 0
    assert of(notes, TWO, "Gm7", "N.C.").outside_percent == 100


def test_motifs_are_found_again_in_any_key() -> None:
    """+2 +2 +1 +2 twice a fourth apart, among eight runs of four intervals."""
    notes = melody(*((Fraction(i, 2), pitch) for i, pitch in enumerate((60, 62, 64, 65, 67, 53, 65, 67, 69, 70, 72))))
    assert of(notes, TWO).motif_reuse_percent == pytest.approx(100 * 2 / 7)


def test_lift_of_an_arpeggio() -> None:
    """C E G B over Cmaj7 is all chord tones; over all twelve of them each note is one of four times in twelve."""
    lift = harmonic_lift(quarters(60, 64, 67, 71), ONE, changes("Cmaj7"))
    assert lift == pytest.approx(100 - (4 - 1) / 11 * 100)


def test_what_is_unknown_is_no_number() -> None:
    silent = asdict(of((), ONE, "C7"))
    assert silent.pop("notes_per_bar") == 0
    assert all(map(isnan, silent.values()))
    assert isnan(harmonic_lift((), ONE, changes("C7")))
    without_chords = of(quarters(60, 62))
    assert isnan(without_chords.chord_tone_percent)
    assert without_chords.mean_interval_semitones == 2


def test_metrics_ask_for_a_bar() -> None:
    with pytest.raises(ValueError, match="one bar or more"):
        metrics(quarters(60), (), ())


def test_an_excerpt_counts_from_its_own_bars() -> None:
    """The same bar of music gives the same metrics wherever it stands."""
    notes, chords = quarters(60, 63, 67, 70), changes("C7")
    later = tuple(Note(note.onset_quarter + 20, note.duration_quarter, note.pitch) for note in notes)
    bars = (Bar(Fraction(20), FOUR),)
    moved = (ChordEvent(Fraction(0), changes("F7")[0].chord), ChordEvent(Fraction(20), chords[0].chord))
    assert asdict(metrics(later, bars, moved)) == pytest.approx(asdict(metrics(notes, ONE, chords)), nan_ok=True)
