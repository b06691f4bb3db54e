"""Feels: how the rhythm section plays, as data.

Bass rhythms are written with `R` (the root), `F` (the fifth), `w` (a walking note) and `g` (a light skip). Whatever the
sign, a new chord begins on its root, and the last note before a change leads to the next root. Comping and drums are
written in digits of loudness. The tables hold rhythms of one to four beats, so they serve every meter. Bars that count
shorter units than quarters have one table for all feels.

The rhythms are common practice; their weights were chosen by hand.
"""

from dataclasses import dataclass

from jazzcore.band.rhythms import (
    BOSSA_DRUMS,
    BOSSA_FILLS,
    BRUSH_DRUMS,
    BRUSH_FILLS,
    BRUSH_KIT,
    JAZZ_KIT,
    STANDARD_KIT,
    STRAIGHT_DRUMS,
    SWING_DRUMS,
    SWING_FILLS,
    WALTZ_DRUMS,
    Layer,
    Rhythm,
)
from jazzcore.errors import SettingError

_SLOW, _FAST = (80, 2.2), (300, 1.25)
_GREATEST_RATIO, _LEAST_RATIO = 2.4, 1.15
"""Tempo in quarters a minute and swing ratio at two points of the line, and the ratios at its ends (chosen by hand
between the measured ones, see `swing_ratio_at`)."""


@dataclass(frozen=True, slots=True)
class Feel:
    """How a rhythm section plays: its rhythms, the drummer's kit (a General MIDI program), the bass's usual velocity.

    All layers of `drums` sound together; at the end of a section one of the `fills` sounds in their place. `swings`:
    eighths are uneven unless asked otherwise.
    """

    name: str
    title: str
    swings: bool
    bass: tuple[Rhythm, ...]
    comping: tuple[Rhythm, ...]
    drums: tuple[Layer, ...]
    fills: tuple[tuple[Layer, ...], ...]
    kit: int = JAZZ_KIT
    bass_velocity: int = 78


_WALKING = (
    Rhythm("w- w- w- w-", 8),
    Rhythm("w- wg w- w-", 1),
    Rhythm("w- w- w- wg", 1),
    Rhythm("w- w- w-", 5),
    Rhythm("w- w- wg"),
    Rhythm("w- w-"),
    Rhythm("w-"),
)
_TWO_FEEL = (
    Rhythm("R- -- F- --", 5),
    Rhythm("R- -- F- w-", 2),
    Rhythm("R- -- F- -g", 1),
    Rhythm("R- -- --", 1),
    Rhythm("R- -- w-", 2),
    Rhythm("R- --"),
    Rhythm("R-"),
)
_WALTZ_BASS = (
    Rhythm("R- -- w-", 4),
    Rhythm("R- -- --", 2),
    Rhythm("R- w- w-", 3),
    Rhythm("R- -- F- w-", 2),
    Rhythm("R- w- w- w-", 2),
    Rhythm("R- w-"),
    Rhythm("R-"),
)
_BOSSA_BASS = (
    Rhythm("R- -F F- -R", 4),
    Rhythm("R- -F F- --", 2),
    Rhythm("R- -F -F"),
    Rhythm("R- -F"),
    Rhythm("R-"),
)
_STRAIGHT_BASS = (
    Rhythm("R- -F -- w-", 3),
    Rhythm("R- -- F- w-", 2),
    Rhythm("R- -w -w w-", 2),
    Rhythm("R- -F -w"),
    Rhythm("R- -w", 2),
    Rhythm("R- w-"),
    Rhythm("R-"),
)

