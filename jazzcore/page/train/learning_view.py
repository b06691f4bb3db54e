"""How a model learns, to see and to hear: the loss chart, and below it a row of players at their epochs.

The browser's half (`assets/learning.js`) plays without asking back, so that neither the next epoch nor a rerun
disturbs the sound. Phrases are played behind the page, which asks for them at every drawing.
"""

from collections.abc import Mapping
from contextlib import suppress

import streamlit as st
from streamlit import runtime

from jazzcore.errors import JazzError
from jazzcore.evaluation.learning import copying_findings
from jazzcore.library.files import BundleEntry
from jazzcore.page.components.learning.learning import (
    PLOT_LEFT_PIXELS,
    PLOT_RIGHT_PIXELS,
    Learning,
    about_moment,
    in_words,
    marks,
)
from jazzcore.page.shared import cache, state
from jazzcore.page.shared.payload import alone, asset_text
from jazzcore.takes.previews import Phrase
from jazzcore.training.checkpoints import Moments
from jazzcore.training.views import JobView

HTML, CSS = asset_text("learning.html"), asset_text("learning.css")
JS = asset_text("mounting.js", "turn.js", "learning.js")
_ROW = st.components.v2.component("learning", html=HTML, css=CSS, js=JS)
_HINT = "Hear the same phrase as it was played after each of these epochs."
_KEPT, _JUST_KEPT, _FAILURE = "kept_moments", "moment_just_kept", "moment_not_kept"


def of_run(run: JobView) -> Learning | None:
    """What there is to see and to hear of a run; None before its first epoch."""
    if not run.losses:
        return None
    bundle_id = run.bundle_id or ""
    return Learning(run.job_id, bundle_id, run.corpus_digest, run.losses, run.epochs_total, run.moments)


def of_model(entry: BundleEntry) -> Learning | None:
    """What there is to see and to hear of a model of the shelf; None where no moments of its training are kept.

    Raises BundleError.
    """
    moments = Moments(state.shelf()).epochs(entry.bundle_id)
    if not moments:
        return None
    bundle = cache.bundle(entry)
    return Learning(entry.bundle_id, entry.bundle_id, bundle.corpus_digest, bundle.losses, bundle.epochs, moments)


def is_rehearsing(learning: Learning) -> bool:
    """Whether phrases are still to be played."""
    with suppress(JazzError):
        return None in _phrases(learning).values()
    return False


def show(learning: Learning, told: str) -> None:
    """The chart, the row and what they tell; `told` is the run in words for those who do not see the chart."""
    phrases: Mapping[int, Phrase | None] = {}
    with state.shown_errors():
        phrases = _phrases(learning)
    runs = {epoch: phrase.longest_run for epoch, phrase in phrases.items() if phrase}
    known_runs = {epoch: run for epoch, run in runs.items() if run is not None}
    found = marks(learning, known_runs)
    st.vega_lite_chart(cache.loss_chart(learning, found), alt="; ".join(filter(None, (told, in_words(found)))))
    _show_row(learning, phrases)
    for finding in copying_findings(known_runs):
        st.info(finding)


def _phrases(learning: Learning) -> Mapping[int, Phrase | None]:
    """The phrase of each moment, None for those that are yet to be played. Raises JazzError."""
    return {
        epoch: cache.phrase(learning.bundle_id, epoch, learning.corpus_digest)
        for epoch in (learning.moments if learning.bundle_id else ())
    }


def _show_row(learning: Learning, phrases: Mapping[int, Phrase | None]) -> None:
    row = f"learning-{learning.key}"
    kept: dict[tuple[str, int], str] = st.session_state.setdefault(_KEPT, {})
    kept_here = [epoch for bundle_id, epoch in kept if bundle_id == learning.bundle_id]
    _ROW(
        key=row,
        data=alone(
            {
                "left": PLOT_LEFT_PIXELS,
                "right": PLOT_RIGHT_PIXELS,
                "epochs": max(learning.epochs_total, 1),
                "hint": _HINT,
                "kept": kept_here,
                "moments": [_moment(row, epoch, phrases.get(epoch)) for epoch in learning.moments],
            }
        ),
        on_keep_change=lambda: _keep(row, learning),
    )
    with state.shown_errors():
        if failure := st.session_state.get(_FAILURE):
            raise failure
    if kept_here:
        st.success(f"Epoch {kept_here[-1]} is kept as a model of its own, and chosen.")
    if st.session_state.pop(_JUST_KEPT, False):
        st.rerun()


def _moment(row: str, epoch: int, phrase: Phrase | None) -> dict[str, object]:
    """What the browser is told of a moment; one that is yet to be played has no sound."""
    if phrase is None:
        return {"epoch": epoch, "sound": "", "about": ""}
    sound = runtime.get_instance().media_file_mgr.add(phrase.audio.wav, "audio/wav", f"{row}-{epoch}")
    return {"epoch": epoch, "sound": sound, "about": about_moment(epoch, phrase.longest_run)}


def _keep(row: str, learning: Learning) -> None:
    """Make the moment whose button was pressed a model and choose it, before the page is drawn again."""
    epoch = st.session_state[row]["keep"]
    st.session_state[_FAILURE] = None
    if epoch not in learning.moments:
        return
    try:
        kept_id = Moments(state.shelf()).keep(learning.bundle_id, epoch)
    except JazzError as error:
        st.session_state[_FAILURE] = error
        return
    st.session_state[_KEPT][learning.bundle_id, epoch] = kept_id
    st.session_state[state.MODEL_NEXT] = kept_id
    state.leave_model(learning.key)
    st.session_state[_JUST_KEPT] = True
