"""The assignment's own functions, so that its notebook runs again on today's TensorFlow.

`from jazzcore.course import *` becomes the last of the notebook's imports, in place of the course's own modules. It
provides the five functions of the assignment, and what its other cells call: layer, model and optimiser as they spell
them, the checks, and the sound. Functions that a learner has filled in run as well. Leave out the cells that still ask
for code.

Shapes: m windows of Tx values over a vocabulary of n_values; X is (m, Tx, n_values), Y is (Tx, m, n_values), both
one-hot; a hidden state is (m, n_a). Generating yields Ty values.
"""
# ruff: noqa: N802, N803, N806, T201 - the names are the assignment's, and its cells print

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from pathlib import Path

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf
from tensorflow.python.util import dispatch

from jazzcore.band.accompany import arrange
from jazzcore.band.arrangement import Arrangement, Part
from jazzcore.band.settings import band_for
from jazzcore.corpus.course_file import course_sheet, is_course_file
from jazzcore.corpus.midi.parts import proposed_sheet
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.song import bars_of_song, main_tempo_bpm
from jazzcore.durable import write_file
from jazzcore.encoding.values.analysis import values_of
from jazzcore.encoding.values.vocabulary import encode
from jazzcore.encoding.values.windows import cut_windows, one_hot
from jazzcore.improvise.realise import realise
from jazzcore.models.request import chart_of
from jazzcore.models.settings import COURSE_SETTINGS
from jazzcore.music.instruments import SOLO_INSTRUMENTS
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, bar_index
from jazzcore.render.audio.render import render_audio
from jazzcore.render.midi import midi_bytes

__all__ = [
    "LSTM",
    "Adam",
    "Model",
    "comparator",
    "djmodel",
    "djmodel_out",
    "generate_music",
    "load_music_utils",
    "mid2wav",
    "music_inference_model",
    "music_inference_model_out",
    "predict_and_sample",
    "summary",
]

OneHot = npt.NDArray[np.float32]

MIDI_PATH = Path("output/my_music.midi")
WAV_PATH = Path("output/rendered.wav")


@dataclass(frozen=True, slots=True)
class ChordBars:
    """The chords as the assignment counts them: an entry without music for the head of the file, then one a bar.

    `chart` holds all of it: the changes with their bars and tempo, without melody.
    """

    chart: LeadSheet

    def __len__(self) -> int:
        return len(self.chart.bars) + 1

    def __getitem__(self, index: int) -> tuple[ChordEvent, ...]:
        bar = range(-1, len(self.chart.bars))[index]
        return tuple(
            event for event in self.chart.chords if bar >= 0 and bar_index(self.chart.bars, event.onset_quarter) == bar
        )


def load_music_utils(path: str | Path, seed: int = 0) -> tuple[OneHot, OneHot, int, dict[int, str], ChordBars]:
    """Read the training data of a MIDI file, from the parts and bars that the studio proposes.

    Parameters
    ----------
    path : str or Path
        The MIDI file.
    seed : int
        Where the windows are cut; equal seeds give equal windows.

    Returns
    -------
    X : array (m, Tx, n_values)
        The inputs, one-hot.
    Y : array (Tx, m, n_values)
        The targets, one-hot.
    n_values : int
        How many values the vocabulary has.
    indices_values : dict of int to str
        The value of each index.
    chords : ChordBars
        The chords, bar by bar.

    Raises
    ------
    OSError
        Where the file cannot be read.
    CorpusError
        For a file that cannot be learnt from.
    """
    file = Path(path)
    song = read_midi(file.read_bytes(), file.name)
    sheet = course_sheet(song) if is_course_file(song) else proposed_sheet(song)
    piece = tuple(chain.from_iterable(values_of(sheet, COURSE_SETTINGS.with_rests)))
    encoded = encode((piece,))
    value_count = len(encoded.vocabulary)
    windows = cut_windows(encoded.sequences, value_count, COURSE_SETTINGS.windows, np.random.default_rng(seed))
    return (
        one_hot(windows.x, value_count),
        one_hot(windows.y, value_count),
        value_count,
        dict(enumerate(encoded.vocabulary)),
        ChordBars(chart_of(sheet)),
    )


