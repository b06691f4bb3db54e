"""What is heard in a blind test: both solos as one band plays them, equally long, high and loud."""

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pretty_midi
import pytest

from jazzcore import pipeline
from jazzcore.corpus.corpus import Corpus
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.library.blind import sides as blind_test
from jazzcore.library.blind.pairs import pairs_of, question_of
from jazzcore.library.blind.sides import played_alike, real_sides, real_solo, side_of
from jazzcore.music.instruments import instrument_of
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo, SoloNote
from jazzcore.render.audio.loudness import level_db
from jazzcore.render.audio.render import Audio
from jazzcore.takes.take import Take
from tests.origins import origin_of
from tests.page.player_takes import eighths, take_of


@pytest.fixture
def midis(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is rendered, as MIDI, in place of its sound."""
    rendered: list[bytes] = []
    sound = take_of(eighths(1), sound_sec=0.1).audio

    def render(midi: bytes) -> Audio:
        rendered.append(midi)
        return sound

    monkeypatch.setattr(pipeline, "to_sound", render)
    return rendered


def over(solo: Solo) -> Take:
    return replace(take_of(solo), origin=origin_of(solo))


def moved(solo: Solo, semitones: int) -> Solo:
    notes = (SoloNote(replace(n.note, pitch=n.note.pitch + semitones), n.category) for n in solo.notes)
    return replace(solo, notes=tuple(notes))


def parts(midi: bytes) -> dict[str, pretty_midi.Instrument]:
    return {part.name: part for part in pretty_midi.PrettyMIDI(BytesIO(midi)).instruments}


def notes(part: pretty_midi.Instrument) -> list[tuple[float, float, int]]:
    return [(note.start, note.end, note.pitch) for note in part.notes]


def test_a_take_over_the_changes_of_a_piece_is_heard_against_the_piece() -> None:
    etude, *others = bundled_etudes().pieces
    chart = replace(etude, melody=(), title="My changes")
    take = take_of(eighths())
    take = replace(take, origin=replace(take.origin, chart=chart))
    sides = real_sides(Corpus("Etudes", (etude, *others)))

    (pair,) = pairs_of((side_of(take), *sides))

    assert sides[pair.second] is etude
    assert question_of(*pair) is not None


def test_a_take_s_side_knows_what_played_it() -> None:
    side = side_of(take_of(eighths()))

    assert (side.item, side.recipe, side.epochs, side.corpus_name) == ("eighths", "studio", 12, "Etudes")
    assert (side.temperature, side.rhythm_temperature, side.top_p) == (0.9, 0.9, 1.0)
    assert side.bundle_digest == "b" * 64
    assert not side.is_real


def test_pieces_of_one_name_and_changes_are_told_apart_and_those_without_chords_left_out() -> None:
    etude = bundled_etudes().pieces[0]
    twin = replace(etude, melody=etude.melody[:-1])

    sides = real_sides(Corpus("Twins", (etude, twin, replace(etude, chords=()))))

    assert list(sides.values()) == [etude, twin]
    assert len({side.item for side in sides}) == 2


def test_a_real_solo_has_the_melody_with_its_categories() -> None:
    chart = eighths(2)
    melody = (Note(Fraction(4), Fraction(1), 61), Note(Fraction(0), Fraction(1), 62))
    solo = real_solo(LeadSheet("Piece", melody, chart.chords, chart.bars, 120.0, "test"))

    assert [(n.note.pitch, n.category) for n in solo.notes] == [(62, "C"), (61, "A")]
    assert (solo.title, solo.chords, solo.bars) == ("Piece", chart.chords, chart.bars)


def test_one_band_plays_with_both_and_the_notes_alone_differ(midis: list[bytes]) -> None:
    take = over(eighths())

    played_alike(take.solo, moved(take.solo, 1), take.settings)

    first, second = map(parts, midis)
    assert list(first) == list(second) == ["Solo", "Piano", "Bass", "Drums"]
    assert all(notes(first[name]) == notes(second[name]) for name in ("Piano", "Bass", "Drums"))
    assert {b - a for (*_, a), (*_, b) in zip(notes(first["Solo"]), notes(second["Solo"]), strict=True)} == {1}


def test_the_longer_one_ends_where_the_other_does(midis: list[bytes]) -> None:
    short, long = eighths(2), eighths(8)
    held = SoloNote(Note(Fraction(15, 2), Fraction(5), 60), "C")
    long = replace(long, notes=(*long.notes[:15], held, *long.notes[25:]))

    first, second = played_alike(short, long, take_of(short).settings)

    assert len(first.solo.bars) == len(second.solo.bars) == 2
    assert [event.chord.symbol for event in second.solo.chords] == ["Dm7", "G7"]
    assert second.solo.notes[-1].note.duration_quarter == Fraction(1, 2)
    assert len(second.solo.notes) == 16


def test_what_lasts_longer_than_one_listens_ends_with_a_whole_bar(
    midis: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In place of a minute, five and a half seconds: of bars of one second, and of six."""
    monkeypatch.setattr(blind_test, "LONGEST_HEARD_SEC", Fraction(11, 2))
    take = take_of(eighths(8), sound_sec=0.1)
    slow = replace(take.settings, band=replace(take.settings.band, tempo_bpm=40))

    assert len(played_alike(take.solo, take.solo, take.settings)[0].solo.bars) == 5
    assert len(played_alike(take.solo, take.solo, slow)[0].solo.bars) == 1


def test_a_solo_of_another_instrument_is_moved_by_octaves_into_its_range(midis: list[bytes]) -> None:
    take = take_of(eighths())
    program = take.settings.band.solo.program
    lowest, highest = instrument_of(program).lowest, instrument_of(program).highest

    as_it_is, moved_up = played_alike(take.solo, moved(take.solo, -24), take.settings)

    assert as_it_is.solo == replace(take.solo, values=())
    pitches = [played.note.pitch for played in moved_up.solo.notes]
    assert (pitches[0] - take.solo.notes[0].note.pitch) % 12 == 0
    assert lowest <= min(pitches)
    assert max(pitches) <= highest


def test_the_louder_one_is_turned_down() -> None:
    take = over(eighths(2))
    sparse = replace(take.solo, notes=take.solo.notes[:1])
    alone = replace(
        take.settings,
        band=replace(
            take.settings.band,
            piano=replace(take.settings.band.piano, muted=True),
            bass=replace(take.settings.band.bass, muted=True),
            drums=replace(take.settings.band.drums, muted=True),
        ),
    )

    full, thin = played_alike(take.solo, sparse, alone)

    assert thin.volume == 1.0
    assert full.volume == pytest.approx(10 ** ((level_db(thin.audio.wav) - level_db(full.audio.wav)) / 20))
    assert full.volume < 0.9
