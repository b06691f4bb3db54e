"""Sound as OGG: as long and as loud as before, and a sentence where it cannot be made."""

import sys
from io import BytesIO

import numpy as np
import pytest
import soundfile

from jazzcore.errors import RenderError
from jazzcore.render.audio.compressed import ogg_bytes
from jazzcore.render.audio.samples import FRAMES_A_SECOND, wav_bytes

SECONDS = 45


def two_tones() -> bytes:
    """A stereo file of another tone each side, longer than libsndfile encodes at once."""
    times = np.arange(SECONDS * FRAMES_A_SECOND) / FRAMES_A_SECOND
    left, right = (9000 * np.sin(2 * np.pi * hertz * times) for hertz in (220, 550))
    return wav_bytes(np.column_stack((left, right / 2)).astype(np.int16))


def test_length_level_and_sides_come_back_from_a_tenth_of_the_bytes() -> None:
    wav = two_tones()
    ogg = ogg_bytes(wav)
    before, _ = soundfile.read(BytesIO(wav))
    after, rate = soundfile.read(BytesIO(ogg))
    assert (after.shape, rate) == (before.shape, FRAMES_A_SECOND)
    levels = [np.sqrt((sound**2).mean(axis=0)) for sound in (before, after)]
    assert levels[1] == pytest.approx(levels[0], rel=0.02)
    assert len(ogg) < len(wav) / 10
    assert soundfile.info(BytesIO(ogg)).subtype == "VORBIS"


def test_what_is_no_sound_is_refused() -> None:
    with pytest.raises(RenderError, match=r"cannot be written as OGG .* take the WAV file"):
        ogg_bytes(b"no sound")


def test_without_the_library_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "soundfile", None)
    with pytest.raises(RenderError, match="libsndfile, which cannot be loaded"):
        ogg_bytes(two_tones()[:100])
