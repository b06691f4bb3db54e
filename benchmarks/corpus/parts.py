"""Finds melody and chords in the bundled etudes without names, and in the reference files."""

from io import BytesIO
from itertools import permutations

import mido

from benchmarks.material import COURSE_FILE
from benchmarks.report import Result
from jazzcore.corpus.etudes import MIDI_FOLDER
from jazzcore.corpus.midi.part_report import describe_parts
from jazzcore.corpus.midi.parts import propose
from jazzcore.corpus.midi.reader import read_midi

LEAST_RIGHT = 0.98
MELODY, CHORDS, BASS = range(3)
NAMING = {"track_name", "program_change", "marker", "text", "copyright"}

RIGHT_PARTS: dict[str, tuple[set[str], set[str]]] = {
    "original_metheny.mid": ({"Guitar"}, {"Piano"}),
    "062_Charlie_Parker_Out_of_Nowhere_Solo.mid": ({"melody"}, {"chord"}),
    "071_Chet_Baker_Just_Friends_Solo.mid": ({"melody"}, {"chord"}),
    "herbie__Herbie_Hancock_Cantalope_Island.mid": ({"Trumpet"}, {"Right Hand"}),
    "herbie__Herbie_Hancock_chameleon.mid": ({"Track 6", "Track 8", "Chameleon"}, {"Track 5", "=========="}),
    "improvisor__bagsgroove.mid": ({"Flute", "Vibraphone"}, {"Guitar"}),
    "improvisor__lazybird.mid": ({"Trumpet", "Tenor Saxophone"}, {"Bright Acoustic Piano"}),
    "pd__after_youve_gone_1918.mid": ({"Melody"}, {"Chords"}),
    "pd__maple_leaf_rag_1899.mid": ({"Melody"}, {"Chords"}),
    "pd__tin_roof_blues_1923.mid": ({"Melody"}, {"Chords"}),
}
"""The parts that may be taken for melody and chords; parts that double each other are as good as one another."""


def measure() -> tuple[Result, ...]:
    """Two rows: the etudes without names, and the reference files."""
    anonymous = [right_when_anonymous(path.read_bytes(), order) for path in sorted(MIDI_FOLDER.glob("*.mid"))
                 for order in permutations((MELODY, CHORDS, BASS))]  # fmt: skip
    share = sum(anonymous) / len(anonymous)
    results = [
        Result(
            "melody and chords found in the bundled corpus, names and programs stripped, tracks in every order",
            f"{share:.1%} of {len(anonymous)} files",
            f">= {LEAST_RIGHT:.0%}",
            share >= LEAST_RIGHT,
        )
    ]
    if COURSE_FILE.exists():
        wrong = [name for name in RIGHT_PARTS if not is_right(name)]
        results.append(
            Result(
                "melody and chords found in the reference files that have a clear melody",
                f"{len(RIGHT_PARTS) - len(wrong)} of {len(RIGHT_PARTS)}"
                + (f", not {', '.join(wrong)}" if wrong else ""),
                "all",
                not wrong,
            )
        )
    return tuple(results)


def right_when_anonymous(data: bytes, order: tuple[int, ...]) -> bool:
    """Propose parts for an etude without names, and tell whether they are right.

    Parameters
    ----------
    data : bytes
        The MIDI file of an etude.
    order : tuple of int
        The order of its tracks: melody, chords and bass.

    Returns
    -------
    bool
        Whether melody and chords are proposed where they are.
    """
    file = mido.MidiFile(file=BytesIO(data))
    conducting, *parts = file.tracks
    file.tracks = [unnamed(conducting), *(unnamed(parts[index]) for index in order)]
    written = BytesIO()
    file.save(file=written)
    song = read_midi(written.getvalue(), "anonymous.mid")
    proposal = propose(song, describe_parts(song))
    return (proposal.melody, proposal.chords) == ((order.index(MELODY),), order.index(CHORDS))


def unnamed(track: mido.MidiTrack) -> mido.MidiTrack:
    """A track without a word or a program."""
    kept, waited = mido.MidiTrack(), 0
    for message in track:
        waited += message.time
        if message.type not in NAMING:
            kept.append(message.copy(time=waited))
            waited = 0
    return kept


def is_right(name: str) -> bool:
    """Whether the right parts of a reference file are proposed."""
    path = next(COURSE_FILE.parent.rglob(name))
    song = read_midi(path.read_bytes(), name)
    proposal = propose(song, describe_parts(song))
    melodies, harmonies = RIGHT_PARTS[name]
    if proposal.chords is None:
        return False
    return song.tracks[proposal.melody[0]].name in melodies and song.tracks[proposal.chords].name in harmonies
