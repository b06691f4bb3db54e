"""The changes that a take is to be played over, as they are named in a terminal."""

import sys
from dataclasses import dataclass
from difflib import get_close_matches

from jazzcore.band.feels import FEELS
from jazzcore.cli.terminal import DASH
from jazzcore.errors import SettingError
from jazzcore.models.bundle import Bundle
from jazzcore.music.charts.forms import FORMS, form, keys_of
from jazzcore.music.charts.reading import MOST_CHARACTERS
from jazzcore.music.charts.text import parse_chart
from jazzcore.music.leadsheet import LeadSheet

_MOST_TITLES = 5


@dataclass(frozen=True, slots=True)
class PlayedChanges:
    """Changes to play over, and the feel they are first played in."""

    chart: LeadSheet
    feel: str


def typed_changes(text: str) -> PlayedChanges:
    """Changes as they were typed, `-` for stdin. Raises ChartError."""
    if text == DASH:
        text = sys.stdin.read(MOST_CHARACTERS + 1)
    return PlayedChanges(parse_chart(text, "Your own changes"), next(iter(FEELS)))


def form_changes(name: str, key: str | None) -> PlayedChanges:
    """A form in a key, `Bb major` or only `Bb`, or as it is written. Raises SettingError."""
    full = next((each for each in keys_of(name) if key in (each, each.split()[0])), key)
    feel = next(each.feel for each in FORMS if each.name == name)
    return PlayedChanges(form(name, full), feel)


def piece_changes(bundle: Bundle, title: str) -> PlayedChanges:
    """The changes of a piece that the bundle learnt from, whatever the case of its title. Raises SettingError."""
    charts = {chart.title.casefold(): chart for chart in reversed(bundle.charts)}
    if title.casefold() not in charts:
        near = get_close_matches(title.casefold(), charts, _MOST_TITLES, 0)
        titles = ", ".join(charts[each].title for each in near)
        raise SettingError(f"The model learnt from no piece {title!r}; choose another one, such as {titles}.")
    return PlayedChanges(charts[title.casefold()], next(iter(FEELS)))
