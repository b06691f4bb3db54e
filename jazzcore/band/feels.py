"""Feels: how the rhythm section plays, as data.

Bass rhythms are of `R` (the root), `F` (the fifth), `w` (a walking note) and `g` (a light skip); whatever the sign, a
chord that is new begins on its root and the last note before a change leads to the next root. Comping and drums are
rhythms of loudness. Tables hold rhythms of one to four beats, so that they serve every meter; bars that count
shorter units than quarters have one table for all feels.
"""

from dataclasses import dataclass

from jazzcore.band.rhythms import Rhythm
from jazzcore.errors import SettingError

KICK, SIDE_STICK, SNARE, LOW_TOM, CLOSED_HAT, PEDAL_HAT, HIGH_TOM, CRASH, RIDE = 36, 37, 38, 45, 42, 44, 48, 49, 51
BRUSH_TAP, BRUSH_SWIRL = 38, 40
STANDARD_KIT, JAZZ_KIT, BRUSH_KIT = 0, 32, 40

_SLOW, _FAST = (80, 2.2), (300, 1.25)
_GREATEST_RATIO, _LEAST_RATIO = 2.4, 1.15


@dataclass(frozen=True, slots=True)
class Layer:
    """What one drum (its General MIDI key) may play, a rhythm drawn for each cell."""

    drum: int
    rhythms: tuple[Rhythm, ...]


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


def _only(drum: int, *texts: str) -> Layer:
    return Layer(drum, tuple(Rhythm(text) for text in texts))


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

_SWING_PEDAL = _only(PEDAL_HAT, ".. 6. .. 6.", ".. 6. ..", ".. 6.", "..")
_FEATHERED_KICK = _only(KICK, "2. 2. 2. 2.", "2. 2. 2.", "2. 2.", "2.")
_SWING_DRUMS = (
    Layer(
        RIDE,
        (
            Rhythm("6. 75 6. 75", 8),
            Rhythm("6. 75 6. 7.", 2),
            Rhythm("6. 7. 6. 75", 2),
            Rhythm("6. 7. 6. 7.", 1),
            Rhythm("6. 75 7.", 3),
            Rhythm("6. 75 75", 1),
            Rhythm("6. 75", 5),
            Rhythm("6. 7.", 1),
            Rhythm("6."),
        ),
    ),
    _SWING_PEDAL,
    _FEATHERED_KICK,
    Layer(
        SNARE,
        (
            Rhythm(".. .. .. ..", 8),
            Rhythm(".. .. .. .2", 3),
            Rhythm(".. .2 .. ..", 2),
            Rhythm(".. .2 .. .2", 1),
            Rhythm(".2 .. .. ..", 1),
            Rhythm(".. .. ..", 3),
            Rhythm(".. .. .2", 1),
            Rhythm(".. .2 ..", 1),
        ),
    ),
    Layer(
        KICK,
        (
            Rhythm(".. .. .. ..", 9),
            Rhythm(".. .. .. .3", 2),
            Rhythm(".. .3 .. ..", 1),
            Rhythm(".. .. ..", 4),
            Rhythm(".. .. .3", 1),
        ),
    ),
)
_SWING_FILLS = (
    (_only(SNARE, ".. .. 4. 44"), _only(RIDE, "6. 75 .. .."), _SWING_PEDAL, _only(KICK, "2. .. .. .3")),
    (
        *(_only(SNARE, ".. .3 44 .."), _only(HIGH_TOM, ".. .. .. 4."), _only(LOW_TOM, ".. .. .. .4")),
        *(_only(RIDE, "6. 7. .. .."), _SWING_PEDAL),
    ),
    (_only(SNARE, ".3 3. .4 .."), _only(LOW_TOM, ".. .. .. 44"), _SWING_PEDAL, _only(KICK, "3. .. 3. ..")),
    (_only(SNARE, ".. 44 .."), _only(LOW_TOM, ".. .. 34"), _only(RIDE, "6. .. .."), _SWING_PEDAL),
    (_only(SNARE, ".. 44"), _only(RIDE, "6. .."), _SWING_PEDAL),
)
_BRUSHES = (
    Layer(BRUSH_SWIRL, (*(Rhythm(text) for text in ("6- -- 6- --", "6- -- --", "6- --", "6-")),)),
    Layer(
        BRUSH_TAP,
        (
            Rhythm(".. 6. .. 6.", 4),
            Rhythm(".. 6. .. 65", 2),
            Rhythm(".. 65 .. 6.", 1),
            Rhythm(".. 6. 5.", 2),
            Rhythm(".. 65 5.", 1),
            Rhythm(".. 6."),
        ),
    ),
    _only(PEDAL_HAT, ".. 4. .. 4.", ".. 4. ..", ".. 4.", ".."),
    Layer(KICK, (Rhythm("3. .. .. ..", 2), Rhythm("3. .. 3. ..", 1), Rhythm("3. .. ..", 2), Rhythm("3. .."))),
)
_BRUSH_FILLS = (
    (_only(BRUSH_TAP, ".. 5. 44 55"), _only(BRUSH_SWIRL, "6- -- .. .."), _only(PEDAL_HAT, ".. 4. .. 4.")),
    (_only(BRUSH_TAP, ".. .4 5. 45"), _only(BRUSH_SWIRL, "6- -- -- .."), _only(PEDAL_HAT, ".. 4. .. 4.")),
    (_only(BRUSH_TAP, ".. 44 55"), _only(BRUSH_SWIRL, "6- -- ..")),
)
_BOSSA_DRUMS = (
    _only(CLOSED_HAT, "64 54 64 54", "64 54 54", "64 54", "64"),
    Layer(
        SIDE_STICK,
        (
            Rhythm("5. .5 .. 5.", 1, bar_of_two=0),
            Rhythm(".. 5. .5 ..", 1, bar_of_two=1),
            Rhythm("5. .5 .."),
            Rhythm("5. .5"),
        ),
    ),
    _only(KICK, "3. .2 3. .2", "3. .2 ..", "3. .2", "3."),
)
_BOSSA_FILLS = (
    (_only(CLOSED_HAT, "64 54 .. .."), _only(SNARE, ".. .. 4. 44"), _only(KICK, "3. .2 3. .2")),
    (_only(SIDE_STICK, "5. .5 .5 .."), _only(HIGH_TOM, ".. .. .. 4."), _only(LOW_TOM, ".. .. .. .3")),
    (_only(SNARE, ".. 44 4."), _only(CLOSED_HAT, "65 .. .."), _only(KICK, "3. .2 ..")),
)
_WALTZ_DRUMS = (
    Layer(
        RIDE,
        (
            Rhythm("7. 65 6.", 4),
            Rhythm("7. 65 65", 3),
            Rhythm("7. 6. 65", 2),
            Rhythm("7. 6. 6.", 1),
            *(Rhythm(text) for text in ("7. 65 6. 65", "7. 65", "7.")),
        ),
    ),
    Layer(PEDAL_HAT, (Rhythm(".. 6. ..", 3), Rhythm(".. 6. 6.", 1), Rhythm(".. 6. .. 6."), Rhythm(".. 6."))),
    Layer(KICK, (Rhythm("3. .. ..", 4), Rhythm("3. .. .3", 1), Rhythm("3. .3 ..", 1), Rhythm("3. .. .. .."))),
    Layer(
        SNARE,
        (Rhythm(".. .. ..", 5), Rhythm(".. .. .3", 2), Rhythm(".. .3 ..", 2), Rhythm(".. .3 .3", 1)),
    ),
)
_STRAIGHT_DRUMS = (
    Layer(
        RIDE,
        (
            Rhythm("75 65 75 65", 3),
            Rhythm("75 6. 75 65", 2),
            Rhythm("75 65 65", 1),
            *(Rhythm(text) for text in ("75 65", "75")),
        ),
    ),
    _SWING_PEDAL,
    Layer(
        KICK,
        (
            Rhythm("3. .. .3 ..", 3),
            Rhythm("3. .3 .. ..", 2),
            Rhythm("3. .. .. .3", 1),
            *(Rhythm(text) for text in ("3. .. ..", "3. ..", "3.")),
        ),
    ),
    Layer(
        SIDE_STICK,
        (
            Rhythm(".. .. 5. ..", 2),
            Rhythm(".. .. .. 5.", 2),
            Rhythm(".. .5 .. ..", 1),
            Rhythm(".. .. 4."),
            Rhythm(".."),
        ),
    ),
)

