"""Both shipped bundles play what they played in earlier versions, and the files of those versions open."""

import json

import pytest

from jazzcore.takes.embedding import embedded_in, midi_digest
from jazzcore.takes.take import Take, take_from_files, take_to_files
from tests.takes.make_golden_takes import GOLDEN, digests_of, golden_takes

FOLDERS = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


def saved_take(folder: str) -> Take:
    """A take saved by an earlier version, its sound left out."""
    files = {name: (GOLDEN / folder / name).read_bytes() for name in ("take.json", "take.mid")}
    return take_from_files(files | {"take.wav": b""})


def test_the_shipped_bundles_play_what_they_always_played() -> None:
    golden = json.loads((GOLDEN / "golden.json").read_text(encoding="utf-8"))
    assert {name: digests_of(take) for name, take in golden_takes()} == golden


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_take_saved_by_an_earlier_version_opens(folder: str) -> None:
    document = json.loads((GOLDEN / folder / "take.json").read_text(encoding="utf-8"))
    take = saved_take(folder)
    assert (take.take_id, take.created, take.settings.seed) == (
        document["take_id"],
        document["created"],
        document["settings"]["seed"],
    )
    assert [played.category for played in take.solo.notes] == document["categories"]
    assert take.report is not None
    assert len(take.report.rows) == len(document["card"]["rows"])
    assert [each.first_bar for each in take.origin.regenerated] == [first for first, *_ in document["origin"]["anew"]]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_file_exported_by_an_earlier_version_has_its_take_embedded(folder: str) -> None:
    saved = saved_take(folder)
    exported = sorted((GOLDEN / folder).glob("embedded.*"))
    assert exported
    for path in exported:
        embedded = embedded_in(path.read_bytes())
        assert embedded is not None
        assert (embedded.take_id, embedded.created) == (saved.take_id, saved.created)
        assert (embedded.settings, embedded.origin, embedded.solo) == (saved.settings, saved.origin, saved.solo)
        assert embedded.midi_digest == midi_digest(saved.midi)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_take_is_written_with_the_keys_it_was_written_with(folder: str) -> None:
    files = take_to_files(saved_take(folder))
    assert json.loads(files["take.json"]) == json.loads((GOLDEN / folder / "take.json").read_text(encoding="utf-8"))
    assert files["take.mid"] == (GOLDEN / folder / "take.mid").read_bytes()
