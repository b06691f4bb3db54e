from dataclasses import replace

import pytest

from benchmarks.quality.recipes_table import COLUMNS, Setting, table
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.recipes.table import COURSE

pytestmark = pytest.mark.tensorflow


def test_a_row_tells_all_of_a_recipe() -> None:
    """Five etudes, as the classifier asks five folds."""
    etudes = bundled_etudes().pieces[:5]
    head, rule, row = table(Setting("etudes", etudes, etudes), [replace(COURSE, epochs=1)], 1).splitlines()

    assert head.count("|") == rule.count("|") == row.count("|") == len(COLUMNS) + 2
    cells = dict(zip(COLUMNS, (cell.strip() for cell in row.split("|")[2:-1]), strict=True))
    assert cells["nats a note"] == "-"
    assert cells["training"].endswith(" s, 1 epochs")
    assert cells["32 bars"].endswith(" ms")
    assert 0 <= float(cells["AUC"]) <= 1
    assert row.startswith("| `course` |")
