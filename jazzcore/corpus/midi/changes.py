"""The changes of a MIDI song, from the best source it has, with key and form, and as a chart to correct.

The sources, the best first: chord symbols among the file's texts, what harmony and bass play, and the tonic chord of
the guessed key. A person's correction of a bar replaces all of them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from statistics import fmean

from jazzcore.corpus.harmony.chord_recognition import recognise
from jazzcore.corpus.harmony.one_key import cost_of_no_changes, tonic_chords
from jazzcore.corpus.midi.choice import Choice, Excerpt, excerpt_of
from jazzcore.corpus.midi.part_ranking import supporting_parts
from jazzcore.corpus.midi.song import MidiSong, TimedText
from jazzcore.corpus.rhythm.quantise import quantise
from jazzcore.errors import ChordSymbolError
from jazzcore.music.analysis.form import guess_form
from jazzcore.music.analysis.key import Key, guess_key
from jazzcore.music.charts.bar_texts import bar_events, bar_text
from jazzcore.music.chords.table import chord_of, format_symbol
from jazzcore.music.leadsheet import Chord, ChordEvent, bar_index, by_bar
from jazzcore.music.notes import Note


@dataclass(frozen=True, slots=True)
class _TextRules:
    """When texts of one kind are taken for the changes. Chosen by hand."""

    fewest_chords: int = 3
    least_share: float = 0.75
    """Of the texts of that kind, so many are chord symbols."""


_TEXTS = _TextRules()


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A bar of the chart: its number in the song, its chords as text, and how sure they are (0 to 1).

    `begins` are the chords that begin in it, in quarters of the song.
    """

    number: int
    text: str
    confidence: float
    begins: tuple[ChordEvent, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of some bars, in quarters of the song.

    `source` says where they come from. `form_bars` is the length of a chorus, None when unclear. `remark` says what is
    lost where there are no changes to learn.
    """

    events: tuple[ChordEvent, ...]
    chart: tuple[ChartBar, ...]
    key: str
    form_bars: int | None
    source: str
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """Chords, how sure each is, and where they come from."""

    events: tuple[ChordEvent, ...]
    confidences: tuple[float, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _Laid:
    """The chords that begin in each bar, how sure each bar is, their source, and a remark."""

    begins: Sequence[tuple[ChordEvent, ...]]
    sure: Sequence[float]
    source: str
    remark: str | None


def changes(song: MidiSong, choice: Choice) -> Changes:
    """Find the changes in the chosen bars.

    Parameters
    ----------
    song : MidiSong
        The song.
    choice : Choice
        The parts to hear them in, and the bars.

    Returns
    -------
    Changes
        The changes.

    Raises
    ------
    CorpusError
        The song has no such part or bar.

    """
    excerpt = excerpt_of(song, choice)
    found = _found(song, excerpt)
    remark = None
    if not found.events:
        key = guess_key(melody_notes(song, excerpt), (), excerpt.bars[-1].end_quarter)
        found, remark = _in_one_key(key, excerpt), _cost(song, choice.chords, key)
    begins = by_bar(found.events, excerpt.bars)
    return _changes(song, excerpt, _Laid(begins, _confidences(found, excerpt), found.source, remark))


def corrected(song: MidiSong, choice: Choice, found: Changes, symbols: Mapping[int, str]) -> Changes:
    """Put corrections into changes that were found.

    Parameters
    ----------
    song : MidiSong
        The song.
    choice : Choice
        The choice that the changes were found for.
    found : Changes
        The changes.
    symbols : mapping of int to str
        Texts like `Dm7 G7` by the numbers of their bars; numbers of other bars are passed over.

    Returns
    -------
    Changes
        The changes, where corrected bars are sure.

    Raises
    ------
    ChordSymbolError
        A text is no chord symbol, or has more chords than its bar has room for.

    """
    if not symbols:
        return found
    excerpt = excerpt_of(song, choice)
    begins, sure = [bar.begins for bar in found.chart], [bar.confidence for bar in found.chart]
    for number, text in symbols.items():
        index = number - excerpt.first_bar
        if 0 <= index < len(begins):
            begins[index], sure[index] = bar_events(text, excerpt.bars[index], number), 1.0
    return _changes(song, excerpt, _Laid(begins, sure, found.source, found.remark))


def melody_notes(song: MidiSong, excerpt: Excerpt) -> list[Note]:
    """Find the notes of the melody as it was played.

    Parameters
    ----------
    song : MidiSong
        The song.
    excerpt : Excerpt
        The parts and bars.

    Returns
    -------
    list of Note
        The notes that begin in these bars, part by part.

    """
    parts = [song.tracks[part] for part in excerpt.choice.melody]
    return [note for part in parts for note in part.notes if excerpt.holds(note.onset_quarter)]


def changes_in_texts(song: MidiSong) -> tuple[ChordEvent, ...]:
    """Read the chord symbols among the texts of a song, at quantised onsets; none where no kind of text holds any.

    Chord symbols stand in markers, lyrics, cue points or plain texts. One kind of text holds the changes when most of
    its texts are chord symbols and some could be nothing else: `A` and `B` alone are more likely the names of sections.
    """
    by_kind: dict[str, list[TimedText]] = defaultdict(list)
    for text in song.texts:
        if text.text:
            by_kind[text.kind].append(text)
    return max((_spelled_out(texts) for texts in by_kind.values()), key=len, default=())


def _spelled_out(texts: Sequence[TimedText]) -> tuple[ChordEvent, ...]:
    """The chords of one kind of text; none where it holds other things."""
    read = [(quantise(text.onset_quarter), text.text, _chord(text.text)) for text in texts]
    found = {onset: chord for onset, _, chord in read if chord is not None}
    spelled = {text for _, text, chord in read if chord is not None}
    is_most = sum(chord is not None for _, _, chord in read) >= _TEXTS.least_share * len(read)
    if len(found) < _TEXTS.fewest_chords or not is_most or all(len(text) == 1 for text in spelled):
        return ()
    return tuple(ChordEvent(onset, found[onset]) for onset in sorted(found))


def _chord(text: str) -> Chord | None:
    try:
        return chord_of(text)
    except ChordSymbolError:
        return None


def _found(song: MidiSong, excerpt: Excerpt) -> _Found:
    """The chords of the best source there is; none where there is none."""
    choice = excerpt.choice
    if written := _held_in(changes_in_texts(song), excerpt):
        return _Found(tuple(written), (1.0,) * len(written), "the chord symbols in the file")
    if choice.chords is None:
        return _Found((), (), "")
    supporting = supporting_parts(song, (*choice.melody, choice.chords, choice.bass))
    heard = recognise(
        song.tracks[choice.chords].notes,
        () if choice.bass is None else song.tracks[choice.bass].notes,
        excerpt.bars,
        [note for part in supporting for note in song.tracks[part].notes],
    )
    names = [song.tracks[part].label for part in (choice.chords, choice.bass) if part is not None]
    helpers = ", ".join(song.tracks[part].label for part in supporting)
    return _Found(
        tuple(ChordEvent(chord.onset_quarter, chord_of(format_symbol(chord.symbol))) for chord in heard),
        tuple(chord.confidence for chord in heard),
        f"heard in {' and '.join(names)}" + (f", with help of {helpers}" if helpers else ""),
    )


def _held_in(written: Sequence[ChordEvent], excerpt: Excerpt) -> list[ChordEvent]:
    """The chords that begin in an excerpt and the one that is held into it."""
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


def _changes(song: MidiSong, excerpt: Excerpt, laid: _Laid) -> Changes:
    """The changes with key, form and chart."""
    whole = _from_bar_lines(laid.begins, excerpt)
    events = tuple(event for bar in whole for event in bar)
    return Changes(
        events=events,
        chart=tuple(
            ChartBar(excerpt.first_bar + index, bar_text(whole[index], bar), laid.sure[index], laid.begins[index])
            for index, bar in enumerate(excerpt.bars)
        ),
        key=guess_key(melody_notes(song, excerpt), events, excerpt.bars[-1].end_quarter).name,
        form_bars=guess_form(events, excerpt.bars),
        source=laid.source,
        remark=laid.remark,
    )


def _from_bar_lines(begins: Sequence[tuple[ChordEvent, ...]], excerpt: Excerpt) -> list[tuple[ChordEvent, ...]]:
    """The chords of each bar. One that goes on begins again at the bar line, so every bar has its own first chord."""
    last: ChordEvent | None = None
    whole = []
    for bar, events in zip(excerpt.bars, begins, strict=True):
        begins_late = not (events and events[0].onset_quarter == bar.onset_quarter)
        held = (replace(last, onset_quarter=bar.onset_quarter),) if last and begins_late else ()
        whole.append((*held, *events))
        last = events[-1] if events else last
    return whole
