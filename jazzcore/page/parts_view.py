"""The parts of an uploaded song: what they play, to be heard one by one, and which to learn from."""

import streamlit as st

from jazzcore.corpus.part_ranking import harmony_score, melody_score
from jazzcore.corpus.parts import PartReport
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.page import changes_view, once, state, words
from jazzcore.page.once import Choice, SongOnPage

_NO_PART = "No part"
_COLUMNS = {
    "Part": st.column_config.TextColumn(width=80),
    "Melody": st.column_config.NumberColumn(format="%d %%", width=60, help="How much it is like a melody."),
    "Chords": st.column_config.NumberColumn(format="%d %%", width=60, help="How much it is like chords."),
    "Notes": st.column_config.NumberColumn(width=55),
    "Range": st.column_config.TextColumn(width=80),
    "One voice": st.column_config.NumberColumn(format="%d %%", width=75, help="How long one note sounds alone."),
}


def show(song: SongOnPage, *, is_open: bool) -> LeadSheet:
    """The parts in a table, and the choice of melody, chords and bars; raises CorpusError."""
    key, proposal = song.digest, song.proposal
    labels = dict(zip((part.index for part in song.parts), words.unique(part.name for part in song.parts), strict=True))
    with st.expander(song.name, expanded=is_open):
        for remark in song.song.remarks:
            st.caption(remark)
        st.dataframe([_row(part, song.bar_count) for part in song.parts], hide_index=True, column_config=_COLUMNS)
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
        proposed = " and ".join(labels[part] for part in proposal.melody)
        st.caption(f"Proposed: {proposed}, as it {proposal.melody_reason}.")
        chord_labels: dict[int | None, str] = dict([*labels.items(), (None, _NO_PART)])
        chords = st.selectbox(
            "Chords",
            list(chord_labels),
            list(chord_labels).index(proposal.chords),
            chord_labels.__getitem__,
            key=f"chords-{key}",
            persist_state="page",
        )
        cause = proposal.chords_reason if proposal.chords is None else f"it {proposal.chords_reason}"
        st.caption(f"Proposed: {chord_labels[proposal.chords]}, as {cause}.")
        left, right = st.columns(2)
        first = left.number_input(
            "First bar", 1, song.bar_count, proposal.bars[0], key=f"first-{key}", persist_state="page"
        )
        last = right.number_input(
            "Last bar", 1, song.bar_count, proposal.bars[1], key=f"last-{key}", persist_state="page"
        )
        st.caption(f"Proposed: {proposal.bars[0]} to {proposal.bars[1]}, {proposal.bars_reason}.")
        with hearing, state.shown_errors():
            _show_listening(song, labels, (first, last))
        choice = Choice(tuple(sorted(melody)), chords, (first, last))
        symbols = changes_view.show(once.changes_found(song, choice), f"{key}-{choice}")
        sheet = once.sheet(song, choice, symbols)
        for remark in sheet.remarks:
            st.caption(remark)
    return sheet


def _row(part: PartReport, bar_count: int) -> dict[str, object]:
    return {
        "Part": part.name,
        "Melody": words.percent(melody_score(part, bar_count)),
        "Chords": words.percent(harmony_score(part, bar_count)),
        "Notes": part.note_count,
        "Range": part.pitch_range,
        "One voice": part.one_voice_percent,
        "Program": f"{part.program} {part.instrument}",
        "Doubled by": ", ".join(part.doubled_by),
    }


def _show_listening(song: SongOnPage, labels: dict[int, str], bars: tuple[int, int]) -> None:
    """Any part alone, heard with one click."""
    part = st.pills("Hear a part alone", list(labels), format_func=labels.__getitem__, key=f"hear-{song.digest}")
    if part is not None:
        audio = once.part_audio(song, part, bars)
        st.audio(audio.wav, autoplay=True, alt=labels[part])
        if audio.remark:
            st.caption(audio.remark)
