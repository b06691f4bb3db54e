"""The recipes side by side, on the bundled etudes and on the Weimar split.

Each recipe learns the pieces for its own epochs, or as many as fit into ten minutes. It plays over the changes of the
etudes themselves, or of the Weimar test solos, which it has not learnt. The takes are compared with the openings of
those pieces.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.quality.goals import MOST_MINUTES, auc
from benchmarks.quality.takes import (
    SEED,
    Measured,
    changes_under,
    measured_openings,
    measured_takes,
    openings,
    settings_for,
    takes_over,
)
from benchmarks.quality.training import Trained, trained
from benchmarks.report import median_seconds
from benchmarks.weimar_split import MISSING, is_here, sheets_of
from jazzcore.corpus.corpus import Corpus
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.encoding.events.events import events_of
from jazzcore.encoding.events.features import rows_of
from jazzcore.encoding.events.harmonic_context import context_of
from jazzcore.evaluation.reference import Reference
from jazzcore.models.events.training import next_note_score
from jazzcore.models.settings import STUDIO_SETTINGS
from jazzcore.music.leadsheet import LeadSheet, repeated
from jazzcore.recipes.recipe import Recipe
from jazzcore.recipes.table import RECIPES, STUDIO
from jazzcore.takes.make import make_solo

RUNS = 5
BAR_COUNT = 32


@dataclass(frozen=True, slots=True)
class Setting:
    """What recipes learn from, and the pieces whose changes they play over."""

    name: str
    learnt: tuple[LeadSheet, ...]
    asked: tuple[LeadSheet, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What came of a recipe in a setting."""

    setting: Setting
    model: Trained
    real: Measured
    takes: Measured
    generating_sec: float


def outcome(recipe: Recipe, setting: Setting, most_minutes: float) -> Outcome:
    """Train a recipe, let it play, and measure.

    Parameters
    ----------
    recipe : Recipe
        The recipe.
    setting : Setting
        What it learns from and plays over.
    most_minutes : float
        How long it may train.

    Returns
    -------
    Outcome
        The model, its takes, the real solos, and the time of 32 bars.
    """
    model = trained(recipe, setting.name, setting.learnt, most_minutes)
    real = openings(setting.asked)
    charts = [changes_under(opening, sheet) for opening, sheet in zip(real, setting.asked, strict=True)]
    takes = takes_over(model.bundle, charts, Reference(Corpus("learnt from", tuple(model.pieces))))
    long_chart = repeated(charts[0], BAR_COUNT)
    generating = partial(make_solo, model.bundle, long_chart, settings_for(recipe, long_chart, SEED))
    return Outcome(setting, model, measured_openings(real), measured_takes(takes), median_seconds(generating, RUNS))


def nats(found: Outcome) -> str:
    """Nats a note on the pieces asked, or on those held out of them where they were learnt.

    Of values there are none: a value names a span of pitches, so that the likelihood of a note is not defined.
    """
    bundle = found.model.bundle
    if bundle.recipe != STUDIO.name:
        return "-"
    if found.setting.asked is not found.setting.learnt:
        rows = [rows_of(events_of(sheet), context_of(sheet)) for sheet in found.setting.asked]
        return f"{next_note_score(STUDIO_SETTINGS.size_for(bundle.music.note_count), bundle.weights, rows).nats:.2f}"
    validation = [loss.validation for loss in bundle.losses if loss.validation is not None]
    return f"{min(validation):.2f} (held out)" if validation else "-"


def _median(name: str, decimals: int) -> Callable[[Outcome], str]:
    return lambda found: f"{found.takes.median(name):.{decimals}f} ({found.real.median(name):.{decimals}f})"


COLUMNS: dict[str, Callable[[Outcome], str]] = {
    "nats a note": nats,
    "AUC": lambda found: f"{auc(found.real, found.takes):.2f}",
    "metrics in the reference ranges (real)": lambda found: (
        f"{found.takes.inside_share:.2f} ({found.real.inside_share:.2f})"
    ),
    "harmonic lift": _median("harmonic_lift", 0),
    "chord tones %": _median("chord_tone_percent", 0),
    "outside %": _median("outside_percent", 1),
    "motif reuse %": _median("motif_reuse_percent", 0),
    "range": _median("range_semitones", 0),
    "H4": _median("four_bar_entropy_bits", 2),
    "rhythmic variety": _median("ioi_entropy_bits", 1),
    "longest copied run": lambda found: f"{found.takes.longest_copied} notes",
    "training": lambda found: f"{found.model.duration_sec:.0f} s, {found.model.bundle.epochs} epochs",
    "32 bars": lambda found: f"{1000 * found.generating_sec:.0f} ms",
}
"""What the table tells of an outcome; medians over the takes, the real ones behind them."""


def table(setting: Setting, recipes: Sequence[Recipe], most_minutes: float) -> str:
    """Compare recipes in a setting.

    Parameters
    ----------
    setting : Setting
        What they learn from and play over.
    recipes : sequence of Recipe
        A row each.
    most_minutes : float
        How long each may train.

    Returns
    -------
    str
        A Markdown table.
    """
    rows = [f"| recipe | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    for recipe in recipes:
        found = outcome(recipe, setting, most_minutes)
        rows.append(f"| `{recipe.name}` | {' | '.join(tell(found) for tell in COLUMNS.values())} |")
    return "\n".join(rows)


def measure() -> tuple[str, ...]:
    """The table of the bundled etudes, and of the Weimar split where the database is at hand."""
    etudes = bundled_etudes().pieces
    tables = _tables_of(Setting("the bundled etudes", etudes, etudes))
    if not is_here():
        return (*tables, MISSING)
    return (*tables, *_tables_of(Setting("the Weimar split", sheets_of("train"), sheets_of("test"))))


def _tables_of(setting: Setting) -> tuple[str, str]:
    return f"On {setting.name}:", table(setting, list(RECIPES.values()), MOST_MINUTES)
