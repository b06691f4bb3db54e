"""Takes and real solos as the sides of a blind test. Both sides sound the same except for their notes."""

from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from jazzcore import pipeline
from jazzcore.corpus.corpus import Corpus
from jazzcore.encoding.values.theory import chord_theory
from jazzcore.library.blind.votes import Side
from jazzcore.music.instruments import Instrument, instrument_of
from jazzcore.music.leadsheet import LeadSheet, chord_at
from jazzcore.music.solo import Solo, SoloNote
from jazzcore.render.audio.loudness import even_volumes, level_db
from jazzcore.render.audio.render import Audio
from jazzcore.takes.make import midi_of
from jazzcore.takes.take import Take, TakeSettings, changes_digest

LONGEST_HEARD_SEC = 60


def side_of(take: Take) -> Side:
    """A take as a side of a pair."""
    origin, settings = take.origin, take.settings
    return Side(
        item=take.take_id,
        changes=changes_digest(origin.chart),
        corpus_name=origin.corpus_name,
        corpus_digest=origin.corpus_digest,
        recipe=origin.recipe,
        epochs=origin.epochs,
        bundle_digest=origin.bundle_digest,
        temperature=settings.temperature,
        rhythm_temperature=settings.rhythm_temperature,
        top_p=settings.top_p,
    )


def real_sides(corpus: Corpus) -> dict[Side, LeadSheet]:
    """The pieces of a corpus as sides of pairs."""
    return {
        Side(
            item=f"{corpus.digest[:12]}-{index}",
            changes=changes_digest(piece),
            corpus_name=corpus.name,
            corpus_digest=corpus.digest,
            is_real=True,
        ): piece
        for index, piece in enumerate(corpus.pieces)
        if piece.chords
    }


def real_solo(piece: LeadSheet) -> Solo:
    """The melody of a piece as a solo over its chords. Raises ValueError where the piece has no chords."""
    notes = (
        SoloNote(note, chord_theory(chord_at(piece.chords, note.onset_quarter).chord.pitches).category(note.pitch))
        for note in sorted(piece.melody)
    )
    return Solo(piece.title, tuple(notes), piece.chords, piece.bars, ())


class Heard(NamedTuple):
    """A side as it is heard: its first bars, their tempo and sound, and a volume (0 to 1) that makes both as loud."""

    solo: Solo
    tempo_bpm: float
    audio: Audio
    volume: float


def played_alike(first: Solo, second: Solo, settings: TakeSettings) -> tuple[Heard, Heard]:
    """Render two solos over the same changes so that only their notes differ.

    The same band plays with both, with the same settings and seed, and both are played on the band's solo instrument.
    Both end after the same bar, after a minute at most, and are equally loud.

    Parameters
    ----------
    first, second : Solo
        The solos.
    settings : TakeSettings
        The band, its tempo and the seed.

    Returns
    -------
    pair of Heard
        Both solos as they are heard.

    Raises
    ------
    RenderError
        If a sound cannot be made.
    """
    instrument = instrument_of(settings.band.solo.program)
    in_time = Fraction(LONGEST_HEARD_SEC) * Fraction(settings.band.tempo_bpm) / 60
    bar_count = min(len(first.bars), len(second.bars))
    bar_count = max(1, sum(bar.end_quarter <= in_time for bar in first.bars[:bar_count]))
    solos = [_opening(_in_register(solo, instrument), bar_count) for solo in (first, second)]
    sounds = [pipeline.to_sound(midi_of(solo, settings)) for solo in solos]
    volumes = even_volumes([level_db(sound.wav) for sound in sounds])
    one, other = (
        Heard(solo, settings.band.tempo_bpm, sound, volume)
        for solo, sound, volume in zip(solos, sounds, volumes, strict=True)
    )
    return one, other


def _in_register(solo: Solo, instrument: Instrument) -> Solo:
    """The solo moved by octaves to the middle of an instrument's range, if a note lies outside of the range."""
    pitches = [played.note.pitch for played in solo.notes]
    if not pitches or (instrument.lowest <= min(pitches) and max(pitches) <= instrument.highest):
        return solo
    middle = (instrument.lowest + instrument.highest) / 2
    steps = 12 * round((middle - sum(pitches) / len(pitches)) / 12)
    moved = (replace(n, note=replace(n.note, pitch=min(max(n.note.pitch + steps, 0), 127))) for n in solo.notes)
    return replace(solo, notes=tuple(moved))


def _opening(solo: Solo, bar_count: int) -> Solo:
    """The first bars of a solo; notes that are longer are cut at the end of the last bar."""
    bars = solo.bars[:bar_count]
    end = bars[-1].end_quarter
    notes = (
        replace(n, note=replace(n.note, duration_quarter=min(n.note.end_quarter, end) - n.note.onset_quarter))
        for n in solo.notes
        if n.note.onset_quarter < end
    )
    return replace(
        solo, notes=tuple(notes), chords=tuple(e for e in solo.chords if e.onset_quarter < end), bars=bars, values=()
    )
