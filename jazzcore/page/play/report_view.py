"""The report of a take: how it stands against real solos, and what it has copied, side by side with where from."""

import streamlit as st

from jazzcore.evaluation.originality import CopiedRun
from jazzcore.evaluation.report import Originality
from jazzcore.page.play.report_table import report_table
from jazzcore.page.shared import cache, words
from jazzcore.takes.take import Take

_COMPARING = "comparing_run"


def show(take: Take) -> None:
    """The report beneath a take; nothing for a take that was saved without one."""
    for remark in take.remarks:
        st.info(words.plain(remark))
    if take.report is None:
        return
    with st.expander("How it stands against real solos", expanded=True):
        metrics, copies = st.columns([3, 2], gap="large")
        metrics.html(report_table(take.report))
        with copies:
            _show_originality(take, take.report.originality)


def _show_originality(take: Take, originality: Originality | None) -> None:
    st.markdown("**Originality**")
    if originality is None:
        st.caption("The music this model learnt from is not at hand, so nothing can be said of what it copied.")
        return
    st.write(words.plain(words.originality_line(originality)))
    if originality.longest is None:
        return
    if st.button("Hear both", key=f"hear-both-{take.take_id}", help="The run in the take, and where it stands."):
        st.session_state[_COMPARING] = take.take_id
    if st.session_state.get(_COMPARING) == take.take_id:
        _show_both(take, originality.longest)


def _show_both(take: Take, run: CopiedRun) -> None:
    both = cache.run_audio(take, run)
    if both is None:
        st.caption("The piece it comes from is no longer saved.")
        return
    for column, label, audio in zip(st.columns(2), ("In the take", words.plain(run.title)), both, strict=True):
        column.caption(label)
        column.audio(audio.wav)
