"""`generate`: improvise a take over changes, as MIDI and as sound."""

import sys
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TypedDict, Unpack

import click
from click.shell_completion import CompletionItem

from jazzcore.band.feels import FEELS
from jazzcore.band.settings import PART_NAMES, BandSettings, band_for
from jazzcore.cli.report_lines import summary_lines
from jazzcore.cli.terminal import AS_JSON, DASH, FILE, SEEDS, put_json, said_errors, say, write_bytes
from jazzcore.errors import SettingError
from jazzcore.evaluation.reference import Reference
from jazzcore.library.models import SHIPPED_PREFIX
from jazzcore.library.studio import Studio, studio_home
from jazzcore.models.bundle import Bundle
from jazzcore.music.charts.forms import FORMS, form, keys_of
from jazzcore.music.charts.reading import MOST_CHARACTERS
from jazzcore.music.charts.text import parse_chart
from jazzcore.music.documents import to_builtins
from jazzcore.music.instruments import SOLO_INSTRUMENTS
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.limits import (
    MOST_CHORUSES,
    SWING_RATIOS,
    TAKE_TEMPOS_BPM,
    TEMPERATURES,
    TOP_PS,
    VALUE_COUNTS,
    clamp,
)
from jazzcore.recipes.table import recipe_named
from jazzcore.render.audio.soundfont import find_sound_font
from jazzcore.render.sounding import sounding_sec
from jazzcore.takes.embedding import embed_in_midi
from jazzcore.takes.make import Player, with_sound, write_take
from jazzcore.takes.take import TakeSettings, WrittenTake

SHIPPED_MODEL = f"{SHIPPED_PREFIX}etudes-studio"

_MOST_TITLES = 5
_PARTS = [name.lower() for name in PART_NAMES]
_PROGRAMS = {instrument.name: instrument.program for instrument in SOLO_INSTRUMENTS}
_TEMPERATURES = click.FloatRange(*TEMPERATURES)


@dataclass(frozen=True, slots=True)
class _PlayedChanges:
    """Changes to play over, and the feel in which they are played unless another one is named."""

    chart: LeadSheet
    feel: str


class Asked(TypedDict):
    """The options of the command; None means the value of the model or of the changes."""

    changes: str | None
    form: str | None
    key: str | None
    piece: str | None
    out: str
    wav: str | None
    keep: bool
    as_json: bool
    model: str
    choruses: int | None
    ty: int | None
    temperature: float | None
    rhythm_temperature: float | None
    top_p: float
    tempo: float | None
    feel: str | None
    swing: float | None
    instrument: str
    seed: int
    mute: tuple[str, ...]


