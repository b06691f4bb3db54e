"""How lead sheets spell a chord's quality, read into its tones.

A spelling is a kind (`m`, `dim`, `sus4`), a stack of thirds on it (`6`, `maj7`, `9`) and what is added or altered
(`b9`, `#11`, `alt`). Words, signs, brackets and commas are first brought to one form. The Weimar Jazz Database writes
the degrees out after the seventh or sixth, each with its accidental behind it: `79b` is 7b9, `j7911#` is maj9#11. Tones
are semitones above the root: 0 to 11 in the chord, 13 to 21 above the octave.
"""

import re
from dataclasses import dataclass

_SIGNS = str.maketrans({"−": "-", "–": "-", "♭": "b", "♯": "#", "º": "°", " ": None, **dict.fromkeys("()", ",")})
_WORDS = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"/(?=\d)", ","),
        (r"^(?:-|(?i:mi(?:n(?:or)?)?))", "m"),
        (r"(?i:maj(?:or)?)|(?i:ma(?!dd|ug))|j|[Δ∆△^](?=\d)", "M"),
        (r"[Δ∆△^]", "M7"),
        (r"^(?:[Øø]|h(?:dim)?)", "ø"),
        (r"(?i:dim)|°", "o"),
        (r"(?i:aug)", "+"),
        (r"(?i:dom)", ""),
        (r"(?i:sus)", "sus"),
        (r"(?i:add)", "add"),
        (r"(?i:alt)", "alt"),
    )
)


@dataclass(frozen=True, slots=True)
class _Effect:
    """The tones that a part of a spelling adds to the major triad, and the tones it removes."""

    added: tuple[int, ...] = ()
    taken: tuple[int, ...] = ()


_SUS_4, _SUS_2 = _Effect((5,), (3, 4)), _Effect((2,), (3, 4))
_ADD_9, _ADD_11, _ADD_13 = _Effect((14,)), _Effect((17,)), _Effect((21,))
_FLAT_5, _SHARP_5 = _Effect((6,), (7,)), _Effect((8,), (7,))
_FLAT_9, _SHARP_9 = _Effect((13,), (14,)), _Effect((15,), (14,))
_SHARP_11, _FLAT_13 = _Effect((18,), (17,)), _Effect((20,), (21,))

_KINDS = {
    "m": _Effect((3,), (4,)),
    "o": _Effect((3, 6), (4, 7)),
    "o7": _Effect((3, 6, 9), (4, 7)),
    **dict.fromkeys(("ø", "ø7"), _Effect((3, 6, 10), (4, 7))),
    "+": _SHARP_5,
    **dict.fromkeys(("sus", "sus4"), _SUS_4),
    "sus2": _SUS_2,
    "5": _Effect((), (4,)),
}
_STACKS = {
    "M": _Effect(),
    **dict.fromkeys(("6", "M6"), _Effect((9,))),
    **dict.fromkeys(("69", "6,9", "M69"), _Effect((9, 14))),
    "7": _Effect((10,)),
    "9": _Effect((10, 14)),
    "11": _Effect((10, 14, 17), (4,)),
    "13": _Effect((10, 14, 21)),
    "M7": _Effect((11,)),
    "M9": _Effect((11, 14)),
    "M13": _Effect((11, 14, 21)),
}
_CHANGES = {
    **dict.fromkeys(("b5", "-5"), _FLAT_5),
    **dict.fromkeys(("#5", "+5", "+"), _SHARP_5),
    **dict.fromkeys(("9", "add9", "add2", "2"), _ADD_9),
    **dict.fromkeys(("b9", "-9", "9b"), _FLAT_9),
    **dict.fromkeys(("#9", "+9", "9#"), _SHARP_9),
    **dict.fromkeys(("11", "add11", "add4"), _ADD_11),
    **dict.fromkeys(("#11", "+11", "11#"), _SHARP_11),
    **dict.fromkeys(("13", "add13"), _ADD_13),
    **dict.fromkeys(("b13", "-13", "13b", "b6"), _FLAT_13),
    **dict.fromkeys(("sus", "sus4"), _SUS_4),
    "sus2": _SUS_2,
    "add6": _Effect((9,)),
    "alt": _Effect((8, 10, 13, 15), (7,)),
}


def _any_of(spellings: dict[str, _Effect]) -> str:
    """A pattern for one of the spellings, the longest that fits."""
    return "|".join(map(re.escape, sorted(spellings, key=len, reverse=True)))


_CHANGE = re.compile(_any_of(_CHANGES))
_SUFFIX = re.compile(
    f"(?P<kind>{_any_of(_KINDS)})?,*(?P<stack>{_any_of(_STACKS)})?,*(?P<changes>(?:(?>{_CHANGE.pattern}),*)*)"
)


def tones_of(suffix: str) -> tuple[int, ...] | None:
    """The tones that the spelling of a quality means, in ascending order; None where it is not understood."""
    spelling = suffix.translate(_SIGNS)
    for word, sign in _WORDS:
        spelling = word.sub(sign, spelling)
    match = _SUFFIX.fullmatch(spelling)
    if match is None:
        return None
    effects = [_KINDS[match["kind"]]] if match["kind"] else []
    effects += [_STACKS[match["stack"]]] if match["stack"] else []
    effects += [_CHANGES[change] for change in _CHANGE.findall(match["changes"])]
    tones = {0, 4, 7}
    for effect in effects:
        tones = (tones - set(effect.taken)) | set(effect.added)
    return tuple(sorted(tones))
