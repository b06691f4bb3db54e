"""What was understood of an uploaded score or ABC text: its pieces, and what is not saved as it is written."""

import streamlit as st

from jazzcore.corpus.sandbox.file_names import shown_name
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.page.shared import cache, words


def show(name: str, data: bytes, *, is_open: bool) -> tuple[LeadSheet, ...]:
    """The lead sheets of a notation file, listed with their remarks; raises CorpusError."""
    sheets = cache.notation(name, data)
    with st.expander(words.plain(shown_name(name)), expanded=is_open):
        for sheet in sheets:
            st.text("\n".join([words.chart_label(sheet), *sheet.remarks]))
    return sheets
