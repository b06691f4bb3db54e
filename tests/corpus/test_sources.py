"""Files and folders of any kinds become pieces, or say why not."""

from pathlib import Path

import pytest

from jazzcore.corpus.etudes import ABC_FOLDER, MIDI_FOLDER
from jazzcore.corpus.sources import Source, read_sources
from tests.corpus.weimar.weimar_files import NOTE, write_database

ABC = sorted(ABC_FOLDER.glob("*.abc"))[0]
MIDI = sorted(MIDI_FOLDER.glob("*.mid"))[0]


def read(*paths: Path) -> list[Source]:
    return list(read_sources(paths))


def test_a_folder_gives_all_its_files_of_every_kind_by_name_and_leaves_others_alone(tmp_path: Path) -> None:
    inner = tmp_path / "b" / "c"
    inner.mkdir(parents=True)
    (tmp_path / "z.ABC").write_bytes(ABC.read_bytes())
    (inner / "tune.mid").write_bytes(MIDI.read_bytes())
    write_database(tmp_path / "a.db", notes=[NOTE, NOTE | {"beat": 2}])
    (tmp_path / "notes.txt").write_text("no music")
    (tmp_path / "d.mid").mkdir()

    sources = read(tmp_path)

    assert [source.path.relative_to(tmp_path).as_posix() for source in sources] == ["a.db", "b/c/tune.mid", "z.ABC"]
    assert [source.problem for source in sources] == ["", "", ""]
    assert [[piece.title for piece in source.pieces] for source in sources] == [
        ["Blue Test (Ann Onymous)"],
        ["tune"],
        ["Corner Lamp Blues"],
    ]
    assert len(sources[1].pieces[0].melody) == len(sources[2].pieces[0].melody) > 100


def test_what_cannot_be_read_says_why_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "broken.mid").write_text("no music")
    (tmp_path / "good.abc").write_bytes(ABC.read_bytes())
    with (tmp_path / "huge.mid").open("wb") as file:
        file.truncate(8_000_001)

    broken, good, huge = read(tmp_path)

    assert (broken.pieces, broken.problem) == ((), "broken.mid is not a MIDI file; choose a file that ends in .mid.")
    assert (len(good.pieces), good.problem) == (1, "")
    assert huge.problem == "huge.mid has 8,000,001 bytes, more than 8,000,000; cut it down or choose another file."


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("empty", "empty holds no file to learn from; choose a folder with files in .mid,"),
        ("missing.mid", "missing.mid cannot be read (No such file or directory); choose another file."),
        ("missing.db", "There is no file "),
        ("song.mp3", "song.mp3 is of no kind known; choose one of .mid,"),
    ],
)
def test_a_path_without_music_is_a_problem_in_words(tmp_path: Path, name: str, problem: str) -> None:
    (tmp_path / "empty").mkdir()

    (source,) = read(tmp_path / name)

    assert source.pieces == ()
    assert problem in source.problem
