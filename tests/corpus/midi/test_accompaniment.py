from jazzcore.corpus.midi.part_ranking import bass_part, supporting_parts
from tests.corpus.harmony.harmony_songs import part, song_of, struck

LINE = part("Sax", [note for beat in range(8) for note in struck(beat, 1, 72 + beat)])
COMPING = part("Piano", struck(0, 4, 60, 64, 65, 69) + struck(4, 4, 59, 62, 65, 67))
LOW = part("Bass", struck(0, 4, 38) + struck(4, 4, 43))
HIGHER = part("Cello", struck(0, 4, 48) + struck(4, 4, 50))
LEFT_HAND = part("Left hand", struck(0, 4, 31, 38) + struck(4, 4, 33, 40))
SONG = song_of(LINE, COMPING, HIGHER, LOW, LEFT_HAND)


def test_the_bass_is_the_lowest_part_of_single_notes() -> None:
    assert bass_part(SONG, (0, 1)) == 3
    assert bass_part(SONG, (0, 1, 3)) == 2
    assert bass_part(song_of(LINE, COMPING, LOW), (0, 2)) is None


def test_the_parts_that_play_chords_support() -> None:
    assert supporting_parts(SONG, (0, 1, 3)) == (4,)
    assert supporting_parts(SONG, ()) == (1, 4)
