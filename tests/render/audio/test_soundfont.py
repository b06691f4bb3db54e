from pathlib import Path

from jazzcore.render.audio.soundfont import BUNDLED_SOUND_FONT, find_sound_font, is_sound_font

WHOLE = b"RIFF" + (12).to_bytes(4, "little") + b"sfbk" + b"12345678"


def font(folder: Path, name: str, content: bytes = WHOLE) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def test_the_embedded_font_is_there_and_serves_when_no_other_does(tmp_path: Path) -> None:
    assert is_sound_font(BUNDLED_SOUND_FONT)
    assert find_sound_font([tmp_path, tmp_path / "missing"]) == BUNDLED_SOUND_FONT


def test_the_best_name_wins_over_the_first_folder(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    font(folders[0], "default-GM.sf2")
    font(folders[0], "MuseScore_General.sf2")
    fluid = font(folders[1], "FluidR3_GM.sf2")
    font(folders[1], "Unknown.sf2")
    assert find_sound_font(folders) == fluid
    fluid.unlink()
    assert find_sound_font(folders) == folders[0] / "MuseScore_General.sf2"


def test_a_broken_font_is_passed_over(tmp_path: Path) -> None:
    broken = {"FluidR3_GM.sf2": WHOLE[:-1], "MuseScore_General.sf2": b"", "GeneralUser-GS.sf2": b"OggS" + WHOLE[4:]}
    assert not any(is_sound_font(font(tmp_path, name, content)) for name, content in broken.items())
    whole = font(tmp_path, "default-GM.sf2")
    assert find_sound_font([tmp_path]) == whole


def test_a_folder_is_no_font(tmp_path: Path) -> None:
    assert not is_sound_font(tmp_path)
