"""Takes: one generated solo with the settings that made it, its MIDI and its sound, and how it is saved as files."""

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
"""The file of a saved take that tells all about it but its MIDI and its sound."""

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
    """What a take is asked to be over its changes: `value_count` is Ty, None fills `choruses` of them.

    Temperature 0 takes the likeliest value each time; a recipe that chooses rhythm apart from pitch has
    `rhythm_temperature` for it. The `band` has the tempo, from 40 to 320, and the soloist's instrument. Raises
    SettingError.
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
    """Bars (indices from 0, the last one not among them) that were regenerated, and the seed they were drawn by."""

    first_bar: Count
    end_bar: Count
    seed: Seed


@dataclass(frozen=True, slots=True)
class Origin:
    """What a take was played from: with its settings, enough to play the same notes again.

    The bundle is named by its recipe, its epochs, the music it learnt from and `bundle.bundle_digest`. `chart` is what
    was asked to be played over, once through. `seed` is the one the solo was drawn by: that of the settings, or a later
    attempt's.
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
    """A generated solo as it is written; `created` is an ISO 8601 time, `model` the id of the bundle that played it.

    The `report` holds it against real solos; `remarks` are sentences for people about how it came about. `made_from` is
    the id of the take of which it changes some bars.
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
    """A generated solo with its sound."""

    audio: Audio = field(kw_only=True)


@dataclass(frozen=True, kw_only=True)
class _Sound:
    """What a saved take tells of its sound."""

    duration_sec: float
    peak: float
    engine: Name
    remark: Sentence | None


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """What a saved take tells beside its solo."""

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
    """What `DOCUMENT` holds: the facts and, beside them, the members of the solo."""


def changes_digest(chart: LeadSheet) -> str:
    """Sixteen hexadecimal digits that charts of the same chords in the same bars share, whatever they are called."""
    document = to_builtins(chart)
    changes = [document["bars"], [[onset, symbol] for onset, symbol, _ in document["chords"]]]
    return hashlib.sha256(json.dumps(changes).encode()).hexdigest()[:16]


def take_to_files(take: Take) -> dict[str, bytes]:
    """A take as named files; the inverse of `take_from_files`."""
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
    """The take that named files hold; the inverse of `take_to_files`. Raises BundleError when they hold none."""
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
