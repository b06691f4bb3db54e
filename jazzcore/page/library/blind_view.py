"""The blind test: one hears two solos over the same changes without names, and votes for the better one.

A vote is saved at once; only then the page says what both solos were. Which pair was heard is forgotten with the
session; the votes are not.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st

from jazzcore.band.settings import band_for
from jazzcore.library.blind.pairs import Pair, chance, next_pair, pairs_of, results
from jazzcore.library.blind.sides import Heard
from jazzcore.library.blind.votes import Preference, Side, Vote
from jazzcore.library.models import BundleEntry
from jazzcore.music.limits import TAKE_TEMPOS_BPM, clamp
from jazzcore.page.components.compare import compare
from jazzcore.page.components.compare.compare import ComparedSound, timeline
from jazzcore.page.library import listed_takes
from jazzcore.page.library.blind_words import results_tables, sentences, side_words
from jazzcore.page.shared import cache, state, words
from jazzcore.recipes.table import recipe_named
from jazzcore.render.audio.soundfont import find_sound_font
from jazzcore.takes.make import make_take
from jazzcore.takes.take import TakeSettings

HEARD_SEC = 5.0
"""How long each side has to be heard before one can vote."""

_TRIAL, _COUNT = "blind_trial", "blind_count"
_BOLDER_BY = 0.4
_NAMES = ("First", "Second")
_CHOICES = {
    Preference.FIRST: "I prefer the first",
    Preference.SECOND: "I prefer the second",
    Preference.NEITHER: "No difference",
}
_NEXT_STEPS = {
    frozenset(): f"Hear at least {HEARD_SEC:.0f} seconds of each; only then your vote counts.",
    frozenset({0}): "Now hear the second as long.",
    frozenset({1}): "Now hear the first as long.",
    frozenset({0, 1}): "You have heard both: which one do you prefer?",
}


@dataclass(frozen=True, slots=True)
class _Trial:
    """A pair that is offered, its number in this session, and the vote once it is given."""

    number: int
    pair: Pair
    vote: Preference | None = None


@st.fragment
def show() -> None:
    """Show a pair, the vote on it, and the results of all votes so far."""
    with state.shown_errors():
        _show_trial()
    with state.shown_errors():
        _show_results()


def _show_trial() -> None:
    sides = _sides()
    trial = _trial(sides)
    if trial is None:
        _offer_pair(sides)
        return
    heard = cache.heard_alike(trial.pair)
    first, second = (_blind(*each) for each in zip(_NAMES, heard, strict=True))
    st.caption(
        "The same changes, band and tempo for both. Both are equally loud, because listeners prefer the louder one."
    )
    were_heard = compare.show_blind((first, second), f"blind-{trial.number}", HEARD_SEC)
    if trial.vote is None:
        _ask(trial, were_heard)
    else:
        _reveal(trial, heard)


def _trial(sides: tuple[Side, ...]) -> _Trial | None:
    """The pair that is offered now; a new pair where there is none, or where one of its sides is gone."""
    trial: _Trial | None = st.session_state.get(_TRIAL)
    if trial is None or not set(trial.pair) <= set(sides):
        pair = next_pair(pairs_of(sides), cache.studio().votes.all(), chance())
        st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
        trial = None if pair is None else _Trial(st.session_state[_COUNT], pair)
        st.session_state[_TRIAL] = trial
    return trial


def _sides() -> tuple[Side, ...]:
    """All that can be compared: the newest takes, and pieces over the same changes that their models learnt from."""
    takes = [side for row in listed_takes.newest() if (side := cache.side(row.take_id))]
    changes = {side.changes for side in takes}
    corpora = dict.fromkeys(side.corpus_digest for side in takes)
    pieces = (piece for digest in corpora for piece in cache.real_pieces(digest))
    return (*takes, *(piece for piece in pieces if piece.changes in changes))


def _blind(name: str, heard: Heard) -> ComparedSound:
    key = str(_NAMES.index(name) + 1)
    return ComparedSound(name, key, name, heard.audio.wav, heard.volume, timeline(heard.solo.bars, heard.tempo_bpm))


def _ask(trial: _Trial, were_heard: frozenset[int]) -> None:
    st.caption(_NEXT_STEPS[were_heard])
    with st.container(horizontal=True):
        for preference, label in _CHOICES.items():
            st.button(
                label,
                key=f"blind-{trial.number}-{preference}",
                disabled=len(were_heard) < len(_NAMES),
                on_click=_vote,
                args=(trial, preference),
            )


def _vote(trial: _Trial, preference: Preference) -> None:
    """Save a vote, unless this pair already has one. The trial has the vote only after it is saved."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if st.session_state.get(_TRIAL) == trial:
        with state.shown_errors():
            cache.studio().votes.add(Vote(trial.pair.first, trial.pair.second, preference, now))
            st.session_state[_TRIAL] = replace(trial, vote=preference)


def _reveal(trial: _Trial, heard: tuple[Heard, Heard]) -> None:
    for name, side, each in zip(_NAMES, trial.pair, heard, strict=True):
        st.markdown(f"**{name}**: {words.plain(side_words(side, each.solo.title))}")
    if trial.vote:
        st.caption(f"Your vote is saved: “{_CHOICES[trial.vote]}”.")
    st.button("Next pair", type="primary", on_click=_forget)


def _forget() -> None:
    st.session_state[_TRIAL] = None


def _offer_pair(sides: tuple[Side, ...]) -> None:
    """Say what to do where there is no pair to hear."""
    st.caption(
        "You have voted on the only pair there is."
        if pairs_of(sides)
        else "There are no two solos over the same changes yet that differ in one thing alone: the recipe, the epoch, "
        "the temperature or the music learnt from. A take over the changes of a piece is heard against the piece."
    )
    chosen = st.session_state.get(state.MODEL)
    entry = cache.studio().models.find(chosen) if chosen else None
    if entry and st.button("Make a pair", help="Two takes of the chosen model over its first changes, one bolder."):
        with st.spinner("Improvising"):
            _make_pair(entry)
        st.rerun()


def _make_pair(entry: BundleEntry) -> None:
    player = cache.player(entry)
    chart, recipe = player.bundle.charts[0], recipe_named(player.bundle.recipe)
    band = band_for("swing", clamp(chart.tempo_bpm, TAKE_TEMPOS_BPM), sound_font=find_sound_font().name)
    for temperature in (recipe.temperature, recipe.temperature + _BOLDER_BY):
        rhythm = temperature if recipe.rhythm_temperature is None else recipe.rhythm_temperature
        settings = TakeSettings(temperature=temperature, rhythm_temperature=rhythm, seed=state.new_seed(), band=band)
        cache.save_take(make_take(player, chart, settings))


def _show_results() -> None:
    found = results(cache.studio().votes.all())
    if not found:
        return
    st.subheader("What your votes tell", anchor=False)
    for sentence in sentences(found):
        st.markdown(words.plain(sentence))
    st.html(results_tables(found))
    st.caption(
        "Your own votes on your own takes. “No difference” is counted apart and left out of the shares. The likely "
        "share is Wilson's interval: while it holds one half, chance alone may be the reason."
    )
