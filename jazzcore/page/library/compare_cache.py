"""What comparing and blind tests work out once and then remember, keyed by takes, corpora and homes."""

import streamlit as st

from jazzcore.errors import JazzError
from jazzcore.library.blind.pairs import Pair
from jazzcore.library.blind.sides import Heard, played_alike, real_sides, real_solo, side_of
from jazzcore.library.blind.votes import Side
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.page.shared import cache, state
from jazzcore.render.audio import loudness
from jazzcore.takes.take import Take

_MANY, _FEW, _LARGE = 2000, 4, 2


def level_db(take: Take) -> float:
    """How loud a take is."""
    return _level_db(take.take_id, take.audio.wav)


@st.cache_resource(max_entries=_MANY, show_spinner=False)
def _level_db(take_id: str, _wav: bytes) -> float:
    return loudness.level_db(_wav)


@st.cache_resource(max_entries=_MANY, show_spinner=False)
def side(take_id: str) -> Side | None:
    """A take as a side of a pair, read without its sound; None where it cannot be read."""
    try:
        return side_of(state.studio().takes.open_silent(take_id))
    except JazzError:
        return None


@st.cache_resource(max_entries=_FEW, show_spinner=False)
def pieces(corpus_digest: str) -> dict[Side, LeadSheet]:
    """The pieces of the corpus of that digest as sides; none where it is not at hand."""
    corpus = state.studio().corpora.find(corpus_digest)
    return real_sides(corpus) if corpus else {}


@st.cache_resource(max_entries=_LARGE, show_spinner="The band plays both")
def alike(pair: Pair) -> tuple[Heard, Heard]:
    """Both sides of a pair as the band of the older take plays them; raises StoreError or RenderError."""
    older = min(side.item for side in pair if not side.is_real)
    first, second = (
        real_solo(pieces(side.corpus_digest)[side]) if side.is_real else cache.take(side.item).solo for side in pair
    )
    return played_alike(first, second, cache.take(older).settings)
