"""One part of a song by itself, to be heard."""

from dataclasses import replace
from fractions import Fraction

from jazzcore.corpus.midi.choice import chosen_bars, pitched_part
from jazzcore.corpus.midi.song import MidiSong, main_tempo_bpm
from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import Bar, LeadSheet

LONGEST_SEC = 60


def part_sheet(song: MidiSong, index: int, bars: tuple[int, int] | None) -> LeadSheet:
    """What a part plays in a range of bars, as it was played: from the first bar it begins a note in, at most a minute.

    Raises CorpusError for a part or bars that the song has not, and where the part is silent in them.
    """
    track = pitched_part(song, index)
    chosen, first_bar = chosen_bars(song, bars)
    begins = [note.onset_quarter for note in track.notes]
    silent = next((count for count, bar in enumerate(chosen) if _any_in(begins, bar)), None)
    if silent is None:
        raise CorpusError(
            f"{song.name} has no notes in bars {first_bar} to {first_bar + len(chosen) - 1} of the part "
            f"{track.label}; choose other bars or another part."
        )
    heard = chosen[silent:]
    start = heard[0].onset_quarter
    tempo_bpm = main_tempo_bpm(song, start, heard[-1].end_quarter)
    end = min(heard[-1].end_quarter, start + Fraction(LONGEST_SEC * tempo_bpm / 60))
    return LeadSheet(
        title=track.label,
        melody=tuple(
            replace(
                note,
                onset_quarter=note.onset_quarter - start,
                duration_quarter=min(note.end_quarter, end) - note.onset_quarter,
            )
            for note in track.notes
            if start <= note.onset_quarter < end
        ),
        chords=(),
        bars=tuple(Bar(bar.onset_quarter - start, bar.meter) for bar in heard if bar.onset_quarter < end),
        tempo_bpm=tempo_bpm,
        source=f"{song.name}, {track.label}",
        first_bar=first_bar + silent,
    )


def _any_in(onsets: list[Fraction], bar: Bar) -> bool:
    return any(bar.onset_quarter <= onset < bar.end_quarter for onset in onsets)