_SWING_COMPING = (
    Rhythm("4- -5 .. ..", 4),
    Rhythm("4- -- .. ..", 2),
    Rhythm(".. .5 .. ..", 3),
    Rhythm(".. .4 -- ..", 1),
    Rhythm(".. .4 .. .5", 3),
    Rhythm(".. .. .. .5", 3),
    Rhythm(".4 .. 5- ..", 2),
    Rhythm(".. 4. .. 4.", 1),
    Rhythm("4. .. .. .5", 2),
    Rhythm(".. .. .. ..", 2),
    Rhythm("4- -4 ..", 3),
    Rhythm(".. .5 ..", 2),
    Rhythm(".. .. .5", 2),
    Rhythm("4- .. ..", 1),
    Rhythm("4- -5", 2),
    Rhythm("4- ..", 3),
    Rhythm(".5 ..", 2),
    Rhythm(".. .5", 2),
    Rhythm("4-"),
)
_BALLAD_COMPING = (
    Rhythm("5- -- -- --", 5),
    Rhythm("5- -- -4 --", 2),
    Rhythm("5- -- 4- --", 2),
    Rhythm("5- -- --", 2),
    Rhythm("5- -4 --", 1),
    Rhythm("5- --"),
    Rhythm("5-"),
)
_WALTZ_COMPING = (
    Rhythm("4- -4 --", 3),
    Rhythm(".. 4- 4-", 2),
    Rhythm(".. .4 --", 2),
    Rhythm("4- -- ..", 2),
    Rhythm(".. .. .5", 1),
    Rhythm("4- .. .4", 1),
    Rhythm(".. .. ..", 1),
    Rhythm("4- -4 .. ..", 2),
    Rhythm(".. 4- -- 4-", 1),
    Rhythm("4- .4"),
    Rhythm("4- ..", 2),
    Rhythm("4-"),
)
_BOSSA_COMPING = (
    Rhythm("4- .4 .. 4-", 4, bar_of_two=0),
    Rhythm("4- .4 .. .5", 2, bar_of_two=0),
    Rhythm(".. 4- .4 ..", 4, bar_of_two=1),
    Rhythm(".. 4- .4 .5", 2, bar_of_two=1),
    Rhythm("4- .4 .4", 2),
    Rhythm(".. 4- .4", 1),
    Rhythm("4- .4", 2),
    Rhythm(".4 -.", 1),
    Rhythm("4-"),
)
_STRAIGHT_COMPING = (
    Rhythm("4- -4 -- --", 3),
    Rhythm("4- -- -- ..", 2),
    Rhythm(".. .4 -- ..", 2),
    Rhythm("4. .4 .. 4.", 2),
    Rhythm(".. .4 .. .5", 2),
    Rhythm(".. .. .. ..", 1),
    Rhythm("4- -4 --", 2),
    Rhythm(".. 4- -.", 1),
    Rhythm("4- -4"),
    Rhythm("4- --", 2),
    Rhythm("4-"),
)

FEELS = {
    feel.name: feel
    for feel in (
        Feel("swing", "Swing", True, _WALKING, _SWING_COMPING, SWING_DRUMS, SWING_FILLS),
        Feel(
            "ballad", "Ballad", True, _TWO_FEEL, _BALLAD_COMPING, BRUSH_DRUMS, BRUSH_FILLS, BRUSH_KIT, bass_velocity=88
        ),
        Feel("straight", "Straight", False, _STRAIGHT_BASS, _STRAIGHT_COMPING, STRAIGHT_DRUMS, SWING_FILLS),
        Feel("bossa", "Bossa nova", False, _BOSSA_BASS, _BOSSA_COMPING, BOSSA_DRUMS, BOSSA_FILLS, STANDARD_KIT),
        Feel("waltz", "Jazz waltz", True, _WALTZ_BASS, _WALTZ_COMPING, WALTZ_DRUMS, SWING_FILLS),
    )
}
"""All feels by name, the default first."""

SHORT_UNIT_BASS = (
    Rhythm("w- -- --", 3),
    Rhythm("w- -- w-", 2),
    *(Rhythm(text) for text in ("w- -- w- --", "w- --", "w-")),
)
SHORT_UNIT_COMPING = (
    *(Rhythm(text) for text in ("4- -- --", "4- -- 4-", "4- .. ..")),
    *(Rhythm(text) for text in ("4- -- -- --", "4- -- 4- --", "4- --", "4- ..", "4-")),
)


def feel_of(name: str) -> Feel:
    """The feel of a name; raises SettingError."""
    if name not in FEELS:
        raise SettingError(f"There is no feel {name!r}; choose one of {', '.join(FEELS)}.")
    return FEELS[name]


def swing_ratio_at(tempo_bpm: float) -> float:
    """How long the first eighth of a beat is against the second at a tempo, in quarters a minute.

    The ratio falls in a straight line with the tempo. It lies between what was measured on the ride cymbals of groups
    (3.5 to 1) and in their soloists (below 2).

    References
    ----------
    Friberg and Sundström, "Swing Ratios and Ensemble Timing in Jazz Performance", Music Perception 19, 2002.
    """
    (slow_bpm, slow_ratio), (fast_bpm, fast_ratio) = _SLOW, _FAST
    share = (tempo_bpm - slow_bpm) / (fast_bpm - slow_bpm)
    ratio = slow_ratio + share * (fast_ratio - slow_ratio)
    return round(min(max(ratio, _LEAST_RATIO), _GREATEST_RATIO), 2)
