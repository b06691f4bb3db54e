"""`evaluate`, as it is typed."""

import json
from pathlib import Path

import pytest

from jazzcore.corpus.etudes import MIDI_FOLDER
from jazzcore.evaluation.reference_ranges import MEASURES, real_values
from tests.cli.command_runs import run

ETUDE = sorted(MIDI_FOLDER.glob("*.mid"))[0]
"""165 notes in 24 bars."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "music").mkdir()
    (tmp_path / "music" / "a.mid").write_bytes(ETUDE.read_bytes())
    (tmp_path / "music" / "b.mid").write_text("no music")
    return tmp_path / "music"


def test_each_figure_of_a_melody_stands_against_real_solos(folder: Path) -> None:
    result = run("evaluate", folder)

    lines = result.stdout.splitlines()
    band = real_values()[32].by_measure["notes_per_bar"]
    assert result.exit_code == 0
    assert lines[0] == "a, 165 notes in 24 bars"
    assert " of 16 metrics lie in the range of nine in ten real solos (" in lines[1]
    assert [line.split(":")[0].strip() for line in lines[2:]] == [metric.title for metric in MEASURES.values()]
    assert lines[2] == f"    Notes a bar: {165 / 24:.1f}, within {band.low:.1f} to {band.high:.1f}"
    rows = json.loads(run("evaluate", folder / "a.mid", "--json").stdout)["pieces"][0]["card"]["rows"]
    standings = [(row["value"] >= row["band"]["low"]) + (row["value"] > row["band"]["high"]) for row in rows]
    assert [line.split(", ")[-1].split()[0] for line in lines[2:]] == [
        ("below", "within", "above")[standing] for standing in standings
    ]
    assert set(standings) >= {0, 1}
    assert result.stderr == "b.mid is not a MIDI file; choose a file that ends in .mid.\n"


def test_json_holds_the_whole_report(folder: Path) -> None:
    (piece,) = json.loads(run("evaluate", folder / "a.mid", "--json").stdout)["pieces"]

    rows = piece["card"]["rows"]
    assert (piece["title"], piece["notes"], piece["card"]["bar_count"]) == ("a", 165, 24)
    assert rows[0] | {"band": {}} == {"name": "notes_per_bar", "value": 165 / 24, "band": {}}
    assert piece["inside_count"] == sum(row["band"]["low"] <= row["value"] <= row["band"]["high"] for row in rows)


def test_a_take_can_be_evaluated(tmp_path: Path) -> None:
    take = tmp_path / "solo.mid"
    assert run("generate", "--form", "blues", "--out", take).exit_code == 0

    result = run("evaluate", take)

    assert result.exit_code == 0
    assert result.stdout.startswith("solo, ")


def test_a_folder_without_music_has_exit_code_1(tmp_path: Path) -> None:
    result = run("evaluate", tmp_path)

    assert (result.exit_code, result.stdout) == (1, "")
