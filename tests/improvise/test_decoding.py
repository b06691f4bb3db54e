import numpy as np
import pytest

from jazzcore.encoding.events.events import Event
from jazzcore.encoding.events.harmonic_context import context_of
from jazzcore.improvise.decoding import NOT_YET, Stretch, continue_melodies
from jazzcore.improvise.form import SoloChoice
from jazzcore.models.choosing import Choice
from jazzcore.music.instruments import SOLO_INSTRUMENTS
from tests.models.event_bundles import TINY_STUDIO, event_chart, random_event_bundle

BUNDLE = random_event_bundle(recipe=TINY_STUDIO)
CONTEXT = context_of(event_chart(4))
CHOICE = SoloChoice(Choice(1.0), Choice(1.0), SOLO_INSTRUMENTS[0])
BEGINNING = (Event(0, 6, 60, 80), Event(6, 12, 62, 80))


@pytest.mark.parametrize("begin", [18, 40, 130])
def test_new_notes_begin_inside_the_stretch_and_what_was_heard_stays(begin: int) -> None:
    """The last note sounds until 18."""
    for seed in range(5):
        stretch = Stretch(CONTEXT, begin, 160)
        played = continue_melodies(BUNDLE.weights, [BEGINNING] * 3, stretch, CHOICE, np.random.default_rng(seed))
        assert all(each.melody[:2] == BEGINNING for each in played)
        assert all(begin <= event.onset_tick < 160 for each in played for event in each.melody[2:])


def test_a_last_note_without_a_duration_gets_one_and_counts() -> None:
    opening = (Event(0, NOT_YET, 60, 80),)
    (played,) = continue_melodies(
        BUNDLE.weights, [opening], Stretch(CONTEXT, 0, 192, note_count=5), CHOICE, np.random.default_rng(1)
    )

    assert len(played.melody) == 5
    assert all(event.duration_ticks >= 1 for event in played.melody)


def test_what_follows_is_weighed_by_its_time_and_interval() -> None:
    """Of candidates without chance the same, a following note that the network expects costs fewer nats."""
    sure = SoloChoice(Choice(0.0), Choice(0.0), SOLO_INSTRUMENTS[0])

    def nats(following: Event | None) -> float:
        stretch = Stretch(CONTEXT, 18, 60, following=following)
        return continue_melodies(BUNDLE.weights, [BEGINNING], stretch, sure, np.random.default_rng(0))[0].following_nats

    costs = {pitch: nats(Event(66, 6, pitch, 80)) for pitch in range(40, 80)}
    assert nats(None) == 0.0
    assert min(costs.values()) > 0
    assert np.log(sum(np.exp(-cost) for cost in costs.values())) < 0
    assert len(set(costs.values())) == len(costs)
