"""Every reader bears damaged files: it reads what it can, and refuses the others with an error of the project's own."""

from collections.abc import Iterator
from itertools import islice
from unittest.mock import patch

import numpy as np
import pytest

from jazzcore.errors import JazzError
from tests.corpus.midi.mutants import Reader, mutants, readers

COUNT = 300
SEED = 3


@pytest.fixture(scope="module")
def all_readers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Reader]]:
    """The readers; the events that they let mido pass over are known again to the tests that follow."""
    with patch.dict("mido.midifiles.meta._META_SPECS"):
        yield {reader.name: reader for reader in readers(tmp_path_factory.mktemp("model"))}


def test_the_shares_are_of_all_mutants(all_readers: dict[str, Reader]) -> None:
    assert sum(reader.share_percent for reader in all_readers.values()) == 100


def test_the_good_files_are_read(all_readers: dict[str, Reader]) -> None:
    for reader in all_readers.values():
        for seed in reader.seeds:
            reader.read(seed)


@pytest.mark.parametrize("name", ["MIDI", "MusicXML", "mxl", "ABC", "bundle.json", "arrays.npz"])
def test_damaged_files_are_read_or_refused(all_readers: dict[str, Reader], name: str) -> None:
    reader = all_readers[name]
    count = COUNT * reader.share_percent // 100
    refusals = []
    for mutant in islice(mutants(reader.seeds, np.random.default_rng(SEED)), count):
        try:
            reader.read(mutant)
        except JazzError as error:
            refusals.append(str(error))
    assert len(refusals) > count // 10
    assert count - len(refusals) >= count * reader.least_read_percent / 100
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in refusals)
