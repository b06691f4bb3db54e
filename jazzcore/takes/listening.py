"""Play music to listen to: a piece of a corpus, a part of a song, a run of notes that a take copied from a piece."""

from dataclasses import replace

from jazzcore import pipeline
from jazzcore.band.accompany import arrange_sheet
from jazzcore.corpus.midi.parts import part_sheet
from jazzcore.corpus.midi.song import MidiSong
from jazzcore.evaluation.originality import CopiedRun
from jazzcore.improvise.primers import sheet_of
from jazzcore.music.leadsheet import LeadSheet, passage
from jazzcore.render.audio.render import Audio
from jazzcore.takes.take import Take


def listen(sheet: LeadSheet) -> tuple[bytes, Audio]:
    """Play a piece of a corpus, the melody with its chords on a piano, as MIDI and as sound. Raises RenderError."""
    midi = pipeline.to_midi(arrange_sheet(sheet, swing_ratio=sheet.swing_ratio))
    return midi, pipeline.to_sound(midi)


def listen_part(song: MidiSong, index: int, bars: tuple[int, int] | None) -> Audio:
    """Play a part of a song alone on its own instrument, from the first bar in which it has a note, for up to a minute.

    Parameters
    ----------
    song : MidiSong
        The song.
    index : int
        The index of the part.
    bars : tuple of int, optional
        The first and the last bar, counted from 1; None for all.

    Returns
    -------
    Audio
        The sound.

    Raises
    ------
    CorpusError
        If the song has no such part or bar, or the part plays drums or is silent in these bars.
    RenderError
        Where no synthesiser can play it.
    """
    arrangement = arrange_sheet(part_sheet(song, index, bars), song.tracks[index].program)
    return pipeline.to_sound(pipeline.to_midi(arrangement))


def listen_both(take: Take, run: CopiedRun, piece: LeadSheet) -> tuple[Audio, Audio]:
    """Play a copied run as it is in the take and as it is in the piece, both with the take's tempo and instrument.

    Parameters
    ----------
    take : Take
        The take.
    run : CopiedRun
        Where the run begins in both, and how many notes it has.
    piece : LeadSheet
        The piece.

    Returns
    -------
    tuple of two Audio
        The run in the take, and in the piece.

    Raises
    ------
    RenderError
        Where no synthesiser can play it.
    """
    band = take.settings.band
    played = sheet_of(take.solo, band.tempo_bpm)
    sheets = (passage(played, run.first_note, run.note_count), passage(piece, run.piece_note, run.note_count))
    in_take, in_piece = (
        pipeline.to_sound(pipeline.to_midi(arrange_sheet(replace(sheet, tempo_bpm=band.tempo_bpm), band.solo.program)))
        for sheet in sheets
    )
    return in_take, in_piece
