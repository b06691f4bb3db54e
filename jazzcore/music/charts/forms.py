"""Forms to start from: the progressions that jazz musicians share, written out in one key and played in any.

They are general harmonic practice, not anybody's tune. `feel` names how a form is played at first.
"""

from dataclasses import dataclass

from jazzcore.errors import SettingError
from jazzcore.music.charts.text import parse_chart
from jazzcore.music.charts.transposition import transposed
from jazzcore.music.chords.names import KeyName, key_of
from jazzcore.music.leadsheet import LeadSheet


@dataclass(frozen=True, slots=True)
class Form:
    """A progression as chart text in one key, with the tempo and the feel it is first played in."""

    name: str
    title: str
    tonic: str
    mode: str
    tempo_bpm: float
    feel: str
    text: str

    @property
    def key(self) -> KeyName:
        """The key it is written in."""
        return key_of(self.tonic, self.mode)


FORMS = (
    Form(
        "blues", "Jazz blues", "F", "major", 138.0, "swing",
        """
        F7 | Bb7 | F7 | Cm7 F7
        Bb7 | Bdim7 | F7 | Am7b5 D7b9
        Gm7 | C7 | F7 D7 | Gm7 C7
        """,
    ),
    Form(
        "minor blues", "Minor blues", "C", "minor", 126.0, "swing",
        """
        Cm7 | Fm7 | Cm7 | C7alt
        Fm7 | % | Cm7 | %
        Ab7 | G7alt | Cm7 | Dm7b5 G7alt
        """,
    ),
    Form(
        "rhythm changes", "Rhythm changes", "Bb", "major", 184.0, "swing",
        """
        [A] |: Bb6 G7 | Cm7 F7 | Dm7 G7 | Cm7 F7
        Fm7 Bb7 | Eb7 Edim7 |1 Dm7 G7 | Cm7 F7 :|2 Cm7 F7 | Bb6 ||
        [B] D7 | % | G7 | %
        C7 | % | F7 | %
        [A] Bb6 G7 | Cm7 F7 | Dm7 G7 | Cm7 F7
        Fm7 Bb7 | Eb7 Edim7 | Cm7 F7 | Bb6
        """,
    ),
    Form(
        "ii-V-I major", "ii-V-I in major", "C", "major", 132.0, "swing",
        """
        Dm7 | G7 | Cmaj7 | %
        Dm7 | G7 | Cmaj7 | A7b9
        """,
    ),
    Form(
        "ii-V-I minor", "ii-V-I in minor", "C", "minor", 132.0, "swing",
        """
        Dm7b5 | G7b9 | Cm6 | %
        Dm7b5 | G7b9 | Cm6 | A7alt
        """,
    ),
    Form(
        "modal", "Modal, 32 bars", "D", "dorian", 144.0, "swing",
        """
        [A] |: Dm7 | % | % | %
        % | % | % | % :|
        [B] Ebm7 | % | % | %
        % | % | % | %
        [A] Dm7 | % | % | %
        % | % | % | %
        """,
    ),
    Form(
        "bossa", "Bossa, 32 bars", "F", "major", 132.0, "bossa",
        """
        [A] |: Fmaj9 | % | Am7 | D7b9
        Gm9 | % | C9sus4 | C7b9 :|
        [B] Cm9 | F13 | Bbmaj9 | %
        Bbm6 | Eb9 | Am7 Abdim7 | Gm7 C7b9
        [A] Fmaj9 | % | Am7 | D7b9
        Gm9 | C7b9 | Fmaj9 | Gm7 C7b9
        """,
    ),
    Form(
        "waltz", "Jazz waltz", "G", "major", 156.0, "waltz",
        """
        3/4 Gmaj7 | Em7 | Am7 | D7
        Bm7 | E7b9 | Am7 | D7
        Dm7 | G7 | Cmaj7 | F7
        Bm7 | E7b9 | Am7 / D7 | Gmaj7
        """,
    ),
)  # fmt: skip
"""The forms, in the order of the menu."""

_BY_NAME = {form.name: form for form in FORMS}


def keys_of(name: str) -> tuple[str, ...]:
    """The twelve keys of a form, upwards from C: `F major`, `C# minor`. Raises SettingError."""
    home = _form(name).key
    return tuple(str(home.transposed(semitones - 7 * home.tonic_fifths)) for semitones in range(12))


def form(name: str, key: str | None = None) -> LeadSheet:
    """The chart of a form.

    Parameters
    ----------
    name : str
        The name of the form, as in `FORMS`.
    key : str, optional
        One of `keys_of` the form; the key it is written in unless given.

    Returns
    -------
    LeadSheet
        The chart, without a melody.

    Raises
    ------
    SettingError
        For another name or key.
    """
    chosen = _form(name)
    keys = keys_of(name)
    if key is not None and key not in keys:
        raise SettingError(f"{chosen.title} has no key {key!r}; choose one of {', '.join(keys)}.")
    chart = parse_chart(chosen.text, chosen.title, chosen.tempo_bpm, str(chosen.key), source="a form of the studio")
    return transposed(chart, keys.index(key) - keys.index(str(chosen.key))) if key else chart


def _form(name: str) -> Form:
    if name not in _BY_NAME:
        raise SettingError(f"There is no form {name!r}; choose one of {', '.join(_BY_NAME)}.")
    return _BY_NAME[name]
