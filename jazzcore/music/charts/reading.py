"""Reads the text of a chord chart and finds all its faults; `charts.text` describes the syntax."""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from jazzcore.errors import ChordSymbolError
from jazzcore.music.beats import divisions_of
from jazzcore.music.charts.repeat_signs import Signs, marks_of, misfits_of
from jazzcore.music.charts.repeats import order_of_play
from jazzcore.music.charts.tokens import Token, WrittenBar, written_bars
from jazzcore.music.chords.names import as_written
from jazzcore.music.chords.suggestions import near_spellings
from jazzcore.music.leadsheet import Bar, Chord, ChordEvent, Meter

MOST_CHARACTERS, MOST_BARS, MOST_FAULTS = 20_000, 512, 64
FIRST_METER = Meter()
GOES_ON, REPEATS = "/", "%"

_MOST_BEATS, _UNITS = 16, (2, 4, 8, 16)
_LONGEST_SYMBOL = 24
_METER = re.compile(r"([0-9]{1,3})/([0-9]{1,3})")
_PICKUP = re.compile(r"\(([0-9]{1,3})(?:/([0-9]{1,3}))?\)")
_STRAY = ("[", "]", ":")
_ENDING = re.compile(r"[1-9]\.?")


@dataclass(frozen=True, slots=True)
class ChartFault:
    """A sentence about a fault in `text[start:end]` of a chart, and suggestions for what was meant."""

    start: int
    end: int
    sentence: str
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadChart:
    """Bars and chords as they are played, or the faults of the text. `has_pickup`: the first bar is a pickup."""

    bars: tuple[Bar, ...] = ()
    chords: tuple[ChordEvent, ...] = ()
    has_pickup: bool = False
    faults: tuple[ChartFault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bar:
    """A written bar: its chords with their onsets from the bar line, and the chords it begins and ends with."""

    meter: Meter
    chords: tuple[tuple[Fraction, Chord], ...]
    opening: Chord | None
    closing: Chord | None
    signs: Signs


@lru_cache(maxsize=32)
def read_chart(text: str) -> ReadChart:
    """Read a text of up to 20,000 characters and 512 bars. Cached, as the page asks again at every click."""
    if len(text) > MOST_CHARACTERS:
        sentence = f"The chart has {len(text):,} characters; shorten it to {MOST_CHARACTERS:,}."
        return ReadChart(faults=(ChartFault(MOST_CHARACTERS, len(text), sentence),))
    reader = _Reader()
    for written in written_bars(text):
        reader.read(written)
        if reader.is_full:
            break
    return reader.chart(len(text))


@dataclass(slots=True)
class _Reader:
    """Reads bar after bar: what has been read so far, and the signs that belong to the next bar with chords.

    `before` is the bar played before the next one, `before_endings` the one before the first ending.
    """

    bars: list[_Bar] = field(default_factory=list)
    faults: list[ChartFault] = field(default_factory=list)
    meter: Meter = FIRST_METER
    has_pickup: bool = False
    before: _Bar | None = None
    before_endings: _Bar | None = None
    opens: Token | None = None
    ending: Token | None = None

    @property
    def is_full(self) -> bool:
        """Whether there are more bars or faults than are read."""
        return len(self.bars) > MOST_BARS or len(self.faults) >= MOST_FAULTS

    @property
    def _number(self) -> int:
        """The number of the bar that is read; a pickup is 0."""
        return len(self.bars) + (0 if self.has_pickup else 1)

    def read(self, written: WrittenBar) -> None:
        """Read what is written between two bar lines."""
        words = [word for word in written.words if not self._is_stray(word)]
        self.opens = written.opens or self.opens
        pickup = None
        while words:
            word = words[0]
            if match := _METER.fullmatch(word.text):
                self.meter = self._meter(word, int(match[1]), int(match[2]))
            elif not (self.bars or self.has_pickup) and (match := _PICKUP.fullmatch(word.text)):
                pickup = self._pickup(word, int(match[1]), int(match[2] or self.meter.unit))
            elif _ENDING.fullmatch(word.text):
                self.ending = word
            else:
                break
            words.pop(0)
        if words or pickup:
            self._lay(words, pickup or self.meter, written.closes)
        elif written.closes:
            self._fault(written.closes, f"Before bar {self._number}: there is no bar right before this sign to repeat.")

    def _lay(self, words: list[Token], meter: Meter, closes: Token | None) -> None:
        """Lay a bar with its chords behind the others."""
        if self.ending and self.ending.text.startswith("1"):
            self.before_endings = self.before
        elif self.ending:
            self.before = self.before_endings
        chords = tuple(self._chords(words, meter)) if words else ()
        sounding = self.before.closing if self.before else None
        opening = chords[0][1] if chords and not chords[0][0] else sounding
        closing = chords[-1][1] if chords else sounding
        self.before = _Bar(meter, chords, opening, closing, Signs(self.opens, closes, self.ending))
        self.bars.append(self.before)
        self.opens = self.ending = None

    def _chords(self, words: list[Token], meter: Meter) -> list[tuple[Fraction, Chord]]:
        if any(word.text == REPEATS for word in words):
            return self._repeated(words, meter)
        divisions = {len(places): places for places in divisions_of(meter)}
        if len(words) not in divisions:
            room = " or ".join(map(str, divisions))
            self._fault(
                Token("", words[0].start, words[-1].end),
                f"Bar {self._number} has {len(words)} chords where there is room for {room}; "
                f"write {GOES_ON} for a beat on which the chord goes on.",
            )
        chords = [None if word.text == GOES_ON else self._chord(word) for word in words[:_MOST_BEATS]]
        places = divisions.get(len(words), ())
        return [(place, chord) for place, chord in zip(places, chords, strict=False) if chord]

    def _repeated(self, words: list[Token], meter: Meter) -> list[tuple[Fraction, Chord]]:
        """The chords of the bar before, with the one that goes on into it."""
        sign = next(word for word in words if word.text == REPEATS)
        if len(words) > 1:
            self._fault(sign, f"Bar {self._number}: % repeats a whole bar; let it stand alone, or write / for a beat.")
        elif not self.before:
            self._fault(sign, f"Bar {self._number}: there is no bar before it for % to repeat; write its chords.")
        elif self.before.meter != meter:
            self._fault(sign, f"Bar {self._number}: the bar before it has another length; write the chords out.")
        else:
            inside = [(place, chord) for place, chord in self.before.chords if place]
            return [(Fraction(0), self.before.opening), *inside] if self.before.opening else inside
        return []

    def _is_stray(self, word: Token) -> bool:
        """Whether a word is a bracket or a colon that belongs to nothing, which is a fault."""
        if word.text not in _STRAY:
            return False
        sentence = f"{word.text!r} stands alone; write a section as in [A] and a repeat as in |: C :|."
        self._fault(word, f"Bar {self._number}: {sentence}")
        return True

    def _chord(self, word: Token) -> Chord | None:
        if len(word.text) > _LONGEST_SYMBOL:
            shown = f"{word.text[:_LONGEST_SYMBOL]}…"
            self._fault(
                word, f"Bar {self._number}: {shown!r} is too long for a chord symbol; put spaces between chords."
            )
            return None
        try:
            return as_written(word.text)
        except ChordSymbolError as error:
            self._fault(word, *self._explained(word.text, error))
            return None

    def _explained(self, word: str, error: ChordSymbolError) -> tuple[str, tuple[str, ...]]:
        """A sentence about a word that is no chord symbol, and suggestions for what was meant."""
        if _METER.fullmatch(word):
            return f"Bar {self._number}: write the time signature {word} before the bar's chords.", ()
        if _PICKUP.fullmatch(word):
            return f"Bar {self._number}: a pickup such as {word} stands at the beginning of the chart.", ()
        proposals = near_spellings(word)
        if proposals:
            return f"Bar {self._number}: {word!r} is no chord symbol; did you mean {' or '.join(proposals)}?", proposals
        return f"Bar {self._number}: {error}", ()

    def _meter(self, word: Token, beats: int, unit: int) -> Meter:
        meter = Meter(beats, unit) if unit else FIRST_METER
        if unit not in _UNITS or not 1 <= beats <= _MOST_BEATS or meter.bar_quarter > _MOST_BEATS:
            self._fault(
                word,
                f"Bar {self._number}: {word.text} is no time signature; write 1 to {_MOST_BEATS} over 2, 4, 8 or 16, "
                f"no more than {_MOST_BEATS} quarters, as in 3/4.",
            )
            return self.meter
        return meter

    def _pickup(self, word: Token, beats: int, unit: int) -> Meter:
        self.has_pickup = True
        meter = Meter(beats, unit if unit in _UNITS else 1)
        if unit not in _UNITS or not 0 < meter.bar_quarter <= self.meter.bar_quarter:
            self._fault(
                word,
                f"The pickup {word.text} does not fit into a bar of {self.meter.beats}/{self.meter.unit}; "
                "write its beats, as in (1), or its length, as in (1/8).",
            )
        return meter

    def _fault(self, place: Token, sentence: str, proposals: tuple[str, ...] = ()) -> None:
        self.faults.append(ChartFault(place.start, place.end, sentence, proposals))

    def chart(self, length: int) -> ReadChart:
        """The bars in the order in which they are played, or the faults; `length` is that of the text."""
        whole = Token("", 0, length)
        signs = [bar.signs for bar in self.bars]
        if not self.is_full:
            for misfit in misfits_of(signs):
                self._fault(misfit.sign, misfit.sentence)
            for sign in filter(None, (self.opens, self.ending)):
                self._fault(sign, "There is no bar after this sign; write its chords, or take the sign away.")
        if self.faults:
            return ReadChart(
                faults=tuple(sorted(self.faults, key=lambda fault: (fault.start, fault.end))[:MOST_FAULTS])
            )
        order = order_of_play(marks_of(signs, int(self.has_pickup)), MOST_BARS)
        if not any(chord.pitches for bar in self.bars for _, chord in bar.chords):
            self._fault(whole, "The chart has no chord; write bars of chords, as in Dm7 | G7 | Cmaj7.")
        elif len(self.bars) == int(self.has_pickup):
            self._fault(whole, "The pickup stands alone; write a bar after it, as in (1) G7 | Cmaj7.")
        elif max(len(self.bars), len(order)) > MOST_BARS:
            self._fault(whole, f"The chart is longer than {MOST_BARS} bars with its repeats; shorten it.")
        return ReadChart(*self._played(order), self.has_pickup, tuple(self.faults))

    def _played(self, order: tuple[int, ...]) -> tuple[tuple[Bar, ...], tuple[ChordEvent, ...]]:
        bars: list[Bar] = []
        chords: list[ChordEvent] = []
        onset = Fraction(0)
        for bar in (self.bars[index] for index in order):
            bars.append(Bar(onset, bar.meter))
            chords += (ChordEvent(onset + place, chord) for place, chord in bar.chords)
            onset = bars[-1].end_quarter
        return tuple(bars), tuple(chords)