def djmodel(
    Tx: int, LSTM_cell: keras.layers.LSTM, densor: keras.layers.Dense, reshaper: keras.layers.Reshape
) -> "Model":
    """Build the training model: one LSTM step and one dense softmax, shared over Tx steps.

    Parameters
    ----------
    Tx : int
        Values of a window.
    LSTM_cell : keras.layers.LSTM
        The step.
    densor : keras.layers.Dense
        The softmax over n_values.
    reshaper : keras.layers.Reshape
        The layer that turns a value into one time step.

    Returns
    -------
    Model
        Inputs X (m, Tx, n_values), a0 and c0 (m, n_a); outputs a list of Tx distributions (m, n_values).
    """
    X = keras.Input((Tx, densor.units), name="X")
    a0, c0 = _initial_states(LSTM_cell)
    a, c = a0, c0
    outputs = []
    for t in range(Tx):
        a, _, c = LSTM_cell(reshaper(X[:, t, :]), initial_state=[a, c])
        outputs.append(densor(a))
    return Model(inputs=[X, a0, c0], outputs=outputs)


def music_inference_model(LSTM_cell: keras.layers.LSTM, densor: keras.layers.Dense, Ty: int = 100) -> "Model":
    """Build the generating model: each step takes the likeliest value of the step before.

    Parameters
    ----------
    LSTM_cell : keras.layers.LSTM
        The step, trained.
    densor : keras.layers.Dense
        The softmax over n_values, trained.
    Ty : int
        How many values to generate.

    Returns
    -------
    Model
        Inputs x0 (m, 1, n_values), a0 and c0 (m, n_a); outputs a list of Ty distributions (m, n_values).
    """
    x0 = keras.Input((1, densor.units), name="x0")
    a0, c0 = _initial_states(LSTM_cell)
    x, a, c = x0, a0, c0
    outputs = []
    for _ in range(Ty):
        a, _, c = LSTM_cell(x, initial_state=[a, c])
        outputs.append(densor(a))
        likeliest = keras.ops.argmax(outputs[-1], axis=-1, keepdims=True)
        x = keras.ops.one_hot(likeliest, densor.units)
    return Model(inputs=[x0, a0, c0], outputs=outputs)


def predict_and_sample(
    inference_model: keras.Model, x_initializer: OneHot, a_initializer: OneHot, c_initializer: OneHot
) -> tuple[OneHot, npt.NDArray[np.int64]]:
    """Choose the likeliest values.

    Parameters
    ----------
    inference_model : keras.Model
        The generating model.
    x_initializer : array (1, 1, n_values)
        The first input.
    a_initializer : array (1, n_a)
        The first hidden state.
    c_initializer : array (1, n_a)
        The first cell state.

    Returns
    -------
    results : array (Ty, n_values)
        The values chosen, one-hot.
    indices : array (Ty, 1)
        Their indices.
    """
    # A plain call takes one second; `predict` would first compile all Ty steps, which takes ten.
    distributions = inference_model([x_initializer, a_initializer, c_initializer])
    value_count = x_initializer.shape[-1]
    indices = np.argmax(np.stack(distributions).reshape(-1, 1, value_count), axis=-1)
    return one_hot(indices[:, 0], value_count), indices


def generate_music(
    inference_model: keras.Model, indices_values: Mapping[int, str], chords: ChordBars, seed: int = 0
) -> Arrangement:
    """Generate a solo over the chords, with piano and bass, and save it as `output/my_music.midi`.

    Parameters
    ----------
    inference_model : keras.Model
        The generating model, which chooses Ty values.
    indices_values : mapping of int to str
        The value of each index.
    chords : ChordBars
        The chords, as `load_music_utils` gives them.
    seed : int
        The seed that decides between pitches that fit equally well.

    Returns
    -------
    Arrangement
        The music in the file.
    """
    zeros = (np.zeros((1, *tensor.shape[1:]), np.float32) for tensor in inference_model.inputs)
    _, indices = predict_and_sample(inference_model, *zeros)
    values = [indices_values[index] for index in indices[:, 0].tolist()]
    soloist = SOLO_INSTRUMENTS[0]
    solo = realise(values, chords.chart, soloist, np.random.default_rng(seed))
    usual = band_for("straight", chords.chart.tempo_bpm, soloist.program)
    band = replace(usual, humanise=0, drums=replace(usual.drums, muted=True))
    arrangement = arrange(solo, band, np.random.default_rng(seed))
    _save(MIDI_PATH, midi_bytes(arrangement))
    print(f"{len(values)} values gave {len(solo.notes)} notes over {len(solo.bars)} bars, saved in {MIDI_PATH}.")
    return arrangement


def mid2wav(file: str | Path) -> None:
    """Play a MIDI file into `output/rendered.wav`; raises OSError, CorpusError and RenderError."""
    path = Path(file)
    song = read_midi(path.read_bytes(), path.name)
    bars = bars_of_song(song)
    parts = tuple(Part(track.name, track.program, track.notes, track.is_drums) for track in song.tracks)
    tempo_bpm = main_tempo_bpm(song, Fraction(0), song.end_quarter)
    audio = render_audio(midi_bytes(Arrangement(song.name, parts, (), bars, tempo_bpm)))
    _save(WAV_PATH, audio.wav)
    if audio.remark:
        print(audio.remark)


