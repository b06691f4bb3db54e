from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pretty_midi
import pytest

from jazzcore import pipeline
from jazzcore.band.settings import BandSettings, band_for
from jazzcore.corpus.corpus import corpus_of
from jazzcore.corpus.course_file import course_sheet
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.encoding.events.events import events_of
from jazzcore.encoding.events.features import NOTE_WIDTH
from jazzcore.errors import CorpusError, SettingError
from jazzcore.improvise.primers import closing_bars, sheet_of
from jazzcore.models.bundle import Bundle
from jazzcore.models.request import further_training
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note
from jazzcore.recipes import values as value_recipes
from jazzcore.recipes.recipe import CorpusSummary
from jazzcore.recipes.table import COURSE, DEEPJAZZ, STUDIO
from jazzcore.takes.listening import listen, listen_part
from jazzcore.takes.make import make_solo, regenerate_bars
from jazzcore.takes.take import TakeSettings
from tests.corpus.midi.midi_bytes import midi, note, program
from tests.models.bundles import CHART, random_bundle
from tests.models.event_bundles import TINY_STUDIO, event_chart, random_event_bundle

OTHER_CHANGES = replace(CHART, title="Other changes", chords=(ChordEvent(Fraction(0), chord_of("Ebmaj7")),))


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return replace(random_bundle(), charts=(CHART, OTHER_CHANGES))


def test_the_course_file_gives_the_courses_figures(shared: Path) -> None:
    name = "original_metheny.mid"
    song = read_midi((shared / "data" / name).read_bytes(), name)
    corpus = corpus_of("Course", (course_sheet(song),))

    assert COURSE.describe(corpus) == CorpusSummary(
        pieces=1,
        bars=18,
        notes=193,
        values=275,
        unique_values=90,
        x_shape=(60, 30, 90),
        y_shape=(30, 60, 90),
        chord_bars=19,
    )


def test_the_etudes_can_be_learnt_by_every_recipe() -> None:
    corpus = bundled_etudes()
    for recipe in (COURSE, DEEPJAZZ):
        request = pipeline.encode(corpus, recipe, 3, 1)
        assert len(request.music.sequences) == len(request.charts) == len(corpus.pieces)
        assert not any(chart.melody for chart in request.charts)


def test_the_etudes_can_be_learnt_as_events() -> None:
    """Eight etudes have 4 segments of 48 steps and eight have 5."""
    corpus = bundled_etudes()
    request = pipeline.encode(corpus, STUDIO, 3, 1)
    counted = STUDIO.describe(corpus)

    assert request.music.melodies == tuple(map(events_of, corpus.pieces))
    assert request.music.validation == (7, 15)
    assert (counted.pieces, counted.notes, counted.values) == (16, corpus.note_count, corpus.note_count)
    assert 100 < counted.unique_values < 500
    assert counted.x_shape == (72, 48, NOTE_WIDTH)
    assert counted.y_shape[:2] == (48, 72)


def test_a_bundle_is_trained_on_with_its_own_music() -> None:
    bundle = random_event_bundle()
    request = further_training(bundle, 7)

    assert (request.recipe, request.music) == ("studio", bundle.music)
    assert (request.charts, request.epochs, request.seed) == (bundle.charts, 7, bundle.seed)


def test_what_to_expect_of_a_corpus_is_said_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    etudes = bundled_etudes()
    one = corpus_of("One", etudes.pieces[:1])

    assert COURSE.describe(etudes).remarks == STUDIO.describe(etudes).remarks == ()
    assert "165 notes are few for this recipe" in STUDIO.describe(one).remarks[0]
    monkeypatch.setattr(value_recipes, "MANY_WINDOWS", 300)
    assert COURSE.describe(etudes).remarks[0].startswith("An epoch has 308 windows, which takes long")


def test_values_that_are_only_in_music_held_out_are_reported_beforehand() -> None:
    """Fourteen hundred notes of one length, and fifty of another where a stretch is held out."""
    melody = tuple(Note(Fraction(n), Fraction(1, 2 if 900 <= n < 950 else 1), 60 + n % 5) for n in range(1400))
    piece = LeadSheet("Long", melody, CHART.chords, bars_of(Meter(), 350), 120.0, "long.mid")

    (remark,) = COURSE.describe(corpus_of("Long", (piece,))).remarks

    assert "of the values held out never come in the music learnt from" in remark


def test_too_short_a_corpus_is_refused_before_training() -> None:
    piece = LeadSheet("One note", (Note(Fraction(0), Fraction(1), 60),), CHART.chords, CHART.bars, 120.0, "one.mid")

    with pytest.raises(CorpusError, match="fewer than the 30 of a window"):
        pipeline.encode(corpus_of("Short", (piece,)), COURSE, 1, 1)


