"""`corpus` and `train`, as they are typed."""

import json
from pathlib import Path

import pytest

from jazzcore.cli import train
from jazzcore.cli.reading import read_corpus
from jazzcore.corpus.etudes import ABC_FOLDER, MIDI_FOLDER
from jazzcore.library.studio import Studio
from jazzcore.models.bundle import EpochLoss
from jazzcore.models.request import TrainingRequest
from jazzcore.training.views import JobState, JobView
from tests.cli.command_runs import run
from tests.cli.processes import press_ctrl_c, started

MIDI = sorted(MIDI_FOLDER.glob("*.mid"))
ABC = sorted(ABC_FOLDER.glob("*.abc"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two etudes, one of them twice, and a file that is none."""
    music = tmp_path / "my tunes"
    music.mkdir()
    for name, source in (("a.mid", MIDI[0]), ("again.mid", MIDI[0]), ("b.mid", MIDI[1])):
        (music / name).write_bytes(source.read_bytes())
    (music / "c.mid").write_text("no music")
    return music


def test_corpus_says_what_it_understood_of_a_folder(folder: Path) -> None:
    result = run("corpus", folder)

    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert [line for line in lines if not line.startswith(" ")] == [
        "a: 165 notes, 24 bars, F major, 132 bpm",
        *[line for line in lines if line.startswith("b: ")],
        lines[-1],
    ]
    assert lines[-1].startswith("2 pieces, ")
    assert "  from a.mid, melody " in result.stdout
    assert result.stderr.splitlines() == [
        "c.mid is not a MIDI file; choose a file that ends in .mid.",
        "1 of 3 pieces are there more than once and count once.",
    ]


def test_corpus_says_the_same_in_json(folder: Path) -> None:
    document = json.loads(run("corpus", folder, "--json").stdout)

    first, second = document["pieces"]
    assert (document["name"], document["bars"], document["notes"]) == ("my tunes", 24 + second["bars"], 165 + 168)
    assert (first["title"], first["key"], first["tempo_bpm"]) == ("a", "F major", 132)
    assert first["source"].startswith("a.mid, melody ")
    assert document["digest"] == read_corpus([folder], print).digest


@pytest.mark.parametrize("command", ["corpus", "train"])
def test_a_folder_without_music_is_one_sentence_and_exit_code_1(tmp_path: Path, command: str) -> None:
    result = run(command, tmp_path)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == (
        "Error: There is nothing to learn from; name files with a melody, or a folder of them."
    )


@pytest.mark.parametrize(
    "words", [["corpus"], ["train", "x.mid", "--recipe", "jazz"], ["train", "x.mid", "--epochs", "0"]]
)
def test_a_command_written_wrongly_has_exit_code_2(words: list[str]) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.tensorflow
def test_train_keeps_a_model_that_stands_in_the_library(folder: Path, home: Path, tmp_path: Path) -> None:
    result = run("train", folder, "--epochs", 2, "--seed", 7)

    assert result.exit_code == 0, result.stderr
    studio = Studio(home, tmp_path / "no shipped ones")
    assert [entry.bundle_id for entry in studio.models.list()] == [result.stdout.strip()]
    bundle = studio.models.open(result.stdout.strip())
    assert (bundle.corpus_name, bundle.seed, bundle.epochs) == ("my tunes", 7, 2)
    assert studio.corpora.open(bundle.corpus_digest).note_count == 165 + 168
    assert result.stderr.endswith("Trained to epoch 2.\n")


def test_train_gives_programs_the_run_in_json(folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    losses = (EpochLoss(1, 5.0, 6.0), EpochLoss(2, 4.0))
    ended = JobView("job", "my tunes", JobState.STOPPED, 0, 2, 9, losses, bundle_id="new")
    asked: list[TrainingRequest] = []

    def train_to_the_end(request: TrainingRequest, studio: Studio) -> JobView:
        asked.append(request)
        return ended

    monkeypatch.setattr(train, "train_to_the_end", train_to_the_end)

    result = run("train", folder, "--recipe", "studio", "--epochs", 9, "--seed", 3, "--json")

    assert json.loads(result.stdout) == {
        "model": "new",
        "recipe": "studio",
        "corpus": "my tunes",
        "corpus_digest": asked[0].corpus_digest,
        "seed": 3,
        "state": "stopped",
        "epochs": 2,
        "losses": [
            {"epoch": 1, "training": 5.0, "held_out": 6.0},
            {"epoch": 2, "training": 4.0, "held_out": None},
        ],
    }
    assert (asked[0].epochs, asked[0].seed) == (9, 3)
    assert Studio(home).corpora.open(asked[0].corpus_digest).name == "my tunes"


@pytest.mark.tensorflow
@pytest.mark.parametrize("in_background", [False, True], ids=["in a terminal", "as a shell's background job"])
def test_ctrl_c_keeps_what_was_learnt(home: Path, in_background: bool) -> None:
    """Also where whoever started it ignores SIGINT, as a shell does for its background jobs."""
    with started("train", *ABC[:4], "--epochs", 1000, in_background=in_background) as process:
        assert process.stderr
        assert process.stdout
        assert process.stderr.readline().startswith("Training")
        press_ctrl_c(process)
        said = process.stderr.read()
        bundle_id = process.stdout.read().strip()
        assert process.wait() == 0, said

    epochs = Studio(home).models.summary(bundle_id).epochs
    assert 1 <= epochs < 1000
    assert said.endswith(f"Stopped after epoch {epochs}; what was learnt is saved.\n")
