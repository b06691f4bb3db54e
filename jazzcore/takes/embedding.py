"""Takes embedded in their own files: a MIDI or MusicXML file that tells all it was made from.

A document of the take (its settings, its origin, its solo, the digest of its MIDI) is packed into one word of letters,
digits and signs behind a mark. A MIDI file has it in its first event, meant for sequencers, which play over what is not
theirs; a MusicXML file in a miscellaneous field. It is found by its mark wherever another program has put it. Nothing
that is read is believed: it is measured before it is unpacked and checked before it is played.
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
"""The number that MIDI leaves to those who have none of their own."""

_FIELD = b'<miscellaneous><miscellaneous-field name="jazz-studio">%b</miscellaneous-field></miscellaneous>'
_FIELD_PLACE = b"</identification>"


@dataclass(frozen=True, slots=True)
class EmbeddedTake:
    """What a file tells of its take; one that was never saved has neither `take_id` nor `created`.

    `midi_digest` is the SHA-256 of the MIDI file without what it carries; `format` is that of the document.
    """

    take_id: Name
    created: Name
    settings: TakeSettings
    origin: Origin
    solo: Solo
    midi_digest: Name
    format: Literal[1] = 1


def embed_in_midi(take: WrittenTake) -> bytes:
    """The MIDI of a take with the take embedded in it; it sounds the same."""
    data = _OWN_SEQUENCER + _packed(take)
    event = _SEQUENCER_EVENT + _varying(len(data)) + data
    before, track, after = take.midi.partition(_TRACK)
    length = int.from_bytes(after[:4], "big") + len(event)
    return before + track + length.to_bytes(4, "big") + event + after[4:]


def embed_in_musicxml(take: WrittenTake, document: bytes) -> bytes:
    """A MusicXML document of a take, which must have an `identification`, with the take embedded in it."""
    before, place, after = document.partition(_FIELD_PLACE)
    if not place:
        raise ValueError("embed_in_musicxml needs a document with an identification")
    return before + _FIELD % _packed(take) + place + after


def embedded_in(data: bytes) -> EmbeddedTake | None:
    """The take that a file carries, None where it carries none. Raises BundleError for one that is damaged."""
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
    """What `EmbeddedTake.midi_digest` is of."""
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
        raise ValueError("it is too long, or cut off")
    return text


def _varying(number: int) -> bytes:
    """A number as MIDI writes lengths: seven bits a byte, the last byte below 128."""
    groups = [number & 0x7F]
    while number := number >> 7:
        groups.append(0x80 | (number & 0x7F))
    return bytes(reversed(groups))
