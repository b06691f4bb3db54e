"""Improvising: values from a bundle, kept in time by masks before each is chosen.

What cannot stand in the music is never drawn, so nothing has to be mended or tried again: a note begins on the grid of
sixteenths and triplets, as every note of every corpus does; the first note of a bar has no interval and every
other one has; nothing lasts longer than a bar.
"""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from jazzcore.models.bundle import Bundle
from jazzcore.models.sampler import Choice, Sampler, choose
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.notes import GRID_QUARTER
from jazzcore.values.value import REST, Value, parse_value

Mask = npt.NDArray[np.bool_]
_STEPS = int(1 / GRID_QUARTER)
_ONSET_STEPS = frozenset(step for step in range(_STEPS) if step % 3 == 0 or step % 4 == 0)
"""The twelfths of a quarter on which a note may begin: sixteenths and eighth triplets."""


def improvise(
    bundle: Bundle, chart: LeadSheet, value_count: int, choice: Choice, rng: np.random.Generator
) -> tuple[str, ...]:
    """`value_count` (Ty) values for the bars of a chart, each chosen after all before it.

    A recipe that is primed first hears a window of the corpus that ends before a bar's first note.
    """
    sampler = Sampler(bundle)
    logits = sampler.step(None) if not bundle.recipe.primed else _prime(sampler, bundle, rng)
    masks = _Masks(tuple(map(parse_value, bundle.vocabulary)))
    place = _Place(chart)
    chosen: list[int] = []
    while len(chosen) < value_count:
        mask = masks.allowed(place)
        chosen.append(choose(np.where(mask, logits, -np.inf), choice, rng))
        place.advance(masks.values[chosen[-1]])
        logits = sampler.step(chosen[-1])
    return tuple(bundle.vocabulary[value_id] for value_id in chosen)


class _Place:
    """Where in the music the next value begins."""

    def __init__(self, chart: LeadSheet) -> None:
        self._bar_lengths = _cycle([bar.meter.bar_quarter for bar in chart.bars])
        self.bar_quarter = next(self._bar_lengths)
        self.in_bar_quarter = Fraction(0)
        self.has_note = False

    @property
    def step(self) -> int:
        """Twelfths of a quarter after the last beat."""
        return int(self.in_bar_quarter / GRID_QUARTER) % _STEPS

    def advance(self, value: Value) -> None:
        self.has_note = self.has_note or value.category != REST
        self.in_bar_quarter += value.duration_quarter
        while self.in_bar_quarter >= self.bar_quarter:
            self.in_bar_quarter -= self.bar_quarter
            self.bar_quarter = next(self._bar_lengths)
            self.has_note = False


class _Masks:
    """Which values of a vocabulary may come next, by rules that give way, the last one first, where nothing is left."""

    def __init__(self, values: tuple[Value, ...]) -> None:
        self.values = values
        self._is_rest = np.array([value.category == REST for value in values])
        self._has_span = np.array([value.span is not None for value in values])
        self._lengths = np.array([float(value.duration_quarter) for value in values])
        steps = np.array([int(value.duration_quarter / GRID_QUARTER) for value in values])
        on_grid = np.isin(np.arange(_STEPS), list(_ONSET_STEPS))
        ends_on_grid = on_grid[(np.arange(_STEPS)[:, None] + steps) % _STEPS]
        leads_back = np.array([(ends_on_grid[step] & self._is_rest).any() for step in range(_STEPS)])
        may_follow = on_grid | leads_back
        self._in_time = np.where(
            self._is_rest,
            ends_on_grid,
            on_grid[:, None] & may_follow[(np.arange(_STEPS)[:, None] + steps) % _STEPS],
        )

    def allowed(self, place: _Place) -> Mask:
        """The mask (n_values,) at a place."""
        mask = np.ones(len(self.values), np.bool_)
        rules = (
            self._lengths <= float(place.bar_quarter),
            self._in_time[place.step],
            self._is_rest | (self._has_span == place.has_note),
        )
        for rule in rules:
            if (mask & rule).any():
                mask &= rule
        return mask


def _prime(sampler: Sampler, bundle: Bundle, rng: np.random.Generator) -> npt.NDArray[np.float32]:
    """Play a window of the corpus into the sampler and give the logits after it."""
    length = bundle.recipe.windows.length
    opens_bar = [text.count(",") == 1 and not text.startswith(REST) for text in bundle.vocabulary]
    windows = [
        ids[end - length : end] for ids in bundle.sequences for end in range(length, len(ids)) if opens_bar[ids[end]]
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
