"""The parts of Streamlit that it does not document. No other module imports them."""

import streamlit as st
from streamlit import runtime
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = ["UploadedFile", "add_media", "rerun_fragment"]


def add_media(data: bytes, mime: str, key: str) -> str:
    """Serve a file from the page's own server, for as long as the page shows it.

    Parameters
    ----------
    data : bytes
        What is in the file.
    mime : str
        Its media type, such as `audio/wav`.
    key : str
        The place on the page that shows the file. Another file at the same place replaces it.

    Returns
    -------
    str
        The address of the file on the page's server.

    """
    return runtime.get_instance().media_file_mgr.add(data, mime, key)


def rerun_fragment() -> None:
    """Draw the running fragment again, or the whole page where that is what runs."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()
