"""Golden takes: digests of what both shipped bundles play by fixed settings.

Run `.venv/bin/python -m tests.takes.make_golden_takes` only when takes are meant to change: it writes
`golden/golden.json`. The other files in `golden/` were saved by an earlier version of the studio; they stay.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from jazzcore.band.settings import band_for
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.evaluation.reference import Reference
from jazzcore.improvise.primers import closing_bars
from jazzcore.library.models import SHIPPED_FOLDER
from jazzcore.recipes.table import load_bundle, recipe_named
from jazzcore.takes.exports import to_musicxml
from jazzcore.takes.make import Player, regenerate_take, with_sound, write_take
from jazzcore.takes.take import TakeSettings, WrittenTake

GOLDEN = Path(__file__).parent / "golden"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def digests_of(take: WrittenTake) -> dict[str, object]:
    """What must stay the same of a take: its notes, its values, its MIDI and its MusicXML."""
    notes = [
        (str(p.note.onset_quarter), str(p.note.duration_quarter), p.note.pitch, p.note.velocity, p.category)
        for p in take.solo.notes
    ]
    return {
        "notes": len(notes),
        "solo": digest(repr(notes).encode()),
        "values": digest(repr(take.solo.values).encode()),
        "midi": digest(take.midi),
        "musicxml": digest(to_musicxml(take)),
        "seed": take.origin.seed,
    }


def golden_takes() -> Iterator[tuple[str, WrittenTake]]:
    """Takes by name: three of each bundle, one that goes on from a primer, one with bars regenerated."""
    etudes = bundled_etudes()
    two_choruses = TakeSettings(
        choruses=2, temperature=1.1, rhythm_temperature=0.7, top_p=0.9, seed=7, band=band_for("bossa", 140, 56)
    )
    waltz = band_for("waltz", 170, 65)
    for name in ("etudes-course", "etudes-studio"):
        bundle = load_bundle(SHIPPED_FOLDER / name)
        player = Player(bundle, f"shipped-{name}", Reference(etudes))
        fifty = TakeSettings(value_count=50, temperature=recipe_named(bundle.recipe).temperature)
        cold = TakeSettings(value_count=120, temperature=0.4, rhythm_temperature=0.4, seed=2024, band=waltz)
        yield f"{name}/ty-50", write_take(player, bundle.charts[0], fifty)
        yield f"{name}/two-choruses-bossa", write_take(player, bundle.charts[3], two_choruses)
        yield f"{name}/cold-waltz", write_take(player, bundle.charts[5], cold)
    primed = with_sound(write_take(player, bundle.charts[0], two_choruses, closing_bars(etudes.pieces[2], 4)))
    yield "etudes-studio/primed", primed
    yield "etudes-studio/regenerated", regenerate_take(player, primed, range(4, 8), 11)


def main() -> None:
    golden = {name: digests_of(take) for name, take in golden_takes()}
    (GOLDEN / "golden.json").write_text(json.dumps(golden, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
