from dataclasses import replace
from fractions import Fraction

import pytest

from jazzcore.encoding.events.events import Event
from jazzcore.errors import SettingError
from jazzcore.improvise.primers import closing_bars, in_register, joined
from jazzcore.music.instruments import SOLO_INSTRUMENTS
from jazzcore.music.notes import Note
from tests.models.event_bundles import event_chart

MELODY = tuple(Note(Fraction(3 * index), Fraction(1), 60 + index) for index in range(8))
SHEET = replace(event_chart(8), melody=MELODY)


def test_the_closing_bars_end_with_the_bar_of_the_last_note() -> None:
    """Notes at 0, 3, ... 21 quarters: the last bar with a note is the sixth, and two bars hold 18 and 21."""
    primer = closing_bars(SHEET, 2)

    assert [(note.onset_quarter, note.pitch) for note in primer.melody] == [(2, 66), (5, 67)]
    assert [bar.onset_quarter for bar in primer.bars] == [0, 4]
    assert [event.chord.symbol for event in primer.chords] == ["Dm7", "G7"]
    assert closing_bars(SHEET, 99).melody == MELODY


def test_without_notes_there_is_nothing_to_go_on_from() -> None:
    with pytest.raises(SettingError, match="choose another piece"):
        closing_bars(event_chart(), 4)


def test_a_chart_comes_after_its_primer() -> None:
    primer = closing_bars(SHEET, 2)
    whole = joined(primer, event_chart(4))

    assert whole.melody == primer.melody
    assert [bar.onset_quarter for bar in whole.bars] == [0, 4, 8, 12, 16, 20]
    assert [(event.onset_quarter, event.chord.symbol) for event in whole.chords][2:4] == [(8, "Dm7"), (12, "G7")]
    assert whole.first_bar == -1


@pytest.mark.parametrize(("pitch", "moved"), [(30, 54), (60, 60), (67, 55), (100, 64)])
def test_a_line_is_moved_by_octaves_to_the_middle_of_the_instrument(pitch: int, moved: int) -> None:
    """The tenor saxophone's middle is 60."""
    assert in_register((Event(0, 6, pitch, 80),), SOLO_INSTRUMENTS[0])[0].pitch == moved
