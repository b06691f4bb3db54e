"""Collapse of a take, named in plain words: what went wrong in sampling it, and what to change.

A take far outside the bands of real solos has collapsed (a loop, a rhythm that never changes, a phrase without end) or
fallen apart (leaps at random). Each finding is a sentence for people.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from jazzcore.evaluation.reference_ranges import MEASURES
from jazzcore.evaluation.report import Report, ReportRow
from jazzcore.music.notes import Note, note_name
from jazzcore.music.numbers import decimal

FEWEST_NOTES = 16
"""Of fewer notes nothing is said but that they are few."""

ONE_PITCH_SHARE = 0.5
FEW_VALUES_SHARE = 1 / 3

_STEP = 0.2
_BOLD, _BOLDEST, _CALM, _CALMEST = 0.9, 1.3, 0.8, 0.5
_MORE_MUSIC = "train fewer epochs, or on more music"


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a take was sampled; a recipe that does not choose rhythm apart has the same temperature for both."""

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
    """A measure so many `times` below (`is_low`) or above its band, and what to do.

    Of a group only the first that holds is told.
    """

    group: str
    measure: str
    is_low: bool
    times: float
    words: str
    cure: Cure

    def holds(self, row: ReportRow) -> bool:
        if row.value is None:
            return False
        return row.value * self.times < row.band.low if self.is_low else row.value > row.band.high * self.times


# Of 891 excerpts of 32 bars of real solos, these rules find fault with one in twenty-five.
_SPARSE = (_Rule("density", "notes_per_bar", True, 2, "It hardly plays", _bolder_rhythm),)
_COLLAPSED = (
    _Rule("pitch", "repeated_percent", False, 2, "It hangs on its notes", _bolder),
    _Rule("pitch", "four_bar_entropy_bits", True, 1.5, "It turns around few pitches", _bolder),
    _Rule("pitch", "motif_reuse_percent", False, 1.5, "It goes in circles", _bolder),
    _Rule("rhythm", "ioi_entropy_bits", True, 1.5, "Its rhythm hardly changes", _bolder_rhythm),
    _Rule("phrase", "notes_per_phrase", False, 2, "It never takes a breath", _bolder_rhythm),
)
_FALLEN_APART = (_Rule("leaps", "leap_percent", False, 2, "It leaps about", _calmer),)


def take_findings(report: Report, notes: Sequence[Note], sampling: Sampling) -> tuple[str, ...]:
    """What has collapsed in a take, or else fallen apart; nothing where it stands near real solos."""
    rows = {row.name: row for row in report.rows}
    sparse = _told(_SPARSE, rows, sampling)
    if sparse or len(notes) < FEWEST_NOTES:
        return sparse
    pitch, count = Counter(note.pitch for note in notes).most_common(1)[0]
    if count >= ONE_PITCH_SHARE * len(notes):
        return (f"It is stuck on one note: {count} of {len(notes)} are {note_name(pitch)}; {_bolder(sampling)}.",)
    return _told(_COLLAPSED, rows, sampling) or _told(_FALLEN_APART, rows, sampling)


def value_findings(values: Sequence[str], learnt: Sequence[Sequence[str]], sampling: Sampling) -> tuple[str, ...]:
    """Whether a take of values uses far fewer different ones than as many values of the pieces learnt from do."""
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


def _told(rules: Sequence[_Rule], rows: Mapping[str, ReportRow], sampling: Sampling) -> tuple[str, ...]:
    """A sentence for the first rule of each group that holds."""
    told = dict[str, str]()
    for rule in rules:
        row = rows[rule.measure]
        if rule.group not in told and rule.holds(row):
            told[rule.group] = f"{rule.words} ({_against_band(row)}); {rule.cure(sampling)}."
    return tuple(told.values())


def _against_band(row: ReportRow) -> str:
    definition = MEASURES[row.name]
    low, value, high = (decimal(each, definition.decimals) for each in (row.band.low, row.value or 0.0, row.band.high))
    unit = definition.unit and f" {definition.unit}"
    title = definition.title[0].lower() + definition.title[1:]
    return f"{title}: {value}{unit}, real solos {low} to {high}{unit}"
