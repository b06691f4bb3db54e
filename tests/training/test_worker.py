"""The worker: its events, its checkpoints and its end, in this process with a fake trainer, and as a process."""

import io
import json
import os
import queue
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from jazzcore.errors import TrainingError
from jazzcore.models.bundle import Bundle
from jazzcore.models.request import EpochResult, OnEpoch, TrainingRequest
from jazzcore.models.store import save_bundle
from jazzcore.recipes.table import load_bundle
from jazzcore.training.protocol import (
    CheckpointSaved,
    EpochEnded,
    Event,
    Failed,
    Finished,
    Order,
    Saved,
    Started,
    event_from_line,
    order_to_line,
)
from jazzcore.training.worker import Train, run
from tests.training.studio_fakes import PATIENCE_SEC, Conductor, bundle_of, loss_of, request_for, trainer, wait_until


class Commands:
    """What a test tells a worker in its own process, line by line, until the test is over."""

    def __init__(self) -> None:
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines.get, None)

    def say(self, line: str) -> None:
        self._lines.put(line)

    def end(self) -> None:
        self._lines.put(None)


@pytest.fixture
def commands() -> Iterator[Commands]:
    said = Commands()
    yield said
    said.end()


def order(request: TrainingRequest, folder: Path, train_on: Path | None = None) -> Order:
    """An order whose checkpoints go beside its bundle."""
    return Order(request, folder, folder.with_name("checkpoints"), train_on)


def learn(_epoch: int, _should_stop: Callable[[], bool]) -> None:
    """Let an epoch happen."""


def run_here(commands: Commands, order: Order, train: Train, clock: Callable[[], float] = lambda: 0.0) -> list[Event]:
    commands.say(order_to_line(order))
    return run_lines(iter(commands), train, clock)


def run_lines(lines: Iterator[str], train: Train, clock: Callable[[], float] = lambda: 0.0) -> list[Event]:
    written = io.BytesIO()
    succeeded = run(lines, written, train, clock)
    events = [event_from_line(line) for line in written.getvalue().decode().splitlines()]
    assert succeeded != isinstance(events[-1], Failed)
    return events


def saved_epochs(events: list[Event]) -> list[int]:
    return [event.epoch for event in events if isinstance(event, Saved)]


def checkpoints(events: list[Event]) -> list[int]:
    return [event.epoch for event in events if isinstance(event, CheckpointSaved)]


