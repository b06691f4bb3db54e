import pytest

from benchmarks.material import shipped_bundle
from jazzcore.evaluation.learning import (
    STILL_EPOCHS,
    copying_epoch,
    copying_findings,
    training_findings,
    turning_epoch,
    vocabulary_findings,
)
from jazzcore.models.bundle import EpochLoss
from jazzcore.models.settings import COURSE_SETTINGS


def epochs(training: list[float], validation: list[float] | None = None) -> tuple[EpochLoss, ...]:
    held = validation or [None] * len(training)
    return tuple(EpochLoss(n, t, h) for n, (t, h) in enumerate(zip(training, held, strict=True), start=1))


FALLING = [100.0 / n for n in range(1, 41)]


def test_nothing_is_said_of_a_run_that_goes_well() -> None:
    assert training_findings((), 1) == ()
    assert training_findings(epochs(FALLING, FALLING), 1) == ()
    assert training_findings(epochs(FALLING), 1) == ()
    shipped = shipped_bundle()
    assert training_findings(shipped.losses, COURSE_SETTINGS.windows.length - 1) == ()


def test_learning_by_heart_is_seen_in_the_music_held_out() -> None:
    turned = [5.0, 4.0, 3.5, 3.6, 3.7, 3.8, 3.9, 4.0]
    assert training_findings(epochs(FALLING[:8], turned), 1) == (
        "It is learning by heart: the loss on music held out was lowest after epoch 3, 5 epochs ago, and rises since; "
        "stop, or train again with 3 epochs.",
    )
    assert training_findings(epochs(FALLING[:7], turned[:7]), 1) == ()


def test_a_held_out_loss_that_wavers_has_not_turned() -> None:
    wavering = [5.0, 4.0, 3.5, 3.51, 3.52, 3.51, 3.53, 3.52, 3.51]
    assert training_findings(epochs(FALLING[:9], wavering), 1) == ()


@pytest.mark.parametrize(("values", "told"), [(29, True), (10, False)])
def test_without_music_held_out_a_low_loss_a_value_tells(values: int, told: bool) -> None:
    """A window's loss of 8.7 nats is 0.3 a value over 29 values."""
    found = training_findings(epochs([80.0, 40.0, 8.7]), values)
    assert found == (
        (
            "It knows the music by heart: the next value costs it only 0.3 nats, so takes will quote what it learnt "
            "from; train fewer epochs, or on more music.",
        )
        if told
        else ()
    )


def test_with_music_held_out_a_low_loss_is_no_fault() -> None:
    assert training_findings(epochs([80.0, 40.0, 8.7], [81.0, 42.0, 9.0]), 29) == ()


@pytest.mark.parametrize(("still", "told"), [(STILL_EPOCHS, True), (STILL_EPOCHS - 1, False)])
def test_a_loss_that_stands_still_is_reported(still: int, told: bool) -> None:
    found = training_findings(epochs([90.0, 80.0, *[79.5] * still]), 1)
    assert found == (
        ("The loss has not fallen for 15 epochs; stop here, or train again with another seed.",) if told else ()
    )


def test_the_first_epochs_may_stand_still() -> None:
    assert training_findings(epochs([80.0] * STILL_EPOCHS), 1) == ()


def test_values_that_training_never_meets_are_reported() -> None:
    learnt, held = ["abc", "bcd"], ["abcd", "abxy"]
    assert vocabulary_findings(learnt, held) == (
        "25 % of the values held out never come in the music learnt from, so no model can tell them; "
        "learn from more music.",
    )
    assert vocabulary_findings(learnt, ["a" * 10 + "x"]) == ()
    assert vocabulary_findings(learnt, []) == ()


def test_a_held_out_loss_turns_up_at_its_lowest_epoch() -> None:
    turned = [5.0, 4.0, 3.5, 3.6, 3.7, 3.8, 3.9, 4.0]
    assert turning_epoch(epochs(FALLING[:8], turned)) == 3
    assert turning_epoch(epochs(FALLING[:7], turned[:7])) is None
    assert turning_epoch(epochs(FALLING, FALLING)) is None
    assert turning_epoch(epochs(FALLING)) is None
    assert turning_epoch(()) is None


@pytest.mark.parametrize(
    ("longest_runs", "begins"),
    [
        ({}, None),
        ({1: 4, 2: 10, 64: 11, 100: 30}, 64),
        ({100: 30, 64: 11, 2: 10}, 64),
        ({1: 4, 2: 12, 64: 9, 100: 11}, 100),
        ({1: 4, 2: 12, 64: 12, 100: 10}, None),
        ({1: 11, 2: 12}, 1),
    ],
)
def test_copying_begins_where_it_ends_no_more(longest_runs: dict[int, int], begins: int | None) -> None:
    assert copying_epoch(longest_runs) == begins
    assert len(copying_findings(longest_runs)) == (begins is not None)


def test_copying_is_reported_with_its_epoch_and_its_limit() -> None:
    assert copying_findings({32: 5, 64: 12}) == (
        "From epoch 64 on it copies more than 10 notes in a row from the music it learnt; keep an earlier epoch, or "
        "train on more music.",
    )
