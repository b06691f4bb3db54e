"""The assignment's own functions: shapes, parameters, and the same numbers as our own network and sampler."""

import io
import runpy
import wave
from dataclasses import replace
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path

import keras
import numpy as np
import pretty_midi
import pytest

from jazzcore import course
from jazzcore.band.accompany import arrange_sheet
from jazzcore.encoding.values.windows import NO_VALUE, one_hot
from jazzcore.errors import CorpusError
from jazzcore.models.choosing import Choice
from jazzcore.models.settings import COURSE_SETTINGS
from jazzcore.models.values.network import Network
from jazzcore.models.values.sampler import Sampler, sample
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note
from jazzcore.render.midi import midi_bytes

pytestmark = pytest.mark.tensorflow

VALUES = 20
UNITS = 8
STEPS = 6
SMALL = replace(COURSE_SETTINGS, lstm_units=(UNITS,))


class Layers:
    """The layers that the assignment's models share."""

    def __init__(self, value_count: int, units: int) -> None:
        self.cell = keras.layers.LSTM(units, return_state=True)
        self.densor = keras.layers.Dense(value_count, activation="softmax")
        self.reshaper = keras.layers.Reshape((1, value_count))

    def training_model(self, steps: int) -> course.Model:
        return course.djmodel(steps, self.cell, self.densor, self.reshaper)

    @property
    def weights(self) -> tuple[np.ndarray, ...]:
        return tuple(variable.numpy() for variable in (*self.cell.weights, *self.densor.weights))


