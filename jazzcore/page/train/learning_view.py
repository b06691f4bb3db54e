"""How a model learns: the loss chart, and below it a row of buttons to hear it at some of its epochs.

Previews are played in the background; the page asks for them each time it is drawn.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

from jazzcore.errors import JazzError
from jazzcore.evaluation.learning import copying_findings
from jazzcore.library.models import BundleEntry
from jazzcore.page.components.learning import learning as learning_row
from jazzcore.page.components.learning.learning import EpochSound
from jazzcore.page.shared import cache, state
from jazzcore.page.shared.learning import Learning, Mark, about_checkpoint, in_words, marks
from jazzcore.takes.previews import Preview
from jazzcore.training.checkpoints import Checkpoints
from jazzcore.training.views import JobView

_SAVED, _JUST_KEPT, _FAILURE = "saved_checkpoints", "checkpoint_just_saved", "checkpoint_not_saved"


def of_run(run: JobView) -> Learning | None:
    """The learning of a run; None before its first epoch."""
    if not run.losses:
        return None
    bundle_id = run.bundle_id or ""
    return Learning(run.job_id, bundle_id, run.corpus_digest, run.losses, run.epochs_total, run.checkpoints)


def of_model(entry: BundleEntry) -> Learning | None:
    """The learning of a saved model; None where no checkpoints of its training are saved. Raises BundleError."""
    checkpoints = Checkpoints(cache.studio().models).epochs(entry.bundle_id)
    if not checkpoints:
        return None
    bundle = cache.bundle(entry)
    return Learning(entry.bundle_id, entry.bundle_id, bundle.corpus_digest, bundle.losses, bundle.epochs, checkpoints)


def is_rehearsing(learning: Learning) -> bool:
    """Whether some previews have not been played yet."""
    with suppress(JazzError):
        return None in _previews(learning).values()
    return False


def show(learning: Learning, description: str) -> None:
    """Show the chart, the row of buttons and the findings.

    Parameters
    ----------
    learning : Learning
        The model.
    description : str
        The run in words, for a screen reader.
    """
    previews: Mapping[int, Preview | None] = {}
    with state.shown_errors():
        previews = _previews(learning)
    runs = {epoch: preview.longest_run for epoch, preview in previews.items() if preview}
    known_runs = {epoch: run for epoch, run in runs.items() if run is not None}
    found = marks(learning, known_runs)
    st.vega_lite_chart(
        cache.loss_chart(learning, found, _draw_chart), alt="; ".join(filter(None, (description, in_words(found))))
    )
    _show_row(learning, previews)
    for finding in copying_findings(known_runs):
        st.info(finding)


def _draw_chart(learning: Learning, marked: tuple[Mark, ...]) -> dict[str, Any]:
    from jazzcore.page.train.loss_chart import loss_chart  # noqa: PLC0415 - Altair takes 0.3 s to import

    return loss_chart(learning.losses, learning.epochs_total, marked)


def _previews(learning: Learning) -> Mapping[int, Preview | None]:
    """The preview of each checkpoint, None for those not played yet. Raises JazzError."""
    return {
        epoch: cache.preview(learning.bundle_id, epoch, learning.corpus_digest)
        for epoch in (learning.checkpoints if learning.bundle_id else ())
    }


def _show_row(learning: Learning, previews: Mapping[int, Preview | None]) -> None:
    saved: dict[tuple[str, int], str] = st.session_state.setdefault(_SAVED, {})
    saved_here = [epoch for bundle_id, epoch in saved if bundle_id == learning.bundle_id]
    learning_row.show(
        f"learning-{learning.key}",
        [_sound(epoch, previews.get(epoch)) for epoch in learning.checkpoints],
        learning.epochs_total,
        saved_here,
        on_keep=lambda epoch: _save_checkpoint(epoch, learning),
    )
    with state.shown_errors():
        if failure := st.session_state.get(_FAILURE):
            raise failure
    if saved_here:
        st.success(f"Epoch {saved_here[-1]} is saved as a model of its own, and chosen.")
    if st.session_state.pop(_JUST_KEPT, False):
        st.rerun()


def _sound(epoch: int, preview: Preview | None) -> EpochSound:
    if preview is None:
        return EpochSound(epoch, b"", "")
    return EpochSound(epoch, preview.audio.wav, about_checkpoint(epoch, preview.longest_run))


def _save_checkpoint(epoch: int, learning: Learning) -> None:
    """Save the checkpoint of an epoch as a model of its own and choose it, before the page is drawn again."""
    st.session_state[_FAILURE] = None
    if epoch not in learning.checkpoints:
        return
    try:
        saved_id = Checkpoints(cache.studio().models).keep(learning.bundle_id, epoch)
    except JazzError as error:
        st.session_state[_FAILURE] = error
        return
    st.session_state[_SAVED][learning.bundle_id, epoch] = saved_id
    st.session_state[state.MODEL_NEXT] = saved_id
    state.leave_model(learning.key)
    st.session_state[_JUST_KEPT] = True
