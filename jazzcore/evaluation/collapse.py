"""Collapse of a take, named in plain words: what went wrong in sampling it, and what to change.

A take far outside the reference ranges of real solos has collapsed (a loop, a rhythm that never changes, a phrase
without end) or fallen apart (leaps at random). Each finding is a sentence for people.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from jazzcore.evaluation.reference_ranges import MEASURES
from jazzcore.evaluation.report import Report, ReportRow
from jazzcore.music.notes import Note, note_name

FEWEST_NOTES = 16
"""A take of fewer notes is only called sparse, as its other measures say little (chosen by hand)."""

ONE_PITCH_SHARE = 0.5
"""A take is stuck on a note from this share of its notes on (chosen by hand)."""

FEW_VALUES_SHARE = 1 / 3
"""A take uses few values up to this share of what the pieces learnt from use (chosen by hand)."""

_STEP = 0.2
_BOLD, _BOLDEST, _CALM, _CALMEST = 0.9, 1.3, 0.8, 0.5
"""Temperatures that are advised, and by how much one is changed at least (chosen by hand)."""

_MORE_MUSIC = "train fewer epochs, or on more music"


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a take was sampled. A recipe that does not sample rhythm by itself has one temperature for both."""

    temperature: float
    rhythm_temperature: float
    top_p: float


Cure = Callable[[Sampling], str]


def _bolder(sampling: Sampling) -> str:
    return _raised("temperature", sampling.temperature, sampling.top_p)


def _bolder_rhythm(sampling: Sampling) -> str:
    is_apart = sampling.rhythm_temperature != sampling.temperature
    name = "temperature of the rhythm" if is_apart else "temperature"
    return _raised(name, sampling.rhythm_temperature, sampling.top_p)


def _raised(name: str, temperature: float, top_p: float) -> str:
    advised = round(min(max(_BOLD, temperature + _STEP), _BOLDEST), 2)
    if advised > temperature:
        return f"raise the {name} from {temperature:g} to {advised:g}"
    return "raise top-p to 1" if top_p < 1 else _MORE_MUSIC


def _calmer(sampling: Sampling) -> str:
    advised = round(max(min(_CALM, sampling.temperature - _STEP), _CALMEST), 2)
    if advised < sampling.temperature:
        return f"lower the temperature from {sampling.temperature:g} to {advised:g}"
    return "train longer, or on more music"


@dataclass(frozen=True, slots=True)
class _Rule:
    """A measure `times` below (`is_low`) or above its reference range, the words for it, and what to do about it.

    Of the rules of a group, only the first that applies makes a finding.
    """

    group: str
    measure: str
    is_low: bool
    times: float
    words: str
    cure: Cure

    def applies(self, row: ReportRow) -> bool:
        if row.value is None:
            return False
        low, high = row.reference.low, row.reference.high
        return row.value * self.times < low if self.is_low else row.value > high * self.times


_SPARSE = (_Rule("density", "notes_per_bar", True, 2, "It hardly plays", _bolder_rhythm),)
_COLLAPSED = (
    _Rule("pitch", "repeated_percent", False, 2, "It hangs on its notes", _bolder),
    _Rule("pitch", "four_bar_entropy_bits", True, 1.5, "It turns around few pitches", _bolder),
    _Rule("pitch", "motif_reuse_percent", False, 1.5, "It goes in circles", _bolder),
    _Rule("rhythm", "ioi_entropy_bits", True, 1.5, "Its rhythm hardly changes", _bolder_rhythm),
    _Rule("phrase", "notes_per_phrase", False, 2, "It never takes a breath", _bolder_rhythm),
)
_FALLEN_APART = (_Rule("leaps", "leap_percent", False, 2, "It leaps about", _calmer),)
"""The rules, with factors chosen by hand. They find fault with one in twenty-five of 891 excerpts of 32 bars of real
solos."""


def take_findings(report: Report, notes: Sequence[Note], sampling: Sampling) -> tuple[str, ...]:
    """Say what has collapsed in a take, or else what has fallen apart.

    Parameters
    ----------
    report : Report
        The report of the take.
    notes : sequence of Note
        The notes of the take.
    sampling : Sampling
        How it was sampled, for the advice.

    Returns
    -------
    tuple of str
        A sentence for each finding; none if the take lies near real solos.
    """
    rows = {row.name: row for row in report.rows}
    sparse = _findings(_SPARSE, rows, sampling)
    if sparse or len(notes) < FEWEST_NOTES:
        return sparse
    pitch, count = Counter(note.pitch for note in notes).most_common(1)[0]
    if count >= ONE_PITCH_SHARE * len(notes):
        return (f"It is stuck on one note: {count} of {len(notes)} are {note_name(pitch)}; {_bolder(sampling)}.",)
    return _findings(_COLLAPSED, rows, sampling) or _findings(_FALLEN_APART, rows, sampling)


def value_findings(values: Sequence[str], learnt: Sequence[Sequence[str]], sampling: Sampling) -> tuple[str, ...]:
    """Say whether a take of values uses far fewer different values than the pieces learnt from.

    Parameters
    ----------
    values : sequence of str
        The values of the take.
    learnt : sequence of sequences of str
        The values of each piece learnt from.
    sampling : Sampling
        How the take was sampled, for the advice.

    Returns
    -------
    tuple of str
        One sentence, or none if the take uses enough values or no piece is as long as it.
    """
    count = len(values)
    stretches = [piece[start : start + count] for piece in learnt for start in range(0, len(piece) - count + 1, count)]
    if not stretches:
        return ()
    usual = median(len(set(stretch)) for stretch in stretches)
    used = len(set(values))
    if used > FEW_VALUES_SHARE * usual:
        return ()
    return (
        f"It uses {used} different values in {count}, where the music learnt from uses {usual:.0f}; "
        f"{_bolder(sampling)}.",
    )


def _findings(rules: Sequence[_Rule], rows: Mapping[str, ReportRow], sampling: Sampling) -> tuple[str, ...]:
    """A sentence for the first rule of each group that applies."""
    found = dict[str, str]()
    for rule in rules:
        row = rows[rule.measure]
        if rule.group not in found and rule.applies(row):
            found[rule.group] = f"{rule.words} ({_against_range(row)}); {rule.cure(sampling)}."
    return tuple(found.values())


def _against_range(row: ReportRow) -> str:
    metric = MEASURES[row.name]
    low, value, high = map(metric.text, (row.reference.low, row.value or 0.0, row.reference.high))
    unit = metric.unit and f" {metric.unit}"
    title = metric.title[0].lower() + metric.title[1:]
    return f"{title}: {value}{unit}, real solos {low} to {high}{unit}"