def _models(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """The ids of models that begin as typed, for the shell to complete."""
    ids = (entry.bundle_id for entry in Studio(studio_home()).models.list())
    return [CompletionItem(each) for each in ids if each.startswith(typed)]


@click.command()
@click.option("--changes", metavar="CHART", help='Chords to play over, as "Dm7 | G7 | Cmaj7 | %"; - reads stdin.')
@click.option("--form", type=click.Choice([form.name for form in FORMS]), help="A form to play over.")
@click.option("--key", metavar="KEY", help="The key of the form: Bb.")
@click.option("--piece", metavar="TITLE", help="A piece that the model learnt from; the take is over its changes.")
@click.option("--out", required=True, metavar="FILE.mid", type=FILE, help="Where the MIDI goes; - writes stdout.")
@click.option("--wav", metavar="FILE.wav", type=FILE, help="Where the sound goes; - writes stdout.")
@click.option("--keep", is_flag=True, help="Save the take in the library too, where the page shows it.")
@AS_JSON
@click.option("--model", metavar="ID", default=SHIPPED_MODEL, show_default=True, shell_complete=_models)
@click.option("--choruses", type=click.IntRange(1, MOST_CHORUSES), help="Times through the changes: 1, unless set.")
@click.option("--ty", type=click.IntRange(*VALUE_COUNTS), help="So many notes, in place of choruses.")
@click.option("--temperature", type=_TEMPERATURES, help="0 takes the likeliest; more is bolder.")
@click.option("--rhythm-temperature", type=_TEMPERATURES, help="The same for rhythm, of a studio model.")
@click.option("--top-p", type=click.FloatRange(*TOP_PS), default=1.0, show_default=True)
@click.option("--tempo", type=click.FloatRange(*TAKE_TEMPOS_BPM), help="Quarters a minute.")
@click.option("--feel", type=click.Choice(list(FEELS)))
@click.option("--swing", type=click.FloatRange(*SWING_RATIOS), help="A long eighth to a short one: 1 is even.")
@click.option(
    "--instrument",
    type=click.Choice(list(_PROGRAMS), case_sensitive=False),
    default=SOLO_INSTRUMENTS[0].name,
    show_default=True,
)
@click.option("--seed", type=SEEDS, default=1, show_default=True, help="The same seed gives the same take.")
@click.option(
    "--mute",
    metavar="PART",
    type=click.Choice(_PARTS),
    multiple=True,
    help="Solo, piano, bass or drums; may be repeated.",
)
def generate(**asked: Unpack[Asked]) -> None:
    """Improvise over changes, a form or a piece. How it compares with real solos goes to stderr."""
    _check_outputs(asked)
    with said_errors():
        studio = Studio(studio_home())
        player = player_of(studio, asked["model"])
        played = _played_changes(asked, player.bundle)
        take = write_take(player, played.chart, _settings(asked, player.bundle, played))
        write_bytes(asked["out"], embed_in_midi(take if asked["keep"] else replace(take, take_id="", created="")))
        said = _summary(take)
        if asked["wav"] or asked["keep"]:
            sounding = with_sound(take)
            said += filter(None, [sounding.audio.remark])
            if asked["wav"]:
                write_bytes(asked["wav"], sounding.audio.wav)
            if asked["keep"]:
                studio.takes.save(sounding)
        for line in said:
            say(line)
        if asked["as_json"]:
            put_json(_document(take, asked))


def _check_outputs(asked: Asked) -> None:
    """Raise UsageError if two results would go to stdout."""
    if [asked["out"], asked["wav"], DASH if asked["as_json"] else ""].count(DASH) > 1:
        raise click.UsageError("Only one of --out -, --wav - and --json can have stdout; name a file for the others.")


def _played_changes(asked: Asked, bundle: Bundle) -> _PlayedChanges:
    """The changes that are named; raises UsageError unless it is just one of the three kinds."""
    match asked["changes"], asked["form"], asked["piece"], asked["key"]:
        case str(text), None, None, None:
            return _typed_changes(text)
        case None, str(name), None, key:
            return _form_changes(name, key)
        case None, None, str(title), None:
            return _piece_changes(bundle, title)
    raise click.UsageError("Name one of --changes, --form and --piece; --key goes with --form.")


def _settings(asked: Asked, bundle: Bundle, played: _PlayedChanges) -> TakeSettings:
    if asked["ty"] and asked["choruses"]:
        raise click.UsageError("Name --ty or --choruses, not both.")
    temperature = recipe_named(bundle.recipe).temperature if asked["temperature"] is None else asked["temperature"]
    return TakeSettings(
        value_count=asked["ty"],
        choruses=asked["choruses"] or 1,
        temperature=temperature,
        rhythm_temperature=_rhythm_temperature(asked["rhythm_temperature"], bundle, temperature),
        top_p=asked["top_p"],
        seed=asked["seed"],
        band=_band(asked, played),
    )


def _rhythm_temperature(wanted: float | None, bundle: Bundle, temperature: float) -> float:
    usual = recipe_named(bundle.recipe).rhythm_temperature
    if usual is not None:
        return usual if wanted is None else wanted
    if wanted is not None:
        raise SettingError(
            f"A model of the recipe {bundle.recipe!r} has no temperature for rhythm alone; leave it out, or "
            "choose a model of the studio recipe."
        )
    return temperature


def _band(asked: Asked, played: _PlayedChanges) -> BandSettings:
    tempo = asked["tempo"] or clamp(played.chart.tempo_bpm, TAKE_TEMPOS_BPM)
    program = _PROGRAMS[asked["instrument"]]
    band = band_for(asked["feel"] or played.feel, tempo, program, find_sound_font().name)
    solo, piano, bass, drums = (replace(part, muted=name.lower() in asked["mute"]) for name, part in band.parts.items())
    swing_ratio = asked["swing"] or band.swing_ratio
    return replace(band, swing_ratio=swing_ratio, solo=solo, piano=piano, bass=bass, drums=drums)


def _summary(take: WrittenTake) -> list[str]:
    bars, notes, seconds = len(take.solo.bars), len(take.solo.notes), sounding_sec(take.midi)
    said = [f"{take.solo.title}: {notes} notes in {bars} bars, {seconds:.0f} s, seed {take.settings.seed}"]
    if take.report:
        said += summary_lines(take.report)
    return [*said, *take.remarks]


def _document(take: WrittenTake, asked: Asked) -> dict[str, object]:
    return {
        "midi": asked["out"],
        "wav": asked["wav"],
        "take": take.take_id if asked["keep"] else None,
        "model": take.model,
        "seed": take.settings.seed,
        "title": take.solo.title,
        "notes": len(take.solo.notes),
        "bars": len(take.solo.bars),
        "card": take.report and to_builtins(take.report),  # the key that 0.1.0 gave, for programs that read it
        "remarks": take.remarks,
    }


def _typed_changes(text: str) -> _PlayedChanges:
    """Typed changes; `-` reads them from stdin. Raises ChartError."""
    if text == DASH:
        text = sys.stdin.read(MOST_CHARACTERS + 1)
    return _PlayedChanges(parse_chart(text, "Your own changes"), next(iter(FEELS)))


def _form_changes(name: str, key: str | None) -> _PlayedChanges:
    """A form in a key such as `Bb major` or `Bb`, or in its own key. Raises SettingError."""
    full = next((each for each in keys_of(name) if key in (each, each.split()[0])), key)
    feel = next(each.feel for each in FORMS if each.name == name)
    return _PlayedChanges(form(name, full), feel)


def _piece_changes(bundle: Bundle, title: str) -> _PlayedChanges:
    """The changes of a piece that the bundle learnt from; its title in any case. Raises SettingError."""
    charts = {chart.title.casefold(): chart for chart in reversed(bundle.charts)}
    if title.casefold() not in charts:
        near = get_close_matches(title.casefold(), charts, _MOST_TITLES, 0)
        titles = ", ".join(charts[each].title for each in near)
        raise SettingError(f"The model learnt from no piece {title!r}; choose another one, such as {titles}.")
    return _PlayedChanges(charts[title.casefold()], next(iter(FEELS)))


def player_of(studio: Studio, model: str) -> Player:
    """Load a model of the studio as a player.

    Parameters
    ----------
    studio : Studio
        Where the model and its corpus are saved.
    model : str
        The id of the model.

    Returns
    -------
    Player
        The model, and the music it learnt from.

    Raises
    ------
    StoreError, BundleError
        If the model is missing or broken.
    """
    bundle = studio.models.open(model)
    return Player(bundle, model, Reference(studio.corpora.find(bundle.corpus_digest)))
