"""Making takes: generate a solo that does not copy, compare it with real solos, arrange it, and render its sound."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import numpy as np

from jazzcore import pipeline
from jazzcore.errors import SettingError
from jazzcore.evaluation.collapse import Sampling, take_findings
from jazzcore.evaluation.reference import Reference
from jazzcore.evaluation.report import Report
from jazzcore.improvise.form import Form, Passage, SoloChoice
from jazzcore.models.bundle import Bundle, bundle_digest
from jazzcore.models.choosing import Choice
from jazzcore.music.charts.transposition import with_choruses
from jazzcore.music.instruments import instrument_of
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.limits import MOST_REGENERATIONS
from jazzcore.music.numbers import tempo
from jazzcore.music.solo import Solo
from jazzcore.recipes.table import recipe_named
from jazzcore.render.audio.render import LONGEST_MUSIC_SEC
from jazzcore.takes.take import Origin, Regenerated, Take, TakeSettings, WrittenTake

MOST_ATTEMPTS = 5
"""How many solos are generated at most to find one that copies no long run."""

_BAND_STREAM = 1
"""Added to the seed of a take, it gives the band random numbers of its own."""


class OriginalSolo(NamedTuple):
    """A solo, the seed that gave it, its report, and remarks for people on how many solos were tried."""

    solo: Solo
    seed: int
    report: Report
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Player:
    """A model that plays: its bundle, the id of the bundle, and the real solos to compare its takes with."""

    bundle: Bundle
    model: str
    reference: Reference


def make_take(player: Player, chart: LeadSheet, settings: TakeSettings, primer: LeadSheet | None = None) -> Take:
    """Make a take with its sound; parameters and errors are those of `write_take`.

    Returns
    -------
    Take
        The take.

    Raises
    ------
    RenderError
        Where no sound can be made.
    """
    return with_sound(write_take(player, chart, settings, primer))


def write_take(
    player: Player, chart: LeadSheet, settings: TakeSettings, primer: LeadSheet | None = None
) -> WrittenTake:
    """Make a take without its sound.

    Parameters
    ----------
    player : Player
        The model that plays.
    chart : LeadSheet
        One chorus of the changes to play over.
    settings : TakeSettings
        What the person asks for.
    primer : LeadSheet, optional
        Music to continue.

    Returns
    -------
    WrittenTake
        The take. The same player, chart, settings and primer give the same music.

    Raises
    ------
    SettingError
        Where the take would be too long, the chart has no chords, or the recipe cannot continue a primer.
    """
    check_length(chart, settings)
    original = make_original_solo(player.bundle, chart, settings, player.reference, primer)
    bundle = player.bundle
    origin = Origin(
        recipe=bundle.recipe,
        epochs=bundle.epochs,
        corpus_name=bundle.corpus_name,
        corpus_digest=bundle.corpus_digest,
        bundle_digest=bundle_digest(bundle),
        chart=replace(chart, melody=()),
        seed=original.seed,
        primer=primer,
    )
    return _written(player, settings, origin, original)


def with_sound(take: WrittenTake) -> Take:
    """Render the sound of a take. Raises RenderError."""
    written = {each.name: getattr(take, each.name) for each in fields(take)}
    return Take(**written, audio=pipeline.to_sound(take.midi))


def make_solo(bundle: Bundle, chart: LeadSheet, settings: TakeSettings, primer: LeadSheet | None = None) -> Solo:
    """Let a bundle improvise over changes; the same arguments give the same solo.

    Parameters
    ----------
    bundle : Bundle
        The model that plays.
    chart : LeadSheet
        The changes, once through.
    settings : TakeSettings
        Length, temperatures, seed and instrument.
    primer : LeadSheet, optional
        Bars with a melody to go on from: `primers.closing_bars` of a piece, or of `primers.sheet_of` an earlier solo.

    Returns
    -------
    Solo
        The solo; its last bar is a whole bar.

    Raises
    ------
    SettingError
        For a chart without chords, or a primer where the recipe cannot go on from one.

    """
    changes = with_choruses(chart, settings.choruses) if settings.value_count is None else chart
    form = Form(replace(changes, tempo_bpm=settings.band.tempo_bpm), settings.value_count, primer)
    return pipeline.improvise(bundle, form, _choice(settings), np.random.default_rng(settings.seed))


def regenerate_bars(bundle: Bundle, solo: Solo, bars: range, settings: TakeSettings) -> Solo:
    """Let a bundle improvise some bars of a solo again.

    Parameters
    ----------
    bundle : Bundle
        The model that plays.
    solo : Solo
        The solo; the notes of its other bars stay.
    bars : range
        The bars, by their indices from 0.
    settings : TakeSettings
        Temperatures, seed, tempo and instrument.

    Returns
    -------
    Solo
        The solo with the new bars.

    Raises
    ------
    SettingError
        For bars that the solo does not have, or where the recipe cannot regenerate.

    """
    where = Passage(solo, bars, settings.band.tempo_bpm)
    rng = np.random.default_rng(settings.seed)
    return recipe_named(bundle.recipe).regenerate(bundle, where, _choice(settings), rng)


def make_original_solo(
    bundle: Bundle, chart: LeadSheet, settings: TakeSettings, reference: Reference, primer: LeadSheet | None = None
) -> OriginalSolo:
    """Generate solos with one seed after the other until one copies no long run of the corpus.

    Parameters
    ----------
    bundle : Bundle
        The model that plays.
    chart : LeadSheet
        One chorus of the changes to play over.
    settings : TakeSettings
        What the person asks for; its seed is the first one.
    reference : Reference
        The corpus that the model learnt from, and real solos.
    primer : LeadSheet, optional
        Music to continue.

    Returns
    -------
    OriginalSolo
        The first original solo; after `MOST_ATTEMPTS` solos the one with the shortest copied run.

    Raises
    ------
    SettingError
        Where the chart has no chords, or the recipe cannot continue a primer.
    """
    return _original(lambda attempt: make_solo(bundle, chart, attempt, primer), settings, reference)


def regenerate_take(player: Player, take: Take, bars: range, seed: int) -> Take:
    """Make a new take in which some bars of a take are regenerated. The other bars stay as they are.

    Parameters
    ----------
    player : Player
        The model that plays.
    take : Take
        The take.
    bars : range
        The bars to regenerate, by their indices from 0.
    seed : int
        The seed for the new bars.

    Returns
    -------
    Take
        The new take.

    Raises
    ------
    SettingError
        For bars that the take does not have, after too many regenerations, or where the recipe cannot regenerate.
    RenderError
        Where no sound can be made.
    """
    if len(take.origin.regenerated) >= MOST_REGENERATIONS:
        raise SettingError(
            f"Bars of this take were regenerated {MOST_REGENERATIONS} times, which is the most; generate a new take."
        )
    settings = replace(take.settings, seed=seed)
    original = _original(
        lambda attempt: regenerate_bars(player.bundle, take.solo, bars, attempt), settings, player.reference
    )
    where = f"Bar {bars.start + 1} was" if len(bars) == 1 else f"Bars {bars.start + 1} to {bars.stop} were"
    regenerated = Regenerated(bars.start, bars.stop, original.seed)
    made = _written(
        player, settings, replace(take.origin, regenerated=(*take.origin.regenerated, regenerated)), original
    )
    remarks = (f"{where} regenerated; the others are those of an earlier take.", *made.remarks)
    return with_sound(replace(made, remarks=remarks, made_from=take.take_id))


def play_again(bundle: Bundle, origin: Origin, settings: TakeSettings) -> Solo:
    """Generate the solo of a take again.

    Parameters
    ----------
    bundle : Bundle
        The model of the take.
    origin : Origin
        Its origin.
    settings : TakeSettings
        Its settings.

    Returns
    -------
    Solo
        The same solo, where the bundle and the version of the studio are the same.

    Raises
    ------
    SettingError
        Where the recipe cannot do what the origin says.
    """
    solo = make_solo(bundle, origin.chart, replace(settings, seed=origin.seed), origin.primer)
    for regenerated in origin.regenerated:
        solo = regenerate_bars(
            bundle, solo, range(regenerated.first_bar, regenerated.end_bar), replace(settings, seed=regenerated.seed)
        )
    return solo


def midi_of(solo: Solo, settings: TakeSettings) -> bytes:
    """Arrange a solo for its band and write it as MIDI.

    Parameters
    ----------
    solo : Solo
        The solo.
    settings : TakeSettings
        The band, and the seed for what it plays.

    Returns
    -------
    bytes
        The MIDI file. The same solo and settings give the same bytes.

    Raises
    ------
    RenderError
        Where the music cannot be written as MIDI.
    """
    rng = np.random.default_rng((settings.seed, _BAND_STREAM))
    return pipeline.to_midi(pipeline.arrange(solo, settings.band, rng))


def new_take_id() -> str:
    """A new id for a take: the time in UTC, to the microsecond."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")


