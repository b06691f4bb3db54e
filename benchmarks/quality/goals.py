"""How good the takes of a model are: `python -m benchmarks.quality.goals [RECIPE] [--minutes M] [--bundle FOLDER]`.

A model of the recipe learns the training solos of the Weimar split, or is read from a folder. It plays a take over the
changes of each of the 43 test solos, as the page would. The takes are compared with the first 32 bars of those solos
(all of the shorter ones), and are as long. `measure` does so for the studio's recipe, with the scores of its next note.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite
from pathlib import Path

import numpy as np

from benchmarks.quality import next_note
from benchmarks.quality.classifier import auc_of_pairs
from benchmarks.quality.takes import (
    Measured,
    changes_under,
    measured_openings,
    measured_takes,
    openings,
    takes_over,
)
from benchmarks.quality.training import Trained, trained
from benchmarks.report import Result, machine, report_text
from benchmarks.weimar_split import MISSING, is_here, sheets_of
from jazzcore.corpus.corpus import Corpus
from jazzcore.evaluation.metrics import METRICS
from jazzcore.evaluation.reference import Reference
from jazzcore.evaluation.reference_ranges import MEASURES
from jazzcore.evaluation.report import MOST_COPIED_NOTES
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.recipes.table import RECIPES, load_bundle, recipe_named

MOST_MINUTES = 10.0
_SEED = 0


@dataclass(frozen=True, slots=True)
class Goal:
    """The median of a measure over the takes is to lie from `low` to `high`; `decimals` tell it."""

    measure: str
    low: float
    high: float
    decimals: int


GOALS = (
    Goal("harmonic_lift", 17, inf, 0),
    Goal("chord_tone_percent", 46, 58, 0),
    Goal("outside_percent", -inf, 8, 1),
    Goal("motif_reuse_percent", 12, 25, 0),
    Goal("groove_similarity", -inf, 0.69, 2),
    Goal("ioi_entropy_bits", 2.1, inf, 1),
    Goal("range_semitones", -inf, 30, 0),
    Goal("four_bar_entropy_bits", -inf, 2.95, 2),
)
LEAST_INSIDE, MOST_AUC = 0.92, 0.80


def quality_of(model: Trained, solos: Sequence[LeadSheet]) -> tuple[Measured, Measured]:
    """Measure real solos, and the takes of a model over the same changes.

    Parameters
    ----------
    model : Trained
        The model.
    solos : sequence of LeadSheet
        Real solos.

    Returns
    -------
    tuple of two Measured
        The openings of the solos, and the takes.
    """
    real = openings(solos)
    charts = [changes_under(opening, solo) for opening, solo in zip(real, solos, strict=True)]
    takes = takes_over(model.bundle, charts, Reference(Corpus("learnt from", tuple(model.pieces))))
    return measured_openings(real), measured_takes(takes)


def auc(real: Measured, takes: Measured) -> float:
    """Tell takes from real solos by the fifteen metrics.

    Parameters
    ----------
    real : Measured
        Real solos.
    takes : Measured
        Takes over their changes, in the same order.

    Returns
    -------
    float
        The area under the ROC curve: 0.5 is chance, 1 is always right.
    """
    count = len(METRICS)
    return auc_of_pairs(real.table[:, :count], takes.table[:, :count], np.random.default_rng(_SEED))


def measure() -> tuple[Result | str, ...]:
    """Train the studio's recipe; score the next note of the test solos, and its takes over their changes."""
    if not is_here():
        return (MISSING,)
    bundle, duration_sec = next_note.trained()
    model = Trained(bundle, sheets_of("train"), duration_sec)
    return (*next_note.results(bundle, duration_sec), *goals(model, sheets_of("test")))


def goals(model: Trained, solos: Sequence[LeadSheet]) -> tuple[Result | str, ...]:
    """Compare the takes of a model with real solos.

    Parameters
    ----------
    model : Trained
        The model, and the pieces it learnt from.
    solos : sequence of LeadSheet
        Real solos that it has not learnt; the takes go over their changes.

    Returns
    -------
    tuple of Result and str
        What the model is, the medians of all measures, and a row for each goal.

    """
    real, takes = quality_of(model, solos)
    inside, told_apart = takes.inside_share, auc(real, takes)
    return (
        training_words(model),
        comparison(real, takes),
        *(_goal_row(goal, real, takes) for goal in GOALS),
        Result(
            "metrics within the reference ranges",
            f"{inside:.2f} (real {real.inside_share:.2f})",
            f">= {LEAST_INSIDE}",
            inside >= LEAST_INSIDE,
        ),
        Result(
            f"AUC of real solos against {len(solos)} takes, all metrics but the lift",
            f"{told_apart:.2f}",
            f"<= {MOST_AUC:.2f}",
            told_apart <= MOST_AUC,
        ),
        Result(
            "longest run copied from the music learnt from, in any take",
            f"{takes.longest_copied} notes",
            f"<= {MOST_COPIED_NOTES}",
            takes.longest_copied <= MOST_COPIED_NOTES,
        ),
    )


def comparison(real: Measured, takes: Measured) -> str:
    """Write the medians of all measures.

    Parameters
    ----------
    real : Measured
        Real solos.
    takes : Measured
        Takes over their changes.

    Returns
    -------
    str
        A Markdown table.
    """
    rows = ["| median over 32 bars | real | takes |", "|---|---|---|"]
    for name, definition in MEASURES.items():
        values = " | ".join(f"{side.median(name):.{definition.decimals}f}" for side in (real, takes))
        rows.append(f"| {definition.title}{definition.unit and f' ({definition.unit})'} | {values} |")
    return "\n".join(rows)


def training_words(model: Trained) -> str:
    """What the model is."""
    took = "trained before" if model.duration_sec is None else f"trained in {model.duration_sec:.0f} s"
    return f"`{model.bundle.recipe}`: {model.bundle.epochs} epochs, {took}"


def _goal_row(goal: Goal, real: Measured, takes: Measured) -> Result:
    definition = MEASURES[goal.measure]
    here, there = (f"{side.median(goal.measure):.{goal.decimals}f}" for side in (takes, real))
    ends = [f">= {goal.low:g}"] * isfinite(goal.low) + [f"<= {goal.high:g}"] * isfinite(goal.high)
    value = takes.median(goal.measure)
    return Result(definition.title, f"{here} (real {there})", ", ".join(ends), goal.low <= value <= goal.high)


def main() -> int:
    """Train or load a model and print how good its takes are."""
    parser = argparse.ArgumentParser(description="How good the takes of a model are.")
    parser.add_argument("recipe", nargs="?", choices=list(RECIPES), default=list(RECIPES)[-1])
    parser.add_argument("--minutes", type=float, default=MOST_MINUTES, help="how long to train at most")
    parser.add_argument("--bundle", type=Path, help="the folder of a trained model")
    asked = parser.parse_args()
    if not is_here():
        print(MISSING)
        return 0
    pieces = sheets_of("train")
    if asked.bundle:
        model = Trained(load_bundle(asked.bundle), pieces, None)
    else:
        model = trained(recipe_named(asked.recipe), "Weimar training solos", pieces, asked.minutes)
    print(report_text(machine(), goals(model, sheets_of("test"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
