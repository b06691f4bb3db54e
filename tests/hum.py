"""A sound for players in the browser, as small as can be: it is sent again for every test."""

import wave
from functools import cache
from io import BytesIO

_RATE_HZ = 8000
_PERIOD = bytes((120,) * 40 + (136,) * 40)


@cache
def hum(seconds: float) -> bytes:
    """A WAV file of so many seconds."""
    file = BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(1)
        wav.setframerate(_RATE_HZ)
        wav.writeframes(_PERIOD * round(seconds * _RATE_HZ / len(_PERIOD)))
    return file.getvalue()
