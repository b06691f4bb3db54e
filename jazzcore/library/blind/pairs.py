"""Which solos are compared in blind tests, and what the votes show.

A pair is two solos over the same changes that differ in one thing only: the recipe, the number of epochs, the sampling
(temperatures and top-p), the corpus, or whether a model or a person played. If two solos differed in more, a vote would
not tell which difference mattered. Two recipes may have other epochs and sampling, and two corpora other epochs: these
are not counted as a further difference, nor is anything else between a model and a person.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np

from jazzcore.evaluation.wilson import Interval, wilson_interval
from jazzcore.library.blind.votes import Preference, Side, Vote

EVEN_CHANCE = 0.5


class Pair(NamedTuple):
    """Two sides, in the order in which they are offered."""

    first: Side
    second: Side

    @property
    def items(self) -> frozenset[str]:
        """The `item` of both sides, so that a pair is the same whichever side comes first."""
        return frozenset(side.item for side in self)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that pairs of one kind answer.

    `is_asked` tells whether two sides differ in the one thing of the question. `label` names a side in the results.
    `against` says in the results what the takes were compared with: " to the real solos", or nothing for other takes.
    """

    title: str
    is_asked: Callable[[Side, Side], bool]
    label: Callable[[Side], str]
    against: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The votes on the sides with one label: `preferred` of them were for such a side.

    `votes` counts the votes for either side of a pair. `undecided` counts the votes for neither side, which are not in
    `votes`.
    """

    question: Question
    label: str
    preferred: int
    votes: int
    undecided: int

    @property
    def interval(self) -> Interval:
        """The 95 % interval of `preferred` as a share of `votes`."""
        return wilson_interval(self.preferred, self.votes)

    @property
    def is_significant(self) -> bool:
        """Whether 0.5 lies outside the interval, so that the preference is unlikely to be chance."""
        return not self.interval.contains(EVEN_CHANCE)


def _sampling(side: Side) -> tuple[float | None, ...]:
    return side.temperature, side.rhythm_temperature, side.top_p


def _temperatures(side: Side) -> str:
    rhythm = "" if side.rhythm_temperature == side.temperature else f", rhythm {side.rhythm_temperature:.2f}"
    top_p = "" if side.top_p == 1 else f", top-p {side.top_p:.2f}"
    return f"Takes of {side.recipe} at temperature {side.temperature:.2f}{rhythm}{top_p}"


QUESTIONS = (
    Question(
        "Against real solos",
        lambda a, b: a.is_real != b.is_real,
        lambda side: f"Takes of {side.recipe}",
        " to the real solos",
    ),
    Question(
        "By recipe",
        lambda a, b: a.recipe != b.recipe and a.corpus_digest == b.corpus_digest,
        lambda side: f"Takes of {side.recipe}",
    ),
    Question(
        "By epoch",
        lambda a, b: (
            a.epochs != b.epochs
            and (a.recipe, a.corpus_digest, *_sampling(a)) == (b.recipe, b.corpus_digest, *_sampling(b))
        ),
        lambda side: f"Takes of {side.recipe} at epoch {side.epochs}",
    ),
    Question(
        "By temperature",
        lambda a, b: a.bundle_digest == b.bundle_digest and _sampling(a) != _sampling(b),
        _temperatures,
    ),
    Question(
        "By music learnt from",
        lambda a, b: a.corpus_digest != b.corpus_digest and (a.recipe, *_sampling(a)) == (b.recipe, *_sampling(b)),
        lambda side: f"Takes learnt from {side.corpus_name}",
    ),
)
"""All questions; a pair asks the first one that fits."""


def question_of(first: Side, second: Side) -> Question | None:
    """Find the question that two sides ask.

    Parameters
    ----------
    first, second : Side
        The sides.

    Returns
    -------
    Question or None
        None for different changes, for two real solos, and for sides that differ in nothing or in more than one thing.
        A take without a recorded recipe asks nothing.
    """
    are_known = all(side.is_real or side.recipe for side in (first, second))
    if first.changes != second.changes or not are_known or (first.is_real and second.is_real):
        return None
    return next((question for question in QUESTIONS if question.is_asked(first, second)), None)


def pairs_of(sides: Iterable[Side]) -> tuple[Pair, ...]:
    """All pairs of sides that ask a question."""
    return tuple(Pair(*pair) for pair in combinations(sides, 2) if question_of(*pair))


def next_pair(pairs: Sequence[Pair], votes: Sequence[Vote], rng: np.random.Generator) -> Pair | None:
    """Draw one of the pairs with the fewest votes, but not the pair of the last vote.

    Parameters
    ----------
    pairs : sequence of Pair
        The pairs to draw from.
    votes : sequence of Vote
        All votes, in order.
    rng : numpy.random.Generator
        Draws the pair, and which side comes first.

    Returns
    -------
    Pair or None
        None if there is no pair, or only that of the last vote.
    """
    voted = [Pair(vote.first, vote.second).items for vote in votes]
    times = Counter(voted)
    open_pairs = [pair for pair in pairs if pair.items not in voted[-1:]]
    if not open_pairs:
        return None
    least = min(times[pair.items] for pair in open_pairs)
    rarest = [pair for pair in open_pairs if times[pair.items] == least]
    first, second = rarest[int(rng.integers(len(rarest)))]
    return Pair(first, second) if rng.integers(2) else Pair(second, first)


def chance() -> np.random.Generator:
    """A generator without a fixed seed, to draw pairs."""
    return np.random.default_rng()


def results(votes: Iterable[Vote]) -> tuple[Result, ...]:
    """Count the votes: one row for each label, in the order of `QUESTIONS`, the most preferred first.

    Real solos have no row of their own.
    """
    counts: dict[tuple[Question, str], Counter[str]] = defaultdict(Counter)
    for vote in votes:
        question = question_of(vote.first, vote.second)
        if question is None:
            continue
        for side, own in ((vote.first, Preference.FIRST), (vote.second, Preference.SECOND)):
            if not side.is_real:
                kind = {own: "preferred", Preference.NEITHER: "undecided"}.get(vote.preference, "other")
                counts[question, question.label(side)][kind] += 1
    rows = (
        Result(question, label, n["preferred"], n["preferred"] + n["other"], n["undecided"])
        for (question, label), n in counts.items()
    )
    return tuple(
        sorted(
            rows, key=lambda row: (QUESTIONS.index(row.question), -row.preferred / max(row.votes, 1), row.label.lower())
        )
    )
