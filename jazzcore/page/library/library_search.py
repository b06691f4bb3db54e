"""The search for takes: a field to type in, and more behind Filter."""

from datetime import date, datetime, time, timedelta
from typing import Final

import streamlit as st

from jazzcore.library.marks import MOST_STARS
from jazzcore.library.rows import Search
from jazzcore.page.shared import cache

_ORDERS = {"Newest first": False, "Most stars first": True}
_PAGE: Final = "page"
_ANY_STARS = {0: "Any", 1: "1 star or more", MOST_STARS: f"{MOST_STARS} stars"}


def show() -> Search:
    """Show the fields, and return the search; raises StoreError."""
    takes = cache.studio().takes
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Search takes",
            type="search",
            live=True,
            key="library_text",
            placeholder="Title, name, note, corpus or recipe",
            persist_state=_PAGE,
        )
        with st.popover("Filter"):
            recipes = st.multiselect(
                "Recipe", takes.recipes(), key="library_recipes", placeholder="Any", persist_state=_PAGE
            )
            corpora = st.multiselect(
                "Corpus", takes.corpus_names(), key="library_corpora", placeholder="Any", persist_state=_PAGE
            )
            left, right = st.columns(2)
            since = left.date_input("From", None, key="library_since", persist_state=_PAGE)
            until = right.date_input("To", None, key="library_until", persist_state=_PAGE)
            least_stars = st.selectbox(
                "Stars", range(MOST_STARS + 1), format_func=_stars, key="library_stars", persist_state=_PAGE
            )
            order = st.selectbox("Order", list(_ORDERS), key="library_order", persist_state=_PAGE)
    return Search(
        text=text.strip(),
        recipes=tuple(recipes),
        corpora=tuple(corpora),
        since=_begin(since) if since else None,
        until=_begin(until + timedelta(days=1)) if until else None,
        least_stars=least_stars,
        best_first=_ORDERS[order],
    )


def _stars(least: int) -> str:
    return _ANY_STARS.get(least, f"{least} stars or more")


def _begin(day: date) -> datetime:
    """The beginning of a day in the machine's time zone."""
    return datetime.combine(day, time.min).astimezone()
