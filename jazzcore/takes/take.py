"""Takes: one generated solo with the settings that made it, its MIDI and its sound, and how it is saved as files."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from jazzcore.band.settings import BandSettings, band_for, band_from_document
from jazzcore.errors import BundleError, SettingError
from jazzcore.evaluation.report import Report, report_from_document, report_to_document
from jazzcore.music.documents import (
    bars_from_document,
    bars_to_document,
    chart_from_document,
    chart_to_document,
    chords_from_document,
    chords_to_document,
    notes_from_document,
    notes_to_document,
    sheet_from_document,
    sheet_to_document,
)
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.solo import Solo, SoloNote
from jazzcore.render.audio.render import Audio

MOST_CHORUSES = 8
VALUE_COUNTS = (10, 500)
"""The smallest and the largest Ty."""
TEMPOS_BPM = (40, 320)
"""The slowest and the fastest tempo of a take, in quarters a minute."""

_RANGES = {
    "value_count": (*VALUE_COUNTS, "Ty"),
    "choruses": (1, MOST_CHORUSES, "The number of choruses"),
    "temperature": (0.0, 2.0, "The temperature"),
    "rhythm_temperature": (0.0, 2.0, "The rhythm's temperature"),
    "top_p": (0.05, 1.0, "Top-p"),
    "seed": (0, 2**32 - 1, "The seed"),
}


@dataclass(frozen=True, slots=True)
class TakeSettings:
    """What a take is asked to be over its changes: `value_count` is Ty, None fills `choruses` of them.

    Temperature 0 takes the likeliest value each time; a recipe that chooses rhythm apart from pitch has
    `rhythm_temperature` for it. The `band` has the tempo, from 40 to 320, and the soloist's instrument. Raises
    SettingError.
    """

    value_count: int | None = None
    choruses: int = 1
    temperature: float = 0.9
    rhythm_temperature: float = 0.9
    top_p: float = 1.0
    seed: int = 1
    band: BandSettings = field(default_factory=BandSettings)

    def __post_init__(self) -> None:
        for name, (lowest, highest, label) in _RANGES.items():
            number = getattr(self, name)
            if number is not None and not lowest <= number <= highest:
                raise SettingError(f"{label} is {number}; set it between {lowest} and {highest}.")
        slowest, fastest = TEMPOS_BPM
        if not slowest <= self.band.tempo_bpm <= fastest:
            raise SettingError(f"The tempo is {self.band.tempo_bpm}; set it between {slowest} and {fastest}.")


@dataclass(frozen=True, slots=True)
class Regenerated:
    """Bars (indices from 0, the last one not among them) that were regenerated, and the seed they were drawn by."""

    first_bar: int
    end_bar: int
    seed: int


@dataclass(frozen=True, slots=True)
class Origin:
    """What a take was played from: with its settings, enough to play the same notes again.

    The bundle is named by its recipe, its epochs, the music it learnt from and `bundle.bundle_digest`. `chart` is what
    was asked to be played over, once through. `seed` is the one the solo was drawn by: that of the settings, or a later
    attempt's. A take from before origins were saved knows its chart and its corpus alone.
    """

    recipe: str
    epochs: int
    corpus_name: str
    corpus_digest: str
    bundle_digest: str
    chart: LeadSheet
    seed: int
    primer: LeadSheet | None = None
    regenerated: tuple[Regenerated, ...] = ()


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


def changes_digest(chart: LeadSheet) -> str:
    """Sixteen hexadecimal digits that charts of the same chords in the same bars share, whatever they are called."""
    changes = [bars_to_document(chart.bars), [[str(e.onset_quarter), e.chord.symbol] for e in chart.chords]]
    return hashlib.sha256(json.dumps(changes).encode()).hexdigest()[:16]


def take_to_files(take: Take) -> dict[str, bytes]:
    """A take as named files; the inverse of `take_from_files`."""
    document = {
        "take_id": take.take_id,
        "created": take.created,
        "model": take.model,
        "settings": asdict(take.settings),
        "origin": origin_to_document(take.origin),
        **solo_to_document(take.solo),
        "audio": {
            "duration_sec": take.audio.duration_sec,
            "peak": take.audio.peak,
            "engine": take.audio.engine,
            "remark": take.audio.remark,
        },
        "card": None if take.report is None else report_to_document(take.report),
        "remarks": take.remarks,
        "made_from": take.made_from,
    }
    return {"take.json": json.dumps(document).encode(), "take.mid": take.midi, "take.wav": take.audio.wav}


def take_from_files(files: dict[str, bytes]) -> Take:
    """The take that named files hold; the inverse of `take_to_files`. Raises BundleError when they hold none."""
    try:
        document = json.loads(files["take.json"])
        solo = solo_from_document(document)
        report = document.get("card")
        return Take(
            take_id=document["take_id"],
            created=document["created"],
            model=document["model"],
            settings=settings_from_document(document["settings"]),
            origin=_origin(document, solo),
            solo=solo,
            midi=files["take.mid"],
            audio=Audio(wav=files["take.wav"], **document["audio"]),
            report=None if report is None else report_from_document(report),
            remarks=tuple(document.get("remarks", ())),
            made_from=str(document.get("made_from", "")),
        )
    except (KeyError, TypeError, ValueError, SettingError) as error:
        raise BundleError(f"A saved take cannot be read ({error}); remove it, or generate it again.") from error


def solo_to_document(solo: Solo) -> dict[str, Any]:
    """A solo as a JSON document; the inverse of `solo_from_document`."""
    return {
        "title": solo.title,
        "notes": notes_to_document(played.note for played in solo.notes),
        "categories": [played.category for played in solo.notes],
        "bars": bars_to_document(solo.bars),
        "chords": chords_to_document(solo.chords),
        "values": solo.values,
    }


def solo_from_document(document: dict[str, Any]) -> Solo:
    """The solo a JSON document holds; the inverse of `solo_to_document`. Raises KeyError, TypeError, ValueError."""
    notes = notes_from_document(document["notes"])
    return Solo(
        title=document["title"],
        notes=tuple(SoloNote(note, kind) for note, kind in zip(notes, document["categories"], strict=True)),
        chords=chords_from_document(document["chords"]),
        bars=bars_from_document(document["bars"]),
        values=tuple(document["values"]),
    )


def origin_to_document(origin: Origin) -> dict[str, Any]:
    """An origin as a JSON document; the inverse of `origin_from_document`."""
    return {
        "recipe": origin.recipe,
        "epochs": origin.epochs,
        "corpus_name": origin.corpus_name,
        "corpus_digest": origin.corpus_digest,
        "bundle_digest": origin.bundle_digest,
        "chart": chart_to_document(origin.chart),
        "seed": origin.seed,
        "primer": None if origin.primer is None else sheet_to_document(origin.primer),
        "anew": [[regenerated.first_bar, regenerated.end_bar, regenerated.seed] for regenerated in origin.regenerated],
    }


def origin_from_document(document: dict[str, Any]) -> Origin:
    """The origin a JSON document holds; the inverse of `origin_to_document`. Raises KeyError, TypeError, ValueError."""
    primer = document["primer"]
    return Origin(
        recipe=str(document["recipe"]),
        epochs=int(document["epochs"]),
        corpus_name=str(document["corpus_name"]),
        corpus_digest=str(document["corpus_digest"]),
        bundle_digest=str(document["bundle_digest"]),
        chart=chart_from_document(document["chart"]),
        seed=int(document["seed"]),
        primer=None if primer is None else sheet_from_document(primer),
        regenerated=tuple(Regenerated(int(first), int(end), int(seed)) for first, end, seed in document["anew"]),
    )


def _origin(document: dict[str, Any], solo: Solo) -> Origin:
    """The origin as it was saved; of a take from before that, what it tells itself."""
    if "origin" in document:
        return origin_from_document(document["origin"])
    chart = LeadSheet(solo.title, (), solo.chords, solo.bars, float(document["settings"].get("tempo_bpm", 120)), "")
    return Origin("", 0, "", str(document.get("corpus_digest", "")), "", chart, int(document["settings"]["seed"]))


def settings_from_document(document: dict[str, Any]) -> TakeSettings:
    """Settings as they were saved; a take from before a setting came into being has its default.

    Raises SettingError, KeyError, TypeError.
    """
    names = [known.name for known in fields(TakeSettings) if known.name in document]
    return TakeSettings(**{name: document[name] for name in names} | {"band": _band(document)})


def _band(document: dict[str, Any]) -> BandSettings:
    """The band as it was saved; that of takes from before it had a drummer, from the settings they had."""
    if "band" in document:
        return band_from_document(document["band"])
    duo = band_for("swing", document["tempo_bpm"], document["program"])
    return replace(duo, swing_ratio=document["swing_ratio"], humanise=0.0, drums=replace(duo.drums, muted=True))
