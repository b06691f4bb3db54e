"""ABC texts taken apart into tunes, voices and bars, cleaned for music21.

The tokeniser of music21 knows only some of the signs that tunes are written with, and takes others for notes. So the
text is cleaned first. Bar lines with their repeats and endings become marks beside the bars. Grace notes, slurs,
ornaments and lyrics are left out. Of notes that sound together the highest stays. What is left holds notes, rests,
chord symbols, ties, triplets and broken rhythm.

References
----------
The ABC standard 2.1.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from jazzcore.corpus.scores.abc_signs import (
    ANNOTATION_MARKS,
    BODY_FIELDS,
    COMMENT,
    DIRECTIONS,
    FIELD,
    FRACTION,
    HEADER_FIELDS,
    SIGNS,
    field_line,
    highest,
    passes_of,
)
from jazzcore.music.charts.repeats import MOST_PASSES, Marks

_ENDS_AN_ENDING = frozenset({"||", "|]", "[|"})
_MOST_WHOLE_RESTS = 64


@dataclass(frozen=True, slots=True)
class AbcBar:
    """A bar: its cleaned text, fields on lines of their own, and its marks."""

    text: str
    marks: Marks


@dataclass(frozen=True, slots=True)
class AbcTune:
    """A tune: the fields of its header as lines, the bars of one voice, and remarks on what was left out."""

    header: tuple[str, ...]
    bars: tuple[AbcBar, ...]
    remarks: tuple[str, ...]


def tunes_of(text: str) -> tuple[AbcTune, ...]:
    """Split a text into its tunes, none of them checked. A text without X: is one tune."""
    lines = [COMMENT.sub(lambda match: match[1] or "", line) for line in text.splitlines() if line[:1] != "%"]
    starts = [index for index, line in enumerate(lines) if line.startswith("X:")] or [0]
    return tuple(_tune(lines[start:end]) for start, end in pairwise([*starts, len(lines)]))


def _tune(lines: Sequence[str]) -> AbcTune:
    header: list[str] = []
    remarks: list[str] = []
    rest = iter(lines)
    for line in rest:
        match = FIELD.match(line)
        if match is None:
            continue
        if match[1] in HEADER_FIELDS:
            header.append(field_line(match[1], match[2]))
        if match[1] == "P":
            remarks.append("The order of parts (P:) is not followed.")
        if match[1] == "K":
            break
    body = _Body(header)
    for line in rest:
        if not line.strip():
            break
        body.read_line(line)
    if any(line.strip() for line in rest):
        remarks.append("What follows the first empty line is left out.")
    return AbcTune(tuple(header), body.bars(), (*remarks, *body.remarks()))


@dataclass(slots=True)
class _Voice:
    """A voice while it is read: the finished bars, and what the current bar has so far."""

    bars: list[AbcBar] = field(default_factory=list)
    chord_count: int = 0
    _text: str = ""
    _has_notes: bool = False
    _marks: Marks = field(default_factory=Marks)
    _endings: tuple[int, ...] = ()

    def put(self, text: str, *, is_note: bool = False) -> None:
        """Put a piece of cleaned text into the bar."""
        self._text += text
        self._has_notes |= is_note

    def direct(self, words: str) -> bool:
        """Read a direction about the order of play; False for other words."""
        marks = DIRECTIONS.get(words)
        if marks is not None:
            self._marks = replace(self._marks, **marks)  # type: ignore[arg-type] # the table holds fields of Marks
        return marks is not None

    def end_bar(self, sign: str, endings: tuple[int, ...] = ()) -> None:
        """End the bar at a bar line, if it has notes, and begin the next one."""
        ends = sign.startswith(":") and sign != ":"
        begins = sign.endswith(":") and sign != ":"
        passes = min(len(sign.partition("|")[0]) + 1, MOST_PASSES) if "|" in sign else 2
        if self._has_notes:
            self.bars.append(AbcBar(self._text, replace(self._marks, endings=self._endings)))
            self._text, self._has_notes, self._marks = "", False, Marks()
        if ends and self.bars:
            last = self.bars[-1]
            self.bars[-1] = replace(last, marks=replace(last.marks, passes=passes))
        if begins:
            self._marks = replace(self._marks, begins_repeat=True)
        if endings or begins or ends or sign in _ENDS_AN_ENDING:
            self._endings = endings

    def finish(self) -> None:
        """End the last bar. Directions behind it belong to it."""
        self.end_bar("|")
        if self.bars:
            last, behind = self.bars[-1], self._marks
            marks = replace(
                last.marks,
                jump=last.marks.jump or behind.jump,
                is_fine=last.marks.is_fine or behind.is_fine,
                leaves_for_coda=last.marks.leaves_for_coda or behind.leaves_for_coda,
            )
            self.bars[-1] = replace(last, marks=marks)


class _Body:
    """Reads the lines below the header, sign by sign, into voices."""

    def __init__(self, header: Iterable[str]) -> None:
        self._voices: dict[str, _Voice] = {}
        self._voice = self._voices.setdefault("", _Voice())
        self._bar_quarter, self._unit_quarter = Fraction(4), Fraction(0)
        self._left_out: Counter[str] = Counter()
        self._is_overlaid = False
        self._readers: Mapping[str, Callable[[re.Match[str]], None]] = {
            "quoted": self._read_quoted,
            "decoration": self._read_decoration,
            "field": self._read_inline_field,
            "group_length": self._read_group,
            "bar": self._read_bar,
            "ending": self._read_bar,
            "lone_ending": self._read_lone_ending,
            "whole_rest": self._read_whole_rests,
            "note": self._read_note,
            "tuplet": self._save_item,
            "broken": self._save_item,
            "tie": self._save_item,
            "grace": self._read_grace,
            "overlay": self._read_overlay,
            "unknown": self._read_unknown,
        }
        for line in header:
            self._measure(line)

    def read_line(self, line: str) -> None:
        """Read a line of fields or music."""
        match = FIELD.match(line)
        if match is not None:
            self._read_field(match[1], match[2])
            return
        for sign in SIGNS.finditer(line):
            if not self._is_overlaid or sign.lastgroup in ("bar", "ending"):
                self._read_sign(sign)

    def bars(self) -> tuple[AbcBar, ...]:
        """The bars of the first voice with chord symbols, else of the first."""
        for voice in self._voices.values():
            voice.finish()
        voices = self._filled_voices()
        return tuple(max(voices, key=lambda voice: voice.chord_count > 0).bars) if voices else ()

    def remarks(self) -> tuple[str, ...]:
        """What was left out, in words."""
        voice_count = len(self._filled_voices())
        voices = (
            [f"Of its {voice_count} voices only one is read: the first with chord symbols, else the first."]
            if voice_count > 1
            else []
        )
        return (*voices, *(f"{what} ({count}) are left out." for what, count in self._left_out.items()))

    def _filled_voices(self) -> list[_Voice]:
        return [voice for voice in self._voices.values() if voice.bars]

    def _read_field(self, letter: str, value: str) -> None:
        if letter == "V":
            name = value.split(maxsplit=1)[0] if value.split() else ""
            self._voice = self._voices.setdefault(name, _Voice())
        elif letter in BODY_FIELDS:
            line = field_line(letter, value)
            self._measure(line)
            self._voice.put(f"\n{line}\n")

    def _measure(self, line: str) -> None:
        """Learn from a field how long a bar is, and how long a note without a length."""
        match = FRACTION.search(line)
        length = Fraction(4 * int(match[1]), int(match[2])) if match and int(match[2]) else Fraction(4)
        if line.startswith("M:"):
            self._bar_quarter = length
        elif line.startswith("L:"):
            self._unit_quarter = length

    def _read_sign(self, sign: re.Match[str]) -> None:
        reader = self._readers.get(sign.lastgroup or "")
        if reader is not None:
            reader(sign)

    def _read_quoted(self, sign: re.Match[str]) -> None:
        text = sign[0]
        if not self._voice.direct(text.strip('"').lower()):
            self._voice.put(text)
            self._voice.chord_count += text[1:2] not in ANNOTATION_MARKS

    def _read_decoration(self, sign: re.Match[str]) -> None:
        self._voice.direct(sign["decoration"].lower())

    def _read_inline_field(self, sign: re.Match[str]) -> None:
        letter, _, value = sign["field"].partition(":")
        self._read_field(letter, value)

    def _read_group(self, sign: re.Match[str]) -> None:
        self._left_out["All but the highest of notes at once"] += 1
        self._voice.put(highest(sign["group"], sign["group_length"]), is_note=True)

    def _read_bar(self, sign: re.Match[str]) -> None:
        self._is_overlaid = False
        self._voice.end_bar(sign["bar"], passes_of(sign["ending"] or ""))

    def _read_lone_ending(self, sign: re.Match[str]) -> None:
        self._voice.end_bar("", passes_of(sign["lone_ending"]))

    def _read_note(self, sign: re.Match[str]) -> None:
        self._voice.put(sign[0].replace("x", "z"), is_note=True)

    def _read_whole_rests(self, sign: re.Match[str]) -> None:
        unit = self._unit_quarter or (Fraction(1, 4) if self._bar_quarter < 3 else Fraction(1, 2))
        for index in range(min(int(sign[0][1:] or 1), _MOST_WHOLE_RESTS)):
            if index:
                self._voice.end_bar("|")
            self._voice.put(f"z{self._bar_quarter / unit}", is_note=True)

    def _save_item(self, sign: re.Match[str]) -> None:
        self._voice.put(sign[0])

    def _read_grace(self, _: re.Match[str]) -> None:
        self._left_out["Grace notes"] += 1

    def _read_overlay(self, _: re.Match[str]) -> None:
        self._left_out["Voices laid over a bar (&)"] += 1
        self._is_overlaid = True

    def _read_unknown(self, sign: re.Match[str]) -> None:
        self._left_out[f"The signs {sign[0]!r}"] += 1
