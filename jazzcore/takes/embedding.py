"""Takes embedded in the MIDI and MusicXML files exported from them, so that the studio can import them again.

A JSON document of the take is compressed and written in base64 behind a mark. A MIDI file holds it in its first event,
a sequencer-specific one, which other programs ignore. A MusicXML file holds it in a miscellaneous field. It is found by
its mark, wherever another program has moved it. Its size is checked before it is unpacked, and its content before it is
used.
"""

import base64
import hashlib
import re
import zlib
from dataclasses import dataclass
from typing import Literal

from jazzcore.errors import BundleError, DocumentError
from jazzcore.music.documents import decode, encode
from jazzcore.music.limits import Name
from jazzcore.music.solo import Solo
from jazzcore.takes.take import Origin, TakeSettings, WrittenTake
from jazzcore.takes.validation import check_sheet, check_solo

_MARK = b"jazz-studio-take:"
_EMBEDDED = re.compile(re.escape(_MARK) + rb"([A-Za-z0-9+/]{1,1000000}={0,2})\.")
_MOST_UNPACKED_BYTES = 8_000_000

_TRACK = b"MTrk"
_SEQUENCER_EVENT = b"\x00\xff\x7f"
_OWN_SEQUENCER = b"\x7d"
"""The manufacturer number that MIDI reserves for non-commercial use."""

_FIELD = b'<miscellaneous><miscellaneous-field name="jazz-studio">%b</miscellaneous-field></miscellaneous>'
_FIELD_PLACE = b"</identification>"


@dataclass(frozen=True, slots=True)
class EmbeddedTake:
    """The take in a file. `take_id` and `created` are empty where the take was never saved.

    `midi_digest` is the SHA-256 of the MIDI without the embedded take. `format` is the version of this document.
    """

    take_id: Name
    created: Name
    settings: TakeSettings
    origin: Origin
    solo: Solo
    midi_digest: Name
    format: Literal[1] = 1


def embed_in_midi(take: WrittenTake) -> bytes:
    """Make a MIDI file of a take with the take embedded in it. It sounds the same."""
    data = _OWN_SEQUENCER + _packed(take)
    event = _SEQUENCER_EVENT + _varying(len(data)) + data
    before, track, after = take.midi.partition(_TRACK)
    length = int.from_bytes(after[:4], "big") + len(event)
    return before + track + length.to_bytes(4, "big") + event + after[4:]


def embed_in_musicxml(take: WrittenTake, document: bytes) -> bytes:
    """Embed a take in its MusicXML document.

    Parameters
    ----------
    take : WrittenTake
        The take.
    document : bytes
        The MusicXML of its solo.

    Returns
    -------
    bytes
        The same document with one more miscellaneous field.

    Raises
    ------
    ValueError
        Where the document has no `identification`.
    """
    before, place, after = document.partition(_FIELD_PLACE)
    if not place:
        raise ValueError("embed_in_musicxml needs a document with an identification")
    return before + _FIELD % _packed(take) + place + after


def embedded_in(data: bytes) -> EmbeddedTake | None:
    """Read the take embedded in a file; None where there is none. Raises BundleError where it is damaged."""
    found = _EMBEDDED.search(data)
    if found is None:
        return None
    try:
        embedded = decode(EmbeddedTake, _unpacked(found[1]))
        check_solo(embedded.solo)
        for sheet in filter(None, (embedded.origin.chart, embedded.origin.primer)):
            check_sheet(sheet)
    except (DocumentError, ValueError, zlib.error) as error:
        raise BundleError(
            f"The take in this file cannot be read ({error}); export it again, or use the file as music."
        ) from error
    return embedded


def midi_digest(midi: bytes) -> str:
    """Hash a MIDI file, as in `EmbeddedTake.midi_digest`."""
    return hashlib.sha256(midi).hexdigest()


def _packed(take: WrittenTake) -> bytes:
    embedded = EmbeddedTake(
        take_id=take.take_id,
        created=take.created,
        settings=take.settings,
        origin=take.origin,
        solo=take.solo,
        midi_digest=midi_digest(take.midi),
    )
    return _MARK + base64.b64encode(zlib.compress(encode(embedded), 9)) + b"."


def _unpacked(word: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(base64.b64decode(word, validate=True), _MOST_UNPACKED_BYTES)
    if not unpacking.eof:
        raise ValueError("it is too long, or its end is missing")
    return text


def _varying(number: int) -> bytes:
    """Encode a length as MIDI does: seven bits a byte, and only the last byte below 128."""
    groups = [number & 0x7F]
    while number := number >> 7:
        groups.append(0x80 | (number & 0x7F))
    return bytes(reversed(groups))
