"""A row of buttons under the loss chart, one an epoch: each plays what the model improvised after that epoch.

The browser's half (`learning.js`) plays on through the next epoch and through reruns of the page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from jazzcore.page.components.component import as_data, read_sources
from jazzcore.page.shared.learning import PLOT_LEFT_PIXELS, PLOT_RIGHT_PIXELS
from jazzcore.page.shared.streamlit_internals import add_media

HTML, CSS, JS = read_sources(Path(__file__).parent)
_ROW = st.components.v2.component("learning", html=HTML, css=CSS, js=JS)
_HINT = "Hear the same preview as it was played after each of these epochs."


@dataclass(frozen=True, slots=True)
class EpochSound:
    """An epoch one can hear: its WAV file, empty until it has been played, and a sentence about it."""

    epoch: int
    wav: bytes
    about: str


def show(
    key: str, sounds: Sequence[EpochSound], epochs_total: int, saved: Sequence[int], on_keep: Callable[[int], None]
) -> None:
    """Show the row of buttons.

    Parameters
    ----------
    key : str
        The name of this place on the page. Under one key a sound plays on through reruns.
    sounds : sequence of EpochSound
        The epochs, in order.
    epochs_total : int
        How many epochs the loss chart above is wide.
    saved : sequence of int
        The epochs that are saved as models of their own.
    on_keep : callable (int) -> None
        Called with an epoch when its model is to be saved, before the page is drawn again.

    """
    payload = {
        "left": PLOT_LEFT_PIXELS,
        "right": PLOT_RIGHT_PIXELS,
        "epochs": max(epochs_total, 1),
        "hint": _HINT,
        "saved": list(saved),
        "checkpoints": [_checkpoint(key, sound) for sound in sounds],
    }
    _ROW(key=key, data=as_data(payload), on_keep_change=lambda: on_keep(st.session_state[key]["keep"]))


def _checkpoint(key: str, sound: EpochSound) -> dict[str, object]:
    url = add_media(sound.wav, "audio/wav", f"{key}-{sound.epoch}") if sound.wav else ""
    return {"epoch": sound.epoch, "sound": url, "about": sound.about}