def _save(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    write_file(path, data)


def Adam(
    learning_rate: float = 0.001,
    beta_1: float = 0.9,
    beta_2: float = 0.999,
    *,
    lr: float | None = None,
    decay: float = 0.0,
) -> keras.optimizers.Adam:
    """Build Adam as the notebook spells it.

    Parameters
    ----------
    learning_rate : float
        The learning rate.
    beta_1 : float
        The decay of the first moment.
    beta_2 : float
        The decay of the second moment.
    lr : float, optional
        The learning rate under its old name.
    decay : float
        The learning rate is divided by 1 + decay x iterations.

    Returns
    -------
    keras.optimizers.Adam
        The optimiser.
    """
    rate = keras.optimizers.schedules.InverseTimeDecay(lr or learning_rate, decay_steps=1, decay_rate=decay)
    return keras.optimizers.Adam(rate, beta_1=beta_1, beta_2=beta_2)


class LSTM(keras.layers.LSTM):  # type: ignore[misc] # keras has no types
    """An LSTM that may be given `inputs`, the notebook's name; Keras 3 calls them sequences."""

    def __call__(self, *sequences: object, **options: object) -> object:
        """As `keras.layers.LSTM`, with `inputs` for the sequences."""
        if "inputs" in options:
            sequences = (options.pop("inputs"),)
        return super().__call__(*sequences, **options)


class Model(keras.Model):  # type: ignore[misc] # keras has no types
    """A model whose plain list of metrics counts for each output; Keras 3 wants one list for each."""

    def compile(self, *arguments: object, metrics: Sequence[object] | None = None, **options: object) -> None:
        """Compile for training; parameters are those of `keras.Model.compile`, but `metrics` apply to every output."""
        if metrics and all(isinstance(metric, str) for metric in metrics):
            metrics = [metrics] * len(self.outputs)
        super().compile(*arguments, metrics=metrics, **options)


def summary(model: keras.Model) -> dict[str, object]:
    """What a model consists of: the shapes of its inputs and outputs, and the parameters of each layer with weights."""
    return {
        "inputs": [tuple(tensor.shape) for tensor in model.inputs],
        "outputs": [tuple(tensor.shape) for tensor in model.outputs],
        "parameters": {type(layer).__name__: layer.count_params() for layer in model.layers if layer.weights},
    }


def comparator(learner: dict[str, object], instructor: dict[str, object]) -> None:
    """Compare two summaries of models.

    Parameters
    ----------
    learner : dict
        The summary of the learner's model.
    instructor : dict
        The summary of the assignment's model.

    Raises
    ------
    AssertionError
        Where they differ.
    """
    if learner != instructor:
        raise AssertionError(
            f"The model consists of {learner}, the assignment's of {instructor}; look at what differs."
        )
    print("The model is built as the assignment asks.")


def _summary_of(steps_in: int, steps_out: int) -> dict[str, object]:
    return {
        "inputs": [(None, steps_in, 90), (None, 64), (None, 64)],
        "outputs": [(None, 90)] * steps_out,
        "parameters": {"LSTM": 39_680, "Dense": 5_850},
    }


djmodel_out = _summary_of(steps_in=30, steps_out=30)
music_inference_model_out = _summary_of(steps_in=1, steps_out=50)


def _initial_states(LSTM_cell: keras.layers.LSTM) -> tuple[keras.KerasTensor, keras.KerasTensor]:
    return keras.Input((LSTM_cell.units,), name="a0"), keras.Input((LSTM_cell.units,), name="c0")


def _symbolic_argmax(
    input: keras.KerasTensor, axis: int | None = None, output_type: object = None
) -> keras.KerasTensor:
    return keras.ops.argmax(input, axis=axis)


def _symbolic_one_hot(  # noqa: PLR0913, PLR0917 - TensorFlow's own signature
    indices: keras.KerasTensor,
    depth: int,
    on_value: object = None,
    off_value: object = None,
    axis: int | None = None,
    dtype: object = None,
) -> keras.KerasTensor:
    return keras.ops.one_hot(indices, depth)


# A filled-in `music_inference_model` hands Keras's symbols to these two functions of TensorFlow, which Keras 3 refuses.
dispatch.register_dispatchable_type(keras.KerasTensor)
tf.experimental.dispatch_for_api(tf.math.argmax, {"input": keras.KerasTensor})(_symbolic_argmax)
tf.experimental.dispatch_for_api(tf.one_hot, {"indices": keras.KerasTensor})(_symbolic_one_hot)

for spelled in (LSTM, Model):
    keras.saving.register_keras_serializable("jazzcore")(spelled)