def test_it_tells_of_every_epoch_and_saves_first_and_last(commands: Commands, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    events = run_here(commands, order(request_for(3), folder), trainer(learn))
    assert events == [
        Started(),
        EpochEnded(loss_of(1)),
        Saved(1),
        CheckpointSaved(1),
        EpochEnded(loss_of(2)),
        CheckpointSaved(2),
        EpochEnded(loss_of(3)),
        CheckpointSaved(3),
        Saved(3),
        Finished(stopped=False),
    ]
    assert load_bundle(folder).losses == (loss_of(1), loss_of(2), loss_of(3))


def test_ever_fewer_epochs_are_checkpoints_and_the_last_one_always_is(commands: Commands, tmp_path: Path) -> None:
    events = run_here(commands, order(request_for(100), tmp_path / "bundle"), trainer(learn))
    assert checkpoints(events) == [1, 2, 3, 5, 8, 13, 22, 36, 60, 100]
    assert sorted(int(folder.name) for folder in (tmp_path / "checkpoints").iterdir()) == checkpoints(events)
    assert load_bundle(tmp_path / "checkpoints" / "8").losses == tuple(loss_of(epoch) for epoch in range(1, 9))


def test_a_run_that_ends_early_has_its_last_epoch_among_its_checkpoints(commands: Commands, tmp_path: Path) -> None:
    def ends_after_seven(
        request: TrainingRequest, on_epoch: OnEpoch, should_stop: Callable[[], bool], start: Bundle | None = None
    ) -> Bundle:
        return trainer(learn)(replace(request, epochs=7), on_epoch, should_stop, start)

    events = run_here(commands, order(request_for(100), tmp_path / "bundle"), ends_after_seven)
    assert checkpoints(events) == [1, 2, 3, 5, 7]
    assert load_bundle(tmp_path / "checkpoints" / "7").epochs == 7


def test_a_checkpoint_is_of_its_epoch_where_the_bundle_keeps_another(commands: Commands, tmp_path: Path) -> None:
    def keeps_the_first(
        request: TrainingRequest, on_epoch: OnEpoch, _should_stop: Callable[[], bool], _start: Bundle | None = None
    ) -> Bundle:
        models = [bundle_of(request, tuple(map(loss_of, range(1, epoch + 1)))) for epoch in (1, 2, 3)]
        saved = [replace(model, weights=models[0].weights) for model in models]
        for model, best in zip(models, saved, strict=True):
            on_epoch(model.losses[-1], EpochResult(lambda best=best: best, lambda model=model: model))
        return saved[-1]

    run_here(commands, order(request_for(3), tmp_path / "bundle"), keeps_the_first)
    weights = [load_bundle(tmp_path / "checkpoints" / epoch).weights[0][0, 0] for epoch in "123"]
    assert (weights, load_bundle(tmp_path / "bundle").weights[0][0, 0]) == ([1, 2, 3], 1)


def test_saved_bundles_are_a_second_apart(commands: Commands, tmp_path: Path) -> None:
    now_sec = [0.0]

    def take_time(_epoch: int, _should_stop: Callable[[], bool]) -> None:
        now_sec[0] += 0.4

    given = order(request_for(8), tmp_path / "bundle")
    assert saved_epochs(run_here(commands, given, trainer(take_time), lambda: now_sec[0])) == [1, 4, 7, 8]


def test_training_on_tells_the_losses_before_and_leaves_the_old_bundle(commands: Commands, tmp_path: Path) -> None:
    before, folder = tmp_path / "before", tmp_path / "bundle"
    save_bundle(bundle_of(request_for(2), (loss_of(1), loss_of(2))), before)
    events = run_here(commands, order(request_for(1), folder, before), trainer(learn))
    assert [event for event in events if not isinstance(event, CheckpointSaved)] == [
        Started((loss_of(1), loss_of(2))),
        EpochEnded(loss_of(3)),
        Saved(3),
        Saved(3),
        Finished(stopped=False),
    ]
    assert checkpoints(events) == [3]
    assert load_bundle(folder).epochs == 3
    assert load_bundle(before).epochs == 2


@pytest.mark.parametrize("ending", [lambda commands: commands.say("stop"), Commands.end])
def test_stop_or_the_end_of_its_input_ends_it_after_the_epoch(
    ending: Callable[[Commands], None], commands: Commands, tmp_path: Path
) -> None:
    def end_during_the_second(epoch: int, should_stop: Callable[[], bool]) -> None:
        if epoch == 2:
            assert not should_stop()
            ending(commands)
            wait_until(should_stop)

    folder = tmp_path / "bundle"
    events = run_here(commands, order(request_for(100), folder), trainer(end_during_the_second))
    assert events[-4:] == [EpochEnded(loss_of(2)), CheckpointSaved(2), Saved(2), Finished(stopped=True)]
    assert load_bundle(folder).epochs == 2


def test_a_trainer_that_ends_early_by_itself_was_not_stopped(commands: Commands, tmp_path: Path) -> None:
    """As the studio's does, where the validation loss no longer falls."""

    def ends_after_two(
        request: TrainingRequest, on_epoch: OnEpoch, should_stop: Callable[[], bool], start: Bundle | None = None
    ) -> Bundle:
        return trainer(learn)(replace(request, epochs=2), on_epoch, should_stop, start)

    events = run_here(commands, order(request_for(9), tmp_path / "bundle"), ends_after_two)
    assert events[-2:] == [Saved(2), Finished(stopped=False)]


def test_other_lines_do_not_stop_it(commands: Commands, tmp_path: Path) -> None:
    commands.say(order_to_line(order(request_for(2), tmp_path / "bundle")))
    commands.say("go on")
    events = run_lines(iter(commands), trainer(learn))
    assert events[-1] == Finished(stopped=False)


def test_a_run_without_an_epoch_saves_nothing(commands: Commands, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    events = run_here(commands, order(request_for(0), folder), trainer(learn))
    assert events == [Started(), Finished(stopped=False)]
    assert not folder.exists()


@pytest.mark.parametrize("line", ["tea, please", "{}", ""])
def test_a_broken_order_fails_with_a_sentence(line: str) -> None:
    [event] = run_lines(iter([line]), trainer(learn))
    assert isinstance(event, Failed)
    assert "is not an order; start the training from the page." in event.message


def test_no_order_at_all_fails_with_a_sentence() -> None:
    [event] = run_lines(iter(()), trainer(learn))
    assert isinstance(event, Failed)


def test_a_bundle_to_train_on_that_is_gone_fails_with_a_sentence(commands: Commands, tmp_path: Path) -> None:
    [event] = run_here(commands, order(request_for(1), tmp_path / "bundle", tmp_path / "gone"), trainer(learn))
    assert isinstance(event, Failed)
    assert event.message.startswith("gone ")


def test_a_trainer_that_refuses_fails_with_its_sentence(commands: Commands, tmp_path: Path) -> None:
    def refuse(_epoch: int, _should_stop: Callable[[], bool]) -> None:
        raise TrainingError("The loss is not a number any more; lower the learning rate.")

    events = run_here(commands, order(request_for(1), tmp_path / "bundle"), trainer(refuse))
    assert events == [Started(), Failed("The loss is not a number any more; lower the learning rate.")]


def test_a_folder_that_cannot_be_written_fails_with_a_sentence(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    events = run_here(commands, order(request_for(1), tmp_path / "file" / "bundle"), trainer(learn))
    assert isinstance(events[-1], Failed)
    assert events[-1].message.startswith("The model could not be read or saved: ")
    assert str(tmp_path / "file") in events[-1].message


def test_nobody_reading_ends_it_and_keeps_what_was_learnt(commands: Commands, tmp_path: Path) -> None:
    class ClosedAfterTheFirstEpoch(io.BytesIO):
        def flush(self) -> None:
            if b'"epochended"' in self.getvalue():
                raise BrokenPipeError

    commands.say(order_to_line(order(request_for(100), tmp_path / "bundle")))
    assert run(iter(commands), ClosedAfterTheFirstEpoch(), trainer(learn))
    assert load_bundle(tmp_path / "bundle").epochs == 1


@pytest.fixture
def process(conductor: Conductor) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process with a fake trainer."""
    with subprocess.Popen(
        conductor.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as popen:
        yield popen
        popen.kill()


def pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
    assert process.stdin
    assert process.stdout
    assert process.stderr
    return process.stdin, process.stdout, process.stderr


def begin(process: subprocess.Popen[bytes], order: Order) -> None:
    stdin, _, _ = pipes(process)
    stdin.write(order_to_line(order).encode() + b"\n")
    stdin.flush()


def events_until(stdout: IO[bytes], last: Event) -> list[Event]:
    events = []
    for line in stdout:
        events.append(event_from_line(line.decode()))
        if events[-1] == last:
            return events
    raise AssertionError(f"{last} never came, but {events}")


def test_its_output_holds_json_alone_whatever_the_trainer_prints(
    process: subprocess.Popen[bytes], conductor: Conductor, tmp_path: Path
) -> None:
    _, stdout, stderr = pipes(process)
    begin(process, order(request_for(3), tmp_path / "bundle"))
    conductor.tell("print", "print", "print")
    lines = list(stdout)
    assert [json.loads(line)["event"] for line in lines][-1] == "finished"
    assert process.wait(PATIENCE_SEC) == 0
    prints = stderr.read()
    assert prints.count(b"a print of Python's") == prints.count(b"a print of C's") == 3


def test_the_death_of_the_page_ends_it_and_keeps_what_was_learnt(
    process: subprocess.Popen[bytes], conductor: Conductor, tmp_path: Path
) -> None:
    stdin, stdout, stderr = pipes(process)
    begin(process, order(request_for(100), tmp_path / "bundle"))
    conductor.tell("learn", "learn")
    events_until(stdout, EpochEnded(loss_of(2)))
    stdin.close()
    stdout.close()
    conductor.tell("be stopped")
    assert process.wait(PATIENCE_SEC) == 0
    assert load_bundle(tmp_path / "bundle").epochs in {2, 3}
    assert stderr.read() == b""


def test_it_exits_while_its_input_is_still_open(
    process: subprocess.Popen[bytes], conductor: Conductor, tmp_path: Path
) -> None:
    _, _, stderr = pipes(process)
    begin(process, order(request_for(1), tmp_path / "bundle"))
    conductor.tell("learn")
    assert process.wait(PATIENCE_SEC) == 0
    assert stderr.read() == b""


def test_an_order_and_stop_in_one_breath_are_both_heard(
    process: subprocess.Popen[bytes], conductor: Conductor, tmp_path: Path
) -> None:
    stdin, stdout, _ = pipes(process)
    given = order_to_line(order(request_for(100), tmp_path / "bundle")).encode()
    stdin.write(given + b"\nstop\n")
    stdin.flush()
    conductor.tell("be stopped")
    assert events_until(stdout, Finished(stopped=True))


def test_a_kill_leaves_the_last_checkpoint(
    process: subprocess.Popen[bytes], conductor: Conductor, tmp_path: Path
) -> None:
    _, stdout, _ = pipes(process)
    begin(process, order(request_for(100), tmp_path / "bundle"))
    conductor.tell("learn")
    events_until(stdout, CheckpointSaved(1))
    process.kill()
    process.wait(PATIENCE_SEC)
    assert load_bundle(tmp_path / "bundle").losses == (loss_of(1),)
    assert load_bundle(tmp_path / "checkpoints" / "1").losses == (loss_of(1),)


def test_the_worker_itself_answers_a_broken_order(project: Path) -> None:
    command = [sys.executable, "-m", "jazzcore.training.worker"]
    answer = subprocess.run(command, cwd=project, input=b"tea\n", capture_output=True, check=False)
    assert answer.returncode == 1
    assert isinstance(event_from_line(answer.stdout.decode()), Failed)
    assert answer.stderr == b""


@pytest.mark.slow
def test_of_forty_kills_in_the_middle_of_a_save_none_loses_what_was_acknowledged(tmp_path: Path, project: Path) -> None:
    saves = [sys.executable, str(Path(__file__).with_name("killed_saves.py")), str(tmp_path), "40"]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    told = subprocess.run(saves, env=environment, capture_output=True, check=True, text=True).stdout
    outcomes = [json.loads(line) for line in told.splitlines()]
    assert len(outcomes) == 40
    assert all(acknowledged <= found <= acknowledged + 1 for acknowledged, found in outcomes)
    assert {found - acknowledged for acknowledged, found in outcomes} == {0, 1}
