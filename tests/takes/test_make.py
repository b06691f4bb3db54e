"""Takes: the same again by their seed, not copied, on from others, with bars regenerated."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import numpy as np
import pretty_midi
import pytest

from jazzcore.band.settings import BandSettings
from jazzcore.corpus.corpus import Corpus
from jazzcore.errors import SettingError
from jazzcore.evaluation.reference import Reference
from jazzcore.improvise.primers import closing_bars, sheet_of
from jazzcore.models.bundle import Bundle
from jazzcore.music.charts.transposition import with_choruses
from jazzcore.music.leadsheet import LeadSheet, Meter, bars_of
from jazzcore.music.limits import MOST_REGENERATIONS
from jazzcore.takes.make import (
    MOST_ATTEMPTS,
    Player,
    make_original_solo,
    make_solo,
    make_take,
    midi_of,
    play_again,
    regenerate_take,
)
from jazzcore.takes.take import Regenerated, TakeSettings, take_from_files, take_to_files
from tests.models.bundles import CHART, random_bundle
from tests.models.event_bundles import TINY_STUDIO, event_chart, random_event_bundle
from tests.takes.unheard import unheard

SETTINGS = TakeSettings(value_count=60, seed=3)


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return random_bundle()


@pytest.fixture
def no_sound() -> Iterator[None]:
    with unheard():
        yield


def player(bundle: Bundle, reference: Reference | None = None) -> Player:
    return Player(bundle, "m", reference or Reference())


def test_the_same_seed_gives_the_same_take_byte_for_byte(bundle: Bundle) -> None:
    first, second = (make_take(player(bundle), CHART, TakeSettings(value_count=50, seed=5)) for _ in range(2))

    assert (first.midi, first.audio.wav, first.solo) == (second.midi, second.audio.wav, second.solo)
    assert first.take_id != second.take_id


def attempts(bundle: Bundle, count: int) -> list[LeadSheet]:
    """The first solos that a bundle plays by the settings, as pieces it might have learnt from."""
    drawn = (int(np.random.SeedSequence((SETTINGS.seed, n)).generate_state(1)[0]) for n in range(1, count))
    solos = [make_solo(bundle, CHART, replace(SETTINGS, seed=seed)) for seed in (SETTINGS.seed, *drawn)]
    return [
        LeadSheet(f"Piece {n}", tuple(played.note for played in solo.notes), solo.chords, solo.bars, 120.0, "test")
        for n, solo in enumerate(solos)
    ]


def test_a_solo_that_copies_is_sampled_again_and_says_so(bundle: Bundle) -> None:
    original, second = attempts(bundle, 2)
    copied = len(original.melody)

    solo, seed, report, remarks = make_original_solo(bundle, CHART, SETTINGS, Reference(Corpus("Test", (original,))))

    assert tuple(played.note for played in solo.notes) == second.melody
    assert seed != SETTINGS.seed
    assert make_solo(bundle, CHART, replace(SETTINGS, seed=seed)) == solo
    assert report.originality
    assert not report.originality.over_limit
    assert remarks == (f"Generated again once, because it had copied {copied} notes in a row from the corpus.",)
    assert make_original_solo(bundle, CHART, SETTINGS, Reference()).remarks == ()
    assert make_original_solo(bundle, CHART, SETTINGS, Reference(Corpus("Test", (second,)))).remarks == ()


def test_a_model_that_only_copies_says_so_and_copies_least(bundle: Bundle) -> None:
    pieces = attempts(bundle, MOST_ATTEMPTS)
    least = min(pieces, key=lambda piece: len(piece.melody))

    solo, _, _, remarks = make_original_solo(bundle, CHART, SETTINGS, Reference(Corpus("Test", tuple(pieces))))

    assert tuple(played.note for played in solo.notes) == least.melody
    assert remarks[0].startswith("Generated again 4 times")
    assert remarks[1].startswith(f"It still copies {len(least.melody)} notes in a row")


@pytest.mark.usefixtures("no_sound")
def test_tempo_and_swing_change_when_the_same_notes_sound(bundle: Bundle) -> None:
    even = replace(SETTINGS.band, swing_ratio=1.0, humanise=0.0)

    def onsets(band: BandSettings) -> list[float]:
        take = make_take(player(bundle), CHART, replace(SETTINGS, band=band))
        return [note.start for note in pretty_midi.PrettyMIDI(BytesIO(take.midi)).instruments[0].notes]

    plain = onsets(even)
    slower = onsets(replace(even, tempo_bpm=60))
    swung = onsets(replace(even, swing_ratio=2.0))

    assert slower == pytest.approx([2 * onset for onset in plain], abs=2e-3)
    assert swung != plain
    assert len(swung) == len(plain)
    assert onsets(replace(even, humanise=1.0)) != plain


def test_a_form_that_would_be_filled_for_too_long_is_refused_before_anything_is_played(bundle: Bundle) -> None:
    """Sixty bars of 4/4 at 40 last six minutes each time through."""
    long = with_choruses(replace(CHART, bars=bars_of(Meter(), 10), chords=CHART.chords[:1]), 6)
    slow = TakeSettings(choruses=2, band=replace(BandSettings(), tempo_bpm=40))

    with pytest.raises(
        SettingError, match=r"2 times through .* at 40 bpm last 12 minutes, and a take at most 10; choose"
    ):
        make_take(player(bundle), long, slow)


@pytest.mark.usefixtures("no_sound")
def test_a_take_says_what_has_collapsed(bundle: Bundle) -> None:
    """A model that is deaf to all it hears repeats one value for ever."""
    deaf = replace(bundle, weights=(*(np.zeros_like(w) for w in bundle.weights[:-1]), bundle.weights[-1]))
    take = make_take(player(deaf), CHART, replace(SETTINGS, value_count=200, temperature=0.0))

    assert any("raise the temperature from 0 to 0.9" in remark for remark in take.remarks)


@pytest.mark.usefixtures("no_sound")
def test_bars_are_regenerated_with_the_rest_kept_and_a_take_goes_on_from_another() -> None:
    events, chart = random_event_bundle(recipe=TINY_STUDIO), event_chart(4)
    take = make_take(player(events), chart, TakeSettings(choruses=2, seed=3))

    regenerated = regenerate_take(player(events), take, range(4, 8), 9)
    further = make_take(player(events), chart, take.settings, closing_bars(sheet_of(take.solo, 120), 2))

    begin = take.solo.bars[4].onset_quarter
    saved = [played for played in take.solo.notes if played.note.onset_quarter < begin]
    assert [played for played in regenerated.solo.notes if played.note.onset_quarter < begin] == saved
    assert regenerated.solo.notes != take.solo.notes
    assert regenerated.remarks[0] == "Bars 5 to 8 were regenerated; the others are those of an earlier take."
    assert (regenerated.settings.seed, regenerated.settings.choruses, regenerated.model) == (9, 2, "m")
    assert regenerate_take(player(events), take, range(4, 8), 9).midi == regenerated.midi
    assert regenerate_take(player(events), take, range(1), 9).remarks[0].startswith("Bar 1 was regenerated")
    assert further.solo.notes != take.solo.notes
    assert regenerated.made_from == take.take_id


@pytest.mark.usefixtures("no_sound")
def test_bars_are_regenerated_no_more_often_than_a_saved_take_can_hold() -> None:
    events = random_event_bundle(recipe=TINY_STUDIO)
    take = make_take(player(events), event_chart(4), TakeSettings(choruses=1, seed=3))
    earlier = (Regenerated(0, 1, 5),) * (MOST_REGENERATIONS - 1)
    almost = replace(take, origin=replace(take.origin, regenerated=earlier))

    last = regenerate_take(player(events), almost, range(1), 9)

    assert take_from_files(take_to_files(last)) == last
    with pytest.raises(SettingError, match="regenerated 200 times, which is the most; generate a new take"):
        regenerate_take(player(events), last, range(1), 10)


@pytest.mark.usefixtures("no_sound")
def test_a_take_is_played_again_from_its_origin_byte_for_byte() -> None:
    events, chart = random_event_bundle(recipe=TINY_STUDIO), event_chart(4)
    first = make_take(player(events), chart, TakeSettings(choruses=2, seed=3))
    primer = closing_bars(sheet_of(first.solo, 120), 2)
    take = make_take(player(events), chart, TakeSettings(choruses=2, seed=4), primer)
    take = regenerate_take(player(events), take, range(4, 8), 9)
    take = regenerate_take(player(events), take, range(1), 10)

    again = play_again(events, take.origin, take.settings)

    assert again == take.solo
    assert midi_of(again, take.settings) == take.midi
