"""Writes `golden_values.txt`: the values of the first bars of every bundled etude, by music21's theory alone.

`python -m tests.values.make_golden_values`, after a change of the etudes. It shares no code with `jazzcore.values`: the
categories come from music21's own chords and scales, the spans from its intervals.
"""

from pathlib import Path

from music21 import chord, interval, pitch, scale

from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.notes import Note

PATH = Path(__file__).with_name("golden_values.txt")
BARS = 4


def golden_text() -> str:
    """A line a bar: title, bar, values without rests."""
    lines = []
    for sheet in bundled_etudes().pieces:
        for number, bar in enumerate(sheet.bars[:BARS], start=1):
            notes = [note for note in sheet.melody if bar.onset_quarter <= note.onset_quarter < bar.end_quarter]
            lines.append(f"{sheet.title} | {number} | {' '.join(bar_values(sheet, notes, bar.onset_quarter))}")
    return "\n".join(lines) + "\n"


def bar_values(sheet: LeadSheet, notes: list[Note], bar_onset: object) -> list[str]:
    values = []
    previous: pitch.Pitch | None = None
    in_bar = [event for event in sheet.chords if event.onset_quarter >= bar_onset]
    for note in notes:
        sounding = [event for event in in_bar if event.onset_quarter <= note.onset_quarter][-1]
        this = pitch.Pitch(note.pitch)
        text = f"{category(sounding.chord.pitches, this)},{float(note.duration_quarter):.3f}"
        if previous is not None:
            moved = interval.Interval(previous, this)
            upper, lower = interval.add([moved, "m3"]), interval.subtract([moved, "m3"])
            text += f",<{upper.directedName},{lower.directedName}>"
        values.append(text)
        previous = this
    return values


def category(pitches: tuple[int, ...], this: pitch.Pitch) -> str:
    symbol = chord.Chord([pitch.Pitch(sounding) for sounding in pitches])
    if this.name in {tone.name for tone in symbol.pitches}:
        return "C"
    kind = scale.MajorScale() if symbol.quality == "major" else scale.DorianScale()
    if this.name in {tone.name for tone in kind.derive(symbol).getPitches()}:
        return "S"
    around = [tone.transpose(step) for tone in symbol.pitches for step in (1, -1)]
    return "A" if this.pitchClass in {neighbour.pitchClass for neighbour in around} else "X"


if __name__ == "__main__":
    PATH.write_text(golden_text(), encoding="utf-8")
