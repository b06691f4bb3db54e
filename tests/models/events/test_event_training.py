from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest

from jazzcore.encoding.events.events import EncodedEvents
from jazzcore.encoding.events.features import rows_of
from jazzcore.encoding.events.harmonic_context import context_of
from jazzcore.errors import CorpusError, TrainingError
from jazzcore.models.bundle import Bundle, EpochLoss, best_epoch
from jazzcore.models.events.sampler import EventSampler
from jazzcore.models.events.training import next_note_score, train_events
from jazzcore.models.request import EpochResult
from jazzcore.models.settings import STUDIO_SETTINGS, EventSettings
from tests.models.bundles import random_bundle
from tests.models.event_bundles import TINY, event_chart, event_line, event_request

SETTINGS = EventSettings(sizes=(TINY,), patience=50)

pytestmark = pytest.mark.tensorflow


def never() -> bool:
    return False


def ignore(loss: EpochLoss, result: EpochResult) -> None:
    del loss, result


class Followed(NamedTuple):
    """A run: what it gave, and after each epoch the model of that very epoch and the one that was kept."""

    bundle: Bundle
    checkpoints: list[Bundle]
    kept: list[Bundle]


@pytest.fixture(scope="module")
def followed() -> Followed:
    checkpoints: list[Bundle] = []
    kept: list[Bundle] = []

    def note(_loss: EpochLoss, result: EpochResult) -> None:
        for bundles, bundle in ((checkpoints, result.of_epoch()), (kept, result.bundle())):
            bundles.append(bundle)

    return Followed(train_events(SETTINGS, event_request(epochs=8), note, never), checkpoints, kept)


@pytest.fixture(scope="module")
def trained(followed: Followed) -> Bundle:
    return followed.bundle


def test_it_learns_what_it_can_and_keeps_the_best_epoch(trained: Bundle) -> None:
    validation = [loss.validation or 0.0 for loss in trained.losses]
    score = next_note_score(TINY, trained.weights, [rows_of(trained.music.melodies[3], context_of(event_chart()))])

    assert [loss.epoch for loss in trained.losses] == list(range(1, 9))
    assert trained.losses[-1].training < trained.losses[0].training - 1
    assert best_epoch(trained.losses) == 1 + int(np.argmin(validation))
    assert score.nats == pytest.approx(min(validation), abs=1e-5)
    assert score.note_count == len(trained.music.melodies[3]) - 1


def test_a_checkpoint_has_the_weights_that_were_judged_after_its_epoch_and_the_best_ones_are_kept(
    followed: Followed,
) -> None:
    held = [rows_of(followed.bundle.music.melodies[3], context_of(event_chart()))]
    scores = [next_note_score(TINY, checkpoint.weights, held).nats for checkpoint in followed.checkpoints]
    assert scores == pytest.approx([checkpoint.losses[-1].validation for checkpoint in followed.checkpoints], abs=1e-5)
    assert [checkpoint.optimizer for checkpoint in followed.checkpoints] == [()] * 8
    best = best_epoch(followed.bundle.losses)
    assert best < 8
    assert followed.kept[-1].weights is followed.checkpoints[best - 1].weights


def test_the_score_is_what_the_sampler_gives_note_by_note(trained: Bundle) -> None:
    """Of a line that is longer than what the network hears at a time."""
    line = event_line(9, 40 * 48)
    context = context_of(event_chart(40))
    rows = rows_of(line, context)
    assert len(rows.targets) > 130
    sampler = EventSampler(trained.weights, context, 1)
    nats, hits = np.zeros(2), np.zeros(2)
    for step, (ioi, interval, _, _) in enumerate(rows.targets):
        times = sampler.step([line[step]], [line[step - 1].duration_ticks if step else 0])[0]
        intervals = sampler.predict([line[step + 1].onset_tick]).intervals[0]
        for index, (logits, target) in enumerate(((times, ioi), (intervals, interval))):
            nats[index] += np.log(np.exp(logits).sum()) - logits[target]
            hits[index] += logits.argmax() == target
    score = next_note_score(TINY, trained.weights, [rows])

    assert (score.ioi_nats, score.interval_nats) == pytest.approx(nats / len(rows.targets), abs=1e-3)
    assert (score.ioi_accuracy, score.interval_accuracy) == pytest.approx(hits / len(rows.targets), abs=0.03)


def test_training_goes_on_from_the_best_epoch_and_stops_where_asked(trained: Bundle) -> None:
    seen: list[Bundle] = []
    request = event_request(epochs=20)

    def follow(_: EpochLoss, result: EpochResult) -> None:
        seen.append(result.bundle())

    resumed = train_events(SETTINGS, request, follow, lambda: len(seen) == 2, start=trained)
    fresh = train_events(SETTINGS, replace(request, epochs=1), ignore, never)

    assert [loss.epoch for loss in resumed.losses] == list(range(1, 11))
    assert resumed.losses[:8] == trained.losses
    assert resumed.losses[8].training < fresh.losses[0].training - 1
    assert [bundle.epochs for bundle in seen] == [9, 10]
    assert all(np.array_equal(a, b) for a, b in zip(seen[-1].weights, resumed.weights, strict=True))


def test_the_same_seed_trains_the_same_model_and_another_does_not() -> None:
    first, second, other = (
        train_events(SETTINGS, event_request(epochs=1, seed=seed), ignore, never) for seed in (1, 1, 2)
    )

    assert first.losses == second.losses != other.losses


def test_it_ends_where_the_held_out_loss_no_longer_falls() -> None:
    """With so large a step it soon knows by heart what it learns, and the validation loss rises."""
    settings = EventSettings(sizes=(replace(TINY, learning_rate=0.1, dropout=0.0, units=32),), patience=2)
    bundle = train_events(settings, event_request(epochs=40), ignore, never)

    resumed = train_events(settings, event_request(epochs=40), ignore, never, start=bundle)

    assert bundle.epochs == best_epoch(bundle.losses) + 2 < 40
    assert resumed.epochs >= bundle.epochs + 2
    assert len(resumed.optimizer) == len(bundle.optimizer) > 0


def test_without_anything_held_out_the_last_epoch_is_kept() -> None:
    bundle = train_events(SETTINGS, event_request(epochs=1, validation=()), ignore, never)

    resumed = train_events(SETTINGS, event_request(epochs=1, validation=()), ignore, never, start=bundle)

    assert bundle.losses[0].validation is None
    assert best_epoch(bundle.losses) == bundle.epochs == 1
    assert best_epoch(resumed.losses) == 2
    assert resumed.optimizer[0] == 2 * bundle.optimizer[0] > 0


def test_what_does_not_fit_together_is_refused() -> None:
    with pytest.raises(TrainingError, match="'course' and cannot be trained further by 'studio'"):
        train_events(SETTINGS, event_request(), ignore, never, start=random_bundle())
    with pytest.raises(CorpusError, match="No piece has two notes"):
        train_events(SETTINGS, replace(event_request(), music=EncodedEvents(melodies=((),) * 4)), ignore, never)


def test_a_corpus_gets_the_largest_network_it_has_the_notes_for() -> None:
    small, large = STUDIO_SETTINGS.sizes

    assert STUDIO_SETTINGS.size_for(1) == STUDIO_SETTINGS.size_for(large.least_notes - 1) == small
    assert STUDIO_SETTINGS.size_for(large.least_notes) == large
    assert small.units < large.units