SETTINGS = TakeSettings(value_count=60, seed=3)


@pytest.mark.parametrize(
    "changed",
    [
        {"value_count": 90},
        {"value_count": None},
        {"temperature": 0.2},
        {"rhythm_temperature": 0.2},
        {"top_p": 0.3},
        {"seed": 4},
        {"band": BandSettings(tempo_bpm=300)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_every_setting_changes_a_solo_of_events(changed: dict[str, object]) -> None:
    events, chart = random_event_bundle(recipe=TINY_STUDIO), event_chart(4)
    solo = make_solo(events, chart, SETTINGS)

    assert solo == make_solo(events, chart, SETTINGS)
    assert solo.notes != make_solo(events, chart, replace(SETTINGS, **changed)).notes


def test_a_take_of_events_goes_on_from_another_and_has_bars_regenerated() -> None:
    events, chart = random_event_bundle(recipe=TINY_STUDIO), event_chart(4)
    settings = TakeSettings(choruses=2, seed=3)
    solo = make_solo(events, chart, settings)
    further = make_solo(events, chart, settings, closing_bars(sheet_of(solo, 120), 2))
    anew = regenerate_bars(events, solo, range(4, 8), settings)

    assert further.bars == solo.bars
    assert further.notes != solo.notes
    assert anew.notes != solo.notes
    assert [n for n in anew.notes if n.note.onset_quarter < 16] == [n for n in solo.notes if n.note.onset_quarter < 16]


def test_a_model_of_values_can_do_neither(bundle: Bundle) -> None:
    with pytest.raises(SettingError, match="'course' cannot regenerate bars"):
        regenerate_bars(bundle, make_solo(bundle, CHART, SETTINGS), range(1), SETTINGS)
    with pytest.raises(SettingError, match="'course' cannot go on from a primer"):
        make_solo(bundle, CHART, SETTINGS, CHART)


@pytest.mark.parametrize(
    "changed",
    [{"value_count": 90}, {"temperature": 0.2}, {"top_p": 0.3}, {"seed": 4}, {"band": band_for("swing", 120, 67)}],
    ids=lambda changed: next(iter(changed)),
)
def test_every_setting_of_the_solo_changes_it(bundle: Bundle, changed: dict[str, int]) -> None:
    assert make_solo(bundle, CHART, SETTINGS).notes != make_solo(bundle, CHART, replace(SETTINGS, **changed)).notes


def test_other_changes_are_another_solo(bundle: Bundle) -> None:
    assert make_solo(bundle, CHART, SETTINGS).notes != make_solo(bundle, OTHER_CHANGES, SETTINGS).notes


@pytest.mark.parametrize("choruses", [1, 3])
def test_a_form_is_filled_to_its_last_bar_and_no_further(bundle: Bundle, choruses: int) -> None:
    solo = make_solo(bundle, CHART, TakeSettings(choruses=choruses, seed=2))

    assert len(solo.bars) == choruses * len(CHART.bars)
    assert solo.notes[-1].note.end_quarter <= solo.bars[-1].end_quarter
    assert solo.notes[-1].note.end_quarter > solo.bars[-1].onset_quarter - 4
    assert [chord.chord.symbol for chord in solo.chords] == choruses * [chord.chord.symbol for chord in CHART.chords]


def test_a_piece_of_the_corpus_sounds_as_long_as_it_lasts() -> None:
    bars = bars_of(Meter(), 2)
    melody = tuple(Note(Fraction(beat), Fraction(1), 60 + beat) for beat in range(8))
    midi, audio = listen(LeadSheet("Scale", melody, CHART.chords, bars, 120.0, "scale.mid"))

    assert [note.pitch for note in pretty_midi.PrettyMIDI(BytesIO(midi)).instruments[0].notes] == list(range(60, 68))
    assert 4.0 <= audio.duration_sec <= 7.0
    assert audio.peak > 0.1


def test_each_part_of_a_song_is_heard_alone_and_a_minute_at_most() -> None:
    long = b"".join(note(60, 192) for _ in range(60))
    song = read_midi(midi(program(73) + note(72, 384), program(32, 1) + note(36, 384, channel=1), long), "parts.mid")
    flute, bass, slow = (listen_part(song, index, None) for index in range(3))
    assert flute.wav != bass.wav
    assert flute.duration_sec == pytest.approx(bass.duration_sec, abs=2)
    assert 60 <= slow.duration_sec < 64
    with pytest.raises(CorpusError, match="no pitched part"):
        listen_part(song, 3, None)
