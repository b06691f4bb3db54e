"""Takes embedded in their files: they come back whole, they cannot be heard, and damage is refused."""

import base64
import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import Any

import mido
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.corpus.midi.reader import read_midi
from jazzcore.errors import BundleError
from jazzcore.evaluation.reference import Reference
from jazzcore.improvise.primers import closing_bars, sheet_of
from jazzcore.render.sounding import sounding_notes
from jazzcore.takes.embedding import embed_in_midi, embed_in_musicxml, embedded_in, midi_digest
from jazzcore.takes.make import Player, make_take, regenerate_take
from jazzcore.takes.take import DOCUMENT, Take, TakeSettings, take_from_files, take_to_files
from tests.models.event_bundles import TINY_STUDIO, event_chart, random_event_bundle
from tests.takes.unheard import unheard

MARK = b"jazz-studio-take:"
SCORE = b"<score-partwise><identification><encoding/></identification></score-partwise>"


def made_take() -> Take:
    player = Player(random_event_bundle(recipe=TINY_STUDIO), "m", Reference())
    first = make_take(player, event_chart(4), TakeSettings(choruses=2, seed=3))
    take = make_take(
        player, event_chart(4), TakeSettings(choruses=2, seed=4), closing_bars(sheet_of(first.solo, 120), 2)
    )
    return regenerate_take(player, take, range(4, 8), 9)


with unheard():
    TAKE = made_take()
MIDI = embed_in_midi(TAKE)
FILES = take_to_files(TAKE)


def document_of(data: bytes) -> dict[str, Any]:
    word = data.partition(MARK)[2].partition(b".")[0]
    document: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(word)))
    return document


def file_with(document: object) -> bytes:
    return MARK + base64.b64encode(zlib.compress(json.dumps(document).encode())) + b"."


@pytest.mark.parametrize("data", [MIDI, embed_in_musicxml(TAKE, SCORE)], ids=["midi", "musicxml"])
def test_an_embedded_take_comes_back_whole(data: bytes) -> None:
    embedded = embedded_in(data)

    assert embedded
    assert (embedded.take_id, embedded.created) == (TAKE.take_id, TAKE.created)
    assert (embedded.settings, embedded.origin, embedded.solo) == (TAKE.settings, TAKE.origin, TAKE.solo)
    assert embedded.midi_digest == midi_digest(TAKE.midi)


def test_a_midi_file_plays_and_reads_the_same_with_a_take_embedded() -> None:
    plain, full = (mido.MidiFile(file=BytesIO(data)) for data in (TAKE.midi, MIDI))

    assert [track[1:] for track in full.tracks][1:] == [track[1:] for track in plain.tracks][1:]
    assert full.tracks[0][1:] == plain.tracks[0]
    assert full.tracks[0][0].type == "sequencer_specific"
    assert sounding_notes(MIDI) == sounding_notes(TAKE.midi)
    assert replace(read_midi(MIDI, "a"), digest="") == replace(read_midi(TAKE.midi, "a"), digest="")


def test_a_take_survives_another_program_that_saves_the_file() -> None:
    saved = BytesIO()
    mido.MidiFile(file=BytesIO(MIDI)).save(file=saved)

    embedded = embedded_in(saved.getvalue())

    assert embedded
    assert embedded.solo == TAKE.solo


def test_a_file_without_a_take_has_none_embedded() -> None:
    assert embedded_in(TAKE.midi) is None
    assert embedded_in(SCORE) is None


def changed(change: Callable[[Any], object]) -> bytes:
    document = document_of(MIDI)
    change(document)
    return file_with(document)


@pytest.mark.parametrize(
    "data",
    [
        MARK + b"AAAA.",
        file_with([]),
        file_with({}),
        MARK + base64.b64encode(zlib.compress(b"[" * 100_000)) + b".",
        MARK + base64.b64encode(zlib.compress(b" " * 9_000_000)) + b".",
        changed(lambda d: d.update(format=2)),
        changed(lambda d: d["settings"].update(seed=1.5)),
        changed(lambda d: d["settings"].update(temperature=9)),
        changed(lambda d: d["settings"].update(temperature=True)),
        changed(lambda d: d["settings"]["band"]["solo"].update(program=1.5)),
        changed(lambda d: d["origin"].update(seed=-1)),
        changed(lambda d: d["origin"].update(anew=[[0, 1, 1]] * 300)),
        changed(lambda d: d["origin"]["chart"].update(bars=[])),
        changed(lambda d: d["origin"]["chart"].update(tempo_bpm=1e9)),
        changed(lambda d: d["origin"]["chart"]["bars"].pop(1)),
        changed(lambda d: d["solo"]["notes"][0].__setitem__(0, "1e999999999")),
        changed(lambda d: d["solo"]["notes"][0].__setitem__(0, "1/0")),
        changed(lambda d: d["solo"]["notes"][0].__setitem__(1, "-1")),
        changed(lambda d: d["solo"]["notes"][0].__setitem__(2, 200)),
        changed(lambda d: d["solo"]["notes"].reverse()),
        changed(lambda d: d["solo"]["categories"].__setitem__(0, "<")),
        changed(lambda d: d["solo"]["chords"][0].__setitem__(1, "m" * 100)),
        changed(lambda d: d["solo"]["chords"][0].__setitem__(2, [400])),
        changed(lambda d: d["solo"].update(title="t" * 1000)),
        changed(lambda d: d["solo"]["bars"][0].__setitem__(2, 3)),
    ],
)
def test_a_damaged_embedded_take_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(BundleError, match=r"The take in this file cannot be read \(.*\); export it again"):
        embedded_in(data)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)


def damage(document: object, data: st.DataObject) -> None:
    """Put something else in one place of a document."""
    place: Any = document
    while isinstance(place, (dict, list)) and place:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[key], (dict, list)) or data.draw(st.booleans()):
            place[key] = data.draw(scalars | st.just([]) | st.just({}))
            break
        place = place[key]


@given(data=st.data())
def test_a_damaged_embedded_take_is_a_take_or_a_sentence(data: st.DataObject) -> None:
    document = document_of(MIDI)
    damage(document, data)

    with suppress(BundleError):
        assert embedded_in(file_with(document)) is not None


@given(data=st.data())
def test_a_damaged_saved_take_is_a_take_or_a_sentence(data: st.DataObject) -> None:
    document = json.loads(FILES[DOCUMENT])
    damage(document, data)

    with suppress(BundleError):
        take_to_files(take_from_files(FILES | {DOCUMENT: json.dumps(document).encode()}))
