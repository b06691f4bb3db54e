"""The page on a machine that has no FluidSynth."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.page_use import OpenTab, generate, set_slider, sound
from tests.e2e.studio_server import StudioServer

AUDIBLE_PEAK = 0.05


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioServer]:
    """A studio that finds no program on its PATH."""
    nothing: Path = tmp_path_factory.mktemp("no_programs")
    with StudioServer(tmp_path_factory.mktemp("home"), {"PATH": str(nothing)}) as server:
        yield server
    assert "Traceback" not in "".join(server.log)


def test_the_built_in_synthesiser_plays_and_the_page_says_so(open_tab: OpenTab) -> None:
    page = open_tab()
    set_slider(page, "Ty", "Home")
    generate(page)

    expect(page.get_by_text("FluidSynth is not installed, so the built-in synthesiser plays.")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    heard = sound(page)
    assert heard["duration"] > 1
    assert heard["peak"] > AUDIBLE_PEAK
