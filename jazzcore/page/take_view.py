"""The take over the whole width: player, piano roll, downloads; below it all takes, newest first."""

import streamlit as st

from jazzcore.page import anew_view, card_view, once, player, state, words
from jazzcore.page.once import TakeCard
from jazzcore.render.notation import CONCERT, TRANSPOSITIONS
from jazzcore.studio.shelf import TAKES
from jazzcore.takes import Take

_LISTED_AT_FIRST = 20
_LISTED = "takes_listed"
_ROLL, _SHEET = "Roll", "Sheet music"
_TRANSPOSITIONS = {transposition.name: transposition for transposition in TRANSPOSITIONS}


@st.fragment
def show() -> None:
    """The chosen take and the list; choosing another one redraws no more than this."""
    take_ids = state.shelf().items(TAKES)
    if not take_ids:
        st.caption("Press **Generate** to hear the first take.")
        return
    listed = take_ids[: st.session_state.get(_LISTED, _LISTED_AT_FIRST)]
    if made := st.session_state.pop(state.CHOSEN_NEXT, None):
        st.session_state[state.TAKE] = made
    if st.session_state.get(state.TAKE) not in listed:
        st.session_state[state.TAKE] = listed[0]
    numbers = {take_id: len(take_ids) - place for place, take_id in enumerate(take_ids)}
    cards = {take_id: once.card(take_id) for take_id in listed}
    with st.container(), state.shown_errors():
        chosen = st.session_state[state.TAKE]
        _show_take(once.take(chosen), cards[chosen], numbers[chosen])
    st.subheader("Takes", anchor=False)
    st.radio(
        "Takes, newest first",
        listed,
        format_func=lambda take_id: f"{numbers[take_id]}. {words.plain(cards[take_id].title)}",
        captions=[words.plain(cards[take_id].settings) for take_id in listed],
        key=state.TAKE,
        label_visibility="collapsed",
    )
    if len(listed) < len(take_ids):
        st.button("Older takes", on_click=_list_more)


def _list_more() -> None:
    st.session_state[_LISTED] = st.session_state.get(_LISTED, _LISTED_AT_FIRST) + _LISTED_AT_FIRST


def _lines(take: Take) -> tuple[str, ...]:
    """The choice between roll and sheet music; the lines of the sheet music where that is chosen."""
    with st.container(horizontal=True):
        view = st.segmented_control(
            "View", (_ROLL, _SHEET), default=_ROLL, required=True, key="take_view", label_visibility="collapsed"
        )
        if view != _SHEET:
            return ()
        reader = st.segmented_control(
            "Written for",
            tuple(_TRANSPOSITIONS),
            default=CONCERT.name,
            required=True,
            key="written_for",
            label_visibility="collapsed",
        )
    svgs: tuple[str, ...] = ()
    with state.shown_errors():
        svgs = once.sheet_music(take, _TRANSPOSITIONS[reader]).svgs
    return svgs


def _show_take(take: Take, card: TakeCard, number: int) -> None:
    st.subheader(f"Take {number}: {words.plain(card.title)}", anchor=False)
    st.caption(f"{words.plain(card.settings)}  \nplayed by {words.plain(card.model)}")
    bars = player.show(take, once.copied_notes(take), "take", _lines(take))
    stem = words.file_stem(take)
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.download_button("MIDI", take.midi, f"{stem}.mid", "audio/midi", on_click="ignore")
        st.download_button("WAV", take.audio.wav, f"{stem}.wav", "audio/wav", on_click="ignore")
    if take.audio.remark:
        st.caption(words.plain(take.audio.remark))
    anew_view.show(take, bars)
    card_view.show(take)
    player.answer(take, "take")