def zeros(value_count: int, units: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return np.zeros((1, 1, value_count)), np.zeros((1, units)), np.zeros((1, units))


@pytest.fixture(scope="module")
def layers() -> Layers:
    """Small layers with weights large enough for decided choices."""
    made = Layers(VALUES, UNITS)
    made.training_model(1)
    rng = np.random.default_rng(3)
    for variable in (*made.cell.weights, *made.densor.weights):
        variable.assign(rng.normal(0.0, 3.0 if len(variable.shape) == 2 else 0.1, variable.shape))
    return made


@pytest.fixture(scope="module")
def model(layers: Layers) -> course.Model:
    return layers.training_model(STEPS)


@pytest.fixture(scope="module")
def inference_model(layers: Layers) -> course.Model:
    return course.music_inference_model(layers.cell, layers.densor, Ty=12)


@pytest.mark.parametrize(("value_count", "parameters"), [(90, 45_530), (78, 41_678)])
def test_the_assignments_parameter_counts(value_count: int, parameters: int) -> None:
    layers = Layers(value_count, 64)
    assert layers.training_model(2).count_params() == parameters
    assert layers.densor.count_params() == parameters - layers.cell.count_params()
    if value_count == 90:
        assert (layers.cell.count_params(), layers.densor.count_params()) == (39_680, 5_850)


def test_the_shapes_of_both_models(model: course.Model, inference_model: course.Model) -> None:
    states = [(None, UNITS), (None, UNITS)]
    assert [tensor.shape for tensor in model.inputs] == [(None, STEPS, VALUES), *states]
    assert [tensor.shape for tensor in model.outputs] == [(None, VALUES)] * STEPS
    assert [tensor.shape for tensor in inference_model.inputs] == [(None, 1, VALUES), *states]
    assert [tensor.shape for tensor in inference_model.outputs] == [(None, VALUES)] * 12


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # how Keras 3.15 reads variables
def test_the_models_survive_saving(model: course.Model, inference_model: course.Model, tmp_path: Path) -> None:
    x = one_hot(np.random.default_rng(1).integers(VALUES, size=(1, STEPS)).astype(np.int32), VALUES)
    first, a, c = zeros(VALUES, UNITS)
    for kept, inputs in ((model, [x, a, c]), (inference_model, [first, a, c])):
        kept.save(tmp_path / "model.keras")
        again = keras.saving.load_model(tmp_path / "model.keras")
        np.testing.assert_array_equal(np.stack(again(inputs)), np.stack(kept(inputs)))


def test_djmodel_and_our_network_agree(layers: Layers, model: course.Model) -> None:
    ids = np.random.default_rng(2).integers(VALUES, size=(5, STEPS)).astype(np.int32)
    ids[:, 0] = NO_VALUE
    logits = Network(layers.weights).logits(ids)
    start = np.zeros((5, UNITS))
    distributions = np.stack(model([one_hot(ids, VALUES), start, start]))
    np.testing.assert_allclose(keras.ops.softmax(logits), distributions, atol=1e-5)


def test_the_inference_model_and_the_sampler_choose_the_same_values(
    layers: Layers, inference_model: course.Model
) -> None:
    played = list(islice(sample(Sampler(layers.weights), Choice(0.0), np.random.default_rng()), 12))
    _, indices = course.predict_and_sample(inference_model, *zeros(VALUES, UNITS))
    assert indices[:, 0].tolist() == played
    assert len(set(played)) > 1


@pytest.mark.parametrize("length", [1, 4])
def test_predict_and_sample_gives_one_hot_rows_and_their_indices(layers: Layers, length: int) -> None:
    inference_model = course.music_inference_model(layers.cell, layers.densor, length)
    results, indices = course.predict_and_sample(inference_model, *zeros(VALUES, UNITS))
    assert (results.shape, indices.shape) == ((length, VALUES), (length, 1))
    assert np.array_equal(results, np.eye(VALUES)[indices[:, 0]])


def test_adam_takes_the_notebooks_words() -> None:
    decaying, steady = course.Adam(lr=0.01, beta_1=0.8, beta_2=0.99, decay=0.5), course.Adam(learning_rate=0.2)
    assert float(decaying.learning_rate) == pytest.approx(0.01)
    for optimizer, rate in ((decaying, 0.005), (steady, 0.2)):
        optimizer.iterations.assign(2)
        assert float(optimizer.learning_rate) == pytest.approx(rate)
    assert (decaying.beta_1, decaying.beta_2) == (0.8, 0.99)


def test_the_checks_tell_a_model_of_the_assignment_from_another(capsys: pytest.CaptureFixture[str]) -> None:
    layers = Layers(90, 64)
    course.comparator(course.summary(layers.training_model(30)), course.djmodel_out)
    inference_model = course.music_inference_model(layers.cell, layers.densor, 50)
    course.comparator(course.summary(inference_model), course.music_inference_model_out)
    assert len(capsys.readouterr().out.splitlines()) == 2
    with pytest.raises(AssertionError, match="look at what differs"):
        course.comparator(course.summary(layers.training_model(29)), course.djmodel_out)


def test_the_course_file_gives_the_assignments_shapes(shared: Path) -> None:
    file = shared / "data" / "original_metheny.mid"
    x, y, value_count, indices_values, chords = course.load_music_utils(str(file))
    assert (x.shape, y.shape, value_count, len(chords)) == ((60, 30, 90), (30, 60, 90), 90, 19)
    assert list(indices_values) == list(range(90))
    assert list(indices_values.values()) == sorted(set(indices_values.values()))
    assert not x[:, 0].any()
    assert not y[-1].any()
    assert np.array_equal(y[:-1], x[:, 1:].swapaxes(0, 1))
    assert (x[:, 1:].sum(axis=-1) == 1).all()
    assert np.array_equal(x, course.load_music_utils(file)[0])
    assert not np.array_equal(x, course.load_music_utils(file, seed=1)[0])


def test_a_file_that_is_no_midi_is_named(tmp_path: Path) -> None:
    file = tmp_path / "letter.mid"
    file.write_bytes(b"Dear Pat,")
    with pytest.raises(CorpusError, match=r"letter\.mid"):
        course.load_music_utils(file)


def chart(symbols: str, meter: Meter) -> LeadSheet:
    bars = bars_of(meter, len(symbols.split()))
    return LeadSheet(
        title="Chart",
        melody=(),
        chords=tuple(
            ChordEvent(bar.onset_quarter, chord_of(symbol)) for bar, symbol in zip(bars, symbols.split(), strict=True)
        ),
        bars=bars,
        tempo_bpm=100.0,
        source="test",
    )


def test_the_chords_are_a_head_and_an_entry_a_bar() -> None:
    sheet = chart("Dm7 G7 C", Meter(3, 4))
    chords = course.ChordBars(replace(sheet, chords=(sheet.chords[0], *sheet.chords[2:])))
    assert len(chords) == 4
    assert [[event.chord.symbol for event in bar] for bar in chords] == [[], ["Dm7"], [], ["C"]]
    assert chords[-1] == chords[3]


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a notebook would run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


SPANS = ("<M3,d-3>", "<P4,m-2>", "<M2,d-4>", "<m6,M2>")
LENGTHS = ("0.250", "0.333", "0.500", "0.750", "1.000")
VOCABULARY = {
    index: f"C,{length},{span}" for index, (length, span) in enumerate((a, b) for a in LENGTHS for b in SPANS)
}


def test_generated_music_plays_every_value_once_over_the_bars_in_turn(
    inference_model: course.Model, in_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chords = course.ChordBars(chart("Dm7 G7 C", Meter(3, 4)))
    _, indices = course.predict_and_sample(inference_model, *zeros(VALUES, UNITS))
    lengths = [Fraction(int(float(VOCABULARY[int(index)].split(",")[1]) * 12 + 0.5), 12) for index in indices[:, 0]]

    music = course.generate_music(inference_model, VOCABULARY, chords)

    solo = next(part for part in music.parts if part.name == "Solo")
    assert solo.notes[0].onset_quarter == 0
    assert solo.notes[-1].end_quarter == sum(lengths)
    assert all(earlier.end_quarter <= later.onset_quarter for earlier, later in pairwise(solo.notes))
    assert music.bars[-1].onset_quarter < sum(lengths) <= music.bars[-1].end_quarter
    assert {bar.meter for bar in music.bars} == {Meter(3, 4)}
    file = in_folder / "output" / "my_music.midi"
    song = pretty_midi.PrettyMIDI(str(file))
    assert [track.name for track in song.instruments] == ["Solo", "Piano", "Bass"]
    assert song.get_tempo_changes()[1] == pytest.approx([100.0])
    assert f"12 values gave {len(solo.notes)} notes over {len(music.bars)} bars" in capsys.readouterr().out
    first = file.read_bytes()
    course.generate_music(inference_model, VOCABULARY, chords)
    assert file.read_bytes() == first


CELLS = """
import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import LSTM, Dense, Input, RepeatVector, Reshape
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam
from jazzcore.course import *

X, Y, n_values, indices_values, chords = load_music_utils(file)
X, Y = X[:, :Tx], Y[:Tx]
n_a = 16
cell = LSTM(n_a, return_state=True)
densor = Dense(n_values, activation="softmax")
if own_functions:
    def djmodel(Tx, LSTM_cell, densor, reshaper):
        X = Input((Tx, densor.units))
        a = a0 = Input((LSTM_cell.units,))
        c = c0 = Input((LSTM_cell.units,))
        probabilities = []
        for t in range(Tx):
            a, _, c = LSTM_cell(inputs=reshaper(X[:, t, :]), initial_state=[a, c])
            probabilities.append(densor(a))
        return Model(inputs=[X, a0, c0], outputs=probabilities)

    def music_inference_model(LSTM_cell, densor, Ty=100):
        x = x0 = Input((1, densor.units))
        a = a0 = Input((LSTM_cell.units,))
        c = c0 = Input((LSTM_cell.units,))
        probabilities = []
        for _ in range(Ty):
            a, _, c = LSTM_cell(x, initial_state=[a, c])
            probabilities.append(densor(a))
            x = RepeatVector(1)(tf.one_hot(tf.math.argmax(probabilities[-1], axis=-1), depth=densor.units))
        return Model(inputs=[x0, a0, c0], outputs=probabilities)

model = djmodel(Tx=Tx, LSTM_cell=cell, densor=densor, reshaper=Reshape((1, n_values)))
model.compile(optimizer=Adam(lr=0.01, beta_1=0.9, beta_2=0.999, decay=0.01),
              loss="categorical_crossentropy", metrics=["accuracy"])
start = np.zeros((60, n_a))
history = model.fit([X, start, start], list(Y), epochs=3, verbose=0)
inference_model = music_inference_model(cell, densor, Ty=20)
results, indices = predict_and_sample(
    inference_model, np.zeros((1, 1, n_values)), np.zeros((1, n_a)), np.zeros((1, n_a)))
music = generate_music(inference_model, indices_values, chords)
mid2wav("output/my_music.midi")
"""


@pytest.mark.parametrize("own_functions", [False, True])
def test_the_notebook_runs_from_its_first_cell_to_its_last(own_functions: bool, in_folder: Path) -> None:
    cells = in_folder / "cells.py"
    cells.write_text(CELLS)
    sheet = chart("Dm7 G7 C Am7 " * 4, Meter())
    pitches = np.random.default_rng(4).integers(60, 80, size=64).tolist()
    melody = tuple(Note(Fraction(place, 2), Fraction(1, 2), pitch) for place, pitch in enumerate(pitches))
    file = in_folder / "piece.mid"
    file.write_bytes(midi_bytes(arrange_sheet(replace(sheet, melody=melody))))

    after = runpy.run_path(str(cells), {"file": file, "own_functions": own_functions, "Tx": 3})

    losses = after["history"].history["loss"]
    assert losses[-1] < losses[0]
    assert sum("accuracy" in name for name in after["history"].history) == 3
    assert (after["results"].shape, after["indices"].shape) == ((20, after["n_values"]), (20, 1))
    assert {part.name for part in after["music"].parts} == {"Solo", "Piano", "Bass"}
    with wave.open(io.BytesIO((in_folder / "output" / "rendered.wav").read_bytes())) as sound:
        quarters = max(note.end_quarter for part in after["music"].parts for note in part.notes)
        assert sound.getnframes() / sound.getframerate() >= float(quarters) * 60 / after["music"].tempo_bpm
