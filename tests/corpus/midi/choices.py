"""Choices of a song's parts and what is read of them."""

from jazzcore.corpus.midi.changes import changes
from jazzcore.corpus.midi.choice import Choice
from jazzcore.corpus.midi.part_ranking import bass_part
from jazzcore.corpus.midi.part_report import describe_parts
from jazzcore.corpus.midi.parts import Proposal, lead_sheet, propose
from jazzcore.corpus.midi.song import MidiSong
from jazzcore.music.leadsheet import LeadSheet


def choice_of(song: MidiSong, melody: int, chords: int | None, bars: tuple[int, int] | None = None) -> Choice:
    """Parts and bars over the bass that would be proposed."""
    return Choice((melody,), chords, bass_part(song, (melody, chords)), bars)


def sheet_of(song: MidiSong, melody: int, chords: int | None, bars: tuple[int, int] | None = None) -> LeadSheet:
    """The lead sheet of such a choice."""
    choice = choice_of(song, melody, chords, bars)
    return lead_sheet(song, choice, changes(song, choice))


def proposal_of(song: MidiSong) -> Proposal:
    """What is proposed of a song."""
    return propose(song, describe_parts(song))
