"""Step 3: choose changes and settings, and generate takes."""

from dataclasses import replace

import streamlit as st

from jazzcore.band.feels import FEELS
from jazzcore.band.settings import band_for
from jazzcore.errors import JazzError
from jazzcore.library.models import BundleEntry
from jazzcore.models.bundle import Bundle
from jazzcore.music.instruments import SOLO_INSTRUMENTS, Instrument
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.limits import (
    LARGEST_CHOSEN_SEED,
    MOST_CHORUSES,
    SWING_RATIOS,
    TAKE_TEMPOS_BPM,
    TEMPERATURES,
    TOP_PS,
    VALUE_COUNTS,
    clamp,
)
from jazzcore.page.play import band_view, chart_view, primer_view
from jazzcore.page.play.chart_view import ChosenChart
from jazzcore.page.shared import cache, state
from jazzcore.recipes.table import recipe_named
from jazzcore.render.audio.soundfont import find_sound_font
from jazzcore.takes.make import make_take
from jazzcore.takes.take import TakeSettings

_MOST_TAKES = 8
_VALUE_COUNT = 50
_BY_TY, _BY_FORM = "Ty", "Fill the form"
SEEDS_TO_PLAY = "seeds_to_play"


def show(entry: BundleEntry | None) -> None:
    """Show the third column: how the chosen model is to play."""
    if entry is None:
        st.caption("There is no model to play yet: train one.")
        return
    with state.shown_errors():
        _show(entry)


def _show(entry: BundleEntry) -> None:
    bundle, model = cache.bundle(entry), entry.bundle_id
    chosen = chart_view.show(bundle, model)
    left, right = st.columns(2)
    feel = left.selectbox(
        "Feel",
        list(FEELS),
        list(FEELS).index(chosen.feel) if chosen else 0,
        format_func=lambda name: FEELS[name].title,
        key=f"feel-{chosen.name if chosen else ''}",
    )
    soloist = right.selectbox("Soloist", SOLO_INSTRUMENTS, format_func=lambda instrument: instrument.name)
    st.session_state.setdefault("seed", TakeSettings().seed)
    with st.form("generate", border=False):
        settings = _settings(bundle, model, chosen, feel, soloist)
        st.form_submit_button(
            "Generate", type="primary", width="stretch", on_click=_line_up_seeds, disabled=chosen is None
        )
    if chosen:
        _play(entry, chosen.chart, settings)


def _settings(bundle: Bundle, model: str, chosen: ChosenChart | None, feel: str, soloist: Instrument) -> TakeSettings:
    """Show the sliders and return the settings; their seed is that of the next take.

    A slider that depends on the model or the changes has a key for each of them, so that its default is its own. Values
    put into the session's state could be lost when a click interrupts the page.
    """
    key = f"{chosen.name if chosen else ''}-{feel}"
    written_bpm = round(chosen.chart.tempo_bpm) if chosen else 120
    font = find_sound_font().name
    usual = band_for(feel, clamp(written_bpm, TAKE_TEMPOS_BPM), sound_font=font)
    length = st.segmented_control(
        "Length", [_BY_TY, _BY_FORM], default=_BY_TY, required=True, width="stretch", key="length"
    )
    left, right = st.columns(2)
    value_count = left.slider(
        "Ty", *VALUE_COUNTS, _VALUE_COUNT, format="%d values", help="How many notes and rests to generate."
    )
    choruses = right.slider("Choruses", 1, MOST_CHORUSES, help="How often to play through the form when filling it.")
    left, right = st.columns(2)
    recipe = recipe_named(bundle.recipe)
    temperature = left.slider(
        "Temperature",
        *TEMPERATURES,
        recipe.temperature,
        0.05,
        key=f"temperature-{model}",
        help="0 always takes the likeliest value; more is bolder.",
    )
    rhythm_temperature = temperature
    if recipe.rhythm_temperature is not None:
        rhythm_temperature = right.slider(
            "Rhythm",
            *TEMPERATURES,
            recipe.rhythm_temperature,
            0.05,
            key=f"rhythm-{model}",
            help="A temperature of its own for when notes begin and how long they are.",
        )
    left, right = st.columns(2)
    tempo = left.slider("Tempo", *TAKE_TEMPOS_BPM, round(usual.tempo_bpm), format="%d bpm", key=f"tempo-{key}")
    swing = right.slider(
        "Swing",
        *SWING_RATIOS,
        usual.swing_ratio,
        0.1,
        format="%.1f : 1",
        key=f"swing-{key}",
        help="Long to short eighth: 1 straight, 2 triplets. Usually less, the faster it goes.",
    )
    band = band_view.show(band_for(feel, tempo, soloist.program, font))
    with st.expander("More"):
        primer_view.show(bundle, model)
        top_p = st.slider("Top-p", *TOP_PS, 1.0, 0.05, help="Only the likeliest values that together reach this share.")
        seed = st.number_input("Seed", 0, LARGEST_CHOSEN_SEED, key="seed", help="The same seed gives the same take.")
        st.checkbox("New seed after each take", value=True, key="draws_seeds")
        st.number_input("Takes at once", 1, _MOST_TAKES, key="take_count")
    return TakeSettings(
        value_count=value_count if length == _BY_TY else None,
        choruses=choruses,
        temperature=temperature,
        rhythm_temperature=rhythm_temperature,
        top_p=top_p,
        seed=seed,
        band=replace(band, swing_ratio=swing),
    )


def _line_up_seeds() -> None:
    """On Generate: note the seeds to play, then draw a new seed for the field unless it is to stay."""
    seed: int = st.session_state["seed"]
    st.session_state[SEEDS_TO_PLAY] = list(range(seed, seed + st.session_state["take_count"]))
    if st.session_state["draws_seeds"]:
        st.session_state["seed"] = state.new_seed()


def _play(entry: BundleEntry, chart: LeadSheet, settings: TakeSettings) -> None:
    """Make and save the takes that are lined up; if a click interrupts, the next run of the page makes the rest."""
    seeds: list[int] = st.session_state.setdefault(SEEDS_TO_PLAY, [])
    if not seeds:
        return
    player = cache.player(entry)
    primer = primer_view.primer(player)
    with st.spinner("Improvising"):
        while seeds:
            try:
                take = make_take(player, chart, replace(settings, seed=seeds.pop(0)), primer)
                cache.save_take(take)
            except JazzError:
                seeds.clear()
                raise
            st.session_state[state.CHOSEN_NEXT] = take.take_id
