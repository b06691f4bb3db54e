"""The files of a take: what is in each, what it is called, and several takes in one ZIP."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import mido
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.band.settings import BandSettings, band_for
from jazzcore.corpus.scores.musicxml import read_musicxml
from jazzcore.errors import SettingError
from jazzcore.render.score.musicxml import B_FLAT, CONCERT, E_FLAT
from jazzcore.takes import exports
from jazzcore.takes.embedding import embedded_in
from jazzcore.takes.exports import FORMATS, Format, file_name, file_stem, format_named, sheet_music, style_of, zip_of
from jazzcore.takes.take import Take
from tests.page.player_takes import eighths, take_of

MIDI, WAV, OGG, MUSICXML, PDF = FORMATS


@pytest.fixture(scope="module")
def take() -> Take:
    """A take called `Blue Sky`, in Eb major."""
    made = take_of(eighths(), sound_sec=1.0)
    origin = replace(made.origin, chart=replace(made.origin.chart, title="Blue Sky", key="Eb major"))
    return replace(made, solo=replace(made.solo, title="Blue Sky"), origin=origin)


def titled(take: Take, title: str, changes: str = "", recipe: str = "studio", seed: int = 7) -> Take:
    chart = replace(take.origin.chart, title=changes or title)
    return replace(
        take,
        solo=replace(take.solo, title=title),
        origin=replace(take.origin, chart=chart, recipe=recipe),
        settings=replace(take.settings, seed=seed),
    )


def test_midi_and_musicxml_have_the_take_embedded(take: Take) -> None:
    midi = MIDI.bytes_of(take, CONCERT)
    assert mido.MidiFile(file=BytesIO(midi)).length == pytest.approx(mido.MidiFile(file=BytesIO(take.midi)).length)
    document = MUSICXML.bytes_of(take, CONCERT)
    sheet = read_musicxml(document, "a.musicxml")
    assert [note.pitch for note in sheet.melody] == [played.note.pitch for played in take.solo.notes]
    assert (sheet.title, sheet.key, sheet.tempo_bpm) == ("Blue Sky", "Eb major", take.settings.band.tempo_bpm)
    for data in (midi, document):
        embedded = embedded_in(data)
        assert embedded is not None
        assert (embedded.take_id, embedded.solo) == (take.take_id, take.solo)


def test_sound_is_the_take_s_own(take: Take) -> None:
    assert WAV.bytes_of(take, CONCERT) == take.audio.wav
    assert soundfile.info(BytesIO(OGG.bytes_of(take, CONCERT))).duration == pytest.approx(1.0)


def test_sheets_are_written_for_the_instrument_that_is_asked_for(take: Take) -> None:
    fifths = [re.search(b"<fifths>(.*?)<", MUSICXML.bytes_of(take, each)) for each in (CONCERT, B_FLAT, E_FLAT)]
    assert [found and found[1] for found in fifths] == [b"-3", b"-1", b"0"]
    assert PDF.bytes_of(take, CONCERT).startswith(b"%PDF-")
    assert PDF.bytes_of(take, CONCERT) != PDF.bytes_of(take, B_FLAT)


def test_sheet_music_of_a_take_has_its_title_style_and_lines(take: Take) -> None:
    sheet = sheet_music(take)
    assert (sheet.title, sheet.tempo, len(sheet.svgs)) == ("Blue Sky", "Swing ♩ = 240", 2)
    assert len(sheet_music(take, bars_a_line=2).svgs) == 4


@pytest.mark.parametrize(
    ("band", "style"),
    [
        (band_for("swing", 120), "Swing"),
        (replace(band_for("swing", 120), swing_ratio=1.0), "Even eighths"),
        (band_for("ballad", 60), "Ballad, swing"),
        (band_for("bossa", 120), "Bossa nova"),
    ],
)
def test_the_style_says_whether_eighths_swing(band: BandSettings, style: str) -> None:
    assert style_of(band) == style


@pytest.mark.parametrize(
    ("title", "changes", "name", "expected"),
    [
        ("Blue Sky", "", "", "blue-sky-studio-seed-7.mid"),
        ("Blue Sky", "Rhythm changes", "", "blue-sky-rhythm-changes-studio-seed-7.mid"),
        ("Blue Sky", "", "My Best", "my-best-blue-sky-studio-seed-7.mid"),
        ("F# Blues / B♭", "", "", "f-sharp-blues-b-flat-studio-seed-7.mid"),
        ("../../etc/passwd", "", "", "etc-passwd-studio-seed-7.mid"),
        ("Über’n Fluß", "", "", "ubern-flu-studio-seed-7.mid"),
        ("青空", "", "", "take-studio-seed-7.mid"),
    ],
)
def test_a_name_says_what_the_file_is(take: Take, title: str, changes: str, name: str, expected: str) -> None:
    assert file_name(titled(take, title, changes), MIDI, name) == expected


def test_a_take_of_an_unknown_recipe_is_named_without_one(take: Take) -> None:
    assert file_name(titled(take, "Blue Sky", recipe=""), WAV) == "blue-sky-seed-7.wav"


def test_a_transposed_sheet_says_for_whom(take: Take) -> None:
    named = titled(take, "Blue Sky")
    assert file_name(named, PDF, transposition=E_FLAT) == "blue-sky-studio-seed-7-e-flat.pdf"
    assert file_name(named, MUSICXML, transposition=CONCERT) == "blue-sky-studio-seed-7.musicxml"
    assert file_name(named, MIDI, transposition=E_FLAT) == "blue-sky-studio-seed-7.mid"


@given(*[st.text(max_size=150)] * 3, st.integers(0, 2**32 - 1), st.sampled_from(FORMATS))
def test_a_name_is_a_file_s_name_anywhere(title: str, changes: str, name: str, seed: int, kind: Format) -> None:
    take = titled(_PLAIN, title, changes, "deepjazz", seed)
    made = file_name(take, kind, name, B_FLAT)
    assert re.fullmatch(rf"[a-z0-9]+(-[a-z0-9]+)*\.{kind.ending}", made)
    assert len(made) <= 100
    assert f"deepjazz-seed-{seed}" in made


def test_a_long_title_is_cut_cleanly(take: Take) -> None:
    for length in range(40, 70):
        made = file_name(titled(take, f"{'x' * length} {'y ' * 40}"), MIDI)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.mid", made)
        assert made.endswith("-studio-seed-7.mid")


_PLAIN = take_of(eighths(1), sound_sec=0.1)


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_zip_has_every_format_of_every_take_under_names_of_their_own(take: Take) -> None:
    other = titled(take, "Red Sea", seed=9)
    files = unzipped(zip_of([(take, ""), (other, "Mine"), (take, ""), (take, "")]))
    stems = [file_stem(take), file_stem(other, "Mine"), f"{file_stem(take)}-2", f"{file_stem(take)}-3"]
    assert list(files) == [f"{stem}.{kind.ending}" for stem in stems for kind in FORMATS]
    assert files[f"{stems[1]}.wav"] == other.audio.wav


def test_a_zip_may_have_some_formats_and_is_the_same_each_time(take: Take) -> None:
    def some() -> bytes:
        return zip_of([(take, "")], (MIDI, WAV, MUSICXML, PDF))

    once = some()
    assert once == some()
    assert [name.rpartition(".")[2] for name in unzipped(once)] == ["mid", "wav", "musicxml", "pdf"]


def test_formats_are_found_by_name() -> None:
    assert [format_named(kind.name) for kind in FORMATS] == list(FORMATS)
    with pytest.raises(SettingError, match="no format 'DOC'; choose one of MIDI, WAV, OGG, MusicXML, PDF"):
        format_named("DOC")
    assert exports.LONGEST_FILE_NAME == 100
