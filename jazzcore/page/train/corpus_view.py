"""Step 1, the music to learn from: bundled etudes, uploaded files or Weimar solos, with their parts and counts."""

import streamlit as st

from jazzcore import pipeline
from jazzcore.corpus.corpus import Corpus
from jazzcore.corpus.sandbox.file_names import shown_name
from jazzcore.corpus.scores.scan import NOTATION_SUFFIXES
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.numbers import duration
from jazzcore.page.shared import cache, state, words
from jazzcore.page.shared.streamlit_internals import UploadedFile
from jazzcore.page.train import parts_view, weimar_view

_BUNDLED = "Bundled etudes"
_UPLOADS = "Your files"
_MIDI_SUFFIXES = (".mid", ".midi")
_SOURCE = "corpus_source"
_FILES = "uploads"
_LISTENING = "listening_to"
_LARGEST_UPLOAD_MB = 8


def show() -> Corpus | None:
    """Show the first column and return the corpus; None while there is none."""
    source = st.selectbox("Corpus", [_BUNDLED, _UPLOADS, weimar_view.NAME], key=_SOURCE, label_visibility="collapsed")
    files: list[UploadedFile] = st.file_uploader(
        "Your MIDI, MusicXML and ABC files",
        [suffix.removeprefix(".") for suffix in (*_MIDI_SUFFIXES, *NOTATION_SUFFIXES)],
        accept_multiple_files=True,
        max_upload_size=_LARGEST_UPLOAD_MB,
        key=_FILES,
        on_change=_choose_uploads,
        help="Music to learn from. The file of a take is learnt from too; **Open a take** below shows it instead.",
    )
    corpus = None
    with state.shown_errors():
        corpus = _corpus_of(source, files)
    if corpus:
        digest = corpus.digest
        with state.shown_errors():
            _show_summary(corpus, digest)
        with state.shown_errors():
            _show_listening(corpus, digest)
    return corpus


def _corpus_of(source: str, files: list[UploadedFile]) -> Corpus | None:
    if source == weimar_view.NAME:
        return weimar_view.show()
    return cache.bundled() if source == _BUNDLED else _uploaded(files)


def _choose_uploads() -> None:
    """Choose the uploaded files as the corpus while there are any."""
    st.session_state[_SOURCE] = _UPLOADS if st.session_state[_FILES] else _BUNDLED


def _uploaded(files: list[UploadedFile]) -> Corpus | None:
    """The corpus of all files that can be read; for each of the others a sentence is shown."""
    sheets: list[LeadSheet] = []
    for file in files:
        with state.shown_errors():
            if file.name.lower().endswith(NOTATION_SUFFIXES):
                sheets += _show_notation(file.name, file.getvalue(), is_open=len(files) == 1)
            else:
                sheets.append(parts_view.show(cache.song(file.name, file.getvalue()), is_open=len(files) == 1))
    return pipeline.collect(words.corpus_name([sheet.title for sheet in sheets]), tuple(sheets)) if sheets else None


def _show_summary(corpus: Corpus, digest: str) -> None:
    summary = cache.corpus_summary(digest, corpus, state.recipe())
    music, values, shapes = words.summary_lines(summary)
    st.markdown(f"Music to learn from: **{words.plain(corpus.name)}**")
    st.caption(f"{music}  \n{values}  \n{shapes}")
    for remark in summary.remarks:
        st.info(remark)


def _show_listening(corpus: Corpus, digest: str) -> None:
    """Show the pieces of the corpus, to hear one before training."""
    titles = words.unique(piece.title for piece in corpus.pieces)
    choice, button = st.columns([3, 1], vertical_alignment="bottom")
    index = choice.selectbox(
        "Piece", range(len(titles)), format_func=titles.__getitem__, key=f"piece-{digest}", label_visibility="collapsed"
    )
    chosen = (digest, index)
    if button.button("Listen", width="stretch"):
        st.session_state[_LISTENING] = chosen
    if st.session_state.get(_LISTENING) == chosen:
        audio, is_cut = cache.piece_audio(digest, index, corpus.pieces[index])
        st.audio(audio.wav, autoplay=True, alt=titles[index])
        if is_cut:
            st.caption(f"The first {duration(cache.LONGEST_PIECE_SEC)} of it.")
        if audio.remark:
            st.caption(words.plain(audio.remark))


def _show_notation(name: str, data: bytes, *, is_open: bool) -> tuple[LeadSheet, ...]:
    """Show the lead sheets of a notation file with their remarks, and return them; raises CorpusError."""
    sheets = cache.notation(name, data)
    with st.expander(words.plain(shown_name(name)), expanded=is_open):
        for sheet in sheets:
            st.text("\n".join([words.chart_label(sheet), *sheet.remarks]))
    return sheets
