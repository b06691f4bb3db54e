"""What a session of the page has chosen, and what it remembers from earlier sessions.

Keys of `st.session_state` that more than one view reads or sets have their names here.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import streamlit as st

from jazzcore.errors import JazzError, StoreError
from jazzcore.library.settings import Value
from jazzcore.music.limits import LARGEST_CHOSEN_SEED
from jazzcore.page.shared import cache, words
from jazzcore.recipes.recipe import Recipe
from jazzcore.recipes.table import COURSE, RECIPES, recipe_named
from jazzcore.training.views import JobView

MODEL = "model"
MODEL_NEXT = "model_chosen_next"
"""The model to choose before the menu is drawn again; the value of the menu itself could be overwritten by then."""
RECIPE = "recipe"
TAKE = "take"
CHOSEN_NEXT = "take_chosen_next"
"""The take to choose before the list is drawn again; the key of a widget cannot be set after the widget."""
VIEW = "view"
"""The view that is open below the three steps; its value names it in the page's address."""
JOB_PARAMETER = "job"
_ADOPTED = "adopted_jobs"
_REMEMBERED = "remembered_settings"

T = TypeVar("T", bound=Value)


@contextmanager
def shown_errors() -> Iterator[None]:
    """Show an error that is raised inside as a sentence on the page, and go on after it."""
    try:
        yield
    except JazzError as error:
        st.error(words.plain(str(error)))


def recipe() -> Recipe:
    """The recipe chosen in this session."""
    return recipe_named(st.session_state.get(RECIPE, recipe_at_first()))


def recipe_at_first() -> str:
    """The name of the recipe that a session begins with: the one chosen last."""
    name = remembered(RECIPE, COURSE.name)
    return name if name in RECIPES else COURSE.name


def remembered(name: str, default: T) -> T:
    """Read a setting as it was when this session began, so that a widget's default does not change under it.

    Parameters
    ----------
    name : str
        The setting.
    default : str, int, float or bool
        Its value where none is saved, or one of another type.

    Returns
    -------
    str, int, float or bool
        The saved value, of the default's type.
    """
    if _REMEMBERED not in st.session_state:
        st.session_state[_REMEMBERED] = {}
        with suppress(StoreError):  # the page works without what it remembers; the library says what is wrong
            st.session_state[_REMEMBERED] = cache.studio().settings.all()
    value = st.session_state[_REMEMBERED].get(name)
    return value if type(value) is type(default) else default


def remember(key: str) -> None:
    """Save the value of the widget of that key for later sessions, as the setting of the same name."""
    with suppress(StoreError):
        cache.studio().settings.save(key, st.session_state[key])


def current_run() -> JobView | None:
    """The run that the page's address names, else the latest run; the address then names it."""
    named = st.query_params.get(JOB_PARAMETER)
    view = (cache.jobs().view(named) if named else None) or cache.jobs().latest()
    if view is None:
        st.query_params.pop(JOB_PARAMETER, None)
    else:
        follow_run(view.job_id)
    return view


def follow_run(job_id: str) -> None:
    """Name a run in the page's address, so that a reload or another tab finds it."""
    if st.query_params.get(JOB_PARAMETER) != job_id:
        st.query_params[JOB_PARAMETER] = job_id


def adopt_model(run: JobView | None) -> None:
    """Choose the model that was asked for, else the model of a finished run, each once a session."""
    adopted: set[str] = st.session_state.setdefault(_ADOPTED, set())
    if run and run.state.is_over and run.bundle_id and run.job_id not in adopted:
        adopted.add(run.job_id)
        st.session_state[MODEL] = run.bundle_id
    if asked := st.session_state.pop(MODEL_NEXT, None):
        st.session_state[MODEL] = asked


def leave_model(job_id: str) -> None:
    """Do not choose the model of a run when it ends, because another one was chosen meanwhile."""
    adopted: set[str] = st.session_state.setdefault(_ADOPTED, set())
    adopted.add(job_id)


def new_seed() -> int:
    """A random seed, from 1 on."""
    return 1 + secrets.randbelow(LARGEST_CHOSEN_SEED)
