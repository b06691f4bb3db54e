"""The values of the bundled etudes against music21's own answers, kept in a file with the script that made it."""

from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.encoding.values.analysis import values_of
from tests.encoding.values.make_golden_values import BARS, PATH


def test_the_values_of_the_etudes_are_the_golden_ones() -> None:
    lines = [
        f"{sheet.title} | {number} | {' '.join(values)}"
        for sheet in bundled_etudes().pieces
        for number, values in enumerate(values_of(sheet, with_rests=False)[:BARS], start=1)
    ]

    assert lines == PATH.read_text(encoding="utf-8").splitlines()
