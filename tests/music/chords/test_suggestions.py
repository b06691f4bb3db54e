import pytest

from jazzcore.music.chords.suggestions import near_spellings


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("dm7", ("Dm7",)),
        ("bb7/d", ("Bb7/D",)),
        ("H7", ("B7",)),
        ("Fis-7", ("F#-7",)),
        ("es7", ("Eb7",)),
        ("as", ("Ab",)),
        ("Gsuss4", ("Gsus4", "G9sus4")),
        ("Cmaj8", ("Cmaj9", "Cmaj7")),
        ("Dm77/F", ("Dm7/F",)),
        ("x", ()),
        ("Cqqqqq", ()),
        ("", ()),
        ("C/", ("C",)),
    ],
)
def test_what_was_meant(text: str, meant: tuple[str, ...]) -> None:
    assert near_spellings(text) == meant
