"""Previews: the same few bars after different epochs of a training, so that people hear what a model has learnt.

A chorus of 32 bars is generated and compared with the corpus. Its first 8 bars are heard, over soft piano and bass.
Only the model differs between previews: the seed is fixed, the band plays without humanisation, and a chorus that
copies is not generated again.
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
    """The sound of the first bars of a chorus, and the longest run that the whole chorus copies from the corpus.

    `longest_run` is a number of notes; None where the corpus is missing.
    """

    audio: Audio
    longest_run: int | None


def play_preview(bundle: Bundle, reference: Reference) -> Preview:
    """Make the preview of a model over the first chart of its corpus.

    Parameters
    ----------
    bundle : Bundle
        The model.
    reference : Reference
        Its corpus, to find what it copies.

    Returns
    -------
    Preview
        The preview. The same bundle and corpus give the same preview.

    Raises
    ------
    RenderError
        Where no sound can be made.
    """
    settings = _settings(bundle)
    chorus = make_solo(bundle, repeated(bundle.charts[0], CHORUS_BARS), settings)
    found = reference.report(chorus).originality
    longest = None if found is None else found.longest.note_count if found.longest else 0
    # Without humanisation only the bass line is random, and the seed makes it the same in all previews.
    arrangement = pipeline.arrange(opening_bars(chorus, PREVIEW_BARS), settings.band, np.random.default_rng(_SEED))
    return Preview(pipeline.to_sound(pipeline.to_midi(arrangement)), longest)


def opening_bars(solo: Solo, count: int) -> Solo:
    """Cut a solo after some bars.

    Parameters
    ----------
    solo : Solo
        The solo.
    count : int
        How many bars to keep.

    Returns
    -------
    Solo
        Its first bars. A note that is longer ends with the last bar.
    """
    bars = solo.bars[:count]
    end = bars[-1].end_quarter
    notes = (
        replace(played, note=replace(played.note, duration_quarter=min(played.note.end_quarter, end) - onset))
        for played in solo.notes
        if (onset := played.note.onset_quarter) < end
    )
    return replace(solo, notes=tuple(notes), chords=tuple(e for e in solo.chords if e.onset_quarter < end), bars=bars)


class PreviewQueue:
    """A queue that makes previews one after the other in a thread, and a cache of those made last."""

    def __init__(self, most: int) -> None:
        """Start with an empty cache, which holds the `most` previews asked for last."""
        self._most = most
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="previews")
        self._lock = threading.Lock()
        self._asked: OrderedDict[str, Future[Preview]] = OrderedDict()

    def ask(self, name: str, play: Callable[[], Preview]) -> Preview | None:
        """Ask for a preview.

        Parameters
        ----------
        name : str
            What tells it from other previews.
        play : function
            Makes the preview, if it is not in the queue or the cache.

        Returns
        -------
        Preview or None
            The preview; None until it is made. What `play` raises is raised here.
        """
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
    """A soft piano and bass behind the soloist, without drums and without humanisation."""
    band = band_for("swing", tempo_bpm, sound_font=find_sound_font().name)
    piano, bass = (replace(part, volume=round(part.volume * _SOFTNESS)) for part in (band.piano, band.bass))
    return replace(band, humanise=0.0, piano=piano, bass=bass, drums=replace(band.drums, muted=True))
