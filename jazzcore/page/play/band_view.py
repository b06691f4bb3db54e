"""The band behind the soloist: who plays, on which instruments, and how loud."""

from dataclasses import replace

import streamlit as st

from jazzcore.band.settings import BandSettings, PartSettings

_INSTRUMENTS = {
    "piano": {0: "Piano", 4: "Electric piano", 26: "Jazz guitar", 11: "Vibraphone", 16: "Organ"},
    "bass": {32: "Double bass", 33: "Electric bass", 35: "Fretless bass"},
    "drums": {32: "Jazz kit", 40: "Brushes", 0: "Standard kit"},
}
_TITLES = {"solo": "Solo", "piano": "Chords", "bass": "Bass", "drums": "Drums"}
_LOUDEST = 127


def show(usual: BandSettings) -> BandSettings:
    """Show the controls of the band and return the band; `usual` has their defaults. Raises SettingError."""
    with st.expander("Band"):
        solo = _part("solo", usual.solo, usual.feel)
        piano = _part("piano", usual.piano, usual.feel)
        bass = _part("bass", usual.bass, usual.feel)
        drums = _part("drums", usual.drums, usual.feel)
        is_human = st.checkbox("Human timing and touch", value=True, help="Off: every note exactly as written.")
    return replace(usual, solo=solo, piano=piano, bass=bass, drums=drums, humanise=float(is_human))


def _part(name: str, usual: PartSettings, feel: str) -> PartSettings:
    plays, instrument = st.columns([2, 3], vertical_alignment="center")
    is_heard = plays.checkbox(_TITLES[name], value=True, key=f"heard-{name}")
    program = usual.program
    if name in _INSTRUMENTS:
        names = _INSTRUMENTS[name]
        program = instrument.selectbox(
            f"Instrument of {_TITLES[name]}",
            list(names),
            list(names).index(usual.program),
            format_func=names.__getitem__,
            key=f"program-{name}-{feel}",
            label_visibility="collapsed",
        )
    volume = st.slider(
        f"Volume of {_TITLES[name]}",
        0,
        _LOUDEST,
        usual.volume,
        key=f"volume-{name}-{usual.program}",
        label_visibility="collapsed",
    )
    return replace(usual, program=program, volume=volume, muted=not is_heard)
