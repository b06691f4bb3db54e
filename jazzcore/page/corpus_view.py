"""Step 1: what to learn from: the bundled etudes, uploaded files or the Weimar solos; parts, figures and sound."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from jazzcore.corpus.corpus import Corpus, corpus_of
from jazzcore.corpus.notation_scan import NOTATION_SUFFIXES
from jazzcore.corpus.parts import PartReport
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.page import changes_view, notation_view, once, state, weimar_view, words
from jazzcore.page.once import Choice, SongOnPage

_BUNDLED = "Bundled etudes"
_UPLOADS = "Your files"
_MIDI_SUFFIXES = (".mid", ".midi")
_SOURCE = "corpus_source"
_FILES = "uploads"
_LISTENING = "listening_to"
_NO_PART = "No part"
_COLUMNS = {
    "Part": st.column_config.TextColumn(width=80),
    "Notes": st.column_config.NumberColumn(width=55),
    "Range": st.column_config.TextColumn(width=80),
    "One voice": st.column_config.NumberColumn(format="%d %%", width=75, help="How long one note sounds alone."),
}


def show() -> Corpus | None:
    """The first column; returns the corpus to learn from, None while there is none."""
    source = st.selectbox("Corpus", [_BUNDLED, _UPLOADS, weimar_view.NAME], key=_SOURCE, label_visibility="collapsed")
    files: list[UploadedFile] = st.file_uploader(
        "Your MIDI, MusicXML and ABC files",
        [suffix.removeprefix(".") for suffix in (*_MIDI_SUFFIXES, *NOTATION_SUFFIXES)],
        accept_multiple_files=True,
        key=_FILES,
        on_change=_choose_uploads,
    )
    corpus = None
    with state.shown_errors():
        corpus = _corpus_of(source, files)
    if corpus:
        digest = corpus.digest
        with state.shown_errors():
            _show_figures(corpus, digest)
        with state.shown_errors():
            _show_listening(corpus, digest)
    return corpus


def _corpus_of(source: str, files: list[UploadedFile]) -> Corpus | None:
    if source == weimar_view.NAME:
        return weimar_view.show()
    return once.bundled() if source == _BUNDLED else _uploaded(files)


def _choose_uploads() -> None:
    """Learn from the files as soon as there are some, and no longer when the last one is gone."""
    st.session_state[_SOURCE] = _UPLOADS if st.session_state[_FILES] else _BUNDLED


def _uploaded(files: list[UploadedFile]) -> Corpus | None:
    """The corpus of all files that can be read; the others say why they cannot."""
    sheets: list[LeadSheet] = []
    for file in files:
        with state.shown_errors():
            if file.name.lower().endswith(NOTATION_SUFFIXES):
                sheets += notation_view.show(file.name, file.getvalue(), is_open=len(files) == 1)
            else:
                sheets.append(_choose_parts(once.song(file.name, file.getvalue()), is_open=len(files) == 1))
    return corpus_of(words.corpus_name([sheet.title for sheet in sheets]), tuple(sheets)) if sheets else None


def _choose_parts(song: SongOnPage, *, is_open: bool) -> LeadSheet:
    """The parts of a song in a table, and the choice of melody, chords and bars; raises CorpusError."""
    key, proposal = song.digest, song.proposal
    labels = dict(zip((part.index for part in song.parts), words.unique(part.name for part in song.parts), strict=True))
    indices = list(labels)
    with st.expander(song.name, expanded=is_open):
        st.dataframe([_row(part) for part in song.parts], hide_index=True, column_config=_COLUMNS)
        melody = st.selectbox(
            "Melody",
            indices,
            indices.index(proposal.melody),
            labels.__getitem__,
            key=f"melody-{key}",
            persist_state="page",
        )
        st.caption(f"Proposed: {labels[proposal.melody]}, as it {proposal.melody_reason}.")
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
        choice = Choice(melody, chords, (first, last))
        symbols = changes_view.show(once.changes_found(song, choice), f"{key}-{choice}")
    return once.sheet(song, choice, symbols)


def _row(part: PartReport) -> dict[str, object]:
    return {
        "Part": part.name,
        "Notes": part.note_count,
        "Range": part.pitch_range,
        "One voice": part.one_voice_percent,
        "Program": f"{part.program} {part.instrument}",
    }


def _show_figures(corpus: Corpus, digest: str) -> None:
    music, values, shapes = words.figures_lines(once.corpus_figures(digest, corpus, state.recipe()))
    st.markdown(f"Learnt from **{corpus.name}**")
    st.caption(f"{music}  \n{values}  \n{shapes}")


def _show_listening(corpus: Corpus, digest: str) -> None:
    """Any piece of the corpus, to be heard before training."""
    titles = words.unique(piece.title for piece in corpus.pieces)
    choice, button = st.columns([3, 1], vertical_alignment="bottom")
    index = choice.selectbox(
        "Piece", range(len(titles)), format_func=titles.__getitem__, key=f"piece-{digest}", label_visibility="collapsed"
    )
    chosen = (digest, index)
    if button.button("Listen", width="stretch"):
        st.session_state[_LISTENING] = chosen
    if st.session_state.get(_LISTENING) == chosen:
        audio = once.piece_audio(digest, index, corpus.pieces[index])
        st.audio(audio.wav, autoplay=True, alt=titles[index])
        if audio.remark:
            st.caption(audio.remark)
