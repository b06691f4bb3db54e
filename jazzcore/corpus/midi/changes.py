"""The changes of a MIDI song, from the best source it has, with key and form, and as a chart to correct.

The sources, the best first: the course's rule for the course's own file, chord symbols among the file's texts, what
harmony and bass play, and at last the tonic chord of the guessed key. What a person writes into a bar goes before all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from statistics import fmean

from jazzcore.corpus.harmony.chord_recognition import recognise
from jazzcore.corpus.harmony.one_key import cost_of_no_changes, tonic_chords
from jazzcore.corpus.midi.accompaniment import Accompaniment, supporting_parts
from jazzcore.corpus.midi.chord_texts import changes_in_texts
from jazzcore.corpus.midi.harmony_part import chords_of
from jazzcore.corpus.midi.song import MidiSong
from jazzcore.music.analysis.form import guess_form
from jazzcore.music.analysis.key import Key, guess_key
from jazzcore.music.charts.bar_texts import bar_events, bar_text
from jazzcore.music.chords.table import chord_of, format_symbol
from jazzcore.music.leadsheet import Bar, ChordEvent, bar_index, by_bar


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A bar of the chart: its number in the song, its chords as text, and how sure they are, from 0 to 1."""

    number: int
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of some bars, in quarters of the song, and what is to be said of them.

    `source` says where they come from; `form_bars` is the length of a chorus, None when unclear; `remark` is what
    is lost where there are no changes to learn.
    """

    events: tuple[ChordEvent, ...]
    chart: tuple[ChartBar, ...]
    key: str
    form_bars: int | None
    source: str
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is chosen of a song: the melody's parts, those that accompany it, and consecutive bars."""

    melody: tuple[int, ...]
    accompaniment: Accompaniment
    bars: tuple[Bar, ...]
    first_bar: int

    def holds(self, onset_quarter: Fraction) -> bool:
        """Whether a moment lies in these bars."""
        return self.bars[0].onset_quarter <= onset_quarter < self.bars[-1].end_quarter


@dataclass(frozen=True, slots=True)
class _Found:
    """Chords, how sure each is, and where they come from."""

    events: tuple[ChordEvent, ...]
    confidences: tuple[float, ...]
    source: str


def changes_of(song: MidiSong, excerpt: Excerpt, symbols: Mapping[int, str], *, is_by_rule: bool) -> Changes:
    """The changes of an excerpt; `symbols` are the texts of corrected bars by their numbers.

    `is_by_rule` takes the chords of their part as the course does. Raises ChordSymbolError for a text that is none.
    """
    end = excerpt.bars[-1].end_quarter
    notes = [note for part in excerpt.melody for note in song.tracks[part].notes if excerpt.holds(note.onset_quarter)]
    found = _found(song, excerpt, is_by_rule=is_by_rule)
    remark = None
    if not found.events:
        key = guess_key(notes, (), end)
        found, remark = _in_one_key(key, excerpt), _cost(song, excerpt.accompaniment.chords, key)
    laid = list(by_bar(found.events, excerpt.bars))
    sure = _confidences(found, excerpt)
    for number, text in symbols.items():
        index = number - excerpt.first_bar
        if 0 <= index < len(laid):
            laid[index], sure[index] = bar_events(text, excerpt.bars[index], number), 1.0
    if not is_by_rule:
        laid = _from_bar_lines(laid, excerpt)
    events = tuple(event for bar in laid for event in bar)
    return Changes(
        events=events,
        chart=tuple(
            ChartBar(excerpt.first_bar + index, bar_text(laid[index], bar), sure[index])
            for index, bar in enumerate(excerpt.bars)
        ),
        key=guess_key(notes, events, end).name,
        form_bars=guess_form(events, excerpt.bars),
        source=found.source,
        remark=remark,
    )


def _found(song: MidiSong, excerpt: Excerpt, *, is_by_rule: bool) -> _Found:
    """The chords of the best source there is; none where there is none."""
    chords, bass = excerpt.accompaniment.chords, excerpt.accompaniment.bass
    if is_by_rule and chords is not None:
        return _certain(
            [e for e in chords_of(song.tracks[chords].notes) if excerpt.holds(e.onset_quarter)],
            f"played by {song.tracks[chords].label}",
        )
    if written := _held_in(changes_in_texts(song), excerpt):
        return _certain(written, "the chord symbols in the file")
    if chords is None:
        return _certain((), "")
    supporting = supporting_parts(song, (*excerpt.melody, chords, bass))
    heard = recognise(
        song.tracks[chords].notes,
        () if bass is None else song.tracks[bass].notes,
        excerpt.bars,
        [note for part in supporting for note in song.tracks[part].notes],
    )
    names = [song.tracks[part].label for part in (chords, bass) if part is not None]
    helpers = ", ".join(song.tracks[part].label for part in supporting)
    return _Found(
        tuple(ChordEvent(chord.onset_quarter, chord_of(format_symbol(chord.symbol))) for chord in heard),
        tuple(chord.confidence for chord in heard),
        f"heard in {' and '.join(names)}" + (f", with help of {helpers}" if helpers else ""),
    )


def _certain(events: Sequence[ChordEvent], source: str) -> _Found:
    return _Found(tuple(events), (1.0,) * len(events), source)


def _held_in(written: Sequence[ChordEvent], excerpt: Excerpt) -> list[ChordEvent]:
    """The chords that begin in a excerpt and the one that is held into it."""
    start = excerpt.bars[0].onset_quarter
    inside = [event for event in written if excerpt.holds(event.onset_quarter)]
    before = [event for event in written if event.onset_quarter < start]
    if before and not (inside and inside[0].onset_quarter == start):
        inside.insert(0, replace(before[-1], onset_quarter=start))
    return inside


def _in_one_key(key: Key, excerpt: Excerpt) -> _Found:
    events = tonic_chords(key, excerpt.bars)
    return _Found(events, (0.0,) * len(events), "the key alone")


def _cost(song: MidiSong, chords: int | None, key: Key) -> str:
    cause = "No part plays chords" if chords is None else f"{song.tracks[chords].label} plays nothing there"
    return cost_of_no_changes(cause, key)


def _confidences(found: _Found, excerpt: Excerpt) -> list[float]:
    """How sure the chords of each bar are on average; a bar in which none begins is as sure as the one before."""
    in_bars: list[list[float]] = [[] for _ in excerpt.bars]
    for event, confidence in zip(found.events, found.confidences, strict=True):
        in_bars[bar_index(excerpt.bars, event.onset_quarter)].append(confidence)
    return list(accumulate(in_bars, lambda sure, bar: fmean(bar) if bar else sure, initial=found.confidences[0]))[1:]


def _from_bar_lines(laid: Sequence[tuple[ChordEvent, ...]], excerpt: Excerpt) -> list[tuple[ChordEvent, ...]]:
    """The chords of each bar, where one that goes on begins anew, so that no bar is heard against a later chord."""
    last: ChordEvent | None = None
    whole = []
    for bar, events in zip(excerpt.bars, laid, strict=True):
        if last and not (events and events[0].onset_quarter == bar.onset_quarter):
            events = (replace(last, onset_quarter=bar.onset_quarter), *events)  # noqa: PLW2901 - what goes on from the bar before
        whole.append(events)
        last = events[-1] if events else last
    return whole
