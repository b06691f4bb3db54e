"""Improvising with values: each is masked to what can stand in time, then chosen.

What cannot stand is never drawn, so nothing has to be mended or sampled again. Values begin on sixteenths or on eighth
triplets: a triplet is finished before anything else begins, and a sixteenth off the eighths leads back to them. The
first note of a bar has no interval and every other one has; nothing lasts longer than a bar. The likelihood of what is
masked goes to the notes, or to the rests, of the same length, so that the rhythm stays the model's own.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from math import inf

import numpy as np
import numpy.typing as npt

from jazzcore.encoding.values.value import REST, Value, format_value, parse_value
from jazzcore.encoding.values.vocabulary import EncodedValues
from jazzcore.improvise.form import Form
from jazzcore.models.bundle import Bundle, FloatArray
from jazzcore.models.choosing import Choice, choose
from jazzcore.models.values.sampler import Sampler
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.notes import GRID_QUARTER

Mask = npt.NDArray[np.bool_]
_STEPS = int(1 / GRID_QUARTER)
_BEAT, _EIGHTHS, _SIXTEENTHS, _TRIPLETS = {0}, {0, 6}, {0, 3, 6, 9}, {0, 4, 8}
_ONWARD = {0: _SIXTEENTHS | _TRIPLETS, 3: _EIGHTHS, 4: _TRIPLETS, 6: _SIXTEENTHS, 8: _TRIPLETS, 9: _EIGHTHS}
"""The twelfths of a quarter on which a value may end, by the one on which it begins; from any other it is the beat."""


def improvise_values(
    bundle: Bundle, form: Form, choice: Choice, rng: np.random.Generator, primer_length: int = 0
) -> tuple[str, ...]:
    """Choose values one by one for the bars of a form, each after all before it.

    Parameters
    ----------
    bundle : Bundle
        A model of values.
    form : Form
        The chart, and Ty; without Ty the chart is filled once.
    choice : Choice
        How a value is chosen of its logits.
    rng : numpy.random.Generator
        The source of randomness.
    primer_length : int, optional
        How many values of the corpus the network reads first; they end before the first note of a bar. It begins from
        nothing unless given.

    Returns
    -------
    tuple of str
        The values. Those that fill a chart end in a rest where no value is short enough.

    """
    music: EncodedValues = bundle.music
    chart, value_count = form.chart, form.value_count
    sampler = Sampler(bundle.weights)
    logits = _prime(sampler, music, primer_length, rng) if primer_length else sampler.step(None)
    masks = _masks_of(music.vocabulary)
    place = _Place(chart, chart.end_quarter if value_count is None else None)
    texts: list[str] = []
    while len(texts) < value_count if value_count is not None else place.room_quarter >= masks.shortest_quarter:
        value_id = choose(masks.masked(logits, place), choice, rng)
        texts.append(music.vocabulary[value_id])
        place.advance(masks.values[value_id])
        logits = sampler.step(value_id)
    if value_count is None and place.room_quarter:
        texts.append(format_value(Value(REST, Fraction(place.room_quarter))))
    return tuple(texts)


class _Place:
    """The place in the music where the next value begins, and the room from there to the end (infinite without one)."""

    def __init__(self, chart: LeadSheet, end_quarter: Fraction | None) -> None:
        self._bar_lengths = _cycle([bar.meter.bar_quarter for bar in chart.bars])
        self.room_quarter: Fraction | float = inf if end_quarter is None else end_quarter
        self.bar_quarter = next(self._bar_lengths)
        self.in_bar_quarter = Fraction(0)
        self.has_note = False

    @property
    def step(self) -> int:
        """Twelfths of a quarter after the last beat."""
        return int(self.in_bar_quarter / GRID_QUARTER) % _STEPS

    def advance(self, value: Value) -> None:
        self.has_note = self.has_note or value.category != REST
        self.room_quarter -= value.duration_quarter
        self.in_bar_quarter += value.duration_quarter
        while self.in_bar_quarter >= self.bar_quarter:
            self.in_bar_quarter -= self.bar_quarter
            self.bar_quarter = next(self._bar_lengths)
            self.has_note = False


class _Masks:
    """The masks of a vocabulary: which values may come next. Where nothing is left, the last rules give way first."""

    def __init__(self, values: tuple[Value, ...]) -> None:
        self.values = values
        self.shortest_quarter = min(value.duration_quarter for value in values)
        self._is_rest = np.array([value.category == REST for value in values])
        self._has_span = np.array([value.span is not None for value in values])
        self._lengths = np.array([float(value.duration_quarter) for value in values])
        kinds = [(value.category == REST, value.duration_quarter) for value in values]
        numbers = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}
        self._kinds = np.array([numbers[kind] for kind in kinds])
        steps = np.array([int(value.duration_quarter / GRID_QUARTER) for value in values])
        ends = (np.arange(_STEPS)[:, None] + steps) % _STEPS
        self._in_time = np.array([np.isin(ends[step], list(_ONWARD.get(step, _BEAT))) for step in range(_STEPS)])

    def masked(self, logits: FloatArray, place: _Place) -> FloatArray:
        """Mask logits (n_values,) to what can stand at a place; what is masked gives its likelihood to its like."""
        mask = self._allowed(place)
        likelihoods = np.exp(logits - logits.max())
        of_kind = np.bincount(self._kinds, likelihoods)
        left = np.bincount(self._kinds, likelihoods * mask)
        gained = np.log(of_kind / np.where(left > 0, left, of_kind))
        return np.where(mask, logits + gained[self._kinds], -np.inf).astype(np.float32)

    def _allowed(self, place: _Place) -> Mask:
        mask = np.ones(len(self.values), np.bool_)
        rules = (
            self._lengths <= float(place.room_quarter),
            self._lengths <= float(place.bar_quarter),
            self._in_time[place.step],
            self._is_rest | (self._has_span == place.has_note),
        )
        for rule in rules:
            if (mask & rule).any():
                mask &= rule
        return mask


@lru_cache(maxsize=8)
def _masks_of(vocabulary: tuple[str, ...]) -> _Masks:
    """The masks of a vocabulary, cached: they take longer to make than fifty values to choose."""
    return _Masks(tuple(map(parse_value, vocabulary)))


def _prime(sampler: Sampler, music: EncodedValues, length: int, rng: np.random.Generator) -> FloatArray:
    """Let the sampler read a window of the corpus and give the logits after it."""
    opens_bar = [text.count(",") == 1 and not text.startswith(REST) for text in music.vocabulary]
    windows = [
        ids[end - length : end] for ids in music.sequences for end in range(length, len(ids)) if opens_bar[ids[end]]
    ]
    if not windows:
        return sampler.step(None)
    first, *others = windows[int(rng.integers(len(windows)))]
    logits = sampler.step(first)
    for value_id in others:
        logits = sampler.step(value_id)
    return logits


def _cycle(lengths: list[Fraction]) -> Iterator[Fraction]:
    while True:
        yield from lengths
