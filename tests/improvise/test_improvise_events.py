from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jazzcore.encoding.events.events import EncodedEvents
from jazzcore.errors import SettingError
from jazzcore.evaluation.reference_ranges import measures, real_values
from jazzcore.improvise import events
from jazzcore.improvise.decoding import WIDEST_RANGE_SEMITONES
from jazzcore.improvise.events import improvise_events, regenerate_events
from jazzcore.improvise.form import Form, Passage, SoloChoice
from jazzcore.improvise.realise import SOLO_VELOCITY
from jazzcore.models.bundle import Bundle
from jazzcore.models.choosing import Choice
from jazzcore.music.chords.table import chord_of
from jazzcore.music.instruments import SOLO_INSTRUMENTS, Instrument
from jazzcore.music.leadsheet import Bar, ChordEvent, LeadSheet, Meter
from jazzcore.music.notes import GRID_QUARTER, Note
from jazzcore.music.solo import Solo
from tests.models.event_bundles import TINY_STUDIO, event_chart, random_event_bundle

TENOR = SOLO_INSTRUMENTS[0]
BUNDLE = random_event_bundle(recipe=TINY_STUDIO)
MELODIES = BUNDLE.music.melodies
METERS = (Meter(4, 4), Meter(3, 4), Meter(5, 4), Meter(6, 8), Meter(2, 2))


def choice(rhythm: float = 1.0, pitch: float = 1.0, instrument: Instrument = TENOR) -> SoloChoice:
    return SoloChoice(Choice(rhythm), Choice(pitch), instrument)


def improvised(form: Form, seed: int = 1, chosen: SoloChoice | None = None, bundle: Bundle = BUNDLE) -> Solo:
    return improvise_events(bundle, form, chosen or choice(), np.random.default_rng(seed))


def notes(solo: Solo) -> list[Note]:
    return [played.note for played in solo.notes]


def assert_playable(solo: Solo, instrument: Instrument) -> None:
    played = notes(solo)
    end = solo.bars[-1].end_quarter
    assert all((note.onset_quarter / GRID_QUARTER).denominator == 1 for note in played)
    assert all((note.duration_quarter / GRID_QUARTER).denominator == 1 for note in played)
    assert all(note.duration_quarter >= GRID_QUARTER for note in played)
    assert all(first.end_quarter <= second.onset_quarter for first, second in pairwise(played))
    assert all(note.onset_quarter >= 0 and note.end_quarter <= end for note in played)
    assert all(instrument.lowest <= note.pitch <= instrument.highest for note in played)
    pitches = [note.pitch for note in played]
    assert max(pitches) - min(pitches) <= WIDEST_RANGE_SEMITONES


def mixed_meters() -> LeadSheet:
    """A bar of each meter."""
    bars: list[Bar] = []
    for meter in METERS:
        bars.append(Bar(bars[-1].end_quarter if bars else Fraction(0), meter))
    chords = tuple(ChordEvent(bar.onset_quarter, chord_of("Bbm7")) for bar in bars)
    return LeadSheet("Mixed", (), chords, tuple(bars), 200.0, "test")


def charts() -> Iterator[LeadSheet]:
    yield from (event_chart(6, meter) for meter in METERS)
    yield mixed_meters()
    yield replace(event_chart(4), chords=(ChordEvent(Fraction(0), chord_of("N.C.")),))


@pytest.mark.parametrize("chart", tuple(charts()), ids=lambda chart: f"{chart.title} {chart.bars[0].meter}")
def test_a_chart_is_filled_in_any_meter_with_notes_that_can_be_played(chart: LeadSheet) -> None:
    for seed in range(4):
        solo = improvised(Form(chart), seed)
        assert (solo.bars, solo.chords) == (chart.bars, chart.chords)
        assert_playable(solo, TENOR)