FEELS = {
    feel.name: feel
    for feel in (
        Feel("swing", "Swing", True, _WALKING, _SWING_COMPING, _SWING_DRUMS, _SWING_FILLS),
        Feel("ballad", "Ballad", True, _TWO_FEEL, _BALLAD_COMPING, _BRUSHES, _BRUSH_FILLS, BRUSH_KIT, bass_velocity=88),
        Feel("straight", "Straight", False, _STRAIGHT_BASS, _STRAIGHT_COMPING, _STRAIGHT_DRUMS, _SWING_FILLS),
        Feel("bossa", "Bossa nova", False, _BOSSA_BASS, _BOSSA_COMPING, _BOSSA_DRUMS, _BOSSA_FILLS, STANDARD_KIT),
        Feel("waltz", "Jazz waltz", True, _WALTZ_BASS, _WALTZ_COMPING, _WALTZ_DRUMS, _SWING_FILLS),
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
SHORT_UNIT_DRUMS = (
    _only(RIDE, "6. .. 4.", "6. 4. 4.", "6. 4. 5. 4.", "6. ..", "6."),
    _only(PEDAL_HAT, ".. .. 4.", ".. .. 4. ..", ".. 4."),
    _only(KICK, "3. .. ..", "3. .. .. ..", "3. ..", "3."),
)


def feel_of(name: str) -> Feel:
    """The feel of a name; raises SettingError."""
    if name not in FEELS:
        raise SettingError(f"There is no feel {name!r}; choose one of {', '.join(FEELS)}.")
    return FEELS[name]


def swing_ratio_at(tempo_bpm: float) -> float:
    """How long the first eighth of a beat is against the second at a tempo, as groups usually play.

    It falls in a straight line with the tempo, 2.2 at 80 and 1.25 at 300 quarters a minute, between what Friberg and
    Sundström measured on the ride cymbals (3.5 to 1) and in the soloists of the same groups (below 2): Swing ratios and
    ensemble timing in jazz performance, Music Perception 19 (2002).
    """
    (slow_bpm, slow_ratio), (fast_bpm, fast_ratio) = _SLOW, _FAST
    share = (tempo_bpm - slow_bpm) / (fast_bpm - slow_bpm)
    ratio = slow_ratio + share * (fast_ratio - slow_ratio)
    return round(min(max(ratio, _LEAST_RATIO), _GREATEST_RATIO), 2)
