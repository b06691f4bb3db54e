"""`generate`, as it is typed."""

import io
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import mido
import pytest

from jazzcore import pipeline
from jazzcore.band.settings import band_for
from jazzcore.cli import generate
from jazzcore.cli.generate import SHIPPED_MODEL
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.library.studio import Studio, studio_home
from jazzcore.music.charts.text import parse_chart
from jazzcore.render.audio.render import Audio
from jazzcore.render.audio.soundfont import find_sound_font
from jazzcore.takes.embedding import embedded_in, midi_digest
from jazzcore.takes.make import Player, write_take
from jazzcore.takes.take import TakeSettings
from tests.cli.command_runs import run

CHANGES = "Dm7 | G7 | Cmaj7 | %"
SOUND = Audio(b"sound", 1.0, 0.5, "a fake", None)


_load = generate.player_of


@cache
def player_of(model: str) -> Player:
    return _load(Studio(studio_home()), model)


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes without their sound, by players that are loaded once: those take longest."""
    monkeypatch.setattr(pipeline, "to_sound", lambda midi: SOUND)
    monkeypatch.setattr(generate, "player_of", lambda studio, model: player_of(model))


def midi_of(*words: object) -> bytes:
    result = run("generate", *words, "--out", "-")
    assert result.exit_code == 0, result.stderr
    return result.stdout_bytes


def music_of(*words: object) -> str:
    """The digest of the MIDI that is written, without the settings embedded in it."""
    embedded = embedded_in(midi_of(*words))
    assert embedded
    return embedded.midi_digest


def song_of(*words: object) -> mido.MidiFile:
    return mido.MidiFile(file=io.BytesIO(midi_of(*words)))


def chords_of(song: mido.MidiFile) -> list[str]:
    return [message.text for message in song.tracks[0] if message.type == "text"]


def test_the_line_of_the_readme_works_in_a_fresh_clone_without_loading_page_or_training(
    project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "solo.mid"
    command = [sys.executable, "-X", "importtime", "-m", "jazzcore", "generate", "--changes", CHANGES, "--out", out]

    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert "jazzcore" in loaded
    assert loaded & {"streamlit", "altair", "tensorflow", "keras"} == set()
    band = band_for("swing", 120, sound_font=find_sound_font().name)
    recipe_settings = TakeSettings(temperature=0.9, rhythm_temperature=0.95, band=band)
    take = write_take(player_of(SHIPPED_MODEL), parse_chart(CHANGES, "Your own changes"), recipe_settings)
    embedded = embedded_in(out.read_bytes())
    assert embedded
    assert (embedded.midi_digest, embedded.take_id) == (midi_digest(take.midi), "")


@pytest.mark.usefixtures("silent")
def test_it_says_how_the_take_stands_and_writes_the_sound(tmp_path: Path) -> None:
    out, wav = tmp_path / "solo.mid", tmp_path / "solo.wav"

    result = run("generate", "--changes", CHANGES, "--out", out, "--wav", wav, "--json")

    document = json.loads(result.stdout)
    rows = document["card"]["rows"]
    known = [row for row in rows if row["value"] is not None]
    inside = [row for row in known if row["band"]["low"] <= row["value"] <= row["band"]["high"]]
    said = result.stderr.splitlines()
    assert wav.read_bytes() == SOUND.wav
    assert out.read_bytes()[:4] == b"MThd"
    assert (document["midi"], document["wav"], document["seed"], document["bars"]) == (str(out), str(wav), 1, 4)
    assert said[0] == f"Your own changes: {document['notes']} notes in 4 bars, 8 s, seed 1"
    assert said[1].startswith(f"{len(inside)} of {len(known)} metrics lie in the range of nine in ten real solos (")
    assert len([line for line in said if line.startswith("  ")]) == len(known) - len(inside)
    assert "the music" in said[2 + len(known) - len(inside)]
    assert said[3 + len(known) - len(inside) :] == document["remarks"]


@pytest.mark.usefixtures("silent")
def test_a_take_is_kept_when_asked_for_and_only_then(home: Path) -> None:
    kept = json.loads(run("generate", "--changes", CHANGES, "--out", home / "a.mid", "--keep", "--json").stdout)
    passing = json.loads(run("generate", "--changes", CHANGES, "--out", home / "b.mid", "--json").stdout)

    embedded = embedded_in((home / "a.mid").read_bytes())
    (take_id,) = Studio(home).takes.list()
    assert embedded
    assert kept["take"] == take_id == embedded.take_id
    assert Studio(home).takes.open(take_id).solo == embedded.solo
    assert passing["take"] is None


def test_nothing_is_played_that_nobody_asked_to_hear(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(generate, "player_of", lambda studio, model: player_of(model))
    monkeypatch.setattr(pipeline, "to_sound", lambda midi: pytest.fail("rendered"))

    assert run("generate", "--changes", CHANGES, "--out", tmp_path / "a.mid").exit_code == 0


@pytest.mark.usefixtures("silent")
def test_band_form_key_and_tempo_are_those_asked_for() -> None:
    song = song_of(
        *("--form", "blues", "--key", "Bb", "--choruses", 2, "--tempo", 200, "--instrument", "trumpet"),
        *("--mute", "drums", "--mute", "piano"),
    )

    tempos = [message.tempo for message in song.tracks[0] if message.type == "set_tempo"]
    programs = [m.program for track in song.tracks for m in track if m.type == "program_change"]
    assert [track.name for track in song.tracks] == ["Jazz blues", "Solo", "Bass"]
    assert chords_of(song)[:3] == ["Bb7", "Eb7", "Bb7"]
    assert len(chords_of(song)) == 2 * 16
    assert tempos == [300_000]
    assert programs == [56, 32]


@pytest.mark.usefixtures("silent")
@pytest.mark.parametrize(
    "words",
    [
        ["--seed", 2],
        ["--temperature", 0.3],
        ["--rhythm-temperature", 0.3],
        ["--top-p", 0.5],
        ["--swing", 1],
        ["--feel", "bossa"],
        ["--ty", 10],
        ["--model", "shipped-etudes-course"],
    ],
    ids=lambda words: words[0],
)
def test_every_option_changes_the_take(words: list[object]) -> None:
    assert music_of("--changes", CHANGES, *words) != music_of("--changes", CHANGES)


@pytest.mark.usefixtures("silent")
def test_the_same_seed_writes_the_same_file_byte_for_byte() -> None:
    assert midi_of("--changes", CHANGES) == midi_of("--changes", CHANGES)


@pytest.mark.usefixtures("silent")
def test_a_form_is_played_in_its_own_feel_unless_another_is_asked_for() -> None:
    usual, bossa, swing = (
        music_of("--form", "bossa", *words) for words in ([], ["--feel", "bossa"], ["--feel", "swing"])
    )

    assert usual == bossa
    assert usual != swing


@pytest.mark.usefixtures("silent")
@pytest.mark.parametrize("font", ["FluidR3_GM.sf2", "TimGM6mb.sf2"])
def test_the_band_is_balanced_for_the_sound_font_found(font: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "find_sound_font", lambda: Path(font))

    song = song_of("--changes", CHANGES)

    volumes = [m.value for track in song.tracks for m in track if m.is_cc(7)]
    parts = band_for("swing", 120, sound_font=font).parts.values()
    assert volumes == [part.volume for part in parts]


@pytest.mark.usefixtures("silent")
def test_a_piece_learnt_from_is_found_in_whatever_case() -> None:
    piece = bundled_etudes().pieces[9]

    song = song_of("--piece", piece.title.upper())

    assert song.tracks[0].name == piece.title
    assert chords_of(song) == [event.chord.symbol for event in piece.chords]


@pytest.mark.usefixtures("silent")
def test_changes_come_from_stdin_and_midi_goes_to_stdout() -> None:
    result = run("generate", "--changes", "-", "--out", "-", stdin="Am7 | D7\n")

    assert result.exit_code == 0
    assert chords_of(mido.MidiFile(file=io.BytesIO(result.stdout_bytes))) == ["Am7", "D7"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Name one of --changes, --form and --piece"),
        (["--changes", "C", "--form", "blues"], "Name one of --changes, --form and --piece"),
        (["--changes", "C", "--key", "Bb"], "--key goes with --form"),
        (["--changes", "C", "--ty", 20, "--choruses", 2], "Name --ty or --choruses, not both."),
        (["--changes", "C", "--wav", "-"], "Only one of --out -, --wav - and --json can have stdout"),
        (["--changes", "C", "--json"], "Only one of --out -, --wav - and --json can have stdout"),
        (["--changes", "C", "--temperature", 2.5], "2.5 is not in the range"),
        (["--changes", "C", "--mute", "singer"], "'singer' is not one of"),
    ],
)
def test_what_is_written_wrongly_has_exit_code_2(words: list[object], sentence: str) -> None:
    result = run("generate", *words, "--out", "-")

    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--changes", "Dm7 | G7x"], "G7x"),
        (["--form", "blues", "--key", "H"], "Jazz blues has no key 'H'; choose one of C major, "),
        (
            ["--piece", "tram nr nine"],
            "learnt from no piece 'tram nr nine'; choose another one, such as Tram Number Nine,",
        ),
        (["--changes", "C", "--model", "nobody"], "nobody"),
        (
            ["--changes", "C", *(f"--mute={part}" for part in ("solo", "piano", "bass", "drums"))],
            "All four parts are muted",
        ),
        (
            ["--changes", "C", "--model", "shipped-etudes-course", "--rhythm-temperature", 1],
            "no temperature for rhythm",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_1(words: list[object], sentence: str) -> None:
    result = run("generate", *words, "--out", "-")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.usefixtures("silent")
def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "solo.mid"

    result = run("generate", "--changes", "C", "--out", out)

    assert result.exit_code == 1
    assert result.stderr == f"Error: {out} cannot be written (No such file or directory); choose another file.\n"
