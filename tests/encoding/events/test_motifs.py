from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jazzcore.encoding.events.motifs import INTERVALS, IOI_WIDTH, IOIS, PITCH_WIDTH, REACH, MotifMemory

NOTES = st.lists(
    st.tuples(st.integers(1, 8), st.integers(50, 58), st.integers(0, 11), st.integers(0, 12)), min_size=1, max_size=40
)


def heard(*notes: tuple[int, int, int, int]) -> MotifMemory:
    """A memory of notes given by inter-onset class, pitch, tick in the beat and degree."""
    memory = MotifMemory()
    for note in notes:
        memory.update(*note)
    return memory


def melody(*pitches: int) -> MotifMemory:
    return heard(*((6, pitch, 0, 0) for pitch in pitches))


def pitch_row(memory: MotifMemory, degree: int = 0) -> dict[str, np.ndarray]:
    row = np.zeros(PITCH_WIDTH)
    memory.fill_pitch(row, degree)
    names = ["after 1", "after 2", "after 3", "over degree", "latest 8", "latest 6", "latest 4", "recent"]
    parts = np.split(row, INTERVALS * np.arange(1, 9))
    return dict(zip([*names, "classes"], parts, strict=True))


def ioi_row(memory: MotifMemory) -> dict[str, np.ndarray]:
    row = np.zeros(IOI_WIDTH)
    memory.fill_ioi(row)
    names = ["after 2", "after 3", "after place", "latest", "recent", "recent ticks"]
    return dict(zip(names, np.split(row, IOIS * np.arange(1, 6)), strict=True))


def test_what_followed_an_interval_before_is_expected_again() -> None:
    """Up a tone came twice: once a tone followed it, once a third down. The fewer times, the less is expected."""
    row = pitch_row(melody(60, 62, 64, 60, 62))

    expected = np.zeros(INTERVALS)
    expected[[REACH + 2, REACH - 4]] = 1 / 2.5
    assert np.allclose(row["after 1"], expected)
    assert not row["after 2"].any()


def test_a_motif_is_expected_to_go_on_as_it_did_the_last_time_in_any_key() -> None:
    """It went up a tone at first, then down a sixth."""
    motif = (60, 62, 65, 64, 67)
    row = pitch_row(melody(*motif, 69, *motif, 59, *(pitch + 5 for pitch in motif)))

    assert np.flatnonzero(row["latest 4"]).tolist() == [REACH - 8]
    assert not row["latest 6"].any() and not row["latest 8"].any()


def test_a_rhythm_is_expected_to_go_on_as_it_did_the_last_time() -> None:
    rhythm = (6, 3, 3, 12, 4, 4, 4, 6)
    row = ioi_row(heard(*((ioi, 60, 0, 0) for ioi in (0, *rhythm, *rhythm[:5]))))

    assert np.flatnonzero(row["latest"]).tolist() == [4]
    assert row["latest"][4] == 4 / 8


def test_recent_pitches_are_heard_from_the_last_one() -> None:
    """Three notes, each fading by a factor as the next is heard; 4 and 2 are what the rows are scaled by."""
    row = pitch_row(melody(60, 67, 72))
    whole = 1 + 0.97 + 0.97**2

    expected = np.zeros(INTERVALS)
    expected[[REACH, REACH - 5, REACH - 12]] = 4 * np.array([1, 0.97, 0.97**2]) / whole
    assert np.allclose(row["recent"], expected)
    assert np.flatnonzero(row["classes"]).tolist() == [0, 7]


def test_where_onsets_stand_in_the_beat_is_given_for_each_time_that_may_follow() -> None:
    """The last onset is on the first triplet eighth after the beat, so that a time of 8 leads to a beat again."""
    row = ioi_row(heard((0, 60, 0, 0), (4, 62, 4, 0)))

    assert row["recent ticks"][8] == row["recent ticks"][20] > 0
    assert row["recent ticks"][12] > row["recent ticks"][8]
    assert row["recent ticks"][4] == 0


@settings(max_examples=30, deadline=None)
@given(NOTES, st.integers(0, 12))
def test_shares_are_what_counting_the_whole_take_gives(notes: list[tuple[int, int, int, int]], degree: int) -> None:
    iois = [ioi for ioi, *_ in notes[1:]]
    pitches = [pitch for _, pitch, *_ in notes]
    intervals = [b - a for a, b in pairwise(pitches)]
    pitch, time = pitch_row(heard(*notes), degree), ioi_row(heard(*notes))

    def naive(symbols: list[int], length: int) -> Counter[int]:
        context = symbols[-length:]
        ends = range(length, len(symbols))
        return Counter(
            symbols[end] for end in ends if len(context) == length and symbols[end - length : end] == context
        )

    def shares(counted: Counter[int], size: int, offset: int) -> np.ndarray:
        row = np.zeros(size)
        for symbol, count in counted.items():
            row[symbol + offset] = count / (counted.total() + 0.5)
        return row

    for length in (1, 2, 3):
        assert np.allclose(pitch[f"after {length}"], shares(naive(intervals, length), INTERVALS, REACH))
    for length in (2, 3):
        assert np.allclose(time[f"after {length}"], shares(naive(iois, length), IOIS, 0))
    over = Counter(i for i, (_, _, _, at) in zip(intervals, notes[1:], strict=True) if at == degree)
    assert np.allclose(pitch["over degree"], shares(over, INTERVALS, REACH))
    places = [(tick, ioi) for ioi, _, tick, _ in notes]
    after = Counter(ioi for place, ioi in zip(places[1:-1], iois[1:], strict=False) if place == places[-1])
    if len(notes) > 1 and places[0][0] != places[-1][0]:
        assert np.allclose(time["after place"], shares(after, IOIS, 0))


def test_a_memory_of_nothing_expects_nothing() -> None:
    assert not any(part.any() for part in pitch_row(MotifMemory()).values())
    assert not ioi_row(melody(60))["after 2"].any()
