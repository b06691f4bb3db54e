"""Sound to listen to besides takes: a piece of a corpus, a part of a song, a run that a take copies from a piece."""

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
    """Play a lead sheet as it is written: its MIDI and its sound. Raises RenderError."""
    midi = pipeline.to_midi(arrange_sheet(sheet, swing_ratio=sheet.swing_ratio))
    return midi, pipeline.to_sound(midi)


def listen_part(song: MidiSong, index: int, bars: tuple[int, int] | None) -> Audio:
    """Play one part of a song alone, on its own instrument, for at most a minute.

    Parameters
    ----------
    song : MidiSong
        The song.
    index : int
        The index of the track.
    bars : (int, int) or None
        The first and the last bar to play; None for the whole song.

    Returns
    -------
    Audio
        The sound.

    Raises
    ------
    CorpusError
        Where the track has no pitches, or no note in the bars.
    RenderError
        Where no sound can be made.
    """
    arrangement = arrange_sheet(part_sheet(song, index, bars), song.tracks[index].program)
    return pipeline.to_sound(pipeline.to_midi(arrangement))


def listen_both(take: Take, run: CopiedRun, piece: LeadSheet) -> tuple[Audio, Audio]:
    """Play a copied run twice: as the take has it, and as the piece has it. Both are at the tempo of the take.

    Parameters
    ----------
    take : Take
        The take.
    run : CopiedRun
        The run that both have.
    piece : LeadSheet
        The piece.

    Returns
    -------
    (Audio, Audio)
        The run in the take, and the run in the piece.

    Raises
    ------
    RenderError
        Where no sound can be made.
    """
    band = take.settings.band
    played = sheet_of(take.solo, band.tempo_bpm)
    sheets = (passage(played, run.first_note, run.note_count), passage(piece, run.piece_note, run.note_count))
    in_take, in_piece = (
        pipeline.to_sound(pipeline.to_midi(arrange_sheet(replace(sheet, tempo_bpm=band.tempo_bpm), band.solo.program)))
        for sheet in sheets
    )
    return in_take, in_piece
