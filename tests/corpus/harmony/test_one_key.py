from fractions import Fraction

from jazzcore.corpus.harmony.one_key import heard_in_key
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note

A_MINOR = (69, 71, 72, 74, 76, 77, 80, 81, 76, 72, 69, 69)


def sheet(*symbols: str, key: str | None = None) -> LeadSheet:
    melody = tuple(Note(Fraction(beat), Fraction(1), pitch) for beat, pitch in enumerate(A_MINOR))
    chords = tuple(ChordEvent(Fraction(4 * bar), chord_of(symbol)) for bar, symbol in enumerate(symbols))
    return LeadSheet("Air", melody, chords, bars_of(Meter(), 3), 120.0, "air", key, remarks=("As it was.",))


def heard(found: LeadSheet) -> list[str]:
    return [event.chord.symbol for event in found.chords]


def test_a_piece_with_a_chord_stays_as_it_is() -> None:
    assert heard_in_key(sheet("N.C.", "Am7", "N.C.")) == sheet("N.C.", "Am7", "N.C.")


def test_a_piece_without_chords_is_heard_in_its_guessed_key() -> None:
    for found in (heard_in_key(sheet()), heard_in_key(sheet("N.C.", "N.C."))):
        assert heard(found) == ["Am6"] * 3
        assert found.key == "A minor"
        assert found.remarks == (
            "As it was.",
            "It has no chord symbols, so every note is heard against A minor; the model will learn no changes.",
        )


def test_a_key_that_is_written_goes_before_the_guess_where_it_is_major_or_minor() -> None:
    assert heard(heard_in_key(sheet(key="F major"))) == ["Fmaj7"] * 3
    modal = heard_in_key(sheet(key="A dorian"))
    assert (heard(modal), modal.key) == (["Am6"] * 3, "A dorian")
