"""Sound made small: a WAV file as OGG Vorbis, about a tenth of its size, by libsndfile, which comes with soundfile.

OGG and not MP3, as it begins and ends with the exact frame and every browser of today plays it.
"""

from io import BytesIO

from jazzcore.errors import RenderError

_COMPRESSION = 0.4
"""From 0, the best sound, to 1, the smallest file."""
_BLOCK_FRAMES = 1 << 14
"""libsndfile 1.2.2 overflows its stack over a minute of Vorbis written at once."""


def ogg_bytes(wav: bytes) -> bytes:
    """The sound of a WAV file as OGG Vorbis; raises RenderError where the library or its encoder is missing."""
    try:
        import soundfile  # noqa: PLC0415 - it loads a library of C, and fails to where that is missing
    except (ImportError, OSError) as error:
        raise RenderError(f"OGG needs libsndfile, which cannot be loaded ({error}); take the WAV file.") from error
    ogg = BytesIO()
    try:
        with soundfile.SoundFile(BytesIO(wav)) as sound:
            shape = {"samplerate": sound.samplerate, "channels": sound.channels}
            with soundfile.SoundFile(
                ogg, "w", format="OGG", subtype="VORBIS", compression_level=_COMPRESSION, **shape
            ) as written:
                for block in sound.blocks(_BLOCK_FRAMES, dtype="float32"):
                    written.write(block)
    except (soundfile.SoundFileError, ValueError) as error:
        raise RenderError(f"The sound cannot be written as OGG ({error}); take the WAV file.") from error
    return ogg.getvalue()
