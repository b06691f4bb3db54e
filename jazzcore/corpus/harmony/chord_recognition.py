"""Recognise the changes from the notes of the chord parts and the bass, by a Viterbi path: one chord for each beat.

Every chord gets a score in every cell (a beat). Chord tones that sound raise the score; foreign tones and missing chord
tones lower it. A bass note raises the score of the chords that have it as their root. The path with the highest total
is taken. A change of chord costs least on a bar line and most on a weak beat. It costs less where the root moves as is
usual in jazz, such as down a fifth. The path is found twice: if the first pass finds mostly minor chords on a root, the
second favours minor chords on it. Arrays are cells x chords unless said otherwise.

References
----------
Sheh and Ellis, "Chord Segmentation and Recognition using EM-Trained Hidden Markov Models", 2003. Rules stand here in
place of the trained densities.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jazzcore.corpus.harmony.harmony_cells import BAR_LINE, STRONG, WEAK, Array, Cell, cells_of, levels_of
from jazzcore.corpus.harmony.riffs import riff_bars
from jazzcore.music.chords.table import ChordSymbol, quality_of
from jazzcore.music.leadsheet import Bar
from jazzcore.music.notes import Note


@dataclass(frozen=True, slots=True)
class _Weights:
    """What counts for a chord and against it. A level is from 0 (silent) to 1.

    `rarity`: the qualities that are recognised, and how much less likely each is than a plain seventh chord. `foreign`,
    `third_against_sus`: what a tone counts that does not belong to the chord, or that is the third of a sus chord.
    `missing`: what a silent chord tone costs, by its semitones above the root. `missing_seventh`, `missing_colour`: the
    same for all other tones up to the octave, and above it. `remembered`: how much of a tone that sounds elsewhere in
    the half bar is not missed. `full_sound`: so many tones must sound before missing ones count in full.
    `bass_as_tone`, `bass_as_root`: what the bass counts as a tone and as the root, by the strength of the beat.
    `foreign_bass`: what a bass on another tone than the root counts. `bass_below_pitch`: where no bass plays, the
    lowest note below this pitch is the bass. `change`: what a change of chord costs, by the strength of its beat.
    `same_sound`: what it costs besides where the harmony strikes the same tones as before. `silent_bar`: what it costs
    besides in a silent bar. `attacked`: from this level on a tone is struck. `motion`, `motions`: the weight of a usual
    motion, and how usual each one is: by the semitones the root moves up, and by the families of the two chords.
    `same_root`: how usual any other change on the same root is. `support`: how much a supporting part counts.
    `riff_share`: where the bass plays a riff, so much of a beat's evidence is that of its whole bar. `usual`: what a
    chord gains in every beat where no other family stands on its root. `slash_share`, `root_absent_share`: a bass note
    is written under the chord where it has more than the first share of the bass, and the root no more than the second.
    """

    rarity: Mapping[str, float]
    foreign: float
    third_against_sus: float
    missing: Mapping[int, float]
    missing_seventh: float
    missing_colour: float
    remembered: float
    full_sound: float
    bass_as_tone: Mapping[int, float]
    bass_as_root: Mapping[int, float]
    foreign_bass: float
    bass_below_pitch: int
    change: Mapping[int, float]
    same_sound: float
    silent_bar: float
    attacked: float
    motion: float
    motions: Mapping[int, Mapping[str, float]]
    same_root: float
    support: float
    riff_share: float
    usual: float
    slash_share: float
    root_absent_share: float


_WEIGHTS = _Weights(
    rarity={
        "": 0.3, "6": 0.5, "6/9": 0.6, "maj7": 0.0, "maj9": 0.1, "maj7#11": 0.7, "add9": 0.6,
        "m": 0.3, "m6": 0.5, "m6/9": 0.6, "m7": 0.0, "m9": 0.1, "m11": 0.25, "mmaj7": 0.6,
        "m7b5": 0.0, "dim": 0.6, "dim7": 0.0, "aug": 0.9,
        "7": -0.1, "9": 0.0, "13": 0.15, "7b9": 0.0, "7#9": 0.6, "7#11": 0.0, "7b13": 0.6, "13b9": 0.15,
        "7b9#11": 0.75, "7b5": 0.5, "7#5": 0.5, "7alt": 0.75,
        "sus4": 0.3, "7sus4": 0.0, "9sus4": 0.1, "13sus4": 0.25,
    },
    foreign=-1.1,
    third_against_sus=-1.5,
    missing={0: 0.4, 3: 1.0, 4: 1.0, 5: 1.0, 6: 0.9, 7: 0.3, 8: 0.9},
    missing_seventh=0.8,
    missing_colour=0.43,
    remembered=0.4,
    full_sound=3.0,
    bass_as_tone={BAR_LINE: 1.0, STRONG: 0.36, WEAK: 0.24},
    bass_as_root={BAR_LINE: 1.2, STRONG: 0.7, WEAK: 0.12},
    foreign_bass=-0.5,
    bass_below_pitch=52,
    change={BAR_LINE: 1.2, STRONG: 2.2, WEAK: 2.4},
    same_sound=2.4,
    silent_bar=1.0,
    attacked=0.3,
    motion=0.8,
    motions={
        5: {"min dom": 1.0, "m7b5 dom": 1.0, "dom maj": 1.0, "dom min": 1.0, "dom dom": 0.7, "sus maj": 0.7,
            "maj maj": 0.4, "maj dom": 0.4, "min min": 0.3},
        0: {"sus dom": 1.0, "maj min": 0.4, "maj dom": 0.4, "min dom": 0.3, "dom min": 0.4},
        11: {"maj dom": 0.4, "dom maj": 0.7, "dom min": 0.5, "dom dom": 0.5},
        1: {"dim min": 0.7, "dim maj": 0.4},
        7: {"maj min": 0.3, "maj dom": 0.3, "dom dom": 0.3, "dom min": 0.5},
        9: {"maj dom": 0.5, "maj min": 0.5},
        2: {"maj min": 0.5},
    },
    same_root=-0.3,
    support=0.5,
    riff_share=0.75,
    usual=0.2,
    slash_share=0.7,
    root_absent_share=0.05,
)  # fmt: skip
"""Chosen by hand; benchmarks/corpus/chords.py and benchmarks/corpus/readings.py measure them."""

_Notes = Sequence[Note]


@dataclass(frozen=True, slots=True)
class RecognisedChord:
    """A chord, its onset in quarters of the song, and the confidence in it, from 0 to 1."""

    onset_quarter: Fraction
    symbol: ChordSymbol
    confidence: float


class _Sound(NamedTuple):
    """What sounds in consecutive cells: levels of harmony and of the bass, cells x 12."""

    cells: tuple[Cell, ...]
    harmony: Array
    bass: Array


class _Model(NamedTuple):
    """The chords that can be recognised, in the order of their kinds, and what is known of each."""

    symbols: tuple[ChordSymbol, ...]
    tones: Array  # chords x 12: what a pitch class counts where it sounds
    missing: Array  # chords x 12: what it costs where it does not
    bass: Array  # chords x 12: what it counts in the bass
    rarity: Array  # chords
    kind_of: NDArray[np.intp]  # chords: the kind (root and family) of each
    begin_of: NDArray[np.intp]  # kinds: the first chord of each
    motions: Array  # kinds x kinds: how usual it is to go from one to another


def recognise(
    harmony: Sequence[Note], bass: Sequence[Note], bars: Sequence[Bar], support: Sequence[Note] = ()
) -> tuple[RecognisedChord, ...]:
    """Recognise the chords that are played in consecutive bars.

    Where the bass plays a riff, the chord is heard mostly from the whole bar. Of the riff, only the first beat then
    counts as the bass.

    Parameters
    ----------
    harmony : sequence of Note
        The notes of the parts that play the chords.
    bass : sequence of Note
        The notes of the bass. In a beat where it is silent, the lowest note of the other parts is taken for it, if that
        lies below E3.
    bars : sequence of Bar
        The bars, without a gap.
    support : sequence of Note
        The notes of other parts that play chords; they count half.

    Returns
    -------
    tuple of RecognisedChord
        One chord or more in every bar, silent bars too, in order of onset; a chord that goes on is given again at each
        bar line. Empty if nothing sounds in any of the bars.

    """
    sound = _sound_of(harmony, support, bass, cells_of(bars))
    if not (sound.harmony.any() or sound.bass.any()):
        return ()
    emissions = _emissions(sound)
    riffs = np.array(
        riff_bars(bass or [note for note in (*harmony, *support) if note.pitch < _WEIGHTS.bass_below_pitch], bars)
    )
    if riffs.any():
        bar_numbers = np.cumsum([cell.strength == BAR_LINE for cell in sound.cells]) - 1
        whole = _emissions(_bar_by_bar(sound, bars, harmony, support, bass))[bar_numbers]
        emissions += _WEIGHTS.riff_share * riffs[bar_numbers, None] * (whole - emissions)
    costs = _change_costs(sound)
    path = _best_path(emissions + _usual_in(_best_path(emissions, costs)), costs)
    return tuple(_named(sound, path, emissions))


def _sound_of(harmony: _Notes, support: _Notes, bass: _Notes, cells: tuple[Cell, ...]) -> _Sound:
    low = levels_of(bass, cells)[0]
    is_silent = ~low.any(axis=1, keepdims=True)
    if is_silent.any():
        low = np.where(is_silent, levels_of((*harmony, *support), cells, _WEIGHTS.bass_below_pitch)[1], low)
    return _Sound(cells, _harmony_of(harmony, support, cells), low)


def _harmony_of(harmony: _Notes, support: _Notes, cells: tuple[Cell, ...]) -> Array:
    return np.maximum(levels_of(harmony, cells)[0], _WEIGHTS.support * levels_of(support, cells)[0])


def _bar_by_bar(sound: _Sound, bars: Sequence[Bar], harmony: _Notes, support: _Notes, bass: _Notes) -> _Sound:
    """What sounds in whole bars, where only the note on the bar line is the bass."""
    cells = tuple(Cell(bar.onset_quarter, bar.end_quarter, BAR_LINE) for bar in bars)
    begins = [index for index, cell in enumerate(sound.cells) if cell.strength == BAR_LINE]
    levels = np.maximum(_harmony_of(harmony, support, cells), _WEIGHTS.support * levels_of(bass, cells)[0])
    return _Sound(cells, levels, sound.bass[begins])


def _model() -> _Model:
    symbols = sorted(
        (ChordSymbol(root, quality_of(suffix), root) for suffix in _WEIGHTS.rarity for root in range(12)),
        key=lambda symbol: (symbol.root, symbol.quality.family),
    )
    kinds = [(symbol.root, symbol.quality.family) for symbol in symbols]
    begins = [index for index, kind in enumerate(kinds) if index == 0 or kinds[index - 1] != kind]
    tones, missing = np.full((len(symbols), 12), _WEIGHTS.foreign), np.zeros((len(symbols), 12))
    bass = np.full((len(symbols), 12), _WEIGHTS.foreign_bass)
    for index, symbol in enumerate(symbols):
        if symbol.quality.family == "sus":
            tones[index, [(symbol.root + 3) % 12, (symbol.root + 4) % 12]] = _WEIGHTS.third_against_sus
        for step in symbol.quality.semitones:
            pitch_class = (symbol.root + step) % 12
            colour = _WEIGHTS.missing_colour if step > 12 else _WEIGHTS.missing_seventh
            tones[index, pitch_class], missing[index, pitch_class] = 1.0, _WEIGHTS.missing.get(step, colour)
            bass[index, pitch_class] = float(step == 0)
    return _Model(
        symbols=tuple(symbols),
        tones=tones,
        missing=missing,
        bass=bass,
        rarity=np.array([_WEIGHTS.rarity[symbol.quality.suffix] for symbol in symbols]),
        kind_of=np.repeat(np.arange(len(begins)), np.diff([*begins, len(symbols)])),
        begin_of=np.array(begins),
        motions=np.array([[_motion(kinds[a], kinds[b]) for b in begins] for a in begins]),
    )


def _motion(kind: tuple[int, str], following: tuple[int, str]) -> float:
    (root, family), (next_root, next_family) = kind, following
    step = (next_root - root) % 12
    usual = 0.0 if step else _WEIGHTS.same_root
    return _WEIGHTS.motion * _WEIGHTS.motions.get(step, {}).get(f"{family} {next_family}", usual)


_MODEL = _model()


def _emissions(sound: _Sound) -> Array:
    """How well each chord explains each cell; 0 for all where nothing sounds."""
    cells, harmony, bass = sound
    sounding = np.maximum(harmony, bass * _by_strength(_WEIGHTS.bass_as_tone, cells)[:, None])
    half_bars = np.cumsum([cell.strength > WEAK for cell in cells]) - 1
    heard = np.zeros((half_bars[-1] + 1, 12))
    np.maximum.at(heard, half_bars, sounding)
    fullness = np.minimum(sounding.sum(axis=1, keepdims=True) / _WEIGHTS.full_sound, 1.0)
    remembered = np.maximum(sounding, _WEIGHTS.remembered * heard[half_bars])
    against = (1.0 - remembered) @ _MODEL.missing.T + _MODEL.rarity
    rooted = (bass * _by_strength(_WEIGHTS.bass_as_root, cells)[:, None]) @ _MODEL.bass.T
    emissions: Array = sounding @ _MODEL.tones.T - fullness * against + rooted
    return emissions


def _change_costs(sound: _Sound) -> Array:
    """What a change costs at the beginning of each cell; more where the harmony plays the same pitch classes again."""
    costs = _by_strength(_WEIGHTS.change, sound.cells)
    last = np.zeros(12, dtype=bool)
    for index, struck in enumerate(sound.harmony > _WEIGHTS.attacked):
        if struck.any():
            costs[index] += _WEIGHTS.same_sound * bool((struck == last).all())
            last = struck
    bar_numbers = np.cumsum([cell.strength == BAR_LINE for cell in sound.cells]) - 1
    loud = np.bincount(bar_numbers, (sound.harmony + sound.bass).sum(axis=1)) > 0
    costs += _WEIGHTS.silent_bar * ~loud[bar_numbers]
    return costs


def _usual_in(path: Sequence[int]) -> Array:
    """What each chord gains where its family is usual on its root in the whole path."""
    counts = np.bincount(_MODEL.kind_of[path], minlength=len(_MODEL.begin_of)).astype(float)
    roots = np.array([symbol.root for symbol in _MODEL.symbols])
    kind_roots = roots[_MODEL.begin_of]
    shares = counts / np.maximum(np.bincount(kind_roots, counts)[kind_roots], 1.0)
    gains: Array = _WEIGHTS.usual * shares[_MODEL.kind_of]
    return gains


def _by_strength(table: Mapping[int, float], cells: Sequence[Cell]) -> Array:
    return np.array([table[cell.strength] for cell in cells])


def _best_path(emissions: Array, change_costs: Array) -> list[int]:
    """The chord of each cell on the best path through all of them."""
    totals = np.empty_like(emissions)
    totals[0] = emissions[0]
    stays = np.ones(emissions.shape, dtype=bool)
    origins = np.zeros((len(emissions), len(_MODEL.begin_of)), dtype=np.intp)
    for index in range(1, len(emissions)):
        before = totals[index - 1]
        arrivals = np.maximum.reduceat(before, _MODEL.begin_of)[:, None] + _MODEL.motions
        origins[index] = arrivals.argmax(axis=0)
        changed = (arrivals.max(axis=0) - change_costs[index])[_MODEL.kind_of]
        stays[index] = before >= changed
        totals[index] = np.maximum(before, changed) + emissions[index]
    chord = int(totals[-1].argmax())
    path = [chord]
    for index in range(len(emissions) - 1, 0, -1):
        if not stays[index, chord]:
            origin = origins[index, _MODEL.kind_of[chord]]
            chord = int(np.where(_MODEL.kind_of == origin, totals[index - 1], -np.inf).argmax())
        path.append(chord)
    return path[::-1]


def _named(sound: _Sound, path: Sequence[int], emissions: Array) -> Iterator[RecognisedChord]:
    """The chords of the path with bass and confidence. Each begins on a bar line or at its change."""
    cells = sound.cells
    bar_numbers = np.cumsum([cell.strength == BAR_LINE for cell in cells])
    weighed_bass = sound.bass * _by_strength(_WEIGHTS.bass_as_root, cells)[:, None]
    for (_, chord), group in groupby(range(len(cells)), key=lambda index: (bar_numbers[index], path[index])):
        span = list(group)
        symbol = _MODEL.symbols[chord]
        lowest = _bass_of(symbol.root, weighed_bass[span].sum(axis=0))
        confidence = _confidence(chord, emissions[span].sum(axis=0))
        yield RecognisedChord(
            cells[span[0]].onset_quarter, ChordSymbol(symbol.root, symbol.quality, lowest), confidence
        )


def _bass_of(root: int, weights: Array) -> int:
    """The pitch class to write under the chord: the root, unless the bass leaves it out and stays on another one."""
    loudest = int(weights.argmax())
    total = weights.sum()
    if weights[root] <= _WEIGHTS.root_absent_share * total and weights[loudest] > _WEIGHTS.slash_share * total:
        return loudest
    return root


def _confidence(chord: int, evidence: Array) -> float:
    """The share of the chord's kind among all kinds. A kind is as likely as its best chord."""
    kinds = np.maximum.reduceat(evidence, _MODEL.begin_of)
    shares = np.exp(kinds - kinds.max())
    return float(shares[_MODEL.kind_of[chord]] / shares.sum())
