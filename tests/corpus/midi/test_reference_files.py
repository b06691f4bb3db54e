"""Real files of several kinds are understood."""

from pathlib import Path

import pytest

from jazzcore.corpus.midi.changes import changes
from jazzcore.corpus.midi.parts import lead_sheet
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.song import bars_of_song
from tests.corpus.midi.choices import proposal_of

PROPOSED = {
    "062_Charlie_Parker_Out_of_Nowhere_Solo.mid": ("melody", "chord"),
    "071_Chet_Baker_Just_Friends_Solo.mid": ("melody", "chord"),
    "herbie__Herbie_Hancock_Cantalope_Island.mid": ("Trumpet", "Right Hand"),
    "improvisor__bagsgroove.mid": ("Flute", "Guitar"),  # the vibraphone doubles the flute
    "improvisor__lazybird.mid": ("Trumpet", "Bright Acoustic Piano"),
    "pd__after_youve_gone_1918.mid": ("Melody", "Chords"),
    "pd__maple_leaf_rag_1899.mid": ("Melody", "Chords"),
    "pd__tin_roof_blues_1923.mid": ("Melody", "Chords"),
}


@pytest.mark.parametrize(("file_name", "parts"), PROPOSED.items(), ids=PROPOSED)
def test_other_files_are_understood(shared: Path, file_name: str, parts: tuple[str, str]) -> None:
    song = read_midi((shared / "data" / "midi" / file_name).read_bytes(), file_name)
    proposal = proposal_of(song)
    assert (song.tracks[proposal.melody[0]].name, song.tracks[proposal.chords or 0].name) == parts
    assert lead_sheet(song, proposal.choice, changes(song, proposal.choice)).melody


def test_a_change_of_meter_moves_the_bars(shared: Path) -> None:
    song = read_midi((shared / "data" / "midi" / "herbie__maiden_voyage.mid").read_bytes(), "maiden_voyage.mid")
    assert [bar.onset_quarter for bar in bars_of_song(song)[:6]] == [0, 2, 4, 6, 8, 12]