@settings(max_examples=15, deadline=None)
@example(1, TENOR, 5e-324, 5e-324)
@given(st.integers(0, 10**6), st.sampled_from(SOLO_INSTRUMENTS), st.floats(0.0, 2.0), st.floats(0.0, 2.0))
def test_whatever_the_settings_notes_can_be_played(
    seed: int, instrument: Instrument, rhythm: float, pitch: float
) -> None:
    """The networks have random weights: nothing but the masks keeps them from playing nonsense."""
    bundle = random_event_bundle(seed % 5, TINY_STUDIO)
    solo = improvised(Form(event_chart(6)), seed, choice(rhythm, pitch, instrument), bundle)

    assert_playable(solo, instrument)


@pytest.mark.parametrize("count", [1, 10, 73])
def test_ty_is_how_many_notes_over_as_many_whole_bars_as_they_need(count: int) -> None:
    chart = event_chart(4)
    solo = improvised(Form(chart, value_count=count))
    last_bar = solo.bars[-1]

    assert len(solo.notes) == count
    assert_playable(solo, TENOR)
    assert last_bar.onset_quarter <= notes(solo)[-1].onset_quarter < last_bar.end_quarter
    if len(solo.bars) > 4:
        assert solo.chords[4].chord == chart.chords[0].chord


def test_the_same_seed_plays_the_same_solo_and_another_does_not() -> None:
    form = Form(event_chart())

    assert improvised(form, 5) == improvised(form, 5)
    assert improvised(form, 5).notes != improvised(form, 6).notes


def test_rhythm_and_pitch_have_temperatures_of_their_own() -> None:
    """Without chance in one of them, only the other differs from seed to seed at first."""

    def openings(chosen: SoloChoice) -> tuple[set[object], set[object]]:
        bundle = replace(BUNDLE, music=EncodedEvents(melodies=MELODIES[:1]), charts=BUNDLE.charts[:1])
        played = [notes(improvised(Form(event_chart()), seed, chosen, bundle))[:2] for seed in range(8)]
        return {two[1].onset_quarter for two in played}, {two[1].pitch for two in played}

    steady_times, pitches = openings(choice(rhythm=0.0, pitch=1.5))
    times, _ = openings(choice(rhythm=1.5, pitch=0.0))

    assert len(steady_times) == 1 < len(pitches)
    assert len(times) > 1


def test_the_tempo_is_heard() -> None:
    slow, fast = (improvised(Form(replace(event_chart(), tempo_bpm=tempo))) for tempo in (60.0, 300.0))

    assert slow.notes != fast.notes


def test_a_solo_goes_on_from_a_primer_without_playing_it() -> None:
    """The last primer note is an octave and more below the tenor: it is heard in the octave that fits."""
    melody = tuple(Note(Fraction(beat), Fraction(1), 31 + beat) for beat in range(8))
    primer = replace(event_chart(2), melody=melody)
    other = replace(primer, melody=tuple(replace(note, pitch=93 - note.pitch) for note in melody))
    form = Form(event_chart(4))
    plain = improvised(form)
    solo, again, after_other = (improvised(replace(form, primer=heard)) for heard in (primer, primer, other))

    assert solo == again
    assert len({solo.notes, plain.notes, after_other.notes}) == 3
    assert solo.bars == plain.bars
    assert_playable(solo, TENOR)


def test_chosen_bars_are_regenerated_and_all_others_kept() -> None:
    solo = improvised(Form(event_chart()))
    anew = regenerate_events(BUNDLE, Passage(solo, range(2, 5), 140.0), choice(), np.random.default_rng(3))

    def outside(played: Solo) -> list[object]:
        return [n for n in played.notes if not Fraction(8) <= n.note.onset_quarter < Fraction(20)]

    assert outside(anew) == outside(solo)
    assert anew.notes != solo.notes
    assert (anew.bars, anew.chords, anew.title) == (solo.bars, solo.chords, solo.title)
    assert_playable(anew, TENOR)


@pytest.mark.parametrize("bars", [range(1), range(7, 8), range(8)], ids=["first", "last", "all"])
def test_any_bars_can_be_regenerated(bars: range) -> None:
    solo = improvised(Form(event_chart()))
    for seed in range(4):
        assert_playable(
            regenerate_events(BUNDLE, Passage(solo, bars, 140.0), choice(), np.random.default_rng(seed)), TENOR
        )


