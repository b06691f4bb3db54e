"""Takes to compare, saved in the studio of a test."""

from dataclasses import replace
from typing import Any

from jazzcore.band.settings import band_for
from jazzcore.evaluation.reference_ranges import ranges_for
from jazzcore.evaluation.report import report_of
from jazzcore.music.solo import Solo
from jazzcore.page.shared import cache
from jazzcore.takes.take import Take, TakeSettings
from tests.origins import origin_of
from tests.page.player_takes import TEMPO_BPM, eighths, take_of

_SOUND_SEC = 0.1
HUM = take_of(eighths(1), sound_sec=_SOUND_SEC).audio
"""What is heard where nothing is rendered."""


def forget() -> None:
    """Forget what the page remembers of takes, whose ids are the same in every test."""
    for remembered in (
        cache._recent_takes,
        cache.side,
        cache.heard_alike,
        cache._roll,
        cache._loudness_db,
    ):
        remembered.clear()


def saved(
    number: int,
    solo: Solo | None = None,
    temperature: float = 0.9,
    tempo_bpm: float = TEMPO_BPM,
    **origin: Any,  # noqa: ANN401 - the fields of Origin
) -> Take:
    """A saved take of a solo, made in the minute of its number; over its own changes, unless its origin has others."""
    played = solo or eighths()
    made = take_of(played, replace(band_for("swing", TEMPO_BPM, 65), tempo_bpm=tempo_bpm), _SOUND_SEC)
    notes = [each.note for each in played.notes]
    come_from = replace(origin_of(played), **origin)
    take = replace(
        made,
        take_id=f"2026112{number}-000000",
        created=f"2026-11-22T05:0{number}:00+00:00",
        settings=TakeSettings(temperature=temperature, seed=number, band=made.settings.band),
        origin=replace(come_from, bundle_digest=f"{come_from.recipe}, {come_from.epochs} epochs"),
        report=report_of(notes, played.bars, played.chords, ranges_for(len(played.bars)), None),
    )
    cache.studio().takes.save(take)
    return take