def now() -> str:
    """The time in UTC, as the ISO 8601 text that takes have, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def check_length(chart: LeadSheet, settings: TakeSettings) -> None:
    """Check that a take will not be longer than the longest music that is rendered.

    Parameters
    ----------
    chart : LeadSheet
        One chorus of the changes.
    settings : TakeSettings
        Number of choruses and tempo.

    Raises
    ------
    SettingError
        Where it will be longer.
    """
    length_sec = float(with_choruses(chart, settings.choruses).end_quarter) * 60 / settings.band.tempo_bpm
    if settings.value_count is None and length_sec > LONGEST_MUSIC_SEC:
        raise SettingError(
            f"{settings.choruses} times through {chart.title} at {tempo(settings.band.tempo_bpm)} last "
            f"{length_sec / 60:.0f} minutes, and a take at most {LONGEST_MUSIC_SEC // 60}; choose fewer choruses or a "
            "faster tempo."
        )


def _choice(settings: TakeSettings) -> SoloChoice:
    return SoloChoice(
        rhythm=Choice(settings.rhythm_temperature, settings.top_p),
        pitch=Choice(settings.temperature, settings.top_p),
        instrument=instrument_of(settings.band.solo.program),
    )


def _written(player: Player, settings: TakeSettings, origin: Origin, original: OriginalSolo) -> WrittenTake:
    solo, _, report, remarks = original
    recipe = recipe_named(player.bundle.recipe)
    rhythm = settings.temperature if recipe.rhythm_temperature is None else settings.rhythm_temperature
    sampling = Sampling(settings.temperature, rhythm, settings.top_p)
    findings = take_findings(report, [played.note for played in solo.notes], sampling)
    findings += recipe.findings(player.bundle, solo, sampling)
    return WrittenTake(
        take_id=new_take_id(),
        created=now(),
        model=player.model,
        settings=settings,
        origin=origin,
        solo=solo,
        midi=midi_of(solo, settings),
        report=report,
        remarks=(*remarks, *findings),
    )


def _original(play: Callable[[TakeSettings], Solo], settings: TakeSettings, reference: Reference) -> OriginalSolo:
    """Call `play` with one seed after the other until a solo copies no long run, at most `MOST_ATTEMPTS` times."""
    tried: list[tuple[Solo, int, Report]] = []
    while len(tried) < MOST_ATTEMPTS and not (tried and not _copied_notes(tried[-1][2])):
        seed = _seed(settings.seed, len(tried))
        solo = play(replace(settings, seed=seed))
        tried.append((solo, seed, reference.report(solo)))
    solo, seed, report = min(tried, key=lambda attempt: _copied_notes(attempt[2]))
    return OriginalSolo(solo, seed, report, tuple(_copy_remarks([report for *_, report in tried], report)))


def _seed(seed: int, attempt: int) -> int:
    """The seed of an attempt, counted from 0. The first attempt has the seed of the settings."""
    return int(np.random.SeedSequence((seed, attempt)).generate_state(1)[0]) if attempt else seed


def _copy_remarks(tried: Sequence[Report], taken: Report) -> Iterator[str]:
    if len(tried) > 1:
        longest = max(map(_copied_notes, tried))
        times = "once" if len(tried) == 2 else f"{len(tried) - 1} times"
        yield f"Generated again {times}, because it had copied {longest} notes in a row from the corpus."
    if _copied_notes(taken):
        yield (
            f"It still copies {_copied_notes(taken)} notes in a row: the model knows its music by heart. "
            "Raise the temperature, or train fewer epochs or on more music."
        )


def _copied_notes(report: Report) -> int:
    """Notes in the longest copied run that is too long; 0 where there is none."""
    runs = report.originality.over_limit if report.originality else ()
    return runs[0].note_count if runs else 0
