"""Recognises the chords of real multi-track files, and compares them with our own readings by ear and eye.

A reading is a key, and the chords bar by bar from a bar on. Two chords in a bar take half of it each, `x` stands for
"or", `-` is silence, which does not count, and `(...)*n` is repeated n times. Root and family of quality are compared.
"""

import re
from dataclasses import dataclass, replace

from benchmarks.material import COURSE_FILE
from benchmarks.report import Result
from jazzcore.corpus.midi.changes import changes
from jazzcore.corpus.midi.part_report import describe_parts
from jazzcore.corpus.midi.parts import propose
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.song import bars_of_song
from jazzcore.music.chords.table import parse_symbol
from jazzcore.music.leadsheet import chord_at

LEAST_RIGHT = 0.9
_REPEATED = re.compile(r"\(([^()]*)\)\*(\d+)")

A = "Am7xD7|Cm7 F7|Fm7xBb7xBb7sus4|Bb7|Ebmaj7|Am7xD7 D7|Gmaj7|"
LAZY_BIRD = f"({A}Abm7 Db7|{A}Am7 Bb7|Bm7|E7|Amaj7|Bbm7 Eb7|Am7|D7|Gmaj7|Abm7 Db7|{A}Gmaj7|)*6"
ISLAND = "(Fm7|)*{}(Db7|)*4"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: the beginning of its name, the key, the first bar that is read, and the bars."""

    name: str
    key: str
    first_bar: int
    bars: str


READINGS = (
    Reading("herbie__Herbie_Hancock_Cantalope", "F minor", 1, "".join([
        "(Fm7|)*7-|", ISLAND.format(4), "(-|)*2(Fm7|)*11-|", ISLAND.format(4), "(Fm7|)*7-|(Fm7|)*7-|", ISLAND.format(4),
        ISLAND.format(4), "(Fm7|)*11-|", ISLAND.format(4) * 5,
    ])),
    Reading("herbie__Herbie_Hancock_chameleon", "Bb minor", 2, "(Bbm7|Eb7|)*44"),
    Reading("herbie__maiden_voyage", "D minor", 5, "(D7sus4|)*4(F7sus4|)*4" * 2 + "(Eb7sus4|)*4(Db7sus4|)*4"
            + "(D7sus4|)*4(F7sus4|)*4" * 3 + "(Eb7sus4|)*4(Db7sus4|)*4"),
    Reading("improvisor__bagsgroove", "F major", 2,
            "(F7|Bb7|F7|F7|Bb7|Bb7|F7|Am7xA7 D7|Gm7|C7|F7 D7xBbmaj7|Gm7 C7|)*6"),
    Reading("improvisor__lazybird", "G major", 11, LAZY_BIRD),
    Reading("pd__after_youve_gone", "Bb major", 1, "Eb|Ebm|Bb|G7|C7|F7|Bb|Bb Bb7|Eb|Ab7|Bb|G7|Cm G7|Cm7 Ab7|Bb D7|"
            "Gm7 A7|Bb Gm7|Cm7 F7|Bb Bb|Bb F7|Bb|"),
    Reading("pd__maple_leaf", "Eb major", 1, "Eb|Bb7|Eb|Bb7|B Bb7|B Bb7|Ebm|Ebm|Edim|Eb|B Eb|Eb|Ebdim|Eb|B Eb|Eb|Eb|"
            "Bb7|Bb7|Eb|Eb|Bb7|Bb7|Eb|Eb|Bb7|Bb7|Eb|"),
    Reading("pd__tin_roof", "Eb major", 2, "Eb|Eb7xEb|Eb7|Eb7|Ab|Ab7|Eb|Eb|Bb7|Bb7|Ab7|Eb Bb7|Eb|"),
)  # fmt: skip


def measure() -> tuple[Result, ...]:
    """Two rows; none where the files are not at hand."""
    if not COURSE_FILE.exists():
        return ()
    found = [right_half_bars(reading) for reading in READINGS]
    right, total = sum(each[0] for each in found), sum(each[1] for each in found)
    keys = sum(each[2] for each in found)
    return (
        Result(
            f"changes heard in {len(READINGS)} real multi-track files, against our own readings",
            f"{right / total:.1%} of {total} half bars",
            f">= {LEAST_RIGHT:.0%}",
            right / total >= LEAST_RIGHT,
        ),
        Result("their keys", f"{keys} of {len(READINGS)}", "all", keys == len(READINGS)),
    )


def right_half_bars(reading: Reading) -> tuple[int, int, bool]:
    """How many half bars have the right root and family, how many are read, and whether the key is right."""
    path = next(COURSE_FILE.parent.rglob(f"{reading.name}*.mid"))
    song = read_midi(path.read_bytes(), path.name)
    choice = propose(song, describe_parts(song)).choice
    heard = changes(song, replace(choice, bars=None))
    right = total = 0
    for bar, read in zip(bars_of_song(song)[reading.first_bar - 1 :], bars_read(reading.bars), strict=False):
        for half, chords in enumerate((read[0], read[-1])):
            if chords != "-":
                at = bar.onset_quarter + half * bar.meter.bar_quarter / 2
                found = chord_at(heard.events, at).chord.symbol
                right += _kind(found) in map(_kind, chords.split("x"))
                total += 1
    return right, total, heard.key == reading.key


def bars_read(text: str) -> list[list[str]]:
    """The bars of a reading, each with its chords."""
    written = _REPEATED.sub(lambda found: found[1] * int(found[2]), text)
    return [bar.split() for bar in written.split("|") if bar]


def _kind(symbol: str) -> tuple[int, str]:
    parsed = parse_symbol(symbol)
    return parsed.root, parsed.quality.family
