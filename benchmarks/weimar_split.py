"""The solos of the Weimar Jazz Database, split into those to learn from and those to be tested on."""

import json
from typing import Literal

from benchmarks.material import PROJECT
from jazzcore.corpus.weimar.lead_sheets import read_solos
from jazzcore.corpus.weimar.solos import WeimarSolo, list_solos
from jazzcore.music.leadsheet import LeadSheet

FOLDER = PROJECT.parent / "shared" / "data"
DATABASE = FOLDER / "wjazzd.db"
SPLIT = FOLDER / "wjazzd_split.json"
MISSING = f"skipped: {DATABASE} is not here; it may not be given away with the project"

Part = Literal["train", "validation", "test"]


def is_here() -> bool:
    """Whether the database and its split are at hand."""
    return DATABASE.exists() and SPLIT.exists()


def solos_of(part: Part) -> tuple[WeimarSolo, ...]:
    """What the solos of a part of the split are; training takes every other solo in 4/4."""
    split = json.loads(SPLIT.read_text(encoding="utf-8"))
    held = {*split["validation"], *split["test"]}
    solos = list_solos(DATABASE)
    if part == "train":
        return tuple(solo for solo in solos if solo.meter == "4/4" and solo.melid not in held)
    return tuple(solo for solo in solos if solo.melid in split[part])


def sheets_of(part: Part) -> tuple[LeadSheet, ...]:
    """The solos of a part as lead sheets, in the order of `solos_of`."""
    return read_solos(DATABASE, [solo.melid for solo in solos_of(part)])
