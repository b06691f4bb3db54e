"""The words of the page: labels, lines and file names, made from plain data without a widget.

Times of day are shown in the time zone of the machine.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain, count
from statistics import fmean

from jazzcore.band.feels import FEELS
from jazzcore.corpus.midi.changes import Changes
from jazzcore.evaluation.report import Originality
from jazzcore.models.store import BundleSummary
from jazzcore.music.instruments import instrument_of
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.numbers import counted, duration, temperature, tempo, whole_percent
from jazzcore.recipes.recipe import CorpusSummary
from jazzcore.takes.take import TakeSettings, WrittenTake
from jazzcore.training.views import JobState, JobView

_SEPARATOR = " · "
_MARKDOWN = re.compile(r"[\\`*_\[\]<$~]|:(?=\w)|^[#>+-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]", re.MULTILINE)


def plain(text: str) -> str:
    """Escape a text for Markdown, so that it is shown as it is, without links or pictures."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def model_label(summary: BundleSummary) -> str:
    """A model in one line: corpus, recipe, epochs, loss, date."""
    return _joined(model_name(summary), f"loss {summary.training_loss:.1f}", date_time(summary.created))


def model_name(summary: BundleSummary) -> str:
    """A model in few words: corpus, recipe, epochs."""
    return _joined(summary.corpus_name, summary.recipe_name, counted(summary.epochs, "epoch"))


def date_time(created: str) -> str:
    """An ISO 8601 time as people write it: `21 Nov, 23:14`."""
    local = datetime.fromisoformat(created).astimezone()
    return f"{local.day} {local:%b}, {local:%H:%M}"


def summary_lines(summary: CorpusSummary) -> tuple[str, str, str]:
    """A corpus as a recipe learns it, in three lines: music, values, shapes."""
    return (
        _joined(
            counted(summary.pieces, "piece"),
            counted(summary.bars, "bar"),
            counted(summary.notes, "note"),
            counted(summary.chord_bars, "chord bar"),
        ),
        _joined(counted(summary.values, "value"), f"{summary.unique_values:,} unique"),
        _joined(f"X {summary.x_shape}", f"Y {summary.y_shape}"),
    )


def progress_line(view: JobView) -> str:
    """How far a run is: `43/100 epochs, 12 s left, loss 9.3`."""
    parts = [f"{view.epochs_done}/{view.epochs_total} epochs"]
    if view.state is JobState.RUNNING and view.seconds_left is not None:
        parts.append(f"{duration(view.seconds_left)} left")
    if view.losses:
        parts.append(f"loss {view.losses[-1].training:.1f}")
    return ", ".join(parts)


def settings_line(settings: TakeSettings) -> str:
    """The settings of a take, enough to make it again."""
    return _joined(
        f"Ty {settings.value_count}" if settings.value_count else counted(settings.choruses, "chorus", "choruses"),
        temperature(settings.temperature),
        "" if settings.top_p == 1 else f"top-p {settings.top_p:.2f}",
        f"seed {settings.seed}",
        tempo(settings.band.tempo_bpm),
        FEELS[settings.band.feel].title,
        swing_words(settings.band.swing_ratio),
        instrument_of(settings.band.solo.program).name,
    )


def swing_words(ratio: float) -> str:
    """A swing ratio as the long eighth to the short one."""
    return "even" if ratio == 1 else f"{ratio:.1f} : 1"


def played_by(take: WrittenTake) -> str:
    """The model of a take in few words, as it was then; its id where the take does not record more."""
    origin = take.origin
    return _joined(origin.corpus_name, origin.recipe, counted(origin.epochs, "epoch")) if origin.recipe else take.model


def corpus_name(titles: Sequence[str]) -> str:
    """The name of a corpus of uploads: `Blue Sky`, or `Blue Sky and 2 more`."""
    return titles[0] if len(titles) == 1 else f"{titles[0]} and {len(titles) - 1} more"


def chart_label(chart: LeadSheet) -> str:
    """Changes in one line: title, bars, key."""
    return _joined(chart.title, counted(len(chart.bars), "bar"), chart.key or "")


def changes_line(changes: Changes) -> str:
    """What was understood of the changes: key, form, source, and how sure they are."""
    sure = fmean(bar.confidence for bar in changes.chart)
    return _joined(
        f"Changes in {changes.key}",
        f"form of {changes.form_bars} bars" if changes.form_bars else "form unclear",
        changes.source,
        "" if sure in (0, 1) else f"{whole_percent(sure)}% sure",
    )


def originality_line(originality: Originality) -> str:
    """What a take has copied, in one or two sentences."""
    run = originality.longest
    if run is None:
        return "It shares no run of notes with the music its model learnt from."
    line = (
        f"The longest run shared with the music learnt from, in any key, is {run.note_count} notes: "
        f"{run.title}, bar {run.bar}."
    )
    over = len(originality.over_limit)
    if not over:
        return f"{line} Real solos share up to {originality.most_notes} with each other."
    runs = "It is" if over == 1 else f"It and {counted(over - 1, 'more run')} are"
    return f"{line} {runs} over the {originality.most_notes} that real solos share, and underlined in the roll."


def unique(labels: Iterable[str]) -> list[str]:
    """Number labels that occur more than once: `Piano`, `Piano (2)`."""
    seen: set[str] = set()
    made = []
    for label in labels:
        numbered = (f"{label} ({number})" for number in count(2))
        made.append(next(name for name in chain([label], numbered) if name not in seen))
        seen.add(made[-1])
    return made


def _joined(*parts: str) -> str:
    return _SEPARATOR.join(part for part in parts if part)
