"""The parts of an uploaded song: what they play, each to be heard alone, and the choice of what to learn from."""

import streamlit as st

from jazzcore.corpus.midi.choice import Choice
from jazzcore.corpus.midi.part_ranking import harmony_score, in_words, melody_score
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.numbers import whole_percent
from jazzcore.page.shared import cache, state, words
from jazzcore.page.shared.cache import SongOnPage
from jazzcore.page.train import changes_view

_NO_PART = "No part"
_FEW_PARTS, _LIST_HEIGHT_PX = 4, 380


def show(song: SongOnPage, *, is_open: bool) -> LeadSheet:
    """Show what each part plays, and the choice of melody, chords, bass and bars.

    Parameters
    ----------
    song : SongOnPage
        The song.
    is_open : bool
        Whether its expander is open at first.

    Returns
    -------
    LeadSheet
        Melody and chords of the choice.

    Raises
    ------
    CorpusError
        If the choice holds no melody.
    """
    key, proposal = song.digest, song.proposal
    labels = dict(zip((part.index for part in song.parts), words.unique(part.name for part in song.parts), strict=True))
    with st.expander(words.plain(song.name), expanded=is_open):
        for remark in song.song.remarks:
            st.caption(words.plain(remark))
        _list_parts(song, labels)
        hearing = st.container()
        melody = st.multiselect(
            "Melody",
            list(labels),
            proposal.melody,
            labels.__getitem__,
            key=f"melody-{key}",
            help="More than one part where the melody moves from one to another.",
            persist_state="page",
        )
        _show_proposal(f"{' and '.join(labels[part] for part in proposal.melody)}, as it {proposal.melody_reason}")
        chords = _choose_part("Chords", song, labels, proposal.chords, proposal.chords_reason)
        bass = _choose_part("Bass", song, labels, proposal.bass, proposal.bass_reason)
        left, right = st.columns(2)
        first = left.number_input(
            "First bar", 1, song.bar_count, proposal.bars[0], key=f"first-{key}", persist_state="page"
        )
        last = right.number_input(
            "Last bar", 1, song.bar_count, proposal.bars[1], key=f"last-{key}", persist_state="page"
        )
        _show_proposal(f"{proposal.bars[0]} to {proposal.bars[1]}, {proposal.bars_reason}")
        with hearing, state.shown_errors():
            _show_listening(song, labels, (first, last))
        choice = Choice(tuple(sorted(melody)), chords, bass, (first, last))
        symbols = changes_view.show(cache.changes_found(song, choice), f"{key}-{choice}")
        sheet = cache.sheet(song, choice, symbols)
        for remark in sheet.remarks:
            st.caption(words.plain(remark))
    return sheet


def _list_parts(song: SongOnPage, labels: dict[int, str]) -> None:
    """List every part with what it plays, in words."""
    with st.container(height=_LIST_HEIGHT_PX if len(song.parts) > _FEW_PARTS else "content"):
        for part in song.parts:
            melody, chords = (whole_percent(score(part, song.bar_count)) for score in (melody_score, harmony_score))
            name, said = words.plain(labels[part.index]), words.plain(f"It {in_words(part, song.bar_count)}.")
            st.markdown(f"**{name}** · melody {melody}\u00a0% · chords {chords}\u00a0%  \n:gray[:small[{said}]]")


def _choose_part(role: str, song: SongOnPage, labels: dict[int, str], proposed: int | None, reason: str) -> int | None:
    """Show the choice of the part for a role, with the proposal and its reason; returns None for no part."""
    all_labels: dict[int | None, str] = dict([*labels.items(), (None, _NO_PART)])
    chosen: int | None = st.selectbox(
        role,
        list(all_labels),
        list(all_labels).index(proposed),
        all_labels.__getitem__,
        key=f"{role.lower()}-{song.digest}",
        persist_state="page",
    )
    _show_proposal(f"{all_labels[proposed]}, as {reason if proposed is None else f'it {reason}'}")
    return chosen


def _show_proposal(proposed: str) -> None:
    st.caption(words.plain(f"Proposed: {proposed}."))


def _show_listening(song: SongOnPage, labels: dict[int, str], bars: tuple[int, int]) -> None:
    """Show the parts, to hear one alone with one click."""
    shown = {part: words.plain(label) for part, label in labels.items()}
    part = st.pills("Hear a part alone", list(labels), format_func=shown.__getitem__, key=f"hear-{song.digest}")
    if part is not None:
        audio = cache.part_audio(song, part, bars)
        st.audio(audio.wav, autoplay=True, alt=labels[part])
        if audio.remark:
            st.caption(audio.remark)
