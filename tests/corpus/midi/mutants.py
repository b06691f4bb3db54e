"""Damaged files of every kind that comes from outside, made from a seed, and the readers that must bear them.

A reader here is the whole way of a file but for the child process: what the first pass lets through is parsed in this
process, so that nothing is hidden by a child's end. It returns, or raises one of the project's own errors.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from jazzcore.corpus.etudes import ABC_FOLDER, MIDI_FOLDER
from jazzcore.corpus.midi.child import MIDO_FAILURES, pass_over_other_meta_events, song_data
from jazzcore.corpus.midi.scan import scan
from jazzcore.corpus.scores.child import sheets_of
from jazzcore.corpus.scores.scan import scan_notation
from jazzcore.errors import CorpusError
from jazzcore.models.store import save_bundle
from jazzcore.recipes.table import load_bundle
from tests.corpus.midi.midi_bytes import song
from tests.corpus.scores.musicxml_text import (
    attributes,
    degree,
    ending,
    harmony,
    mxl,
    note,
    repeat_end,
    repeat_start,
    rest,
    score,
    small_score,
    words,
)
from tests.models.bundles import random_bundle

_MOST_CHANGES = 4
_LONGEST_SLICE = 60
_EXTREMES = (b"0", b"-1", b"2", b"999999999", b"0.0000001", b"1e308", b"nan", b"", b"\xff\x00", b"<", b'"', b"|:", b"/")
_NUMBER = re.compile(rb"\d+")
_LEAF = re.compile(rb"<([a-z-]+)[^<>]*>[^<>]*</\1>|<[a-z-]+[^<>]*/>")
_TUNE = """X:7
T:All signs
M:6/8
L:1/8
Q:3/8=90
K:Ador clef=treble
A|:"Am"{g}ABc "D7/F#"[ceg]2 d-|1 "G"d>e !trill!f (3gab z:|2 "Em7b5"^G3- G2 z||
[M:4/4]"C"c4 [K:C]"F#m7b5"_f4 | "Fine" Z | x4 y "^slow"c4 & e8 | "G7"g8 !D.C.! |]
w: la la
V:2
"C"e8|
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of file: its good files, how one is read, its share of all mutants, and how many of them can be read.

    A reader that reads fewer than `least_read_percent` refuses more than what is damaged. It is 0 for arrays: the
    checksums of their zip archive let no change through.
    """

    name: str
    seeds: tuple[bytes, ...]
    read: Callable[[bytes], object]
    share_percent: int
    least_read_percent: int


def readers(folder: Path) -> tuple[Reader, ...]:
    """All readers; `folder` is an empty one for the model."""
    pass_over_other_meta_events()
    save_bundle(random_bundle(), folder)
    etude_midi, etude_abc = min(MIDI_FOLDER.glob("*.mid")), min(ABC_FOLDER.glob("*.abc"))
    (generation,) = folder.iterdir()
    documents = {name: (generation / name).read_bytes() for name in ("bundle.json", "arrays.npz")}
    return (
        Reader("MIDI", (song(), etude_midi.read_bytes()), _read_midi, 30, 10),
        Reader(
            "MusicXML", (small_score(), _rich_score()), lambda data: _read_notation(data, "mutant.musicxml"), 25, 10
        ),
        Reader("mxl", (mxl(small_score()), mxl(_rich_score())), lambda data: _read_notation(data, "mutant.mxl"), 10, 5),
        Reader(
            "ABC", (_TUNE.encode(), etude_abc.read_bytes()), lambda data: _read_notation(data, "mutant.abc"), 25, 50
        ),
        *(
            Reader(name, (data,), partial(_read_model, name=name, folder=folder, documents=documents), 5, least)
            for (name, data), least in zip(documents.items(), (10, 0), strict=True)
        ),
    )


def mutants(seeds: tuple[bytes, ...], rng: np.random.Generator) -> Iterator[bytes]:
    """Endless damaged files: of the good ones in turn, each with one change or a few."""
    while True:
        for seed in seeds:
            data = bytearray(seed)
            changes = _CHANGES[int(rng.integers(len(_CHANGES)))]
            for _ in range(int(rng.integers(1, _MOST_CHANGES + 1))):
                changes[int(rng.integers(len(changes)))](data, rng)
            yield bytes(data)


def _flip(data: bytearray, rng: np.random.Generator) -> None:
    if data:
        data[int(rng.integers(len(data)))] = int(rng.integers(256))


def _slice(data: bytearray, rng: np.random.Generator) -> slice:
    begin = int(rng.integers(len(data) + 1))
    return slice(begin, begin + int(rng.integers(1, _LONGEST_SLICE)))


def _cut(data: bytearray, rng: np.random.Generator) -> None:
    del data[_slice(data, rng)]


def _cut_off(data: bytearray, rng: np.random.Generator) -> None:
    del data[int(rng.integers(len(data) + 1)) :]


def _repeat(data: bytearray, rng: np.random.Generator) -> None:
    place = int(rng.integers(len(data) + 1))
    data[place:place] = data[_slice(data, rng)] * int(rng.integers(1, 9))


def _put_extreme(data: bytearray, rng: np.random.Generator) -> None:
    """Put something extreme in the place of a number, or of a byte where there is none."""
    numbers = list(_NUMBER.finditer(data))
    begin, end = numbers[int(rng.integers(len(numbers)))].span() if numbers else (len(data) // 2, len(data) // 2 + 1)
    data[begin:end] = _EXTREMES[int(rng.integers(len(_EXTREMES)))]


def _put_number(data: bytearray, rng: np.random.Generator) -> None:
    """Put another small number in the place of one."""
    numbers = list(_NUMBER.finditer(data))
    if numbers:
        begin, end = numbers[int(rng.integers(len(numbers)))].span()
        data[begin:end] = str(int(rng.integers(40))).encode()


def _leaf(data: bytearray, rng: np.random.Generator) -> slice:
    """An element without elements in it, or nothing."""
    leaves = list(_LEAF.finditer(data))
    return slice(*leaves[int(rng.integers(len(leaves)))].span()) if leaves else slice(0, 0)


def _drop_leaf(data: bytearray, rng: np.random.Generator) -> None:
    del data[_leaf(data, rng)]


def _copy_leaf(data: bytearray, rng: np.random.Generator) -> None:
    """Put an element where another one stands, or before it."""
    copied, place = data[_leaf(data, rng)], _leaf(data, rng)
    data[place if rng.integers(2) else slice(place.start, place.start)] = copied


_CHANGES = (
    (_flip, _cut, _cut_off, _repeat, _put_extreme),
    (_put_number, _put_number, _put_extreme, _drop_leaf, _copy_leaf),
)
"""What happens to the bytes of any file, and what leaves a text more or less in order."""


def _read_midi(data: bytes) -> None:
    scan(data, "mutant.mid")
    try:
        json.dumps(song_data(data))
    except MIDO_FAILURES as error:
        raise CorpusError("mutant.mid is damaged; download it or export it again.") from error


def _read_notation(data: bytes, name: str) -> None:
    scanned = scan_notation(data, name)
    for sheet in sheets_of(scanned.kind, scanned.data, name):
        ends = [each.onset_quarter + each.duration_quarter for each in sheet.melody]
        onsets = [each.onset_quarter for each in sheet.melody]
        assert onsets == sorted(set(onsets))
        assert max(ends) <= sheet.end_quarter
        assert all(0 <= each.pitch <= 127 and each.duration_quarter > 0 for each in sheet.melody)


def _read_model(data: bytes, name: str, folder: Path, documents: dict[str, bytes]) -> None:
    """Load a model of which one file is damaged and its checksum right again, as somebody could make it by hand."""
    (generation,) = folder.iterdir()
    files = documents | {name: data}
    for each, content in files.items():
        (generation / each).write_bytes(content)
    sums = {each: hashlib.sha256(content).hexdigest() for each, content in files.items()}
    (generation / "checksums.json").write_text(json.dumps(sums))
    load_bundle(folder)


def _rich_score() -> bytes:
    """A score with all that the reader knows."""
    triplet = "<time-modification><actual-notes>3</actual-notes><normal-notes>2</normal-notes></time-modification>"
    tenor = "<transpose><diatonic>-1</diatonic><chromatic>-2</chromatic><octave-change>-1</octave-change></transpose>"
    grace = "<note><grace/><pitch><step>B</step><octave>4</octave></pitch><type>eighth</type></note>"
    tempo = '<direction><direction-type><metronome><beat-unit>quarter</beat-unit><per-minute>120</per-minute></metronome></direction-type><sound tempo="120"/></direction>'  # noqa: E501 - one element
    second_voice = "<backup><duration>48</duration></backup>" + note("G", 4, 4, "<voice>2</voice>")
    return score(
        attributes(more=tenor) + tempo + note("G", 4, 1),
        repeat_start()
        + harmony("A", "minor-seventh", "m7", "<offset>12</offset>")
        + "".join(note(step, 5, 1 / 3, f"<type>eighth</type>{triplet}") for step in "CDE")
        + grace
        + note("F", 5, 3, '<tie type="start"/>', 1),
        f'<barline location="left">{ending("1", "start")}</barline>'
        + harmony("G", "dominant", "7b9", degree(9, -1, "add"))
        + note("F", 5, 4, '<voice>1</voice><tie type="stop"/>', 1)
        + second_voice
        + repeat_end(ending("1", "stop"), times=2),
        f'<barline location="left">{ending("2,3", "start")}</barline>{note("D", 5, 4)}{words("D.C. al Fine")}',
        attributes((3, 4)) + rest(1) + note("E", 5, 2) + words("Fine"),
        more_parts=((attributes() + "<note><unpitched/><duration>48</duration></note>",),),
    )
