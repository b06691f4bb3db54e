"""Takes over the changes of the test solos, and the openings of those solos, measured alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from benchmarks.quality.classifier import FloatArray
from jazzcore.band.settings import BandSettings
from jazzcore.evaluation.metrics import METRICS
from jazzcore.evaluation.reference import Reference
from jazzcore.evaluation.reference_ranges import MEASURES, Excerpt, excerpt_bars, excerpts, measures, real_values
from jazzcore.evaluation.report import Originality
from jazzcore.models.bundle import Bundle
from jazzcore.models.request import chart_of
from jazzcore.music.leadsheet import Bar, LeadSheet
from jazzcore.music.limits import TAKE_TEMPOS_BPM, clamp
from jazzcore.music.solo import Solo
from jazzcore.recipes.recipe import Recipe
from jazzcore.recipes.table import recipe_named
from jazzcore.takes.make import make_original_solo
from jazzcore.takes.take import TakeSettings

BAR_COUNT = 32
SEED = 1


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The measures of some melodies, (n, measures) in the order of `MEASURES`, how long each is and what it copied."""

    table: FloatArray
    bar_counts: tuple[int, ...]
    copied: tuple[Originality | None, ...]

    def median(self, name: str) -> float:
        """The median of a measure over the melodies of which it can be told."""
        return float(np.nanmedian(self.table[:, list(MEASURES).index(name)]))

    @property
    def inside_share(self) -> float:
        """The share of the fifteen metrics within the reference ranges of their length; unknown ones do not count."""
        inside = [
            real_values()[excerpt_bars(bars)].by_measure[name].contains(value)
            for bars, row in zip(self.bar_counts, self.table, strict=True)
            for name, value in zip(METRICS, row, strict=False)
        ]
        return sum(inside) / len(inside)

    @property
    def longest_copied(self) -> int:
        """How many notes the longest run of all has, 0 where there is none."""
        runs = (each.longest for each in self.copied if each)
        return max((run.note_count for run in runs if run), default=0)


def openings(sheets: Sequence[LeadSheet]) -> tuple[Excerpt, ...]:
    """The first 32 bars of each solo, the whole of a shorter one."""
    return tuple(next(iter(excerpts(sheet, min(BAR_COUNT, len(sheet.bars))))) for sheet in sheets)


def changes_under(opening: Excerpt, sheet: LeadSheet) -> LeadSheet:
    """Cut out the changes of an opening as a chart of its own.

    Parameters
    ----------
    opening : Excerpt
        Some bars of a solo.
    sheet : LeadSheet
        The whole solo.

    Returns
    -------
    LeadSheet
        A chart that begins at the opening's first bar, without melody.
    """
    begin = opening.bars[0].onset_quarter
    end = opening.bars[-1].end_quarter
    before = [event for event in opening.chords if event.onset_quarter <= begin][-1:]
    after = [event for event in opening.chords if begin < event.onset_quarter < end]
    chords = [replace(event, onset_quarter=max(event.onset_quarter - begin, Fraction(0))) for event in before + after]
    bars = tuple(Bar(bar.onset_quarter - begin, bar.meter) for bar in opening.bars)
    return replace(chart_of(sheet), bars=bars, chords=tuple(chords), first_bar=1)


def settings_for(recipe: Recipe, chart: LeadSheet, seed: int) -> TakeSettings:
    """Choose the settings of a take that fills a chart once.

    Parameters
    ----------
    recipe : Recipe
        Gives its own temperatures.
    chart : LeadSheet
        Gives its tempo, limited to what a take may have.
    seed : int
        The seed of the take.

    Returns
    -------
    TakeSettings
        The settings.
    """
    return TakeSettings(
        temperature=recipe.temperature,
        rhythm_temperature=recipe.temperature if recipe.rhythm_temperature is None else recipe.rhythm_temperature,
        seed=seed,
        band=BandSettings(tempo_bpm=clamp(chart.tempo_bpm, TAKE_TEMPOS_BPM)),
    )


def takes_over(
    bundle: Bundle, charts: Sequence[LeadSheet], learnt_from: Reference
) -> list[tuple[Solo, Originality | None]]:
    """Make a take over each chart, as the page makes it.

    Parameters
    ----------
    bundle : Bundle
        The model.
    charts : sequence of LeadSheet
        What is played over.
    learnt_from : Reference
        The music the model learnt from, in which copies are searched.

    Returns
    -------
    list of Solo and Originality
        Each take, and what it copied; None where that is not known.
    """
    takes = []
    for number, chart in enumerate(charts):
        settings = settings_for(recipe_named(bundle.recipe), chart, SEED + number)
        solo, _, report, _ = make_original_solo(bundle, chart, settings, learnt_from)
        takes.append((solo, report.originality))
    return takes


def measured_takes(takes: Sequence[tuple[Solo, Originality | None]]) -> Measured:
    """The measures of takes."""
    rows = [measures([played.note for played in solo.notes], solo.bars, solo.chords) for solo, _ in takes]
    return _measured(rows, [len(solo.bars) for solo, _ in takes], [copied for _, copied in takes])


def measured_openings(taken: Sequence[Excerpt]) -> Measured:
    """The measures of real openings; only their metrics are used."""
    rows = [measures(opening.notes, opening.bars, opening.chords) for opening in taken]
    return _measured(rows, [len(opening.bars) for opening in taken], [None] * len(rows))


def _measured(
    rows: Sequence[dict[str, float]], bar_counts: Sequence[int], copied: Sequence[Originality | None]
) -> Measured:
    return Measured(np.array([list(row.values()) for row in rows]), tuple(bar_counts), tuple(copied))
