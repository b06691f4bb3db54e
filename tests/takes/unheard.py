"""Takes without the time that it takes to render them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from jazzcore import pipeline
from jazzcore.render.audio.render import Audio

NO_SOUND = Audio(b"", 0.0, 0.0, "none", None)


@contextmanager
def unheard() -> Iterator[None]:
    """Takes made in this block have no sound."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "to_sound", lambda midi: NO_SOUND)
        yield
