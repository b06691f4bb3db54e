"""Takes: a generated solo with its settings, its origin, its MIDI and its sound, and the files in which it is saved."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Annotated

from jazzcore.band.settings import BandSettings
from jazzcore.errors import BundleError, DocumentError, SettingError
from jazzcore.evaluation.report import Report
from jazzcore.music.documents import KEY, SoloDocument, decode, encode, row, to_builtins
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.limits import (
    MOST_REGENERATIONS,
    TAKE_TEMPOS_BPM,
    Choruses,
    Count,
    Name,
    Seed,
    Sentence,
    Sentences,
    Temperature,
    TopP,
    ValueCount,
    at_most,
    check_settings,
)
from jazzcore.music.solo import Solo
from jazzcore.render.audio.render import Audio

DOCUMENT = "take.json"
"""The file of a saved take that holds everything except its MIDI and its sound."""

_MIDI, _SOUND = "take.mid", "take.wav"
_LABELS = {
    "value_count": "Ty",
    "choruses": "The number of choruses",
    "temperature": "The temperature",
    "rhythm_temperature": "The rhythm's temperature",
    "top_p": "Top-p",
    "seed": "The seed",
}


@dataclass(frozen=True, slots=True)
class TakeSettings:
    """What a person asks of a take. Raises SettingError for a number out of range.

    A take is `value_count` values long (Ty), or `choruses` choruses where that is None. At temperature 0 the likeliest
    value is chosen each time. Recipes that choose rhythm and pitch apart use `rhythm_temperature` for rhythm. The
    `band` holds the tempo and the instrument of the soloist.
    """

    value_count: ValueCount | None = None
    choruses: Choruses = 1
    temperature: Temperature = 0.9
    rhythm_temperature: Temperature = 0.9
    top_p: TopP = 1.0
    seed: Seed = 1
    band: BandSettings = field(default_factory=BandSettings)

    def __post_init__(self) -> None:
        check_settings(self, _LABELS)
        slowest, fastest = TAKE_TEMPOS_BPM
        if not slowest <= self.band.tempo_bpm <= fastest:
            raise SettingError(f"The tempo is {self.band.tempo_bpm}; set it between {slowest} and {fastest}.")


@row
@dataclass(frozen=True, slots=True)
class Regenerated:
    """Bars that were regenerated, from `first_bar` to before `end_bar` (indices from 0), and the seed that was used."""

    first_bar: Count
    end_bar: Count
    seed: Seed


@dataclass(frozen=True, slots=True)
class Origin:
    """What a take was generated from. With the settings of the take, it is enough to generate the same notes again.

    The model is known by its recipe, its epochs, the digest of its corpus and `bundle.bundle_digest`. `chart` is one
    chorus of the changes. `seed` is the seed of the solo: that of the settings, or of a later attempt. `primer` is the
    music that the solo continues. `regenerated` lists the regenerations in their order.
    """

    recipe: Name
    epochs: Count
    corpus_name: Name
    corpus_digest: Name
    bundle_digest: Name
    chart: LeadSheet
    seed: Seed
    primer: LeadSheet | None = None
    regenerated: Annotated[tuple[Regenerated, ...], at_most(MOST_REGENERATIONS)] = field(
        default=(), metadata={KEY: "anew"}
    )


@dataclass(frozen=True, slots=True)
class WrittenTake:
    """A take without its sound.

    `created` is an ISO 8601 time. `model` is the id of the bundle. The `report` compares the solo with real ones.
    `remarks` are sentences for people on how the take was generated. `made_from` is the id of the take from which some
    bars were regenerated.
    """

    take_id: str
    created: str
    model: str
    settings: TakeSettings
    origin: Origin
    solo: Solo
    midi: bytes
    report: Report | None = None
    remarks: tuple[str, ...] = ()
    made_from: str = ""


@dataclass(frozen=True, slots=True)
class Take(WrittenTake):
    """A take with its sound."""

    audio: Audio = field(kw_only=True)


@dataclass(frozen=True, kw_only=True)
class _Sound:
    """The sound of a saved take without its samples."""

    duration_sec: float
    peak: float
    engine: Name
    remark: Sentence | None


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """All of a saved take except its solo."""

    take_id: Name
    created: Name
    model: Name
    settings: TakeSettings
    origin: Origin
    audio: _Sound
    report: Report | None = field(default=None, metadata={KEY: "card"})
    remarks: Sentences = ()
    made_from: Name = ""


@dataclass(frozen=True, kw_only=True)
class _TakeDocument(_Facts, SoloDocument):
    """The content of `DOCUMENT`: the facts and the members of the solo in one object."""


def changes_digest(chart: LeadSheet) -> str:
    """Hash the chords and bars of a chart to 16 hexadecimal digits. Title, key and tempo do not matter."""
    document = to_builtins(chart)
    changes = [document["bars"], [[onset, symbol] for onset, symbol, _ in document["chords"]]]
    return hashlib.sha256(json.dumps(changes).encode()).hexdigest()[:16]


def take_to_files(take: Take) -> dict[str, bytes]:
    """Turn a take into files, by name; the inverse of `take_from_files`."""
    audio = take.audio
    facts = _Facts(
        take_id=take.take_id,
        created=take.created,
        model=take.model,
        settings=take.settings,
        origin=take.origin,
        audio=_Sound(duration_sec=audio.duration_sec, peak=audio.peak, engine=audio.engine, remark=audio.remark),
        report=take.report,
        remarks=take.remarks,
        made_from=take.made_from,
    )
    document = to_builtins(facts) | to_builtins(take.solo)
    return {DOCUMENT: encode(document), _MIDI: take.midi, _SOUND: audio.wav}


def take_from_files(files: dict[str, bytes]) -> Take:
    """Read a take from its files, by name; the inverse of `take_to_files`. Raises BundleError for other files."""
    try:
        midi, wav = files[_MIDI], files[_SOUND]
        document = decode(_TakeDocument, files[DOCUMENT])
    except KeyError as error:
        raise BundleError(f"A saved take lacks {error}; remove it, or generate it again.") from error
    except DocumentError as error:
        raise BundleError(f"A saved take cannot be read ({error}); remove it, or generate it again.") from error
    return Take(
        take_id=document.take_id,
        created=document.created,
        model=document.model,
        settings=document.settings,
        origin=document.origin,
        solo=document.solo,
        midi=midi,
        audio=Audio(wav=wav, **asdict(document.audio)),
        report=document.report,
        remarks=document.remarks,
        made_from=document.made_from,
    )
