"""What the library's lists say of a take and of a model."""

from jazzcore.band.feels import FEELS
from jazzcore.library.marks import Marks
from jazzcore.library.models import BundleEntry
from jazzcore.library.rows import TakeRow
from jazzcore.page.library.library_list import Line
from jazzcore.page.shared import words

_STAR = "★"
_SEPARATOR = " · "


def take_line(row: TakeRow) -> Line:
    """A take: number, name and stars; title, model, settings, day, note."""
    label = _joined(f"Take {row.number}: {row.label}", _STAR * row.stars)
    when = words.date_time(row.created)
    if row.problem:
        return Line(row.take_id, label, _joined(row.problem, when), can_open=False)
    feel = FEELS[row.feel].title if row.feel in FEELS else row.feel
    told = (
        row.title if row.name else "",
        row.recipe,
        row.corpus_name,
        f"temperature {row.temperature:.2f}",
        f"seed {row.seed}",
        f"{row.tempo_bpm:.0f} bpm",
        feel,
        row.instrument,
        when,
    )
    return Line(row.take_id, label, _joined(*told, row.note))


def model_line(entry: BundleEntry, marks: Marks) -> Line:
    """A model: name and stars; corpus, recipe, epochs, loss, day, note."""
    if entry.summary is None:
        return Line(entry.bundle_id, marks.name or entry.bundle_id, entry.message, can_open=False)
    usual, told = words.model_name(entry.summary), words.model_label(entry.summary)
    return Line(entry.bundle_id, _joined(marks.name or usual, _STAR * marks.stars), _joined(told, marks.note))


def _joined(*parts: str) -> str:
    return _SEPARATOR.join(part for part in parts if part)
