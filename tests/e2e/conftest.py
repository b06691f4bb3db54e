"""A real browser on a real server."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.chromium import find_chromium, launch_arguments
from tests.e2e.studio_server import StudioServer

PATIENCE_MSEC = 60_000
BROWSER_WENT = "WebSocketDisconnected"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioServer]:
    """The studio, running; it prints no traceback and never loads TensorFlow itself."""
    with StudioServer(tmp_path_factory.mktemp("home")) as server:
        yield server
        assert "tensorflow" not in server.loaded_files
    # Streamlit itself prints one where a browser goes while it is being told something.
    tracebacks = [part for part in "".join(server.log).split("Traceback")[1:] if BROWSER_WENT not in part]
    assert not tracebacks, "Traceback".join(tracebacks)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    found = find_chromium()
    if found is None:
        pytest.fail("no Chromium to open the page in; `make test` installs one")
    expect.set_options(timeout=PATIENCE_MSEC)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found), args=list(launch_arguments()))
        yield browser
        browser.close()


@pytest.fixture
def open_tab(browser: Browser, studio: StudioServer) -> Iterator[Callable[..., Page]]:
    """Opens the studio in a new tab, ready to use; nothing may go wrong in it, and no request may leave the machine."""
    hosts: set[str | None] = set()
    errors: list[str] = []

    def heed(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    def note(request: Request) -> None:
        if request.url.startswith(("http", "ws")):
            hosts.add(urlsplit(request.url).hostname)

    def tab(width: int = 1400, height: int = 1000) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.goto(studio.url)
        page.get_by_role("button", name="Generate").wait_for()
        return page

    context = browser.new_context(accept_downloads=True)
    context.set_default_timeout(PATIENCE_MSEC)
    context.on("request", note)
    context.on("console", heed)
    yield tab
    context.close()
    assert errors == []
    assert hosts == {"localhost"}