def test_bars_after_a_long_rest_are_regenerated() -> None:
    solo = improvised(Form(event_chart()))
    sparse = replace(solo, notes=tuple(n for n in solo.notes if n.note.onset_quarter < 2))
    anew = regenerate_events(BUNDLE, Passage(sparse, range(6, 7), 140.0), choice(), np.random.default_rng(1))

    assert anew.notes[: len(sparse.notes)] == sparse.notes
    assert len(anew.notes) > len(sparse.notes)
    assert_playable(anew, TENOR)


@pytest.mark.parametrize(("bars", "first_quarter"), [(range(2, 5), 14), (range(1, 3), 14), (range(3, 8), 24)])
def test_new_notes_begin_after_a_kept_one_that_sounds_on(bars: range, first_quarter: int) -> None:
    """A note of three bars and a half sounds into the bars, through all of them, or a longer one for six bars."""
    solo = improvised(Form(event_chart()))
    held = Note(Fraction(0), Fraction(first_quarter), 60)
    later = tuple(played for played in solo.notes if played.note.onset_quarter >= first_quarter)
    sustained = replace(solo, notes=(replace(solo.notes[0], note=held), *later))
    anew = regenerate_events(BUNDLE, Passage(sustained, bars, 140.0), choice(), np.random.default_rng(1))

    assert notes(anew)[0] == held
    assert_playable(anew, TENOR)


@pytest.mark.parametrize("bars", [range(0), range(-1, 2), range(7, 9), range(0, 4, 2)])
def test_bars_that_the_solo_does_not_have_are_refused(bars: range) -> None:
    solo = improvised(Form(event_chart()))

    with pytest.raises(SettingError, match="choose some of 1 to 8"):
        regenerate_events(BUNDLE, Passage(solo, bars, 140.0), choice(), np.random.default_rng(1))


def test_a_chart_without_chords_is_refused() -> None:
    with pytest.raises(SettingError, match="no changes to play over"):
        improvised(Form(replace(event_chart(), chords=())))


def test_loudness_is_learnt_where_a_corpus_has_any() -> None:
    loud = tuple(
        tuple(event._replace(velocity=40 + index % 80) for index, event in enumerate(line)) for line in MELODIES
    )
    plain = improvised(Form(event_chart()))
    dynamic = improvised(Form(event_chart()), bundle=replace(BUNDLE, music=EncodedEvents(melodies=loud)))

    assert {note.velocity for note in notes(plain)} == {SOLO_VELOCITY}
    assert len({note.velocity for note in notes(dynamic)}) > 2


def test_notes_tell_what_they_are_to_their_chord() -> None:
    solo = improvised(Form(replace(event_chart(4), chords=(ChordEvent(Fraction(0), chord_of("Cmaj7")),))))

    assert all((played.category == "C") == (played.note.pitch % 12 in (0, 4, 7, 11)) for played in solo.notes)


def test_of_candidates_the_one_most_like_real_solos_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    chart = event_chart(16)

    def in_ranges() -> int:
        ranges = real_values()[16].by_measure
        solos = [improvised(Form(chart), seed) for seed in range(6)]
        measured = [measures(notes(solo), solo.bars, solo.chords) for solo in solos]
        return sum(ranges[name].contains(value) for each in measured for name, value in each.items())

    of_three = in_ranges()
    monkeypatch.setattr(events, "CONSTANTS", replace(events.CONSTANTS, candidates=1))

    assert of_three > in_ranges() + 6


def test_a_chart_that_ends_before_the_primer_goes_on_is_silent() -> None:
    """A tick of music, too short for a note after the last one of the primer, which sounds on."""
    bar = Bar(Fraction(0), Meter(1, 16))
    chart = replace(event_chart(1), bars=(bar,))
    melody = (Note(Fraction(0), Fraction(4), 60),)
    solos = [improvised(Form(chart, primer=replace(event_chart(1), melody=melody)), seed) for seed in range(20)]

    assert any(not solo.notes for solo in solos)
    assert all(solo.bars == (bar,) for solo in solos)
