"""Previews: what a model plays over the same changes by the same seed, so that one hears what an epoch has taught it.

A chorus of 32 bars is played and held against the music learnt from; its first bars are what is heard, over a soft
piano and bass. Nothing in it is by chance but for the model: the seed is fixed, the band plays as it is written, and a
chorus that copies is not sampled again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from jazzcore import pipeline
from jazzcore.band.settings import BandSettings, band_for
from jazzcore.evaluation.reference import Reference
from jazzcore.models.bundle import Bundle
from jazzcore.music.leadsheet import repeated
from jazzcore.music.limits import TAKE_TEMPOS_BPM, clamp
from jazzcore.music.solo import Solo
from jazzcore.recipes.table import recipe_named
from jazzcore.render.audio.render import Audio
from jazzcore.render.audio.soundfont import find_sound_font
from jazzcore.takes.make import make_solo
from jazzcore.takes.take import TakeSettings

CHORUS_BARS = 32
PREVIEW_BARS = 8

_SEED = 1
_SOFTNESS = 0.7


@dataclass(frozen=True, slots=True)
class Preview:
    """The sound of a chorus's first bars, and the longest run the chorus shares with the music learnt from.

    `longest_run` counts notes, and is None where that music is not at hand.
    """

    audio: Audio
    longest_run: int | None


def play_preview(bundle: Bundle, reference: Reference) -> Preview:
    """What a bundle plays over the first changes it learnt; the same of both gives the same. Raises RenderError."""
    settings = _settings(bundle)
    chorus = make_solo(bundle, repeated(bundle.charts[0], CHORUS_BARS), settings)
    found = reference.report(chorus).originality
    longest = None if found is None else found.longest.note_count if found.longest else 0
    # A band that plays as it is written draws nothing by chance but the bass's way, the same for all previews.
    arrangement = pipeline.arrange(opening_bars(chorus, PREVIEW_BARS), settings.band, np.random.default_rng(_SEED))
    return Preview(pipeline.to_sound(pipeline.to_midi(arrangement)), longest)


def opening_bars(solo: Solo, count: int) -> Solo:
    """The first bars of a solo; a note that would sound on into the next one ends with them."""
    bars = solo.bars[:count]
    end = bars[-1].end_quarter
    notes = (
        replace(played, note=replace(played.note, duration_quarter=min(played.note.end_quarter, end) - onset))
        for played in solo.notes
        if (onset := played.note.onset_quarter) < end
    )
    return replace(solo, notes=tuple(notes), chords=tuple(e for e in solo.chords if e.onset_quarter < end), bars=bars)


class PreviewQueue:
    """Previews that are played one after the other in a thread, and remembered by their names."""

    def __init__(self, most: int) -> None:
        """Remember so many of them, those asked for last."""
        self._most = most
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="previews")
        self._lock = threading.Lock()
        self._asked: OrderedDict[str, Future[Preview]] = OrderedDict()

    def ask(self, name: str, play: Callable[[], Preview]) -> Preview | None:
        """The preview of a name; None until it has been played. Raises what playing it raised."""
        with self._lock:
            if name not in self._asked:
                self._asked[name] = self._thread.submit(play)
            self._asked.move_to_end(name)
            if len(self._asked) > self._most:
                self._asked.popitem(last=False)
            future = self._asked[name]
        return future.result() if future.done() else None


def _settings(bundle: Bundle) -> TakeSettings:
    recipe = recipe_named(bundle.recipe)
    rhythm = recipe.temperature if recipe.rhythm_temperature is None else recipe.rhythm_temperature
    return TakeSettings(
        temperature=recipe.temperature,
        rhythm_temperature=rhythm,
        seed=_SEED,
        band=_soft_band(clamp(bundle.charts[0].tempo_bpm, TAKE_TEMPOS_BPM)),
    )


def _soft_band(tempo_bpm: float) -> BandSettings:
    """A piano and a bass behind the soloist, without people's looseness and without drums."""
    band = band_for("swing", tempo_bpm, sound_font=find_sound_font().name)
    piano, bass = (replace(part, volume=round(part.volume * _SOFTNESS)) for part in (band.piano, band.bass))
    return replace(band, humanise=0.0, piano=piano, bass=bass, drums=replace(band.drums, muted=True))
