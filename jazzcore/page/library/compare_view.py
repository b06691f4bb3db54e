"""Two takes over the same changes side by side: one hears and sees both, and reads how they differ."""

from dataclasses import replace

import streamlit as st

from jazzcore.page.components.compare import compare
from jazzcore.page.components.compare.compare import ComparedSound
from jazzcore.page.library import listed_takes
from jazzcore.page.library.compare_table import reports_table, settings_table
from jazzcore.page.shared import cache, marks_view, model_view, state, words
from jazzcore.render.audio.loudness import even_volumes
from jazzcore.takes.make import make_take
from jazzcore.takes.take import Take, changes_digest

_A, _B = "compare_a", "compare_b"
_SHOWN_AS_A = "compare_a_shown"


@st.fragment
def show() -> None:
    """Show the choice of two takes, both with one transport, and how they differ."""
    with state.shown_errors():
        _show()


def _show() -> None:
    shown = st.session_state.get(state.TAKE)
    rows = {row.take_id: row for row in listed_takes.newest(besides=shown)}
    if not rows:
        st.caption("There is no take to compare yet: press **Generate**.")
        return
    if st.session_state.get(_A) not in rows or (shown and st.session_state.get(_SHOWN_AS_A) != shown):
        st.session_state[_A] = shown if shown in rows else next(iter(rows))
        st.session_state[_SHOWN_AS_A] = shown
    left, right = st.columns(2)
    a = left.selectbox("Take A", list(rows), format_func=lambda take_id: listed_takes.label(rows[take_id]), key=_A)
    take = cache.take(a)
    others = {row.take_id: row for row in listed_takes.over(changes_digest(take.origin.chart)) if row.take_id != a}
    if not others:
        with right:
            _offer_another(take)
        return
    if st.session_state.get(_B) not in others:
        st.session_state[_B] = next(iter(others))
    b = right.selectbox(
        "Take B, over the same changes",
        list(others),
        format_func=lambda take_id: listed_takes.label(others[take_id]),
        key=_B,
    )
    _show_both(take, cache.take(b))


def _show_both(a: Take, b: Take) -> None:
    volumes = even_volumes([cache.loudness_db(take) for take in (a, b)])
    rolls = [cache.roll(take) for take in (a, b)]
    first, second = (
        ComparedSound(name, name.lower(), take.solo.title, take.audio.wav, volume, roll, roll)
        for name, take, volume, roll in zip("AB", (a, b), volumes, rolls, strict=True)
    )
    compare.show((first, second), "takes")
    for column, name, take in zip(st.columns(2, gap="large"), "AB", (a, b), strict=True):
        with column:
            st.caption(f"{name}: {words.plain(words.settings_line(take.settings))}")
            marks_view.show(cache.studio().takes, take.take_id, f"compare-{name}")
    settings, reports = st.columns(2, gap="large")
    settings.html(
        settings_table(a, b, (model_view.player_name(a), model_view.player_name(b)))
        or "<p>Their settings are all the same.</p>"
    )
    if a.report and b.report:
        reports.html(reports_table(a.report, b.report))


def _offer_another(take: Take) -> None:
    """What to do where there is no second take over the changes."""
    st.caption("There is no other take over these changes yet.")
    player = cache.player_of(take)
    if player is None:
        st.caption("Its model is not at hand any more; choose the same changes in step 3, and press **Generate**.")
        return
    if st.button("Generate another take over these changes", help="By the same settings, from another seed."):
        with st.spinner("Improvising"):
            settings = replace(take.settings, seed=state.new_seed())
            made = make_take(player, take.origin.chart, settings, take.origin.primer)
            cache.save_take(made)
        st.session_state[_B] = made.take_id
        st.rerun()
