"""The one table of scales, and the scales that each family of chords goes with.

Scales are semitones above the root of the chord. Encoding, metrics and the band read them here. Only the course's value
grammar has scales of its own (`encoding.values.theory`): its two scales are part of the format of the values.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

SCALES: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "major": (0, 2, 4, 5, 7, 9, 11),
        "mixolydian": (0, 2, 4, 5, 7, 9, 10),
        "dorian": (0, 2, 3, 5, 7, 9, 10),
        "lydian": (0, 2, 4, 6, 7, 9, 11),
        "lydian dominant": (0, 2, 4, 6, 7, 9, 10),
        "melodic minor": (0, 2, 3, 5, 7, 9, 11),
        "locrian": (0, 1, 3, 5, 6, 8, 10),
        "locrian natural 2": (0, 2, 3, 5, 6, 8, 10),
        "phrygian dominant": (0, 1, 4, 5, 7, 8, 10),
        "mixolydian b6": (0, 2, 4, 5, 7, 8, 10),
        "natural minor": (0, 2, 3, 5, 7, 8, 10),
        "phrygian": (0, 1, 3, 5, 7, 8, 10),
        "whole-half diminished": (0, 2, 3, 5, 6, 8, 9, 11),
        "half-whole diminished": (0, 1, 3, 4, 6, 7, 9, 10),
        "altered": (0, 1, 3, 4, 6, 8, 10),
        "whole tone": (0, 2, 4, 6, 8, 10),
        "lydian augmented": (0, 2, 4, 6, 8, 9, 11),
        "mixolydian b2": (0, 1, 4, 5, 7, 9, 10),
    }
)
"""The scales by name, in the order in which a chord chooses among them (Levine, "The Jazz Theory Book", 1995)."""


@dataclass(frozen=True)
class FamilyScales:
    """How a family of chords is played: the tones that all its chords are built on, and its scales, the usual first."""

    core: tuple[int, ...]
    scales: tuple[str, ...]

    @property
    def usual(self) -> tuple[int, ...]:
        """The usual scale of the family, in semitones above the root."""
        return SCALES[self.scales[0]]

    @cached_property
    def colours(self) -> frozenset[int]:
        """The tones that the family's scales add to its core, in semitones above the root."""
        return frozenset(step for name in self.scales for step in SCALES[name]) - set(self.core)


FAMILY_SCALES: Mapping[str, FamilyScales] = MappingProxyType(
    {
        "maj": FamilyScales((0, 4, 7), ("major", "lydian")),
        "min": FamilyScales((0, 3, 7), ("dorian",)),
        "dom": FamilyScales((0, 4, 7, 10), ("mixolydian", "altered")),
        "m7b5": FamilyScales((0, 3, 6, 10), ("locrian", "locrian natural 2")),
        "dim": FamilyScales((0, 3, 6), ("whole-half diminished",)),
        "aug": FamilyScales((0, 4, 8), ("whole tone",)),
        "sus": FamilyScales((0, 5, 7), ("mixolydian", "mixolydian b2")),
    }
)
"""The scales of each family of `table.QUALITIES` (Levine, "The Jazz Theory Book", 1995)."""


def fitting_scale(semitones: Iterable[int]) -> tuple[int, ...]:
    """The first of `SCALES` that holds all tones of a chord, in semitones above its root; else the tones themselves."""
    tones = {step % 12 for step in semitones}
    return next((scale for scale in SCALES.values() if tones <= set(scale)), tuple(sorted(tones)))
