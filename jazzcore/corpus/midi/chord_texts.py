"""Chord symbols that stand as texts in a MIDI file: markers, lyrics, cue points or plain texts.

One kind of text holds the changes when most of its texts are chord symbols and some could be nothing else: `A` and `B`
alone are more likely the names of sections.
"""

from collections import defaultdict
from collections.abc import Sequence

from jazzcore.corpus.midi.song import MidiSong, TimedText
from jazzcore.corpus.rhythm.quantise import quantise
from jazzcore.errors import ChordSymbolError
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import Chord, ChordEvent

_FEWEST = 3
_MOST_OF = 0.75


def changes_in_texts(song: MidiSong) -> tuple[ChordEvent, ...]:
    """The changes that the texts of a song spell, at quantised onsets; none where no kind of text holds any."""
    by_kind: dict[str, list[TimedText]] = defaultdict(list)
    for text in song.texts:
        if text.text:
            by_kind[text.kind].append(text)
    return max((_changes(texts) for texts in by_kind.values()), key=len, default=())


def _changes(texts: Sequence[TimedText]) -> tuple[ChordEvent, ...]:
    read = [(quantise(text.onset_quarter), text.text, _chord(text.text)) for text in texts]
    found = {onset: chord for onset, _, chord in read if chord is not None}
    spelled = {text for _, text, chord in read if chord is not None}
    is_most = sum(chord is not None for _, _, chord in read) >= _MOST_OF * len(read)
    if len(found) < _FEWEST or not is_most or all(len(text) == 1 for text in spelled):
        return ()
    return tuple(ChordEvent(onset, found[onset]) for onset in sorted(found))


def _chord(text: str) -> Chord | None:
    try:
        return chord_of(text)
    except ChordSymbolError:
        return None
