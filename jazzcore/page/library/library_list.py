"""Lists of takes and models, a page at a time. A line describes an item, which can be opened and chosen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from jazzcore.band.feels import FEELS
from jazzcore.library.marks import Marks
from jazzcore.library.models import BundleEntry
from jazzcore.library.rows import TakeRow
from jazzcore.music.numbers import temperature, tempo
from jazzcore.page.shared import words

PAGE_LENGTH = 20

Item = TypeVar("Item")
_STAR = "★"
_SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Line:
    """A take or a model in a list: the name people know it by, and its details."""

    item_id: str
    label: str
    detail: str
    can_open: bool = True


def chosen(kind: str) -> list[str]:
    """The ids that are chosen in a list, in the order in which they were chosen."""
    ids: list[str] = st.session_state.setdefault(f"library_chosen_{kind}", [])
    return ids


def keep_chosen(kind: str, ids: Iterable[str]) -> None:
    """Forget the chosen ids that are no longer listed.

    Parameters
    ----------
    kind : str
        The list.
    ids : iterable of str
        The ids that it lists now.
    """
    listed = set(ids)
    chosen(kind)[:] = [item_id for item_id in chosen(kind) if item_id in listed]


def page_of(items: Sequence[Item], key: str) -> Sequence[Item]:
    """Select the items of the page that is open.

    Parameters
    ----------
    items : sequence
        All items.
    key : str
        The key given to `show_pages`.

    Returns
    -------
    sequence
        The items of that page.
    """
    page: int = min(st.session_state.get(key, 1), _pages(items) or 1)
    return items[(page - 1) * PAGE_LENGTH :][:PAGE_LENGTH]


def show_pages(items: Sequence[object], noun: str, key: str) -> None:
    """Show how many items there are, and the pages to choose from; nothing where one page is enough.

    Parameters
    ----------
    items : sequence
        All items.
    noun : str
        What they are, in the plural.
    key : str
        The key of the choice.
    """
    if _pages(items) > 1:
        st.caption(f"{len(items):,} {noun}")
        st.pagination(_pages(items), key=key)


def show(kind: str, lines: Sequence[Line], on_open: Callable[[str], None]) -> None:
    """Show lines, each with a box to choose it.

    Parameters
    ----------
    kind : str
        The list.
    lines : sequence of Line
        The lines.
    on_open : callable (str) -> None
        Called with the id of an item that is opened.
    """
    _choose_all_box(kind, [line.item_id for line in lines])
    for line in lines:
        with st.container(gap=None):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                _choose_box(kind, line)
                if st.button(
                    words.plain(line.label),
                    key=f"open-{kind}-{line.item_id}",
                    type="tertiary",
                    disabled=not line.can_open,
                    on_click=on_open,
                    args=(line.item_id,),
                ):
                    st.rerun()
            st.caption(words.plain(line.detail))


def _pages(items: Sequence[object]) -> int:
    return -(-len(items) // PAGE_LENGTH)


def _choose_box(kind: str, line: Line) -> None:
    key = f"choose-{kind}-{line.item_id}"

    def choose() -> None:
        _choose(kind, [line.item_id], st.session_state[key])

    _put(key, line.item_id in chosen(kind))
    st.checkbox(
        f"Choose {words.plain(line.label)}", key=key, label_visibility="collapsed", on_change=choose, width="content"
    )


def _choose_all_box(kind: str, item_ids: Sequence[str]) -> None:
    """A box that chooses all lines at once."""
    if len(item_ids) < 2:
        return
    key = f"choose-all-{kind}"

    def choose() -> None:
        _choose(kind, item_ids, st.session_state[key])

    _put(key, set(item_ids) <= set(chosen(kind)))
    st.checkbox(f"Choose these {len(item_ids)}", key=key, on_change=choose)


def _choose(kind: str, item_ids: Sequence[str], is_wanted: bool) -> None:
    others = [item_id for item_id in chosen(kind) if item_id not in item_ids]
    chosen(kind)[:] = [*others, *item_ids] if is_wanted else others


def _put(key: str, is_chosen: bool) -> None:
    """Set a box to what is chosen, which the session remembers while the box is on no page."""
    if st.session_state.get(key) != is_chosen:
        st.session_state[key] = is_chosen


def take_line(row: TakeRow) -> Line:
    """A take as a line: number, name and stars; title, model, settings, day, note."""
    label = _joined(f"Take {row.number}: {row.label}", _STAR * row.stars)
    when = words.date_time(row.created)
    if row.problem:
        return Line(row.take_id, label, _joined(row.problem, when), can_open=False)
    feel = FEELS[row.feel].title if row.feel in FEELS else row.feel
    details = (
        row.title if row.name else "",
        row.recipe,
        row.corpus_name,
        temperature(row.temperature),
        f"seed {row.seed}",
        tempo(row.tempo_bpm),
        feel,
        row.instrument,
        when,
    )
    return Line(row.take_id, label, _joined(*details, row.note))


def model_line(entry: BundleEntry, marks: Marks) -> Line:
    """Describe a model as a line.

    Parameters
    ----------
    entry : BundleEntry
        The model.
    marks : Marks
        What people say of it.

    Returns
    -------
    Line
        Name and stars; corpus, recipe, epochs, loss, day, note.
    """
    if entry.summary is None:
        return Line(entry.bundle_id, marks.name or entry.bundle_id, entry.message, can_open=False)
    usual, details = words.model_name(entry.summary), words.model_label(entry.summary)
    return Line(entry.bundle_id, _joined(marks.name or usual, _STAR * marks.stars), _joined(details, marks.note))


def _joined(*parts: str) -> str:
    return _SEPARATOR.join(part for part in parts if part)
